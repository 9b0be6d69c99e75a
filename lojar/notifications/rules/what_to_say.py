"""From what happened to what the citizen reads. Pure: facts in, messages out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lojar.applications.rules.events import Kind
from lojar.channels.messages import (
    CAPTION,
    Button,
    Buttons,
    Message,
    Paperwork,
    Picture,
    Template,
    Text,
    fitted,
)

from .event_text import EventText, fill
from .phrases import as_list

# Steps of the citizen's own that the conversation answers, and steps inside the office.
SILENT = frozenset({
    Kind.STARTED, Kind.ANSWERED, Kind.FILLED, Kind.PAGE_LAID, Kind.PAGE_TAKEN_BACK, Kind.PAPER_SKIPPED,
    Kind.SERVICE_CHANGED, Kind.CLAIMED, Kind.RELEASED, Kind.PAPER_ACCEPTED, Kind.PAPER_RETURNED,
    Kind.PAPER_UNREVIEWED, Kind.RESULT_REGISTERED, Kind.OFFICER_WANTED,
    Kind.NOTE_WRITTEN,
})  # fmt: skip
# Answers to what the citizen just did: they come at night too, and to those who asked for silence.
OWN_ACTS = frozenset(
    {Kind.SUBMITTED, Kind.RESUBMITTED, Kind.WITHDRAWN, Kind.DELIVERED, Kind.PDF_QUESTION_FAILED}
)
# To a number that changed, before its holder has proved who they are, nothing else of what was filed before is told.
TELLS_NOTHING = frozenset(
    {Kind.SUBMITTED, Kind.RESUBMITTED, Kind.ACCEPTED, Kind.WITHDRAWN, Kind.EXPIRING, Kind.EXPIRED}
)
MOST_PAGES = 8  # pictures that come back with one correction; the text names every paper


@dataclass(frozen=True, slots=True)
class Case:
    number: str
    service: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedPage:
    """A picture of the citizen's that comes back, with why; "" where the photo can't be shown any more."""

    picture_key: str
    paper: str
    why: str


@dataclass(frozen=True, slots=True)
class Issued:
    name: str
    number: str = ""
    object_key: str = ""
    filename: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to one case, or at once to the members of a package."""

    kind: Kind
    cases: tuple[Case, ...]
    words: Mapping[str, str]
    facts: frozenset[str] = frozenset()  # of: by_hand, by_pdf, locked, draft, withheld
    pages: tuple[ReturnedPage, ...] = ()
    documents: tuple[Issued, ...] = ()
    pass_key: str = ""

    @property
    def tone(self) -> str:
        return next((case.tone for case in self.cases if case.tone), "")


@dataclass(frozen=True, slots=True)
class Said:
    """`part` tells the messages of one event apart. `outside_window` is the template that may go after 24 hours."""

    message: Message
    part: str = ""
    outside_window: Template | None = None


Texts = Callable[[str, str], EventText]
"""(name of the text, tone) -> the text in the citizen's language and the office's words."""


@dataclass(frozen=True, slots=True)
class _Teller:
    """A happening with the texts to tell it in."""

    happening: Happening
    texts: Texts
    language: str
    extra: Mapping[str, str] = field(default_factory=dict)

    def words(self, **more: str) -> dict[str, str]:
        first = self.happening.cases[0]
        own = {
            "number": first.number,
            "service": first.service,
            "cases": as_list(f"{case.service}: *{case.number}*" for case in self.happening.cases),
        }
        return {**own, **self.happening.words, **more}

    def body(self, name: str, **more: str) -> str:
        return fill(self.texts(name, self.happening.tone).body, self.words(**more))

    def text(self, name: str, **more: str) -> Iterator[Message]:
        yield from Text.in_parts(self.body(name, **more))

    def buttons(self, name: str) -> Iterator[Message]:
        text = self.texts(name, self.happening.tone)
        words = self.words()
        buttons = tuple(
            Button(fill(key, words), fitted(fill(title, words), 20)) for key, title in text.buttons
        )
        header = fitted(fill(text.header, words), 60) if text.header else ""
        yield Buttons(fitted(fill(text.body, words), 1024), buttons, header=header)

    def picture(self, name: str, key: str, mime: str, **more: str) -> Iterator[Message]:
        """A caption that grew too long goes before its picture as a text, whole."""
        caption = self.body(name, **more)
        if not key or len(caption) > CAPTION:
            yield from Text.in_parts(caption)
            caption = ""
        if key:
            yield Picture(key, mime, fitted(caption, CAPTION) if caption else "")


