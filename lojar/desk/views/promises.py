"""What is late, will be, or stands still, now and on each morning: for who leads the office."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lojar.applications import queries
from lojar.applications.queries.worklist import COUNTED
from lojar.applications.rules.late_and_stuck import Trouble
from lojar.lib import clock
from lojar.notifications.queries import morning_notes

from .. import mornings as telling
from .. import promises
from ..access import LEADS, DeskRequest, officer_required

MORNINGS_A_PAGE = 20


@require_GET
@officer_required(*LEADS)
def show(request: DeskRequest) -> HttpResponse:
    now = clock.now()
    counts = queries.counts_of_trouble(request.office, now=now)
    shown, after = promises.board(request.GET.get("daftar", ""), counts), request.GET.get("setelah", "")
    page = promises.page_of(request.office, shown, after=after, now=now)
    context = {
        "tiles": [_tile(each, counts, shown) for each in promises.BOARDS],
        "board": shown, "lines": page.lines, "count": _counted(counts[shown.trouble]),
        "next_url": _url(shown, page.after) if page.after else "", "first_url": _url(shown) if after else "",
    }  # fmt: skip
    return render(request, "desk/promises.html", context)


@require_GET
@officer_required(*LEADS)
def mornings(request: DeskRequest) -> HttpResponse:
    page = Paginator(morning_notes(request.office), MORNINGS_A_PAGE).get_page(request.GET.get("halaman"))
    notes = [(note, telling.in_words(note.counts)) for note in page.object_list]
    return render(request, "desk/mornings.html", {"page": page, "notes": notes})


def _tile(each: promises.Board, counts: dict[Trouble, int], shown: promises.Board) -> dict[str, Any]:
    count = counts[each.trouble]
    return {"url": _url(each), "name": each.name, "count": _counted(count), "here": each is shown,
            "mark": _mark(each.trouble) if count else ""}  # fmt: skip


def _mark(trouble: Trouble) -> str:
    return {Trouble.LATE: "negative", Trouble.LEFT_DRAFT: ""}.get(trouble, "warning")


def _counted(number: int) -> str:
    """The count stops where nobody reads on."""
    return f"{number}+" if number >= COUNTED else str(number)


def _url(board: promises.Board, after: str = "") -> str:
    return "?" + urlencode({"daftar": board.key, **({"setelah": after} if after else {})})
