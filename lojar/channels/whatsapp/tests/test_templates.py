"""The project's templates: fit for Meta's form, pushed once, followed by what Meta says."""

import json
import re

import httpx
import pytest

from lojar.channels.messages import Template
from lojar.channels.models import MessageTemplate
from lojar.channels.whatsapp import graph
from lojar.channels.whatsapp.templates import list_templates, ours, push_templates
from lojar.channels.whatsapp.templates.ours import EXAMPLES

ALL = list(ours().values())
IDS = [f"{template.name}.{template.language}" for template in ALL]


@pytest.mark.parametrize("template", ALL, ids=IDS)
def test_a_template_fits_metas_form(template):
    Template(template.name, template.language)
    assert len(template.body) <= 1024
    assert not re.search(r"^\s*\{\{|\}\}\W*$", template.body)
    assert len(template.button) <= 25
    assert set(template.variables) <= set(EXAMPLES)
    assert "!" not in template.body


def test_every_template_speaks_both_languages_with_the_same_variables():
    for name in {template.name for template in ALL}:
        assert set(ours()[name, "id"].variables) == set(ours()[name, "en"].variables)


class Meta:
    """Meta's side of the templates."""

    def __init__(self, wire):
        self.held = {}
        self.wire = wire
        wire.answers = [self.answer] * 200

    def answer(self, request):
        if request.method == "GET":
            return httpx.Response(
                200, json={"data": list(self.held.values()), "paging": {"cursors": {"after": "x"}}}
            )
        body = json.loads(request.content)
        if "name" not in body:
            found = next(held for held in self.held.values() if request.url.path.endswith(held["id"]))
            found.update(body, status="PENDING")
            return httpx.Response(200, json={"success": True})
        made = {**body, "id": str(1000 + len(self.held)), "status": "PENDING"}
        self.held[body["name"], body["language"]] = made
        return httpx.Response(200, json={"id": made["id"], "status": "PENDING", "category": "UTILITY"})

    @property
    def writes(self):
        return [request for request in self.wire.requests if request.method == "POST"]


@pytest.mark.django_db
def test_what_is_missing_is_created_and_a_second_push_does_nothing(wire):
    meta = Meta(wire)
    assert {line.did for line in push_templates()} == {"dibuat"}
    assert len(meta.writes) == len(ALL)
    assert {line.did for line in push_templates()} == {""}
    assert len(meta.writes) == len(ALL)
    assert MessageTemplate.objects.filter(status="PENDING").count() == len(ALL)


@pytest.mark.django_db
def test_only_what_we_changed_is_edited(wire):
    meta = Meta(wire)
    push_templates()
    meta.held["dokumen_siap", "id"]["components"] = [{"type": "BODY", "text": "lama"}]
    changed = [line for line in push_templates() if line.did]
    assert [(line.name, line.language, line.did) for line in changed] == [("dokumen_siap", "id", "diubah")]


@pytest.mark.django_db
def test_the_list_tells_what_meta_says_and_what_was_never_pushed(wire):
    meta = Meta(wire)
    assert {line.status for line in list_templates()} == {"MISSING"}
    push_templates()
    meta.held["dokumen_siap", "id"].update(
        status="APPROVED", category="UTILITY", quality_score={"score": "GREEN"}
    )
    line = next(line for line in list_templates() if (line.name, line.language) == ("dokumen_siap", "id"))
    assert line.status == "APPROVED"
    assert MessageTemplate.objects.get(name="dokumen_siap", language="id").quality == "GREEN"
    assert "dokumen_siap" in str(line)


@pytest.mark.django_db
def test_a_refusal_is_told_and_not_swallowed(wire):
    wire.then(wire.graph("err_token_invalid"))
    with pytest.raises(graph.Refused) as no:
        push_templates()
    assert no.value.error.code == 190