def what_to_say(happening: Happening, texts: Texts, language: str) -> tuple[Said, ...]:
    """Nothing where the kind is silent, or where nothing of it is the citizen's to know."""
    if happening.kind in SILENT:
        return ()
    if "withheld" in happening.facts and happening.kind not in TELLS_NOTHING:
        return tuple(_numbered(_Teller(happening, texts, language).text("withheld")))
    return tuple(TELLS[happening.kind](_Teller(happening, texts, language)))


def _plainly(name: str) -> Callable[[_Teller], Iterator[Said]]:
    return lambda teller: _numbered(teller.text(name))


def _correction(teller: _Teller) -> Iterator[Said]:
    told = teller.happening
    returned = dict.fromkeys(f"{page.paper}: {page.why}" for page in told.pages)
    outside = _template(teller, "berkas_perlu_diperbaiki", "nomor", "layanan")
    yield from _numbered(teller.text("correction_asked", returned=as_list(returned)), outside=outside)
    pictures = [page for page in told.pages if page.picture_key][:MOST_PAGES]
    for number, page in enumerate(pictures, start=1):
        caption = fitted(teller.body("returned_page", paper=page.paper, why=page.why), CAPTION)
        yield Said(Picture(page.picture_key, "image/jpeg", caption), f"photo:{number}", outside)


def _ready(teller: _Teller) -> Iterator[Said]:
    """A case may have a card in the tray and a PDF besides."""
    outside = _template(teller, "dokumen_siap", "nomor", "layanan", "kantor")
    if "by_hand" in teller.happening.facts:
        told = teller.picture("ready_to_collect", teller.happening.pass_key, "image/png")
        yield from _numbered(told, outside=outside)
    if "by_pdf" in teller.happening.facts:
        yield from _numbered(teller.buttons("ready_as_pdf"), start="pdf", outside=outside)


def _delivered(teller: _Teller) -> Iterator[Said]:
    documents = teller.happening.documents
    if not documents:
        yield from _numbered(teller.text("delivered_told"))
    for number, issued in enumerate(documents, start=1):
        words = {"document": issued.name, "document_number": issued.number, "link": issued.link}
        if issued.object_key:
            caption = fitted(teller.body("delivered", **words), CAPTION)
            yield Said(
                Paperwork(issued.object_key, issued.filename, "application/pdf", caption), f"pdf:{number}"
            )
        else:
            yield from _numbered(teller.text("delivered_link", **words), start=f"link:{number}")


def _expiring(teller: _Teller) -> Iterator[Said]:
    outside = _template(teller, "permohonan_menunggu_anda", "layanan", "kantor")
    name = "expiring_draft" if "draft" in teller.happening.facts else "expiring_returned"
    yield from _numbered(teller.text(name), outside=outside)


def _question_failed(teller: _Teller) -> Iterator[Said]:
    """A wrong answer is answered by the conversation; only the lock is news."""
    if "locked" in teller.happening.facts:
        yield from _numbered(teller.text("pdf_locked"))


def _question_reopened(teller: _Teller) -> Iterator[Said]:
    yield from _numbered(teller.buttons("pdf_reopened"))


TELLS: Mapping[Kind, Callable[[_Teller], Iterator[Said]]] = {
    Kind.SUBMITTED: _plainly("submitted"),
    Kind.RESUBMITTED: _plainly("resubmitted"),
    Kind.CORRECTION_ASKED: _correction,
    Kind.ACCEPTED: _plainly("accepted"),
    Kind.REJECTED: _plainly("rejected"),
    Kind.READY: _ready,
    Kind.HANDED_OVER: _plainly("handed_over"),
    Kind.DELIVERED: _delivered,
    Kind.WITHDRAWN: _plainly("withdrawn"),
    Kind.EXPIRING: _expiring,
    Kind.EXPIRED: _plainly("expired"),
    Kind.PDF_QUESTION_FAILED: _question_failed,
    Kind.PDF_QUESTION_REOPENED: _question_reopened,
}


def _numbered(
    messages: Iterator[Message], *, start: str = "", outside: Template | None = None
) -> Iterator[Said]:
    for number, message in enumerate(messages, start=1):
        part = start if number == 1 else f"{start}{'.' if start else ''}{number}"
        yield Said(message, part, outside)


def _template(teller: _Teller, name: str, *gaps: str) -> Template:
    """The project's template of that name, its gaps on one line each, as Meta wants them."""
    words = teller.words()
    of = {"nomor": words["number"], "layanan": words["service"], "kantor": words["office"]}
    parameters = tuple((gap, fitted(" ".join(of[gap].split()), 60)) for gap in gaps)
    return Template(name, "en" if teller.language == "en" else "id", parameters)
