"""Turns what was told and asked into as few messages as hold it: one, wherever it fits."""

from collections.abc import Iterable

from lojar.channels.messages import (
    BODY,
    LINE,
    MOST_BUTTONS,
    MOST_ROWS,
    ROW_DESCRIPTION,
    ROW_TITLE,
    TEXT,
    TITLE,
    Button,
    Buttons,
    Menu,
    Message,
    Row,
    Section,
    Text,
    fitted,
)

from .prompts import Choice, Prompt
from .state import Offered
from .talk import Talk


def compose(talk: Talk) -> tuple[tuple[Message, ...], tuple[Offered, ...]]:
    """The messages, and the choices they put on the table."""
    told = "\n\n".join(talk.told)
    prompt = talk.prompt
    if prompt is None:
        return (Text.in_parts(told) if told else ()), ()
    if not prompt.choices or prompt.typed:
        return Text.in_parts(_joined(told, prompt.body)), _offered(prompt.choices)
    shown = _page(talk, prompt)
    body = _joined(prompt.body, _numbered(shown)) if talk.state.plain else prompt.body
    before, body = _parted(talk, told, body)
    return (*before, _drawn(talk, prompt, body, shown)), _offered(shown)


def _drawn(talk: Talk, prompt: Prompt, body: str, shown: tuple[Choice, ...]) -> Message:
    if len(shown) <= MOST_BUTTONS and all(len(choice.title) <= TITLE for choice in shown):
        buttons = tuple(Button(c.id, title) for c, title in zip(shown, _titles(shown, TITLE), strict=True))
        return Buttons(body, buttons, footer=_footer(talk, shown))
    rows = tuple(
        Row(c.id, title, fitted(c.description, ROW_DESCRIPTION) if c.description else "")
        for c, title in zip(shown, _titles(shown, ROW_TITLE), strict=True)
    )
    button = fitted(prompt.button or talk.say("button.list"), TITLE)
    return Menu(body, button, (Section("", rows),), footer=talk.say("footer.list"))


def _page(talk: Talk, prompt: Prompt) -> tuple[Choice, ...]:
    """At most ten rows: what does not fit waits behind "more", which comes round again."""
    if len(prompt.choices) <= MOST_ROWS:
        return prompt.choices
    step = MOST_ROWS - 1
    pages = -(-len(prompt.choices) // step)
    at = talk.state.page % pages
    more = Choice(f"page:{(at + 1) % pages}", talk.say("button.more"))
    return (*prompt.choices[at * step : (at + 1) * step], more)


def _parted(talk: Talk, told: str, body: str) -> tuple[tuple[Message, ...], str]:
    """Buttons carry little text: what is too long goes before them as text of its own."""
    whole = _joined(told, body)
    if len(whole) <= BODY:
        return (), whole
    if len(body) <= BODY and told:
        return Text.in_parts(told), body
    return Text.in_parts(whole[: TEXT * 4]), talk.say("choose.below")


def _footer(talk: Talk, shown: tuple[Choice, ...]) -> str:
    if talk.state.plain:
        return talk.say("footer.numbers")
    names = ", ".join(f"{at} {choice.title}" for at, choice in enumerate(shown, start=1))
    full = talk.say("footer.buttons", choices=names)
    return full if len(full) <= LINE else talk.say("footer.numbers")


def _titles(shown: tuple[Choice, ...], limit: int) -> list[str]:
    """No two alike, or WhatsApp would refuse the whole message."""
    titles: list[str] = []
    for choice in shown:
        title = fitted(choice.title, limit)
        if title in titles:
            title = f"{fitted(choice.title, limit - 3)} {len(titles) + 1}"
        titles.append(title)
    return titles


def _numbered(shown: Iterable[Choice]) -> str:
    return "\n".join(f"{at}. {choice.title}" for at, choice in enumerate(shown, start=1))


def _offered(choices: Iterable[Choice]) -> tuple[Offered, ...]:
    return tuple(Offered(choice.id, choice.title, choice.means) for choice in choices)


def _joined(first: str, second: str) -> str:
    return "\n\n".join(part for part in (first, second) if part)
