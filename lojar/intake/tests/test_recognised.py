"""What a photo shows leads it to its line, in whatever order an album comes; only what is doubtful is asked about."""

from lojar.intake.tests.harness import Citizen


def photos_of(citizen: Citizen) -> dict[str, list[int]]:
    return {paper.key: [photo.id for photo in paper.photos] for paper in citizen.case.papers if paper.photos}


def with_birth() -> Citizen:
    citizen = Citizen().writes("akta kelahiran anak")
    for _ in range(6):
        if any(press in citizen.reads for press in ("Mulai",)):
            break
        citizen.writes("1")
    return citizen.presses("begin")


def test_an_album_in_any_order_fills_the_right_lines_without_a_question():
    citizen = with_birth()
    book = citizen.showing("buku_nikah")
    family = citizen.showing("kk")
    letter = citizen.showing("sk_lahir")
    citizen.sends(family, letter, book)
    laid = photos_of(citizen)
    assert laid["kk"] == [family.photo.id]
    assert laid["surat-lahir"] == [letter.photo.id]
    assert laid["buku-nikah"] == [book.photo.id]
    assert "urutan" not in citizen.reads


def test_a_paper_that_nobody_asked_for_is_named_and_asked_about():
    citizen = Citizen().writes("ktp saya hilang").presses("begin")
    citizen.sends(citizen.showing("buku_nikah"))
    assert photos_of(citizen) == {}
    assert "tampaknya *Buku nikah" in citizen.reads
    citizen.presses("unused")
    assert "tidak" in citizen.reads.casefold()


def test_the_word_of_the_citizen_goes_before_what_was_recognised():
    citizen = Citizen().writes("ktp saya hilang").presses("begin")
    photo = citizen.showing("buku_nikah", "surat hilang polisi")
    citizen.sends(photo)
    assert [photo.photo.id] in photos_of(citizen).values()


def test_what_is_not_known_goes_where_order_leads_it():
    citizen = Citizen().writes("ktp saya hilang").presses("begin")
    report, family = citizen.photo(), citizen.showing("kk")
    citizen.sends(family, report)
    assert photos_of(citizen)["kk"] == [family.photo.id]
    assert len(photos_of(citizen)) == 2


def test_two_cards_are_told_apart_by_sex():
    citizen = Citizen().writes("akta perkawinan")
    for _ in range(6):
        if "Mulai" in citizen.reads:
            break
        citizen.writes("1")
    citizen.presses("begin")
    wife, husband = citizen.showing("ktp", sex="female"), citizen.showing("ktp", sex="male")
    citizen.sends(wife, husband)
    laid = photos_of(citizen)
    assert laid["ktp-istri"] == [wife.photo.id]
    assert laid["ktp-suami"] == [husband.photo.id]


def test_where_it_is_not_sure_the_likeliest_order_is_asked_about():
    citizen = with_birth()
    book, family, letter = (citizen.showing(paper, sure=False) for paper in ("buku_nikah", "kk", "sk_lahir"))
    citizen.sends(family, letter, book)
    laid = photos_of(citizen)
    assert (laid["kk"], laid["surat-lahir"]) == ([family.photo.id], [letter.photo.id])
    assert "Sudah cocok?" in citizen.reads


def test_the_same_paper_once_more_is_a_further_page_of_it():
    citizen = with_birth()
    first, second, family = citizen.showing("sk_lahir"), citizen.showing("sk_lahir"), citizen.showing("kk")
    citizen.sends(first, second, family)
    assert photos_of(citizen)["surat-lahir"] == [first.photo.id, second.photo.id]
    assert "tampaknya" not in citizen.reads
