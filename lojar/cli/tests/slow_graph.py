"""Meta's side for tests of stopping and of being cut off: it takes every message, and answers when it is told to."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class SlowGraph:
    def __init__(self):
        self.taken = []
        self.may_answer = threading.Event()
        self.closed = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=[0.1], daemon=True).start()

    def close(self):
        self.closed.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(graph):  # noqa: N805 - the handler has a `self` of its own
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if "to" not in body and "recipient" not in body:  # blue ticks
                    self._answer({"success": True})
                    return
                graph.taken.append(body)
                # A header now and then: whoever waits hears something, and so has no reason to give up.
                while not graph.may_answer.wait(0.5) and not graph.closed.is_set():
                    self.wfile.write(b"" if self._begin() else b"X-Soon: yes\r\n")
                self._answer({"messages": [{"id": f"wamid.made-up-{len(graph.taken)}"}]})

            begun = False

            def _begin(self):
                begun, self.begun = self.begun, True
                if not begun:
                    self.wfile.write(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    )
                return not begun

            def _answer(self, told):
                self._begin()
                said = json.dumps(told).encode()
                self.wfile.write(b"Content-Length: %d\r\n\r\n" % len(said) + said)
                self.close_connection = True

            def log_message(self, *_):
                pass

        return Handler


@contextmanager
def slow_graph():
    graph = SlowGraph()
    try:
        yield graph
    finally:
        graph.close()
