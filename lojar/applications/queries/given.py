"""What a citizen has said so far, as the catalogue asks for it, and the service it was said about."""

from functools import lru_cache

from lojar.catalogue import queries as catalogue
from lojar.catalogue.models import ServiceVersion
from lojar.catalogue.shapes import Service

from ..models import Application
from ..rules.completeness import Lacks, PaperFact, what_is_missing
from ..rules.lifecycle import PaperState


def service_of(application: Application) -> Service:
    """The service as it was when the application began; an office's later changes do not reach it."""
    return _version(application.service_version_id)


@lru_cache(maxsize=500)
def _version(digest: str) -> Service:
    """By its digest alone: reading a version's 20 kB again for every row would be most of the work."""
    return catalogue.service_of(ServiceVersion.objects.get(pk=digest))


def given(application: Application) -> dict[str, str]:
    """Answers to questions and values of fields together."""
    return {**application.values, **application.answers}


def filled(application: Application) -> dict[str, str]:
    """Every field that has a value: given, borrowed from another answer, or by default."""
    return service_of(application).filled(given(application))


def paper_facts(application: Application) -> list[PaperFact]:
    return [PaperFact(p.key, p.needed, PaperState(p.state)) for p in application.papers.all()]


def lacks(application: Application) -> Lacks:
    """What still has to come before it can be sent."""
    return what_is_missing(service_of(application), paper_facts(application), given(application))
