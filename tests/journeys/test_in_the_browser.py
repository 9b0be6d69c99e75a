"""A whole application in two browser windows, with the mouse; `--hands keyboard` does it with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.reader import EXAMPLE, NUMBER

from . import records
from .citizen import Citizen
from .hands import Hands, chromium
from .running_office import CLERK, RunningOffice

pytestmark = [pytest.mark.server, pytest.mark.browser]
STEPS = 20
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


def test_a_lost_card_from_the_phone_to_the_hands_of_its_owner(by, office):
    with chromium() as browser:
        siti = Phone(browser, office, "Siti Contoh", by)
        number = siti.applies()
        rina = Desk(browser, office, by)
        rina.opens(number)
        rina.returns_the_first_paper_and_accepts_the_other()
        siti.sends_again("surat_hilang")
        rina.opens(number)
        rina.approves()
        rina.makes_it_ready()
        siti.is_told("Sudah jadi dan dapat diambil")
        rina.hands_over()
        siti.is_told("Dokumennya sudah diserahkan")
        assert siti.hands.complaints + rina.hands.complaints == []
    (row,) = records.applications(office, siti.number)
    assert row["status"] == "handed_over"


class Phone:
    """One citizen's phone in the stand-in's page, on a screen as narrow as a phone."""

    def __init__(self, browser: Browser, office: RunningOffice, name: str, by: str) -> None:
        self.number = Citizen(office.standin_url, name).phone
        self.page = browser.new_context(locale="id-ID", viewport=NARROW).new_page()
        self.hands = Hands(self.page, by)
        self.page.goto(f"{office.standin_url}/#{self.number}")
        self.root = self.page.locator(f'.phone.shown[aria-label="Telepon {name}"]')
        self.root.wait_for()
        self.box = self.root.locator("textarea")
        self.read = 0

    @property
    def news(self) -> Locator:
        return self.root.locator(".bubble.office").nth(-1)

    def applies(self) -> str:
        self.says("ktp saya hilang")
        self._presses_in_the_last_message("Mulai")
        self.sends("surat_hilang", "kk")
        for _ in range(STEPS):
            words = self.news.inner_text()
            if found := NUMBER.search(words):
                return found[1]
            self._answers(words)
        raise AssertionError(f"no receipt: {self.news.inner_text()}")

    def says(self, text: str) -> None:
        self._begin()
        self.hands.writes(self.box, text)
        self.page.keyboard.press("Enter")
        self._hears()

    def sends(self, *papers: str) -> None:
        """From the tray of sample papers, in this order."""
        self._begin()
        self.hands.presses(self.root.get_by_label("Lampirkan"))
        self.hands.presses(self.root.get_by_role("button", name="Contoh berkas"))
        sheet = self.page.get_by_role("dialog", name="Contoh berkas")
        for paper in papers:
            tile = sheet.locator(".paper", has=self.page.locator(f'img[src*="/{paper}?"]')).locator("input")
            self.hands.ticks(tile)
        self.hands.presses(sheet.get_by_role("button", name=re.compile("^Kirim")))
        self._hears()

    def sends_again(self, paper: str) -> None:
        self.is_told("Ada yang perlu diperbaiki")
        self.sends(paper)
        if self.news.get_by_role("button", name="Kirim kembali").count():
            self._presses_in_the_last_message("Kirim kembali")
        self.is_told("Perbaikan Anda sudah kami terima")

    def is_told(self, words: str) -> None:
        expect(self.root.locator(".bubble.office", has_text=words).last).to_be_visible(timeout=30_000)

    def _answers(self, words: str) -> None:
        example = EXAMPLE.search(words)
        if example:
            written = self.news.locator("p").all_inner_texts()
            self.says(EXAMPLE.search("\n".join(written))[1].strip())
        else:
            self._presses_in_the_last_message()

    def _presses_in_the_last_message(self, name: str = "") -> None:
        """A button; or the list behind the only button, where its first row will do."""
        self._begin()
        choices = self.news.locator(".choices button")
        one = choices.filter(has_text=name).first
        self.hands.presses(one)
        sheet = self.page.locator("dialog.sheet")
        if one.get_attribute("aria-haspopup") == "dialog":
            self.hands.ticks(sheet.locator("input[type=radio]").first)
            self.hands.presses(sheet.get_by_role("button", name="Kirim", exact=True))
        self._hears()

    def _begin(self) -> None:
        self.read = self.root.locator(".bubble.office").count()

    def _hears(self) -> None:
        self.root.locator(".bubble.office").nth(self.read).wait_for()
        self.page.wait_for_timeout(400)  # a second message of the same turn


class Desk:
    """An officer who signs in with a form and works at a wide screen."""

    def __init__(self, browser: Browser, office: RunningOffice, by: str) -> None:
        self.page = browser.new_context(locale="id-ID", viewport=WIDE).new_page()
        self.hands = Hands(self.page, by)
        self.page.goto(f"{office.url}/desk/")
        email, password = CLERK
        self.hands.writes(self.page.locator("#id_login"), email)
        self.hands.writes(self.page.locator("#id_password"), password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".rooms")

    def opens(self, number: str) -> None:
        self.hands.writes(self.page.locator("#find"), number, key="/")
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("#review, .row-link")
        if self.page.locator(".row-link").count():
            self.hands.presses(self.page.locator(".row-link").first)
        self.page.wait_for_selector("#review")

    def returns_the_first_paper_and_accepts_the_other(self) -> None:
        page, presses = self.page, self.hands.presses
        presses(page.get_by_role("button", name="Pegang berkas"), key="g")
        page.wait_for_selector("text=Anda pegang")
        presses(page.locator(".giving-back summary"), key="r")
        presses(page.locator(".reasons label").first, key="1")
        presses(page.get_by_role("button", name="Kembalikan berkas ini"))
        page.wait_for_selector("text=1 berkas perlu diperbaiki warga")
        presses(page.get_by_role("button", name="Terima", exact=True), key="a")
        page.wait_for_selector(".papers-title:has-text('2/2')")
        presses(page.locator(".decision summary", has_text="Minta perbaikan"), key="b")
        presses(page.get_by_role("button", name="Kembalikan untuk diperbaiki"))
        self._now()
        page.wait_for_selector("text=Warga diberi tahu apa yang perlu diperbaiki")

    def approves(self) -> None:
        self.hands.presses(self.page.get_by_role("button", name="Terima", exact=True), key="a")
        self.page.wait_for_selector("text=Semua berkas diterima.")
        self.hands.presses(self.page.get_by_role("button", name="Setujui"), key="s")
        self._now()
        self.page.wait_for_selector("text=Warga diberi tahu kapan dokumennya selesai")

    def makes_it_ready(self) -> None:
        page, hands = self.page, self.hands
        line = page.locator(".results details").first
        if not line.evaluate("each => each.open"):
            hands.presses(line.locator("summary"), key="e")
        hands.writes(line.locator("[name=document_number]"), "3510995505900003")
        page.keyboard.press("Enter")
        page.wait_for_selector(".results .good")
        hands.presses(page.locator(".decision summary", has_text="Tandai siap"), key="s")
        hands.writes(page.locator("#tray"), "A")
        hands.writes(page.locator("#place"), "17")
        page.keyboard.press("Enter")
        self._now()
        page.wait_for_selector("text=Warga diberi tahu cara menerimanya")

    def hands_over(self) -> None:
        page, hands = self.page, self.hands
        hands.presses(page.get_by_role("link", name="Serahkan di meja pengambilan"), key="s")
        page.wait_for_selector(".ticket")
        for original in page.locator("[name=surrendered]").all():
            hands.ticks(original)
        hands.presses(page.get_by_role("button", name="Serahkan"), key="s")
        page.wait_for_selector("text=sudah diserahkan")

    def _now(self) -> None:
        """The five seconds in which a decision can be taken back are not waited for."""
        self.page.wait_for_selector(".undo-bar")
        self.hands.presses(self.page.get_by_role("button", name="Lakukan sekarang"), key="s")
