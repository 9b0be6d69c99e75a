"""The report that an office keeps: a verdict a trouble, in both languages, and the same for programs."""

import json
from datetime import UTC, datetime, timedelta

from lojar.cli.drill.judging import Finding, Tally
from lojar.cli.drill.report import Outcome, Report, told, write

FINE = Outcome("meta-down", tally=Tally(24, 6, 0, 18, 15.4), caught_up_seconds=11.2)
BROKEN = Outcome(
    "backlog",
    findings=[
        *(Finding("lost", "62800300000001", f"wamid.{n}") for n in range(7)),
        Finding("alarm_open", detail="token"),
    ],
    remarks=[("restarted", "work stopped with 1")],
    tally=Tally(41, 8, 2, 0, None),
)
NOT_HERE = Outcome(
    "disk-full", not_here="no small file system can be mounted here (unshare: Operation not permitted)"
)


def report(*outcomes):
    began_at = datetime(2026, 11, 20, 14, 3, tzinfo=UTC)
    return Report("0.1.0", began_at, timedelta(seconds=312), 6, outcomes, "loket, Linux 6.1, 2 CPU, 4096 MB")


def test_the_head_says_when_where_what_and_how_it_ended():
    head = report(FINE, BROKEN, NOT_HERE).as_text().splitlines()[:8]
    assert "2026-11-20 14:03 UTC, 5 min 12 s" in head[1]
    assert head[2].endswith("0.1.0")
    assert head[3].endswith("loket, Linux 6.1, 2 CPU, 4096 MB")
    assert head[5].endswith("1 LULUS / PASS, 1 GAGAL / FAIL, 1 TIDAK DILATIH / NOT REHEARSED")


def test_what_passed_has_its_numbers_in_both_languages():
    text = report(FINE).as_text()
    assert "LULUS / PASS   meta-down: WhatsApp tidak dapat dihubungi / WhatsApp is out of reach" in text
    assert (
        "24 pesan warga, 6 foto, 18 jawaban; semua terkejar 11 dtk setelah pulih; tunggu terlama seorang warga 15 dtk."
        in text
    )
    assert (
        "24 messages, 6 photos, 18 answers; all caught up 11 s after the trouble; a citizen's longest wait 15 s."
        in text
    )


def test_what_failed_says_how_often_and_shows_the_first_few():
    text = report(BROKEN).as_text()
    assert (
        "- 7 x pesan warga tidak ada di catatan kantor / a citizen's message is not in the office's books"
        in text
    )
    assert "62800300000001 wamid.4" in text
    assert "wamid.5" not in text
    assert "... 2 lagi / more" in text
    assert "2 asked for again" in text
    assert "NOT caught up; nobody was answered." in text
    assert "stopped by itself and was started again: work stopped with 1" in text


def test_what_could_not_be_rehearsed_is_no_pass_and_no_failure():
    made = report(NOT_HERE)
    assert not made.failed
    assert "TIDAK DILATIH / NOT REHEARSED" in made.as_text()
    assert "LULUS" not in made.as_text()
    assert "Operation not permitted" in told(NOT_HERE)


def test_one_failure_fails_the_drill():
    assert report(FINE, BROKEN).failed
    assert not report(FINE).failed


def test_a_program_reads_the_same_and_every_finding(tmp_path):
    write(report(FINE, BROKEN), text=tmp_path / "drill.txt", as_json=tmp_path / "drill.json")
    read = json.loads((tmp_path / "drill.json").read_text())
    assert (read["failed"], [each["verdict"] for each in read["scenarios"]]) == (True, ["PASS", "FAIL"])
    assert read["scenarios"][0]["longest_wait"] == 15.4
    assert len(read["scenarios"][1]["findings"]) == 8
    assert (tmp_path / "drill.txt").read_text() == report(FINE, BROKEN).as_text()
