"""Real processes, really killed, stopped and cut off: each finishes what it has in hand, or somebody else does."""

import json
import os
import signal
import socket
import time
from pathlib import Path

import httpx
import pytest

from .house import CITIZEN, SECRET, House, signed, wait_for, webhook
from .slow_graph import slow_graph

pytestmark = pytest.mark.server


@pytest.fixture
def graph():
    with slow_graph() as graph:
        yield graph


@pytest.fixture(scope="module")
def built():
    house = House()
    yield house
    house.pull_down()


@pytest.fixture
def house(built, graph):
    built.open(graph)
    yield built
    built.close()


def test_a_killed_database_is_started_again_and_everybody_goes_on(house, graph):
    graph.may_answer.set()
    house.serve()
    worker = house.work()
    house.kill_the_database()
    wait_for(lambda: house.write("jam buka kantor?") == 200)
    wait_for(lambda: house.count("channels_outboundmessage", "state = 'sent'") == 1)
    assert worker.poll() is None
    assert house.get("/healthz") == 200


def test_a_worker_outlives_an_absence_of_the_database(house, graph):
    graph.may_answer.set()
    house.serve()
    worker = house.work()
    house.postgres.stop()
    time.sleep(15)  # longer than anything waits for a connection
    assert house.write("jam buka kantor?") == 503
    house.postgres.start()
    wait_for(lambda: house.write("jam buka kantor?") == 200)
    wait_for(lambda: house.count("channels_outboundmessage", "state = 'sent'") == 1)
    assert worker.poll() is None


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_in_hand(house, graph):
    house.serve()
    worker = house.work()
    assert house.write("jam buka kantor?") == 200
    wait_for(lambda: graph.taken)
    worker.terminate()
    time.sleep(2)  # it waits: nothing that a test could see happens meanwhile
    assert worker.poll() is None
    graph.may_answer.set()
    assert worker.wait(10) == 0
    assert house.count("channels_outboundmessage", "state = 'sent'") == 1
    assert house.count("procrastinate_jobs", "status = 'doing'") == 0
    assert house.count("procrastinate_workers") == 0


def test_a_worker_that_cannot_finish_gives_back_what_it_has_in_hand(house, graph):
    house.serve()
    worker = house.work()
    assert house.write("jam buka kantor?") == 200
    wait_for(lambda: graph.taken)
    worker.terminate()
    began = time.monotonic()
    assert worker.wait(30) == 0
    assert time.monotonic() - began < 25
    assert house.sql(
        "SELECT task_name, status FROM procrastinate_jobs WHERE task_name = 'channels.deliver'"
    ) == [("channels.deliver", "todo")]
    assert house.count("procrastinate_workers") == 0


def test_a_worker_is_stopped_soon_also_while_the_database_is_away(house):
    worker = house.work()
    house.postgres.stop()
    time.sleep(6)  # it has noticed, and waits for a connection
    worker.terminate()
    assert worker.wait(15) == 0


def test_a_worker_that_was_cut_off_does_no_harm_when_it_comes_back(house, graph):
    house.serve()
    cut_off = house.work()
    assert house.write("jam buka kantor?") == 200
    wait_for(lambda: graph.taken)
    cut_off.send_signal(signal.SIGSTOP)
    other = house.work()
    taken_over = "task_name = 'channels.deliver' AND status = 'doing'"
    wait_for(lambda: house.count("procrastinate_jobs", taken_over) == 0, seconds=60)
    cut_off.send_signal(signal.SIGCONT)
    graph.may_answer.set()
    wait_for(lambda: house.count("channels_outboundmessage", "state = 'sent'") == 1)
    assert len(graph.taken) == 1
    assert house.write("biayanya berapa?") == 200
    wait_for(lambda: house.count("channels_outboundmessage", "state = 'sent'") == 2)
    # What was in doubt is looked at again later, and that job may wait.
    left = "status = 'doing' OR status = 'todo' AND coalesce(scheduled_at, now()) <= now()"
    wait_for(lambda: house.count("procrastinate_jobs", left) == 0)
    assert (cut_off.poll(), other.poll()) == (None, None)


def test_a_request_under_way_is_answered_by_a_server_that_is_told_to_stop(house):
    server = house.serve()
    body = webhook("jam buka kantor?")
    with socket.create_connection(("127.0.0.1", house.port)) as line:
        line.sendall(
            b"POST /whatsapp/webhook HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"X-Hub-Signature-256: %s\r\nContent-Length: %d\r\n\r\n" % (signed(body).encode(), len(body))
        )
        line.sendall(body[:20])
        time.sleep(0.5)  # it has begun to read
        server.terminate()
        wait_for(lambda: house.get("/healthz/live") is None)
        line.sendall(body[20:])
        assert line.makefile("rb").readline().split()[1] == b"200"
    assert server.wait(15) == 0


def test_the_answers_of_every_process_are_counted_together_also_of_those_that_were_killed(house):
    server = house.serve()
    assert [house.write("halo") for _ in range(6)] == [200] * 6
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    assert len(children) == 2
    os.kill(int(children[0]), signal.SIGKILL)
    wait_for(lambda: house.get("/healthz/live") == 200)
    assert [house.write("halo") for _ in range(4)] == [200] * 4
    told = httpx.get(f"http://127.0.0.1:{house.port}/metrics").text
    assert 'lojar_webhook_answer_seconds_count{status="200"} 10.0' in told


def test_every_line_of_a_log_is_a_line_of_json_and_tells_nobodys_number(house, graph):
    graph.may_answer.set()
    house.serve()
    house.work()
    assert house.write("nik saya 3510995505900003") == 200
    wait_for(lambda: house.count("channels_outboundmessage", "state = 'sent'") == 1)
    house.kill_the_database()
    wait_for(lambda: house.write("halo") == 200)
    for process in house.processes:
        process.terminate()
    for process in house.processes:
        process.wait(30)
    lines = [line for process in house.processes for line in process.log.read_text().splitlines()]
    assert lines
    for line in lines:
        assert {"at", "level", "logger", "message"} <= set(json.loads(line)), line
    told = "\n".join(lines)
    for secret in ("3510995505900003", CITIZEN, "made-up-token", SECRET):
        assert secret not in told
