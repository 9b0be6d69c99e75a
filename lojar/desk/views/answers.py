"""The office's ready answers: what there is, and a page on which one of them is written and looked at."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lojar.lib import clock
from lojar.notifications import actions
from lojar.notifications.queries import OfficeAnswer, answers_of
from lojar.notifications.rules.event_text import CannotSay, fill
from lojar.notifications.rules.ready_answer import (
    CODE,
    LONGEST_ANSWER,
    LONGEST_TITLE,
    ReadyWords,
    checked_words,
)
from lojar.notifications.shipped_answers import shipped_answers

from ..access import LEADS, DeskRequest, officer_required
from ..answers import FIELD_WORDS, made_up, mistake


@require_GET
@officer_required(*LEADS)
def show(request: DeskRequest) -> HttpResponse:
    found = answers_of(request.office)
    context = {
        "answers": [each for each in found if each.is_offered],
        "aside": [each for each in found if not each.is_offered],
    }
    return render(request, "desk/answers.html", context)


@require_GET
@officer_required(*LEADS)
def new(request: DeskRequest) -> HttpResponse:
    """The code is of the form: sent twice, it is one answer."""
    return _page(request, OfficeAnswer(uuid4().hex, ReadyWords("", ""), is_shipped=False))


@require_GET
@officer_required(*LEADS)
def one(request: DeskRequest, code: str) -> HttpResponse:
    found = _answer(request, code)
    if found is None:
        raise Http404
    return _page(request, found)


@require_POST
@officer_required(*LEADS)
def word(request: DeskRequest, code: str) -> HttpResponse:
    """Looked at, or saved; refused in words, with what was typed still there."""
    if not CODE.fullmatch(code):
        raise Http404
    typed = ReadyWords(*(_typed(request, name) for name in ("title", "indonesian", "english")))
    known = _answer(request, code) or OfficeAnswer(code, typed, is_shipped=code in shipped_answers())
    if request.POST.get("step") == "preview":
        return _page(request, replace(known, words=typed))
    try:
        actions.word_answer(
            request.office, code, title=typed.title, indonesian=typed.indonesian, english=typed.english,
            officer=request.user, now=clock.now(),
        )  # fmt: skip
    except CannotSay:
        return _page(request, replace(known, words=typed))
    messages.success(request, _("Jawaban disimpan. Para petugas dapat memilihnya sekarang."))
    return redirect("desk:catalogue_answers")


@require_POST
@officer_required(*LEADS)
def lay_aside(request: DeskRequest, code: str) -> HttpResponse:
    return _done(request, code, actions.lay_aside_answer, _("Jawaban disisihkan."))


@require_POST
@officer_required(*LEADS)
def offer_again(request: DeskRequest, code: str) -> HttpResponse:
    return _done(request, code, actions.offer_answer_again, _("Jawaban dipakai lagi."))


@require_POST
@officer_required(*LEADS)
def restore(request: DeskRequest, code: str) -> HttpResponse:
    actions.restore_answer(request.office, code)
    messages.success(request, _("Kata-kata bawaan berlaku lagi."))
    return redirect("desk:catalogue_answers")


def _done(request: DeskRequest, code: str, verb: Any, said: str) -> HttpResponse:
    try:
        verb(request.office, code, officer=request.user, now=clock.now())
    except CannotSay:
        raise Http404 from None
    messages.success(request, said)
    return redirect("desk:catalogue_answers")


def _answer(request: DeskRequest, code: str) -> OfficeAnswer | None:
    return next((each for each in answers_of(request.office) if each.code == code), None)


def _typed(request: DeskRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n")


def _page(request: DeskRequest, answer: OfficeAnswer) -> HttpResponse:
    """With the preview of what is in the form; 422 with the reason where it could not be said."""
    words, wrong = answer.words, ""
    if request.method == "POST":
        try:
            words = checked_words(words.title, words.indonesian, words.english)
        except CannotSay as no:
            wrong = mistake(no)
    context = {
        "answer": answer, "words": answer.words, "wrong": wrong, "is_new": not answer.words.title and not wrong,
        "preview": [] if wrong else _preview(request, words),
        "fields": [(f"{{{field}}}", label) for field, label in FIELD_WORDS.items()],
        "longest_title": LONGEST_TITLE, "longest_answer": LONGEST_ANSWER,
    }  # fmt: skip
    return render(request, "desk/answer.html", context, status=422 if wrong else 200)


def _preview(request: DeskRequest, words: ReadyWords) -> list[dict[str, str]]:
    bodies = (("id", _("Bahasa Indonesia"), words.indonesian), ("en", _("Bahasa Inggris"), words.english))
    return [
        {"language": language, "label": label, "text": fill(body, made_up(request.user, language))}
        for language, label, body in bodies
        if body
    ]
