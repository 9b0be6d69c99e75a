"""The state of the line for a page: one sentence first, then what must be done, then the books."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lojar.channels import held, queries
from lojar.channels.ledger import Book, Ledger, Part
from lojar.channels.queries import TemplateState
from lojar.offices.models import Office

from .advice import IT, Advice, Words
from .banner import Told, first_of_the_line
from .line_words import ALWAYS, BOOKS, OF_THE_NUMBER, OPEN, ORDER, PARTS, QUALITY, TEMPLATES, TROUBLED

ALL_KNOWN = gettext_lazy("Semua yang masuk tercatat dan tidak ada yang terlambat.")


@dataclass(frozen=True)
class Step:
    who: Words
    do: Words


@dataclass(frozen=True)
class Verdict:
    """How the line is: `role` is the colour, `sentence` what everybody reads."""

    role: str
    sentence: Words
    so: Words = ""
    steps: tuple[Step, ...] = ()
    since: datetime | None = None
    what: tuple[str, ...] = ()
    alarm: int | None = None  # the one that it speaks of


@dataclass(frozen=True)
class PartOnDesk:
    key: str
    words: Words
    count: int
    open: bool
    troubled: bool
    late: bool
    oldest_at: datetime | None


@dataclass(frozen=True)
class BookOnDesk:
    key: str
    name: Words
    counted: Words
    came: int
    gap: int
    parts: tuple[PartOnDesk, ...]


@dataclass(frozen=True)
class Waits:
    """What a person should look at, each leading to where it is done."""

    failed: int
    uncertain: int
    held: int
    held_people: int
    queued: Part
    unanswered: Part


def verdict_of(ledger: Ledger, told: Iterable[Told]) -> Verdict:
    """The worst first: what stops, what does not add up, what waits too long, what only warns."""
    told = list(told)
    trouble = first_of_the_line(told)
    if trouble is not None:
        return _of_trouble(trouble)
    if not ledger.closed:
        return _of_gaps(ledger)
    if ledger.late:
        return _of_late(ledger)
    if told:
        sentence = ngettext(
            "Saluran berjalan, dengan %(n)d peringatan.",
            "Saluran berjalan, dengan %(n)d peringatan.",
            len(told),
        )
        return Verdict("warning", sentence % {"n": len(told)}, ALL_KNOWN)
    return Verdict("positive", _("Saluran berjalan baik."), ALL_KNOWN)


def _of_trouble(trouble: Told) -> Verdict:
    told = trouble.advice or Advice(trouble.said)
    sentence = _("Pesan ke warga tertahan: %(what)s.") if trouble.stops else _("Saluran terganggu: %(what)s.")
    steps = (Step(told.who, told.do),) if told.do else ()
    what = str(trouble.headline).rstrip(".")
    role = "negative" if trouble.stops else "warning"
    return Verdict(role, sentence % {"what": what}, told.works, steps, trouble.since, alarm=trouble.pk)


def _of_gaps(ledger: Ledger) -> Verdict:
    open_books = ", ".join(f"{_name(book.key)} {book.gap:+d}" for book in ledger.books if book.gap)
    return Verdict(
        "negative",
        _("Pembukuan tidak cocok: %(books)s.") % {"books": open_books},
        _("Yang masuk tidak sama dengan yang tercatat nasibnya. Pesan baru tetap diterima."),
        (Step(IT, _("Jangan hapus apa pun. Jalankan lojar ledger dan simpan hasilnya, lalu hubungi pembuat Lojar.")),),
    )  # fmt: skip


def _of_late(ledger: Ledger) -> Verdict:
    late = tuple(
        f"{_name(book.key)}: {part.count} {_words(book.key, part.key)}" for book, part in ledger.late
    )
    return Verdict(
        "warning",
        _("Ada yang menunggu terlalu lama."),
        _("Tidak ada yang hilang; semuanya diteruskan begitu program mengejar."),
        (Step(IT, _("Pastikan lojar work berjalan dan database dapat dihubungi.")),),
        min((part.oldest_at for _book, part in ledger.late if part.oldest_at), default=None),
        what=late,
    )


def books_of(ledger: Ledger) -> list[BookOnDesk]:
    return [_book(book, ledger.at) for book in ledger.books]


def _book(book: Book, now: datetime) -> BookOnDesk:
    counted = BOOKS[book.key][1] if book.key in BOOKS else ""
    always = ALWAYS.get(book.key, ())
    shown = [part for part in book.parts if part.count and part.key not in always]
    shown += [book.part(key) for key in always]
    parts = tuple(_part(book.key, part, now) for part in sorted(shown, key=_place))
    return BookOnDesk(book.key, _name(book.key), counted, book.came, book.gap, parts)


def _part(book: str, part: Part, now: datetime) -> PartOnDesk:
    waits = part.key in OPEN and part.count > 0
    return PartOnDesk(
        part.key, _words(book, part.key), part.count, waits, part.key in TROUBLED and part.count > 0, part.late(now),
        part.oldest_at if waits else None,
    )  # fmt: skip


def _place(part: Part) -> int:
    return ORDER.index(part.key) if part.key in ORDER else len(ORDER)


def _name(book: str) -> Words:
    return BOOKS[book][0] if book in BOOKS else book


def _words(book: str, part: str) -> Words:
    """A part that this page does not know yet is shown by its key, never left out."""
    return PARTS.get((book, part), part)


def waits_of(office: Office, ledger: Ledger, now: datetime) -> Waits:
    people = held.held_for(office, now)
    return Waits(
        failed=queries.failed_messages(office).count(),
        uncertain=queries.uncertain_messages(office, now).count(),
        held=sum(each.count for each in people),
        held_people=len(people),
        queued=ledger.book("outbound").part("queued"),
        unanswered=ledger.book("messages").part("waiting"),
    )


def listed(told: Iterable[Told], verdict: Verdict) -> list[Told]:
    """What waits too long is in the verdict already, with its numbers."""
    return [each for each in told if not (verdict.what and each.kind.startswith("late_"))]


def templates_on_desk() -> dict[str, Any]:
    """What needs somebody stands first; what was never pushed is one sentence, however many they are."""
    states = queries.template_states()
    told = [_template(each) for each in states if each.status]
    return {
        "told": sorted(told, key=lambda each: (each["colour"] in ("positive", "info"), each["name"])),
        "unknown": [f"{each.name} ({each.language})" for each in states if not each.status],
    }


def _template(state: TemplateState) -> dict[str, Any]:
    word, colour, do = TEMPLATES.get(state.status, (state.status, "warning", ""))
    return {
        "name": state.name, "language": state.language, "word": word, "colour": colour, "do": do,
        "reason": state.reason, "changed_at": state.changed_at, "quality": QUALITY.get(state.quality),
        "category": state.category if state.category not in ("", "UTILITY") else "",
    }  # fmt: skip


def number_on_desk(office: Office) -> list[dict[str, Any]]:
    told = {each.kind: each for each in queries.news_of_the_number(office)}
    return [{"name": name, "alarm": told.get(kind)} for kind, name in OF_THE_NUMBER.items()]
