"""One turn while it is being made: how the scene has become, what will be done, and what will be said."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from ..understand.normal import standard_words
from .commands import Command
from .folding import folded
from .prompts import Choice, Prompt
from .scene import Case, Scene
from .state import State

LONG_SILENCE = timedelta(hours=6)


class Talk:
    """Dialogs change it step by step; outside of one turn nobody sees it."""

    def __init__(self, scene: Scene, state: State) -> None:
        self.scene = scene
        self.state = state
        self.commands: list[Command] = []
        self.told: list[str] = []
        self.prompt: Prompt | None = None
        self.is_quiet = False

    def do(self, command: Command) -> None:
        self.commands.append(command)
        self.scene = folded(self.scene, command)

    def say(self, key: str, **facts: object) -> str:
        return self.scene.phrases[self.scene.language].say(key, **facts)

    def say_in_tone(self, key: str, case_tone: str, **facts: object) -> str:
        """The gentle wording, where a service asks for it and there is one."""
        gentle = f"{key}.{case_tone}"
        has_gentle = bool(case_tone) and self.scene.phrases[self.scene.language].has(gentle)
        return self.say(gentle if has_gentle else key, **facts)

    def tell(self, key: str, **facts: object) -> None:
        self.tell_words(self.say(key, **facts))

    def tell_words(self, words: str) -> None:
        if words and words not in self.told:
            self.told.append(words)

    def ask(
        self,
        body: str,
        *choices: Choice,
        button: str = "",
        typed: bool = False,
        photo: int = 0,
        is_marked: bool = False,
    ) -> None:
        self.prompt = Prompt(body, choices, button, typed, photo, is_marked)

    def choice(self, id: str, key: str, **how: str) -> Choice:
        return Choice(id, self.say(f"button.{key}"), **how)

    def note(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)

    @property
    def was_silent(self) -> bool:
        """Hours have passed: what lay on the table then is not what a bare "yes" means now."""
        last = self.state.heard_at
        return bool(last) and self.scene.now - datetime.fromisoformat(last) > LONG_SILENCE

    def quiet(self) -> None:
        """Nothing is asked at the end of this turn."""
        self.is_quiet = True

    def words_in(self, text: str) -> tuple[str, ...]:
        """The words as the project spells them."""
        return standard_words(text, self.scene.words)

    def language_of(self, text: Any) -> str:
        return str(text.said_in(self.scene.language)) if text is not None else ""

    @property
    def case(self) -> Case | None:
        """The application we talk about, while it is in the citizen's hands."""
        case = self.scene.case(self.state.focus)
        return case if case is not None and case.with_citizen else None

    def turn_to(self, number: str) -> None:
        """Another application: what was being asked about the first one is let go."""
        if number != self.state.focus:
            self.note(
                focus=number, service="", changes="", answers={}, awaits="", asked=(), misses=0, laid=()
            )
