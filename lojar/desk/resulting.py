"""What the office has to make of an approved application, and what of it is registered already."""

from dataclasses import dataclass
from typing import Any

from lojar.applications.models import IssuedDocument
from lojar.applications.rules.lifecycle import Status
from lojar.catalogue.shapes import Text

from .reviewing import Review

AT_WORK = {Status.ACCEPTED, Status.READY}


@dataclass(frozen=True)
class Result:
    """One output of the service, as the officer registers it."""

    name: Text
    delivery: str
    made: IssuedDocument | None
    next: bool  # the first that is still missing


def results_of(review: Review) -> dict[str, Any]:
    if review.application.status not in AT_WORK:
        return {}
    made = {document.name.casefold(): document for document in review.application.documents.all()}
    outputs = [each for each in review.service.outputs if each.delivery != "none"]
    missing = [each for each in outputs if each.name.id.casefold() not in made]
    first = missing[0] if missing and review.application.status == Status.ACCEPTED else None
    results = [
        Result(each.name, each.delivery, made.get(each.name.id.casefold()), each is first) for each in outputs
    ]
    return {"results": results, "all_registered": not missing}
