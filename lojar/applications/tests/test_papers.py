"""Photos on the lines of the checklist."""

from datetime import timedelta

import pytest

from lojar.applications import actions, queries
from lojar.applications.rules.lifecycle import NotAllowed
from lojar.evidence.models import Photo
from tests import cast

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(minutes=5)


def living(application, key):
    return [page.photo for page in application.papers.get(key=key).pages.filter(withdrawn_at=None)]


def test_a_photo_makes_the_paper_received():
    draft = cast.a_draft()
    page = actions.lay_page(draft, "kk", cast.a_photo(), now=LATER)
    assert (page.paper.state, page.position) == ("received", 0)
    assert cast.fresh(draft).touched_at == LATER


def test_a_paper_may_have_several_pages_in_the_order_they_came():
    draft, photos = cast.a_draft(), [cast.a_photo(), cast.a_photo(), cast.a_photo()]
    for photo in photos:
        actions.lay_page(draft, "buku-nikah", photo, now=LATER)
    assert living(draft, "buku-nikah") == photos


def test_the_same_photo_twice_on_a_paper_is_one_page_and_one_event():
    draft, photo = cast.a_draft(), cast.a_photo()
    first = actions.lay_page(draft, "kk", photo, now=LATER)
    assert actions.lay_page(draft, "kk", photo, now=LATER) == first
    assert [e.kind for e in queries.timeline(draft)] == ["started", "page_laid"]


def test_one_photo_may_show_two_papers():
    draft, photo = cast.a_draft(), cast.a_photo()
    actions.lay_page(draft, "kk", photo, now=LATER)
    actions.lay_page(draft, "surat-lahir", photo, now=LATER)
    assert living(draft, "kk") == living(draft, "surat-lahir") == [photo]


def test_a_photo_of_somebody_else_is_refused():
    with pytest.raises(NotAllowed, match="not_your_photo"):
        actions.lay_page(cast.a_draft(), "kk", cast.a_photo(cast.budi()), now=LATER)


def test_two_contacts_found_to_be_one_person_share_their_photos():
    budi, siti = cast.budi(), cast.siti()
    draft, photo = cast.a_draft(contact=siti), cast.a_photo(budi)
    budi.merged_into = siti
    budi.save(update_fields=["merged_into"])
    assert actions.lay_page(draft, "kk", photo, now=LATER).photo == photo


def test_a_quarantined_photo_is_refused_with_its_trouble():
    photo = cast.a_photo()
    photo.state, photo.trouble = Photo.State.QUARANTINED, "damaged"
    photo.save(update_fields=["state", "trouble"])
    with pytest.raises(NotAllowed) as no:
        actions.lay_page(cast.a_draft(), "kk", photo, now=LATER)
    assert (no.value.reason, no.value.details) == ("photo_unusable", {"trouble": "damaged"})


def test_a_paper_that_is_not_on_the_checklist_is_refused():
    with pytest.raises(NotAllowed, match="unknown_paper"):
        actions.lay_page(cast.a_draft(), "ijazah", cast.a_photo(), now=LATER)


def test_a_page_moves_to_the_paper_it_really_shows():
    draft, photo = cast.a_draft(), cast.a_photo()
    page = actions.lay_page(draft, "kk", photo, now=cast.NOW)
    actions.move_page(page, "surat-lahir", now=LATER)
    assert (living(draft, "kk"), living(draft, "surat-lahir")) == ([], [photo])
    assert draft.papers.get(key="kk").state == "missing"
    assert queries.timeline(draft)[-1].data["moved_from"] == "kk"


def test_a_page_that_is_taken_back_stays_on_record():
    draft, keep, drop = cast.a_draft(), cast.a_photo(), cast.a_photo()
    actions.lay_page(draft, "kk", keep, now=cast.NOW)
    actions.lay_page(draft, "kk", drop, now=cast.NOW)
    actions.take_back(draft, "kk", drop, now=LATER)
    assert living(draft, "kk") == [keep]
    assert draft.papers.get(key="kk").pages.count() == 2
    actions.take_back(draft, "kk", now=LATER)
    assert draft.papers.get(key="kk").state == "missing"


def test_only_an_optional_paper_can_be_skipped():
    draft = cast.a_draft("akta-mati")
    actions.lay_page(draft, "ktp-almarhum", cast.a_photo(), now=cast.NOW)
    assert actions.skip_paper(draft, "ktp-almarhum", now=LATER).state == "missing"
    with pytest.raises(NotAllowed, match="paper_needed"):
        actions.skip_paper(draft, "kk", now=LATER)


def test_a_new_photo_on_a_returned_paper_replaces_the_bad_one():
    case = cast.returned(papers=["kk"])
    new = cast.a_photo()
    actions.lay_page(case, "kk", new, now=LATER)
    paper = case.papers.get(key="kk")
    assert (living(case, "kk"), paper.state, paper.note, paper.decided_by) == ([new], "received", "", None)
    second = cast.a_photo()
    actions.lay_page(case, "kk", second, now=LATER)
    assert living(case, "kk") == [new, second]


def test_the_same_photo_again_on_a_returned_paper_counts_as_an_answer():
    case = cast.returned(papers=["kk"])
    same = living(case, "kk")[0]
    actions.lay_page(case, "kk", same, now=LATER)
    assert (living(case, "kk"), case.papers.get(key="kk").state) == ([same], "received")


def test_an_accepted_paper_cannot_be_changed_by_the_citizen():
    case = cast.submitted()
    actions.accept_paper(case.papers.get(key="buku-nikah"), cast.rina(), now=cast.NOW)
    case = cast.return_some(case, papers=["kk"])
    for verb in (
        lambda: actions.lay_page(case, "buku-nikah", cast.a_photo(), now=LATER),
        lambda: actions.take_back(case, "buku-nikah", now=LATER),
    ):
        with pytest.raises(NotAllowed, match="paper_accepted"):
            verb()


def test_the_checklist_shows_papers_in_order_with_their_photos():
    draft, photo = cast.a_draft(), cast.a_photo()
    actions.lay_page(draft, "kk", photo, now=LATER)
    lines = queries.checklist(draft)
    assert [(line.key, line.state, line.photos) for line in lines] == [
        ("surat-lahir", "missing", ()),
        ("buku-nikah", "missing", ()),
        ("kk", "received", (photo,)),
    ]
    assert all(line.requirement for line in lines)
