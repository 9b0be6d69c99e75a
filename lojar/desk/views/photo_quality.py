"""How well the program judges photos: for who leads the office, and as a list without anybody's data to learn from."""

import csv
from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lojar.applications import queries
from lojar.applications.rules.photo_quality import JudgedPhoto, quality_of
from lojar.lib import clock

from ..access import LEADS, DeskRequest, officer_required

PERIODS = (7, 30, 90)  # days
COLUMNS = ("hari", "diminta", "terbaca_sebagai", "layak", "alasan", "petugas")


@require_GET
@officer_required(*LEADS)
def show(request: DeskRequest) -> HttpResponse:
    days = _days(request)
    since = clock.now() - timedelta(days=days)
    quality = quality_of(queries.judged_photos(request.office, since=since))
    right, decided = queries.first_time_right(request.office, since=since)
    most = max(quality.by_reason.values(), default=1)
    context = {
        "quality": quality, "days": days, "periods": PERIODS, "right": right, "decided": decided,
        "right_share": right / decided if decided else None,
        "agreed_share": quality.agreed / quality.compared if quality.compared else None,
        "reasons": [(reason, count, round(100 * count / most)) for reason, count in quality.by_reason.most_common()],
    }  # fmt: skip
    return render(request, "desk/photo_quality.html", context)


@require_GET
@officer_required(*LEADS)
def export(request: DeskRequest) -> StreamingHttpResponse:
    """A line for each photo: what was judged and what was decided, and nothing that leads to a person."""
    days = _days(request)
    photos = queries.judged_photos(request.office, since=clock.now() - timedelta(days=days))
    response = StreamingHttpResponse(_lines(photos), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mutu-foto-{days}-hari.csv"'
    response["Cache-Control"] = "no-store, private"
    return response


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(photos: Iterator[JudgedPhoto]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for each in photos:
        yield writer.writerow(
            (each.on, each.asked, each.seen, int(each.usable), " ".join(each.reasons), each.officer)
        )


def _days(request: DeskRequest) -> int:
    asked = request.GET.get("hari", "")
    return int(asked) if asked.isdigit() and int(asked) in PERIODS else 30
