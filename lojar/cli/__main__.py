"""`python -m lojar.cli`: how one command starts another without looking for itself on PATH."""

from lojar.cli import main

main()
