"""The report that an office keeps: a line a scenario, in Indonesian and in English, and the same as JSON."""

import json
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from lojar.cli.drill.judging import Finding, Tally
from lojar.cli.drill.words import FINDINGS, REMARKS, SCENARIOS, VERDICTS, Both

PASS, FAIL, NOT_REHEARSED = "PASS", "FAIL", "NOT REHEARSED"
MOST_DETAILS = 5  # of one kind; the JSON holds all
INDENT = " " * 4


@dataclass
class Outcome:
    name: str
    findings: list[Finding] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    caught_up_seconds: float | None = None
    not_here: str = ""

    @property
    def verdict(self) -> str:
        if self.not_here:
            return NOT_REHEARSED
        return FAIL if self.findings else PASS


@dataclass(frozen=True)
class Report:
    version: str
    began_at: datetime
    took: timedelta
    people: int
    outcomes: Sequence[Outcome]
    machine: str = ""

    @property
    def failed(self) -> bool:
        return any(outcome.verdict == FAIL for outcome in self.outcomes)

    def as_text(self) -> str:
        return "\n".join([*self._head(), *(line for each in self.outcomes for line in _lines(each)), ""])

    def as_json(self) -> str:
        told = {
            "version": self.version,
            "machine": self.machine,
            "began_at": self.began_at.isoformat(),
            "took_seconds": round(self.took.total_seconds(), 1),
            "people": self.people,
            "failed": self.failed,
            "scenarios": [_as_dict(outcome) for outcome in self.outcomes],
        }
        return json.dumps(told, ensure_ascii=False, indent=2)

    def _head(self) -> Iterator[str]:
        minutes, seconds = divmod(round(self.took.total_seconds()), 60)
        counts = {verdict: sum(each.verdict == verdict for each in self.outcomes) for verdict in VERDICTS}
        yield "LATIHAN GANGGUAN LOJAR / LOJAR OUTAGE DRILL"
        yield f"Tanggal / date      {self.began_at:%Y-%m-%d %H:%M %Z}, {minutes} min {seconds} s"
        yield f"Versi / version     {self.version}"
        yield f"Mesin / machine     {self.machine}"
        yield f"Warga / citizens    {self.people} per gangguan / for each trouble"
        yield "Hasil / result      " + ", ".join(
            f"{number} {VERDICTS[verdict].id} / {verdict}" for verdict, number in counts.items() if number
        )
        yield "Hanya data buatan: kantor ini, nomor ini, dan WhatsApp ini dibuat untuk latihan dan sudah dihapus."
        yield "Made-up data only: this office, its number and its WhatsApp were made for the drill, and are gone."


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return f"{platform.node()}, {platform.system()} {platform.release()}, {os.cpu_count()} CPU, {memory} MB"


def write(report: Report, *, text: Path, as_json: Path | None) -> None:
    text.write_text(report.as_text(), "utf-8")
    if as_json is not None:
        as_json.write_text(report.as_json() + "\n", "utf-8")


def told(outcome: Outcome) -> str:
    """One line for the screen."""
    if outcome.not_here:
        return f"{outcome.verdict}: {outcome.not_here}"
    return f"{outcome.verdict}: {_numbers(outcome).en}"


def _lines(outcome: Outcome) -> Iterator[str]:
    rehearsal, verdict = SCENARIOS[outcome.name], VERDICTS[outcome.verdict]
    yield ""
    yield f"{verdict.id} / {verdict.en}   {outcome.name}: {rehearsal.title.id} / {rehearsal.title.en}"
    if outcome.not_here:
        yield f"{INDENT}Tidak dilatih di sini, karena / not rehearsed here, because: {outcome.not_here}"
        return
    yield from _pair(rehearsal.done)
    yield from _pair(_numbers(outcome))
    for key, detail in dict.fromkeys(outcome.remarks):
        yield f"{INDENT}({REMARKS[key].id} / {REMARKS[key].en}{f': {detail}' if detail else ''})"
    yield from _found(outcome.findings)


def _pair(both: Both) -> Iterator[str]:
    yield f"{INDENT}{both.id}"
    yield f"{INDENT}{both.en}"


def _numbers(outcome: Outcome) -> Both:
    tally, wait = outcome.tally, outcome.tally.longest_wait
    photos = (f"{tally.photos}", f", {tally.photos_told} diminta lagi" if tally.photos_told else "")
    told = (f"{tally.photos}", f", {tally.photos_told} asked for again" if tally.photos_told else "")
    up = outcome.caught_up_seconds
    return Both(
        f"{tally.messages} pesan warga, {''.join((photos[0], ' foto', photos[1]))}, {tally.answers} jawaban; "
        + (f"semua terkejar {up:.0f} dtk setelah pulih; " if up is not None else "TIDAK terkejar; ")
        + (
            f"tunggu terlama seorang warga {wait:.0f} dtk." if wait is not None else "tidak ada yang dijawab."
        ),
        f"{tally.messages} messages, {''.join((told[0], ' photos', told[1]))}, {tally.answers} answers; "
        + (f"all caught up {up:.0f} s after the trouble; " if up is not None else "NOT caught up; ")
        + (f"a citizen's longest wait {wait:.0f} s." if wait is not None else "nobody was answered."),
    )


def _found(findings: Sequence[Finding]) -> Iterator[str]:
    for code in dict.fromkeys(finding.code for finding in findings):
        same = [finding for finding in findings if finding.code == code]
        yield f"{INDENT}- {len(same)} x {FINDINGS[code].id} / {FINDINGS[code].en}"
        for finding in same[:MOST_DETAILS]:
            yield f"{INDENT}    {finding.phone} {finding.detail}".rstrip()
        if len(same) > MOST_DETAILS:
            yield f"{INDENT}    ... {len(same) - MOST_DETAILS} lagi / more"


def _as_dict(outcome: Outcome) -> dict[str, object]:
    return {
        "name": outcome.name,
        "verdict": outcome.verdict,
        "because": outcome.not_here,
        **asdict(outcome.tally),
        "caught_up_seconds": outcome.caught_up_seconds,
        "remarks": [list(remark) for remark in outcome.remarks],
        "findings": [asdict(finding) for finding in outcome.findings],
    }
