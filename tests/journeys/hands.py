"""A person at a screen: with the mouse alone, or with the keyboard alone. What these can't reach is a defect."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, sync_playwright

By = Literal["mouse", "keyboard"]
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FAR = 60  # tab stops; further away is out of reach for anybody


class Hands:
    def __init__(self, page: Page, by: By) -> None:
        self.page, self.by = page, by
        self.complaints: list[str] = []
        page.set_default_timeout(30_000)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda wrong: self.complaints.append(str(wrong)))

    def presses(self, what: Locator, *, key: str = "") -> None:
        """A click; or the key that stands on the button; or tabbing there and Enter."""
        what.wait_for(state="attached" if key else "visible")
        if self.by == "mouse":
            what.click()
        elif key:
            self.page.keyboard.press(key)
        else:
            self.reaches(what)
            self.page.keyboard.press("Enter")

    def ticks(self, what: Locator) -> None:
        if self.by == "mouse":
            what.click()
            return
        self.reaches(what)
        self.page.keyboard.press("Space")

    def writes(self, where: Locator, text: str, *, key: str = "") -> None:
        if self.by == "mouse":
            where.click()
        elif key:
            self.page.keyboard.press(key)
        else:
            self.reaches(where)
        # Line by line, as people do; Enter alone would send.
        for at, line in enumerate(text.splitlines()):
            if at:
                self.page.keyboard.press("Shift+Enter")
            self.page.keyboard.type(line)

    def reaches(self, what: Locator) -> None:
        """By Tab, backwards where that is nearer: the last thing on a page is one step from its beginning."""
        what.wait_for()
        for step in ("Shift+Tab", "Tab"):
            for _ in range(FAR):
                if what.evaluate("each => each === document.activeElement"):
                    return
                self.page.keyboard.press(step)
        raise AssertionError(f"Tab never came to {what}")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        try:
            yield started
        finally:
            started.close()
