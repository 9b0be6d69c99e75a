"""From lined trees to shapes: each file reads one kind of thing and refuses what it does not know."""
