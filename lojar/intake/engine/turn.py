"""What one turn comes to: the state afterwards, what is said, and what is done."""

from dataclasses import dataclass

from lojar.channels.messages import Message

from .commands import Command
from .state import State


@dataclass(frozen=True, slots=True)
class Turn:
    state: State
    say: tuple[Message, ...] = ()
    commands: tuple[Command, ...] = ()
    quotes: int = 0  # the photo that the last message asks about
    shows: int = 0  # the photo whose trouble it shows
