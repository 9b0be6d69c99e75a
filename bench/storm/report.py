"""What the storm has to say: a table for people, JSON for programs, and a verdict."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .books import Household, MetasBook, OfficesBook
from .judge import Finding

SHOWN, KEPT = 2, 60


def is_well(findings: Sequence[Finding]) -> bool:
    return all(finding.ok is not False for finding in findings)


def table(findings: Sequence[Finding]) -> str:
    lines = []
    for finding in findings:
        word = {True: "ok", False: "WRONG", None: "-"}[finding.ok]
        lines.append(f"  {word:6} {finding.check:38} {finding.seen}")
        if finding.ok is False:
            lines += [
                f"           {json.dumps(each, default=str)[:600]}" for each in finding.evidence[:SHOWN]
            ]
    lines.append(
        "All is well." if is_well(findings) else "Something was lost, doubled, or not as it should be."
    )
    return "\n".join(lines)


def written(
    path: Path,
    findings: Sequence[Finding],
    *,
    meta: MetasBook,
    office: OfficesBook,
    house: Household,
    asked: dict[str, Any],
) -> None:
    report = {
        "well": is_well(findings),
        "asked": asked,
        "findings": [
            {"check": each.check, "ok": each.ok, "seen": each.seen, "evidence": each.evidence[:KEPT]}
            for each in findings
        ],
        "counts": {
            "written": len(meta.wrote),
            "shown": len(meta.shown),
            "posts": len(meta.answered),
            "slowest_webhook_seconds": max((a.seconds for a in meta.answered if a.status), default=0),
            "most_in_a_second": meta.line_most,
            "troubles": meta.troubles,
        },
        "blows": house.blows,
        "outages": house.outages,
        "ended_alone": house.ended_alone,
        "memory": {name: samples[:: max(1, len(samples) // 40)] for name, samples in house.memory.items()},
        "jobs": office.jobs[:KEPT],
        "alarms": office.alarms,
        "errors_in_logs": house.errors,
    }
    path.write_text(json.dumps(report, indent=1, default=str))
