"""Ready answers beside the box that an officer writes in: filled for this citizen, in the citizen's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from lojar.applications import queries
from lojar.applications.models import Application
from lojar.applications.rules.lifecycle import PaperState
from lojar.channels.models import Contact
from lojar.notifications.queries import answers_of
from lojar.notifications.rules.event_text import CannotSay, fill
from lojar.notifications.rules.ready_answer import FIELDS, can_be_said, meant
from lojar.offices.models import Officer
from lojar.offices.queries import opening_hours

WITH_A_KEY = 9  # of the digits 1 to 9
TO_SOMEBODY = {"id": "Bapak/Ibu", "en": "Sir or Madam"}
FIELD_WORDS = {
    "nama": gettext_lazy("nama pemohon"),
    "nomor": gettext_lazy("nomor permohonan"),
    "layanan": gettext_lazy("nama layanan"),
    "kurang": gettext_lazy("berkas yang kurang atau dikembalikan"),
    "kantor": gettext_lazy("nama pendek kantor"),
    "jam": gettext_lazy("jam buka kantor"),
    "petugas": gettext_lazy("nama Anda"),
}
MISTAKES = {
    "title": gettext_lazy("Beri judul yang pendek, paling banyak {detail} huruf."),
    "length": gettext_lazy("Tulis jawabannya, paling banyak {detail} huruf dalam tiap bahasa."),
    "lone_brace": gettext_lazy(
        "Ada kurung kurawal yang belum berpasangan. Tulis isian seperti ini: {{nama}}."
    ),
    "unknown_gap": gettext_lazy("Isian {detail} belum dikenal, jadi tidak akan terisi."),
}
MEANT = gettext_lazy("Mungkin maksud Anda {meant}.")


@dataclass(frozen=True)
class Offered:
    """One ready answer as the list shows it; `digit` is its key, "" where there is none left."""

    title: str
    text: str
    digit: str


def for_reply(contact: Contact, application: Application | None, officer: Officer) -> dict[str, Any]:
    """Those that can be said without a hole; how many name what this conversation does not have."""
    language = "en" if contact.language == "en" else "id"
    words = _words_for(contact, application, officer, language)
    bodies = [
        (each.words.title, each.words.said_in(language))
        for each in answers_of(contact.office)
        if each.is_offered
    ]
    fitting = [(title, body) for title, body in bodies if can_be_said(body, words)]
    offered = [
        Offered(title, fill(body, words), str(place) if place <= WITH_A_KEY else "")
        for place, (title, body) in enumerate(fitting, start=1)
    ]
    return {"answers": offered, "answers_left_out": len(bodies) - len(fitting), "answer_language": language}


def mistake(wrong: CannotSay) -> str:
    """What is the matter, and where a field was only misspelt, what it may have meant to be."""
    named = str(wrong.detail).split(", ") if wrong.reason == "unknown_gap" else []
    detail = ", ".join(f"{{{field}}}" for field in named) or str(wrong.detail)
    said = str(MISTAKES.get(wrong.reason, wrong)).format(detail=detail)
    near = ", ".join(f"{{{field}}}" for field in dict.fromkeys(map(meant, named)) if field)
    return f"{said} {str(MEANT).format(meant=near)}" if near else said


def made_up(officer: Officer, language: str) -> Mapping[str, str]:
    """Words for the preview, of people who do not exist."""
    if officer.office is None:
        return {}
    in_english = language == "en"
    return {
        "nama": "Siti Contoh", "nomor": "BWI-261123-H4KP",
        "layanan": "Birth certificate" if in_english else "Akta kelahiran",
        "kurang": "Family card" if in_english else "Kartu Keluarga",
        "kantor": officer.office.short_name, "jam": opening_hours(officer.office).in_words(language),
        "petugas": str(officer),
    }  # fmt: skip


def _words_for(
    contact: Contact, application: Application | None, officer: Officer, language: str
) -> Mapping[str, str]:
    """A word for each field, "" where there is none."""
    office = contact.office
    words = {
        **dict.fromkeys(FIELDS, ""),
        "nama": contact.name or TO_SOMEBODY[language],
        "kantor": office.short_name,
        "jam": opening_hours(office).in_words(language),
        "petugas": str(officer),
    }
    return words | _words_of(application, language) if application else words


def _words_of(application: Application, language: str) -> dict[str, str]:
    """Whom the answer speaks to is who applied: never the child or the dead that it is about."""
    applicant = queries.filled(application).get("nama_pelapor", "")
    return {
        **({"nama": applicant} if applicant else {}),
        "nomor": application.number,
        "layanan": queries.service_of(application).short.said_in(language),
        "kurang": ", ".join(_lacking(application, language)),
    }


def _lacking(application: Application, language: str) -> list[str]:
    lines = queries.checklist(application)
    open_lines = [
        line
        for line in lines
        if line.state == PaperState.RETURNED or (line.paper.needed and line.state == PaperState.MISSING)
    ]
    return [line.requirement.label.said_in(language) if line.requirement else line.key for line in open_lines]
