"""/metrics: the numbers of the line for Prometheus, counted in the database when somebody asks, once in five seconds.

Everything is a fact that any process can read, so it does not matter which of them answers, and a restart forgets
nothing; only the answer times of the web server are counted where they happen.
"""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import choose_encoder

from lojar import __version__

from . import answering, families
from .asking import Question

PATIENCE = 4.0  # seconds; Prometheus gives up after ten
KEPT_FOR = 5.0


def written(accept: str) -> tuple[bytes, str]:
    write, kind = choose_encoder(accept)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Numbers())
    return write(registry), kind


class _Numbers:
    def collect(self) -> Iterable[Metric]:
        about = GaugeMetricFamily("lojar_build_info", "The version that answers.", labels=["version"])
        about.add_metric([__version__], 1)
        yield about
        counted = _COUNTED.answer(PATIENCE)
        yield GaugeMetricFamily(
            "lojar_database_up", "Whether the database was counted in time.", value=counted is not None
        )
        yield from counted or ()
        yield _answer_times()


def _answer_times() -> Metric:
    family = HistogramMetricFamily(
        "lojar_webhook_answer_seconds",
        "How long WhatsApp waited for the answer of this web server, by its HTTP status.",
        labels=["status"],
    )
    limits = [*map(str, answering.UPTO), "+Inf"]
    for status, counts, seconds in answering.board().read():
        so_far, buckets = 0, []
        for limit, count in zip(limits, counts, strict=True):
            so_far += count
            buckets.append((limit, so_far))
        family.add_metric([str(status or "other")], buckets, seconds)
    return family


_COUNTED = Question("the numbers", families.count_all, good_for=KEPT_FOR)
