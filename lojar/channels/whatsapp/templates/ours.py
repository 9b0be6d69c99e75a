"""What the templates say, and which of them may be sent today."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lojar.offices.models import Office

from ... import messages
from ...messages import Template
from ...models import MessageTemplate, OutboundMessage

FILE = Path(__file__).with_name("templates.yaml")
ANSWER_WAITS, NEWS_WAITS = "jawaban_menunggu", "kabar_permohonan"
MISSING = "MISSING"
# Whatever else Meta says (also that it still looks at it) is tried: its answer is then the truth.
UNUSABLE = frozenset(
    {MISSING, "REJECTED", "PAUSED", "DISABLED", "PENDING_DELETION", "DELETED", "LIMIT_EXCEEDED"}
)
VARIABLE = re.compile(r"\{\{([a-z_]+)\}\}")
EXAMPLES = {
    "kantor": "Dispendukcapil",
    "nomor": "LJR-2611-0001",
    "layanan": "Akta Kelahiran",
    "waktu": "Senin, 30 November pukul 09.00 WIB",
}


@dataclass(frozen=True)
class OurTemplate:
    name: str
    language: str
    body: str
    button: str

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(VARIABLE.findall(self.body)))

    def components(self) -> list[dict[str, Any]]:
        examples = [{"param_name": name, "example": EXAMPLES[name]} for name in self.variables]
        return [
            {"type": "BODY", "text": self.body, "example": {"body_text_named_params": examples}},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": self.button}]},
        ]

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "language": self.language,
            "category": "UTILITY",
            "parameter_format": "NAMED",
            "components": self.components(),
        }


@cache
def ours() -> dict[tuple[str, str], OurTemplate]:
    read = yaml.safe_load(FILE.read_text("utf-8"))
    made = [
        OurTemplate(name, language, said["body"], said["button"])
        for name, languages in read.items()
        for language, said in languages.items()
    ]
    return {(template.name, template.language): template for template in made}


def usable(template: Template) -> bool:
    said = MessageTemplate.objects.filter(name=template.name, language=template.language).first()
    return said is None or said.status not in UNUSABLE


def news_waits(held: OutboundMessage) -> Template | None:
    """The most telling template that may be sent for a message that waits; None where none may be."""
    return next((template for template in _candidates(held) if usable(template)), None)


def _candidates(held: OutboundMessage) -> list[Template]:
    language = held.contact.language if held.contact.language in {"id", "en"} else "id"
    found: list[Template] = []
    if "outside_window" in held.body:
        told = messages.from_json(held.body["outside_window"])
        found += [told] if isinstance(told, Template) else []
    office = _named(held.contact.office)
    if held.about:
        found.append(Template(NEWS_WAITS, language, (("nomor", held.about), ("kantor", office))))
    return [*found, Template(ANSWER_WAITS, language, (("kantor", office),))]


def _named(office: Office) -> str:
    return messages.fitted(" ".join((office.short_name or office.name).split()), 60)
