"""The phone in the browser: what a newcomer sees and does, at both widths."""

import http.server
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from lojar.standin.phone import live

from .conftest import DANAR, NUMBER, TOKEN, Bench

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LIST = {
    "type": "list",
    "body": {"text": "Apa yang Anda perlukan?"},
    "action": {
        "button": "Pilih layanan",
        "sections": [
            {"title": "Akta", "rows": [{"id": "akta-lahir", "title": "Akta kelahiran"}]},
            {"title": "KTP", "rows": [{"id": "ktp-hilang", "title": "KTP hilang"}]},
        ],
    },
}


def test_the_page_and_its_parts_are_served_and_nothing_else(bench: Bench):
    page = bench.http.get("/")
    assert "Tiruan untuk latihan — bukan WhatsApp" in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'self'" in page.headers["content-security-policy"]
    for name in ("app.js", "frame.css", "icon.svg"):
        assert bench.http.get(f"/page/{name}").status_code == 200
    for name in ("__init__.py", "%2e%2e/server.py", "none.js"):
        assert bench.http.get(f"/page/{name}").status_code in (400, 404)
    assert "Catatan kiriman" in bench.http.get("/log").text


def test_the_page_is_told_only_what_is_new(bench: Bench):
    line = bench.http.app.state.line  # type: ignore[attr-defined]
    bench.citizen_says(text="satu")
    first = live.changes(line, 0)
    assert [message["text"] for message in first["messages"]] == ["satu"]
    bench.citizen_says(text="dua")
    second = live.changes(line, first["rev"])
    assert [message["text"] for message in second["messages"]] == ["dua"]
    assert live.changes(line, second["rev"])["messages"] == []
    assert live.changes(line, 9999)["fresh"] is True


def test_what_the_phone_has_shown_is_told_once_even_while_the_office_is_away(bench: Bench):
    bench.citizen_says()
    bench.text()
    bench.knobs(webhooks_held=True)
    for _ in range(3):
        bench.http.post(f"/api/citizens/{DANAR}/read")
    waiting = bench.http.app.state.line.store.all("SELECT * FROM updates WHERE data LIKE '%read%'")  # type: ignore[attr-defined]
    assert len(waiting) == 1
    assert bench.chat()[-1]["seen"] is True


class Hook(http.server.BaseHTTPRequestHandler):
    """An office that only nods."""

    def do_GET(self) -> None:
        self._answer(parse_qs(urlparse(self.path).query)["hub.challenge"][0].encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self._answer(b"")

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    hook = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=hook.serve_forever, daemon=True).start()
    port = free_port()
    environment = {
        **os.environ,
        "LOJAR_HOME": str(tmp_path_factory.mktemp("home")),
        "LOJAR_STANDIN_PORT": str(port),
        "LOJAR_STANDIN_WEBHOOK_URL": f"http://127.0.0.1:{hook.server_port}/hook",
        "LOJAR_WHATSAPP_TOKEN": TOKEN,
        "LOJAR_WHATSAPP_PHONE_NUMBER_ID": NUMBER,
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }
    process = subprocess.Popen([sys.executable, "-m", "lojar.standin"], env=environment)
    try:
        yield wait_for(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(10)
        hook.shutdown()


def wait_for(address: str) -> str:
    for _ in range(100):
        try:
            if httpx.get(f"{address}/healthz", trust_env=False).json()["verified"]:
                return address
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("the stand-in did not start")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(params=[360, 1280])
def page(request: pytest.FixtureRequest, browser: Browser, url: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": request.param, "height": 760})
    page.goto(url)
    yield page
    page.close()


def office_says(url: str, **body: Any) -> None:
    whole = {"messaging_product": "whatsapp", "to": f"+{DANAR}", **body}
    headers = {"Authorization": f"Bearer {TOKEN}"}
    answer = httpx.post(f"{url}/v25.0/{NUMBER}/messages", json=whole, headers=headers, trust_env=False)
    assert answer.status_code == 200, answer.text


@pytest.mark.browser
@pytest.mark.server
def test_a_newcomer_writes_chooses_and_sends_papers(page: Page, url: str):
    expect(page.get_by_role("heading", name="bukan WhatsApp")).to_be_visible()
    phone = page.get_by_label("Telepon Danar Wirasena")
    phone.get_by_label("Pesan dari Danar Wirasena").fill("Halo")
    page.keyboard.press("Enter")
    expect(phone.locator(".bubble.citizen").last).to_contain_text("Halo")
    expect(phone.locator(".bubble.citizen").last.get_by_label("Sampai di kantor")).to_be_visible()

    office_says(url, type="interactive", interactive=LIST)
    phone.get_by_role("button", name="Pilih layanan").last.click()
    page.get_by_label("Akta kelahiran").check()
    page.get_by_role("button", name="Kirim", exact=True).last.click()
    expect(phone.locator(".bubble.citizen").last).to_contain_text("Akta kelahiran")

    phone.get_by_role("button", name="Lampirkan").click()
    phone.get_by_role("button", name="Contoh berkas").click()
    for paper in ("KTP kepala keluarga", "Pas foto"):
        page.get_by_label(paper).check()
    page.get_by_role("button", name="Kirim 2 berkas").click()
    expect(phone.locator(".bubble.citizen .picture").nth(-1)).to_be_visible(timeout=15000)


@pytest.mark.browser
@pytest.mark.server
def test_what_the_office_writes_is_text_never_markup(page: Page, url: str):
    httpx.post(f"{url}/api/citizens/{DANAR}/send", json={"text": "Halo"}, trust_env=False)
    office_says(
        url,
        type="text",
        text={"body": "<img src=x onerror=alert(1)> *tebal* _miring_ ~coret~ https://contoh.id/a."},
    )
    last = page.get_by_label("Telepon Danar Wirasena").locator(".bubble.office").last
    expect(last).to_contain_text("<img src=x onerror=alert(1)>")
    expect(last.locator("strong")).to_have_text("tebal")
    expect(last.locator("em")).to_have_text("miring")
    expect(last.locator("s")).to_have_text("coret")
    expect(last.locator("a")).to_have_attribute("href", "https://contoh.id/a")
