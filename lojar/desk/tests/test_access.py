"""The walls of the desk: who is let in, and what no page takes."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lojar.offices.models import Officer
from tests import cast

pytestmark = pytest.mark.django_db
OPEN = {"language"}


def addresses() -> list[tuple[str, str]]:
    """(name, address) of every page and verb of the desk, places filled with something."""
    desk = next(
        each
        for each in get_resolver("lojar.desk.urls").url_patterns
        if getattr(each, "namespace", "") == "desk"
    )
    return list(_walk(desk, "/desk/"))


def _walk(resolver: URLResolver, before: str):
    for each in resolver.url_patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLPattern):
            for place, filling in {
                "<str:number>": "BWI-1", "<str:key>": "kk", "<int:page>": "1", "<seen_as:seen_as>": "thumb",
                "<int:message>": "1", "<int:alarm>": "1", "<str:code>": "ktp", "<str:event>": "accepted",
                "<str:on>": "2026-12-25", "<int:officer>": "1", "<int:contact>": "1", "<int:voice>": "1",
                "<int:saying>": "1", "<int:room>": "1",
                "<int:session>": "1", "<int:visit>": "1", "<str:form>": "csv", "<int:shift>": "1",
            }.items():  # fmt: skip
                address = address.replace(place, filling)
            yield each.name, address
        else:
            yield from _walk(each, address)


def test_every_address_is_closed_to_strangers(client: Client) -> None:
    for name, address in addresses():
        if name in OPEN:
            continue
        answers = {client.get(address).status_code, client.post(address).status_code}
        assert answers <= {302, 405}, address
        assert 302 in answers, address


def test_a_part_that_refreshes_itself_leads_the_whole_page_to_the_door(client: Client) -> None:
    answer = client.get(
        "/desk/", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://testserver/desk/?bagian=siap"
    )
    assert answer.headers["HX-Redirect"] == "/desk/masuk/?next=/desk/%3Fbagian%3Dsiap"


def test_an_officer_without_an_office_sees_no_cases(signed_in) -> None:
    nobody = Officer.objects.create(email="a@contoh.id", name="A", role="admin", office=None)
    assert signed_in(nobody).get("/desk/").status_code == 403


@pytest.mark.parametrize(
    "address",
    ["/desk/berkas/BWI%00/", "/desk/cari/?q=%00", "/desk/serah-terima/?kode=%00abc", "/desk/?setelah=%00"],
)
def test_a_zero_character_is_a_bad_request_and_no_accident(rina: Client, address: str) -> None:
    assert rina.get(address).status_code == 400


def test_no_page_may_be_kept_by_the_browser(rina: Client) -> None:
    application = cast.submitted()
    for address in ("/desk/", f"/desk/berkas/{application.number}/", "/desk/percakapan/"):
        assert "no-store" in rina.get(address).headers["Cache-Control"]


def test_pages_carry_no_inline_script_or_style(rina: Client) -> None:
    application = cast.submitted()
    for address in ("/desk/", f"/desk/berkas/{application.number}/", "/desk/serah-terima/", "/desk/masuk/"):
        answer = rina.get(address, follow=True)
        page = answer.content.decode()
        assert "style=" not in page
        assert "<style" not in page
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "onclick" not in page
