"""Each process of the web server counts for itself, in memory that all of them can read."""

import os
import signal

from lojar.reports.answering import Board, timed


def counts(board):
    return {status: sum(counts) for status, counts, _ in board.read() if sum(counts)}


def test_an_answer_is_counted_where_its_time_belongs():
    board = Board()
    for seconds in (0.0005, 0.001, 0.015, 99):
        board.note(200, seconds)
    board.note(418, 0.5)
    told = {status: (counts, seconds) for status, counts, seconds in board.read()}
    assert told[200][0][0] == 2
    assert told[200][0][4] == 1
    assert told[200][0][-1] == 1
    assert round(told[200][1], 3) == 99.016
    assert sum(told[0][0]) == 1


def test_processes_count_beside_each_other_and_one_that_is_killed_leaves_its_counts_behind():
    board = Board()
    read, write = os.pipe()
    children = [_child(board, write) for _ in range(3)]
    for _ in children:
        os.read(read, 1)
    for pid in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    assert counts(board) == {200: 30}
    another = _child(board, write)  # goes on in a row that was left
    os.read(read, 1)
    os.kill(another, signal.SIGKILL)
    os.waitpid(another, 0)
    assert counts(board) == {200: 40}


def _child(board, write):
    pid = os.fork()
    if pid == 0:
        board.claim()
        for _ in range(10):
            board.note(200, 0.001)
        os.write(write, b".")
        while True:
            signal.pause()
    return pid


def test_only_what_whatsapp_posts_is_timed(monkeypatch):
    board = Board()
    monkeypatch.setattr("lojar.reports.answering._board", board)

    def application(environ, start_response):
        start_response("503 Service Unavailable", [])
        return []

    answer = timed(application, path="/whatsapp/webhook")
    for method, path in (("POST", "/whatsapp/webhook"), ("GET", "/whatsapp/webhook"), ("POST", "/desk/")):
        answer({"REQUEST_METHOD": method, "PATH_INFO": path}, lambda status, headers: None)
    assert counts(board) == {503: 1}
