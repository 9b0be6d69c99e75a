"""The verdict over the two books. Pure: it sees rows and times, and knows nothing of how the office works inside."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .books import Household, MetasBook, OfficesBook, Row, Shown
from .judge_house import of_the_house

SILENT = frozenset({"reaction"})
PHOTOS = frozenset({"image", "document"})
BELIEVED = frozenset({"sent", "delivered", "read"})
LEFT = frozenset({"queued", "in_flight", "held"})
LATE_COMMIT = 3.0  # seconds between a delivery's mark and the moment when others can see it


@dataclass
class Finding:
    """`ok` None: there was nothing to judge by."""

    check: str
    ok: bool | None
    seen: str
    evidence: list[Any] = field(default_factory=list)


def judge(meta: MetasBook, office: OfficesBook, house: Household) -> list[Finding]:
    checks = [
        _stand_once(meta, office),
        _are_heard(meta, office),
        _none_put_aside(office),
        _heard_in_order(meta, office),
        _photos_are_kept(meta, office),
        _shown_once(meta, office),
        _believed_is_true(meta, office),
        _accepted_is_known(meta, office),
        _nothing_left(meta, office),
        _nothing_given_up(meta, office),
        _shown_in_order(meta, office),
        _answers_fit_questions(meta),
        _everybody_answered(meta, office),
        _bodies_keep_rules(meta),
        _pace_is_kept(meta),
        _webhooks_answered(meta, house),
    ]
    return checks + [Finding(*each) for each in of_the_house(office, house, meta)]


def _verdict(check: str, wrong: list[Any], fine: str) -> Finding:
    return Finding(check, not wrong, f"{len(wrong)} wrong" if wrong else fine, wrong)


def _stand_once(meta: MetasBook, office: OfficesBook) -> Finding:
    seen: dict[str, int] = defaultdict(int)
    for row in office.inbound:
        seen[row["wamid"]] += 1
    wrong = [
        {"missing": wamid, "person": wrote.person[-4:], "taken_at": wrote.taken_at, "kind": wrote.kind}
        for wamid, wrote in meta.wrote.items()
        if not seen[wamid]
    ]
    wrong += [{"twice": wamid} for wamid, many in seen.items() if many > 1]
    wrong += [{"nobody wrote": wamid} for wamid in seen if wamid not in meta.wrote]
    if meta.undelivered:
        wrong.append({"Meta could not deliver": meta.undelivered})
    return _verdict("every message stands once", wrong, f"{len(meta.wrote)} written, {len(seen)} on record")


def _are_heard(meta: MetasBook, office: OfficesBook) -> Finding:
    wrong = [
        _short(row)
        for row in office.inbound
        if row["heard_at"] is None and not row["with_officer"] and row["wamid"] in meta.wrote
    ]
    with_officer = sum(1 for row in office.inbound if row["heard_at"] is None and row["with_officer"])
    return _verdict("every message is heard", wrong, f"all; {with_officer} wait for an officer")


def _none_put_aside(office: OfficesBook) -> Finding:
    wrong = [_short(row) for row in office.inbound if "aside" in row["note"] or "disisihkan" in row["note"]]
    return _verdict("no good message is put aside", wrong, "none")


def _heard_in_order(meta: MetasBook, office: OfficesBook) -> Finding:
    """What was read and waited while something younger was heard. A photo on its way may be passed."""
    wrong = []
    for rows in _by_contact(office.inbound).values():
        known = [row for row in rows if row["wamid"] in meta.wrote and row["kind"] not in SILENT]
        known = sorted(known, key=lambda row: meta.wrote[row["wamid"]].at)
        for at, older in enumerate(known):
            if older["kind"] not in PHOTOS:
                wrong += [_short(older) | {"passed_by": younger["wamid"], "heard_younger": younger["heard_at"]}
                          for younger in known[at + 1 :] if _passed(older, younger)][:1]  # fmt: skip
    return _verdict("each person is heard in order", wrong, "in order")


def _passed(older: Row, younger: Row) -> bool:
    if younger["heard_at"] is None or (older["heard_at"] or float("inf")) <= younger["heard_at"]:
        return False
    could_be_seen = (older["read_at"] or older["received_at"]) + LATE_COMMIT
    return bool(could_be_seen < younger["heard_at"])


def _photos_are_kept(meta: MetasBook, office: OfficesBook) -> Finding:
    kept = {photo["sha256"] for photo in office.photos if photo["state"] == "kept"}
    by_wamid = {row["wamid"]: row for row in office.inbound}
    photos = [wrote for wrote in meta.wrote.values() if wrote.photo]
    wrong = []
    for wrote in photos:
        row = by_wamid.get(wrote.wamid, {})
        if row.get("media_state") != "kept" or wrote.photo not in kept:
            wrong.append({"wamid": wrote.wamid, "bytes_kept": wrote.photo in kept} | _short(row))
    return _verdict("every photo is kept", wrong, f"all {len(photos)}")


def _shown_once(meta: MetasBook, office: OfficesBook) -> Finding:
    rows = {row["id"]: row for row in office.outbound}
    by_id: dict[int, list[Shown]] = defaultdict(list)
    for shown in meta.shown:
        by_id[shown.outbox_id].append(shown)
    wrong = [
        {"first": several[0].fate or "answered", "times": len(several), "row": rows.get(outbox_id)}
        | _story(meta, outbox_id)
        for outbox_id, several in by_id.items()
        if len(several) > 1 or not outbox_id
    ]  # fmt: skip
    return _verdict("nothing is shown twice", wrong, f"{len(meta.shown)} shown")


def _believed_is_true(meta: MetasBook, office: OfficesBook) -> Finding:
    accepted = _accepted(meta)
    wrong = [
        {"row": row, **_story(meta, row["id"])}
        for row in office.outbound
        if row["state"] in BELIEVED and row["wamid"] not in {each.wamid for each in accepted[row["id"]]}
    ]
    return _verdict("what is believed sent was accepted", wrong, "all of it")


def _accepted_is_known(meta: MetasBook, office: OfficesBook) -> Finding:
    rows = {row["id"]: row for row in office.outbound}
    wrong = [
        {"wamid": shown.wamid, "fate": shown.fate, "row": rows.get(shown.outbox_id), **_story(meta, shown.outbox_id)}
        for shown in meta.shown
        if rows.get(shown.outbox_id, {}).get("state") not in BELIEVED
    ]  # fmt: skip
    return _verdict("what was accepted is known", wrong, "all of it")


def _nothing_left(meta: MetasBook, office: OfficesBook) -> Finding:
    left = [row for row in office.outbound if row["state"] in LEFT]
    wrong = [{"row": row, **_story(meta, row["id"])} for row in left]
    found = _verdict("nothing is left to send", wrong, "nothing")
    found.seen = _counted(row["state"] for row in left) or found.seen
    return found


def _nothing_given_up(meta: MetasBook, office: OfficesBook) -> Finding:
    """No trouble of this weather is for ever."""
    lost = [row for row in office.outbound if row["state"] in ("failed", "expired")]
    return _verdict(
        "nothing is given up", [{"row": row, **_story(meta, row["id"])} for row in lost], "nothing"
    )


def _shown_in_order(meta: MetasBook, office: OfficesBook) -> Finding:
    replies = {row["id"] for row in office.outbound if row["purpose"] == "reply"}
    first: dict[int, Shown] = {}
    for shown in sorted(meta.shown, key=lambda shown: shown.came_at):
        if shown.outbox_id in replies:
            first.setdefault(shown.outbox_id, shown)
    newest: dict[str, Shown] = {}
    wrong = []
    for shown in first.values():
        before = newest.get(shown.person)
        if before is not None and before.outbox_id > shown.outbox_id:
            wrong.append(
                {"late": shown.outbox_id, "after": before.outbox_id, **_story(meta, shown.outbox_id)}
            )
        else:
            newest[shown.person] = shown
    return _verdict("each person reads in order", wrong, "in order")


def _answers_fit_questions(meta: MetasBook) -> Finding:
    """An answer that came back more often than its question was said twice under two names."""
    asked: dict[tuple[str, str], int] = defaultdict(int)
    for wrote in meta.wrote.values():
        if wrote.answer:
            asked[wrote.person, wrote.answer] += 1
    wrong = []
    for (person, answer), many in asked.items():
        found = {each.outbox_id for each in meta.shown if each.person == person and answer in each.text}
        if len(found) > many:
            wrong.append({"person": person[-4:], "answer": answer, "asked": many, "shown": sorted(found)})
    return _verdict("no answer without its question", wrong, f"{sum(asked.values())} questions")


def _everybody_answered(meta: MetasBook, office: OfficesBook) -> Finding:
    busy = {row["wamid"] for row in office.inbound if row["with_officer"]}
    last: dict[str, float] = {}
    for wrote in meta.wrote.values():
        if wrote.kind == "text":
            last[wrote.person] = 0 if wrote.wamid in busy else max(last.get(wrote.person, 0), wrote.at)
    heard = {shown.person: shown.at for shown in sorted(meta.shown, key=lambda shown: shown.at)}
    wrong = [
        {"person": person[-4:], "asked": at, "last_shown": heard.get(person)}
        for person, at in last.items()
        if heard.get(person, 0) < at
    ]
    return _verdict("everybody has an answer", wrong, f"{len(last)} people")


def _bodies_keep_rules(meta: MetasBook) -> Finding:
    return _verdict("every request keeps Meta's rules", meta.refused, "all of them")


def _pace_is_kept(meta: MetasBook) -> Finding:
    wrong: list[Any] = [{"line over 80/s": at} for at in meta.line_over]
    wrong += [{"pair over its credit": person[-4:], "at": at} for at, person in meta.pairs_over]
    return _verdict("line and pair rate are kept", wrong, f"at most {meta.line_most} in a second")


def _webhooks_answered(meta: MetasBook, house: Household) -> Finding:
    wrong, counts = [], _counted(str(each.status) for each in meta.answered if not each.forged)
    for each in meta.answered:
        away = house.database_away(each.at, grace=15) or house.database_away(each.at + each.seconds, grace=15)
        allowed = {0, 401 if each.forged else 200} | ({503} if away else set())
        if each.status not in allowed:
            wrong.append(
                {"at": each.at, "status": each.status, "seconds": round(each.seconds, 2), "what": each.what}
            )
    return _verdict("webhooks are answered rightly", wrong, counts)


def _accepted(meta: MetasBook) -> dict[int, list[Shown]]:
    found: dict[int, list[Shown]] = defaultdict(list)
    for shown in meta.shown:
        found[shown.outbox_id].append(shown)
    return found


def _by_contact(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["contact_id"]].append(row)
    return found


def _story(meta: MetasBook, outbox_id: int) -> dict[str, Any]:
    return {"outbox_id": outbox_id, "story": meta.diary.get(outbox_id, [])}


def _short(row: Row) -> Row:
    return {name: row.get(name) for name in ("id", "wamid", "kind", "contact_id", "media_state", "media_tries",
                                             "received_at", "read_at", "heard_at", "note")}  # fmt: skip


def _counted(words: Iterable[str]) -> str:
    many: dict[str, int] = defaultdict(int)
    for word in words:
        many[word] += 1
    return ", ".join(f"{count} x {word}" for word, count in sorted(many.items()))
