"""Small words of the templates: times, icons, keys, numbers in groups."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django import template
from django.template.defaultfilters import date as written
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language

from lojar.catalogue.shapes import Text
from lojar.channels.rules import prices
from lojar.lib import clock

from .. import ages, words_for

register = template.Library()


def exact(moment: datetime) -> str:
    local = localtime(moment)
    return f"{written(local, 'l, j F Y')}, {local:%H.%M}"


@register.simple_tag
def ago(moment: datetime | None) -> SafeString | str:
    return _time(moment, ages.ago) if moment else ""


@register.simple_tag
def left(moment: datetime | None) -> SafeString | str:
    return _time(moment, ages.left) if moment else ""


def _time(moment: datetime, words: Callable[[datetime, datetime], str]) -> SafeString:
    """The span for the eye, the exact time on hover and for screen readers."""
    exactly, roughly = exact(moment), words(moment, clock.now())
    return format_html(
        '<time datetime="{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="unseen">{}, {}</span></time>',
        moment.isoformat(), exactly, roughly, roughly, exactly,
    )  # fmt: skip


@register.simple_tag
def at(moment: datetime | None) -> SafeString | str:
    """The exact time, written out."""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), exact(moment)) if moment else ""


@register.filter
def day(on: date) -> str:
    return written(on, "l, j F Y")


@register.simple_tag
@cache  # a page draws seventy of them
def icon(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("desk/icons.svg"), name,
    )  # fmt: skip


@register.simple_tag
def key(letter: str) -> SafeString:
    """A key drawn on its button; screen readers hear the button, not the key."""
    return format_html('<kbd aria-hidden="true">{}</kbd>', letter)


@register.filter
def grouped(number: str) -> str:
    """3510995505900003 -> 3510 9955 0590 0003."""
    number = str(number)
    if not number.isdigit() or len(number) < 10:
        return number
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))


@register.filter
def thousands(count: int) -> str:
    """12345 -> 12.345, as people here write it."""
    return f"{count:,}".replace(",", ".")


@register.filter
def share(part: float) -> str:
    """0.962 -> 96,2 %."""
    return f"{part:.1%}".replace(".", ",").replace("%", " %")


@register.filter
def rupiah(amount: Decimal | int | None) -> str:
    return "–" if amount is None else prices.rupiah(amount)


@register.filter
def said(text: Text | None) -> str:
    return text.said_in((get_language() or "id")[:2]) if text is not None else ""


@register.filter
def status_word(status: str) -> str:
    return str(words_for.STATUSES[status])


@register.filter
def role_word(role: str) -> str:
    return str(words_for.ROLES[role])


@register.filter
def paper_word(state: str) -> str:
    return str(words_for.PAPERS[state])


@register.filter
def trouble_word(code: str) -> str:
    return str(words_for.TROUBLES.get(code, code))


@register.filter
def fault_word(reason: str) -> str:
    return str(words_for.FAULTS.get(reason, reason))


@register.filter
def initials(name: str) -> str:
    return "".join(part[0] for part in str(name).split()[:2]).upper() or "?"
