"""A scripted officer at the desk: signs in with a form, reads pages, and does what a form on them offers."""

import html
import re
from typing import Any

import httpx

from .running_office import RunningOffice


class Officer:
    def __init__(self, office: RunningOffice, email: str, password: str) -> None:
        self._http = httpx.Client(base_url=office.url, follow_redirects=True, timeout=30)
        self._signs_in(email, password)

    def opens(self, path: str) -> str:
        """The page, as its reader sees it after the browser has read its entities."""
        answer = self._http.get(path)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"
        return html.unescape(answer.text)

    def fetches(self, path: str) -> bytes:
        return self._http.get(path).raise_for_status().content

    def reads(self, number: str, panel: str = "") -> str:
        return self.opens(f"/desk/berkas/{number}/" + (f"?panel={panel}" if panel else ""))

    def does(self, number: str, verb: str, *, pdf: bytes | None = None, **fields: Any) -> str:
        """One form of the case's page; a verb that the page does not offer is not done."""
        address = f"/desk/berkas/{number}/{verb}"
        page = self.reads(number) if "papers/" not in verb else self._paper(number, verb)
        assert f'action="{address}"' in page, f"{verb} is not offered: {words(page)[-1500:]}"
        answer = self.posts(address, pdf=pdf, **fields)
        assert answer.status_code == 200, f"{verb} answered {answer.status_code}: {words(answer.text)[-800:]}"
        return html.unescape(answer.text)

    def posts(self, address: str, *, pdf: bytes | None = None, **fields: Any) -> httpx.Response:
        """Straight to the address, as somebody does whose page is an hour old."""
        return self._http.post(
            address,
            data={"csrfmiddlewaretoken": self._http.cookies["csrftoken"], **fields},
            files={"pdf": ("hasil.pdf", pdf, "application/pdf")} if pdf else None,
            headers={"Referer": str(self._http.base_url)},
        )

    def papers_of(self, number: str) -> list[str]:
        """Keys of the checklist, as the page lists them."""
        return re.findall(r'id="paper-([^"]+)"', self.reads(number))

    def _paper(self, number: str, verb: str) -> str:
        return self.opens(f"/desk/berkas/{number}/?kertas={verb.split('/')[1]}")

    def _signs_in(self, email: str, password: str) -> None:
        self._http.get("/desk/masuk/")
        answer = self.posts("/desk/masuk/", login=email, password=password)
        assert answer.url.path == "/desk/", f"not signed in: {words(answer.text)[:600]}"


def words(page: str) -> str:
    """What stands on a page, without its marks."""
    body = re.sub(r"(?s)<(script|style|svg).*?</\1>", " ", page)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))
