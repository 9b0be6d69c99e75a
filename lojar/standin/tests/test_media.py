"""Media ids and urls: how they are made, how long they live, how they fail."""

import base64
import hashlib

import pytest

from .conftest import NUMBER, Bench, Office, error

PDF = b"%PDF-1.4 contoh"
JPEG = b"\xff\xd8\xff\xe0 contoh"


def upload(bench: Bench, data: bytes = PDF, mime: str = "application/pdf", **fields):
    form = {"messaging_product": "whatsapp", "type": mime, **fields}
    return bench.graph("POST", f"{NUMBER}/media", data=form, files={"file": ("akta.pdf", data, mime)})


def fetch(bench: Bench, url: str, auth: bool = True):
    return bench.http.get(url, headers=bench.auth if auth else {})


def test_an_upload_can_be_looked_up_and_downloaded(bench: Bench):
    media_id = upload(bench).json()["id"]
    about = bench.graph("GET", media_id).json()
    assert about["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert about["mime_type"] == "application/pdf"
    answer = fetch(bench, about["url"])
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")


def test_a_media_url_needs_the_token_and_dies_after_five_minutes(bench: Bench):
    url = bench.graph("GET", upload(bench).json()["id"]).json()["url"]
    assert fetch(bench, url, auth=False).status_code == 401
    bench.now += 299
    assert fetch(bench, url).status_code == 200
    bench.now += 2
    assert fetch(bench, url).status_code == 404


def test_a_media_url_with_a_longer_life_written_in_is_not_believed(bench: Bench):
    url = bench.graph("GET", upload(bench).json()["id"]).json()["url"]
    ext = url.split("ext=")[1].split("&")[0]
    assert fetch(bench, url.replace(ext, str(int(ext) + 999))).status_code == 404


def test_uploads_live_thirty_days_and_a_citizens_photo_seven(bench: Bench):
    mine = upload(bench).json()["id"]
    bench.citizen_says(voice=True)
    bench.flush()
    theirs = bench.office.messages()[-1]["audio"]["id"]
    bench.now += 7 * 86400 + 1
    assert error(bench.graph("GET", theirs)) == (400, 100)
    assert bench.graph("GET", mine).status_code == 200
    bench.now += 23 * 86400
    assert error(bench.graph("GET", mine)) == (400, 100)


def test_a_deleted_file_is_gone(bench: Bench):
    media_id = upload(bench).json()["id"]
    assert bench.graph("DELETE", media_id).json() == {"success": True}
    assert bench.graph("GET", media_id).json()["error"]["error_subcode"] == 33


def test_an_id_asked_for_under_another_number_is_not_found(bench: Bench):
    media_id = upload(bench).json()["id"]
    assert bench.graph("GET", f"{media_id}?phone_number_id={NUMBER}").status_code == 200
    assert error(bench.graph("GET", f"{media_id}?phone_number_id=1")) == (400, 100)


@pytest.mark.parametrize(
    ("data", "mime", "refusal"),
    [
        (b"GIF89a", "image/gif", 100),
        (b"", "application/pdf", 131053),
        (JPEG + b"0" * 5 * 1024 * 1024, "image/jpeg", 131053),
        (b"<html>", "image/jpeg", 131053),
        (JPEG, "image/png", 131053),
    ],
)
def test_files_that_do_not_fit_are_refused(bench: Bench, data: bytes, mime: str, refusal: int):
    assert error(upload(bench, data, mime)) == (400, refusal)


def test_an_upload_without_its_fields_is_refused(bench: Bench):
    assert error(upload(bench, messaging_product="sms")) == (400, 100)
    answer = bench.graph("POST", f"{NUMBER}/media", data={"messaging_product": "whatsapp"})
    assert error(answer) == (400, 100)


def test_a_document_is_sent_by_id_and_lies_on_the_phone(bench: Bench):
    bench.citizen_says()
    media_id = upload(bench).json()["id"]
    assert bench.post(type="document", document={"id": media_id, "filename": "Akta.pdf"}).status_code == 200
    last = bench.chat()[-1]
    assert last["media"]["filename"] == "Akta.pdf"
    assert bench.http.get(last["media"]["url"]).content == PDF
    assert error(bench.post(type="image", image={"id": media_id})) == (400, 131053)


def test_a_link_is_fetched_by_meta_and_a_dead_one_fails_later(bench: Bench, office: Office):
    bench.citizen_says()
    office.files["/files/akta.pdf"] = ("application/pdf", PDF)
    bench.post(type="document", document={"link": "http://office.test/files/akta.pdf"})
    assert bench.http.get(bench.chat()[-1]["media"]["url"]).content == PDF
    assert (
        bench.post(type="document", document={"link": "http://office.test/files/none.pdf"}).status_code == 200
    )
    bench.flush()
    failed = [status for status in office.statuses() if status["status"] == "failed"]
    assert [status["errors"][0]["code"] for status in failed] == [131053]


def test_a_webhook_names_the_file_as_meta_does(bench: Bench, office: Office):
    bench.http.post(
        "/api/citizens/62800000000011/send", files=[("documents", ("Surat 1.pdf", PDF, "application/pdf"))]
    )
    bench.flush()
    document = office.messages()[-1]["document"]
    assert document["filename"] == "Surat 1.pdf"
    assert document["sha256"] == base64.b64encode(hashlib.sha256(PDF).digest()).decode()
    assert fetch(bench, document["url"]).content == PDF


def test_media_can_be_made_to_fail_a_number_of_times(bench: Bench):
    media_id = upload(bench).json()["id"]
    bench.knobs(media_failures=2)
    assert bench.graph("GET", media_id).status_code == 503
    assert bench.graph("GET", media_id).status_code == 503
    assert bench.graph("GET", media_id).status_code == 200


def test_a_slow_download_still_comes(bench: Bench):
    media_id = upload(bench).json()["id"]
    bench.knobs(media_slow_seconds=0.01)
    assert fetch(bench, bench.graph("GET", media_id).json()["url"]).status_code == 200


def test_a_webhook_may_come_without_a_media_url(bench: Bench, office: Office):
    bench.knobs(media_urls=False)
    bench.citizen_says(sticker=True)
    bench.flush()
    assert sorted(office.messages()[-1]["sticker"]) == ["animated", "id", "mime_type", "sha256"]
