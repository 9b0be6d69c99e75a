"""A message that WhatsApp would refuse cannot be made; one that can be made comes back from the table as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lojar.channels import messages
from lojar.channels.messages import (
    Button,
    Buttons,
    DoesNotFit,
    Menu,
    Paperwork,
    Picture,
    Row,
    Section,
    Template,
    Text,
    fitted,
    from_json,
    plain,
    to_json,
)

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: text.strip() != ""
)


def some(limit: int) -> st.SearchStrategy[str]:
    return words.map(lambda text: fitted(text, limit)).filter(
        lambda text: text == text.strip() and text != ""
    )


buttons = st.lists(
    st.builds(Button, some(40), some(20)),
    min_size=1,
    max_size=3,
    unique_by=(lambda button: button.id, lambda button: button.title),
).map(tuple)
rows = st.lists(
    st.builds(Row, some(40), some(24), some(72)), min_size=1, max_size=10, unique_by=lambda row: row.id
)
menus = rows.map(lambda found: Menu("Pilih satu", "Lihat", (Section("Layanan", tuple(found)),)))
anything = st.one_of(
    st.builds(Text, some(4096)),
    st.builds(Buttons, some(1024), buttons, header=some(60), footer=some(60)),
    menus,
    st.builds(Picture, st.just("ab/1"), st.sampled_from(["image/jpeg", "image/png"]), some(1024)),
    st.builds(Paperwork, st.just("ab/2"), st.just("akta.pdf"), st.just("application/pdf"), some(1024)),
    st.builds(Template, st.just("dokumen_siap"), st.just("id"), st.just((("nomor", "LJR-1"),))),
)


@given(anything)
def test_a_message_comes_back_from_json_as_it_was(message):
    assert from_json(to_json(message)) == message


@given(words, st.integers(2, 200))
def test_words_of_people_are_made_to_fit_any_limit(text, limit):
    assert messages._units(fitted(text, limit)) <= limit


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9000))
def test_long_text_is_split_without_losing_a_word(text):
    parts = Text.in_parts(text)
    assert "".join("".join(part.body for part in parts).split()) == "".join(text.split())


def test_long_text_is_split_where_a_sentence_ends():
    text = "Ini satu kalimat yang cukup panjang. " * 200
    first, *rest = Text.in_parts(text)
    assert first.body.endswith("panjang.")
    assert len(rest) == 1


def test_an_empty_text_is_no_message():
    assert Text.in_parts("  \n ") == ()
    with pytest.raises(DoesNotFit):
        Text("  ")


@pytest.mark.parametrize(
    ("field", "make"),
    [
        ("body", lambda: Text("x" * 4097)),
        ("body", lambda: Buttons("x" * 1025, (Button("a", "A"),))),
        ("header", lambda: Buttons("x", (Button("a", "A"),), header="x" * 61)),
        ("footer", lambda: Menu("x", "Lihat", (Section("", (Row("a", "A"),)),), footer="x" * 61)),
        ("buttons", lambda: Buttons("x", ())),
        ("buttons", lambda: Buttons("x", tuple(Button(str(i), str(i)) for i in range(4)))),
        ("button id", lambda: Button("x" * 257, "A")),
        ("button id", lambda: Button(" a", "A")),
        ("button id", lambda: Buttons("x", (Button("a", "A"), Button("a", "B")))),
        ("button title", lambda: Button("a", "x" * 21)),
        ("button title", lambda: Buttons("x", (Button("a", "A"), Button("b", "A")))),
        ("button", lambda: Menu("x", "x" * 21, (Section("", (Row("a", "A"),)),))),
        ("rows", lambda: Menu("x", "Lihat", tuple(Section(str(i), (Row(str(i), "A"),)) for i in range(11)))),
        ("row id", lambda: Row("x" * 201, "A")),
        ("row id", lambda: Menu("x", "Lihat", (Section("", (Row("a", "A"), Row("a", "B"))),))),
        ("row title", lambda: Row("a", "x" * 25)),
        ("row description", lambda: Row("a", "A", "x" * 73)),
        ("section title", lambda: Section("x" * 25, (Row("a", "A"),))),
        (
            "section title",
            lambda: Menu("x", "Lihat", (Section("", (Row("a", "A"),)), Section("B", (Row("b", "B"),)))),
        ),
        ("section rows", lambda: Section("A", ())),
        ("caption", lambda: Picture("k", "image/jpeg", "x" * 1025)),
        ("mime", lambda: Picture("k", "image/webp")),
        ("file name", lambda: Paperwork("k", "../akta.pdf", "application/pdf")),
        ("mime", lambda: Paperwork("k", "akta.exe", "application/x-msdownload")),
        ("template name", lambda: Template("Dokumen Siap", "id")),
        ("language", lambda: Template("dokumen_siap", "Indonesia")),
        ("nomor", lambda: Template("dokumen_siap", "id", (("nomor", "dua\nbaris"),))),
        ("nomor", lambda: Template("dokumen_siap", "id", (("nomor", ""),))),
    ],
)
def test_what_is_over_a_limit_names_its_field(field, make):
    with pytest.raises(DoesNotFit) as wrong:
        make()
    assert wrong.value.field == field


def test_an_emoji_counts_as_two():
    Button("a", "🙂" * 10)
    with pytest.raises(DoesNotFit):
        Button("a", "🙂" * 11)


def test_a_remark_beside_a_message_is_let_be():
    assert from_json({**to_json(Text("Halo")), "outside_window": {"type": "text"}}) == Text("Halo")


def test_the_plain_words_hold_all_that_is_read():
    said = Buttons("Isi", (Button("a", "A"),), header="Kepala", footer="Kaki")
    assert plain(said) == "Kepala\nIsi\nKaki"
    assert messages.choices(said) == ("A",)
