"""The pictures of link previews have these words, which fit or are cut short."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont, ImageText

from bulletin import BulletinError
from bulletin.content.themes import read_fonts
from bulletin.model import Bulletin
from bulletin.outputs import cards
from tests.support.examples import examples
from tests.support.rendering import rendered_files
from tests.support.values import make_bulletin, make_issue, make_item, make_settings


def pictures(bulletin: Bulletin) -> dict[str, bytes]:
    return {file.path: file.data for file in rendered_files("cards", bulletin) if isinstance(file.data, bytes)}


def picture(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def test_there_is_a_picture_of_the_bulletin_one_of_each_issue_and_an_icon() -> None:
    cards_by_path = pictures(make_bulletin(make_issue(make_item()), make_issue(id="2022-03")))
    sizes = {path: picture(data).size for path, data in cards_by_path.items()}
    assert sizes == {
        "site/card.png": (1200, 630),
        "site/2022-02/card.png": (1200, 630),
        "site/2022-03/card.png": (1200, 630),
        "site/assets/icon.png": (144, 144),
    }
    assert all(picture(data).format == "PNG" for data in cards_by_path.values())


@pytest.mark.guarantee("WEB-08")
@pytest.mark.parametrize(
    "change",
    [{"title": "A title of its own"}, {"day": make_issue().day.replace(year=2023)}, {"covers": "April 2022"}],
)
def test_title_date_and_months_of_an_issue_change_its_picture(change: dict[str, object]) -> None:
    issue = make_issue()
    card, other_card = (
        pictures(make_bulletin(version))["site/2022-02/card.png"] for version in (issue, replace(issue, **change))
    )
    assert card != other_card


@pytest.mark.guarantee("WEB-08")
def test_the_region_is_in_every_picture_and_the_same_words_make_the_same_bytes() -> None:
    bulletin = make_bulletin(make_issue())
    elsewhere = replace(bulletin, settings=make_settings(region="South East"))
    first, second, elsewhere_pictures = pictures(bulletin), pictures(bulletin), pictures(elsewhere)
    assert first == second
    assert all(first[path] != elsewhere_pictures[path] for path in ("site/card.png", "site/2022-02/card.png"))


def test_items_do_not_change_the_pictures() -> None:
    assert pictures(make_bulletin(make_issue(make_item("a")))) == pictures(make_bulletin(make_issue(make_item("b"))))


def test_the_background_and_the_words_have_the_colours_of_the_theme() -> None:
    card = picture(pictures(make_bulletin(make_issue()))["site/2022-02/card.png"]).convert("RGB")
    colours = {colour: count for count, colour in card.getcolors(1000)}
    assert colours[0, 94, 184] > 500_000
    assert colours[255, 255, 255] > 10_000


@examples(25)
@given(st.text(max_size=400), st.text(max_size=80))
def test_any_title_and_region_fit_into_the_picture(title: str, region: str) -> None:
    bulletin = make_bulletin(make_issue(title=title or "x"), settings=make_settings(region=region, name=title or "x"))
    card = picture(pictures(bulletin)["site/2022-02/card.png"]).convert("L")
    # The edges have the background's colour, so no words run out of the picture.
    assert {card.getpixel((1199, y)) for y in range(0, 630, 5)} == {card.getpixel((0, 0))}
    assert {card.getpixel((x, 629)) for x in range(0, 1200, 5)} == {card.getpixel((0, 0))}


@pytest.mark.parametrize(
    ("words", "lines", "size", "last"),
    [("a b c", 1, 60, "a b c"), ("word " * 12, 2, 50, "word"), ("word " * 60, 2, 50, "…"), ("w" * 200, 1, 50, "…")],
)
def test_words_are_set_smaller_and_then_cut_with_a_mark(words: str, lines: int, size: int, last: str) -> None:
    text = cards.fit(words, cards.Style(read_fonts().bold, (60, 50), 125), 850)
    rows = text.text.split("\n")
    assert (len(rows), rows[-1][-len(last) :], text.font.size) == (lines, last, size)
    _, _, right, bottom = text.get_bbox()
    assert (right <= 850, bottom <= 125) == (True, True)


LETTERS = {
    "Welsh": "âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ", "Polish": "ąćęłńóśźż", "Romanian": "ăâîșțşţ", "Lithuanian": "ąčęėįšųūž",
    "Latvian": "āčēģīķļņšūž", "Hungarian": "áéíóöőúüű", "Portuguese": "ãõáéíóúâêôçà", "Spanish": "ñáéíóúü¿¡",
    "French": "àâæçéèêëîïôœùûüÿ", "German": "äöüß", "Turkish": "çğıöşü", "Irish and Gaelic": "áéíóúàèìòù",
    "Czech and Slovak": "áčďéěíňóřšťúůýžľĺŕä", "Nordic": "æøåþðö", "Ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ", "Vietnamese": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "signs": "‘’“”–—…•€£°×½¼¾‹›«»№™©®†‡",
}  # fmt: skip


@pytest.mark.parametrize("language", LETTERS)
@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_the_font_of_the_pictures_has_every_letter(language: str, weight: str) -> None:
    font = ImageFont.truetype(BytesIO(getattr(read_fonts(), weight)), 60)
    missing = bytes(font.getmask("\U0010fffd"))
    letters = {letter for letter in LETTERS[language] + LETTERS[language].upper() if letter.isprintable()}
    assert [letter for letter in sorted(letters) if bytes(font.getmask(letter)) == missing] == []


def test_letters_with_combining_accents_are_drawn_like_composed_letters() -> None:
    composed, apart = "Cylchlythyr diogelu: dŵr, tŷ, môr", "Cylchlythyr diogelu: dw\u0302r, ty\u0302, mo\u0302r"
    composed_card, apart_card = (
        pictures(make_bulletin(make_issue(title=title)))["site/2022-02/card.png"] for title in (composed, apart)
    )
    assert composed_card == apart_card


def test_pillow_still_shrinks_lines_without_shrinking_the_room_between_them() -> None:
    font = ImageFont.truetype(BytesIO(read_fonts().bold), 100)
    words = " ".join(["word"] * 9)
    shrunk, small = ImageText.Text(words, font), ImageText.Text(words, font.font_variant(size=50))
    shrunk.wrap(500, 170, scaling=("shrink", 10))
    assert small.wrap(500, 170) is None
    assert shrunk.font.size < 50, "Pillow shrinks well now: cards.fit can use its scaling"


def test_a_colour_that_cannot_be_drawn_is_refused_with_a_sentence() -> None:
    bulletin = make_bulletin()
    values = (*bulletin.theme.values, ("brand", "sky"))
    with pytest.raises(BulletinError, match='I cannot draw in the colour "sky"'):
        pictures(replace(bulletin, theme=replace(bulletin.theme, values=values)))
