"""The pictures beside shared links: what is in them, and that words fit or are cut short."""

from __future__ import annotations

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
from tests.support.values import make_bulletin, make_issue, make_item, make_settings, replace


def made(bulletin: Bulletin) -> dict[str, bytes]:
    return {file.path: file.data for file in rendered_files("cards", bulletin) if isinstance(file.data, bytes)}


def picture(data: bytes) -> Image.Image:
    found = Image.open(BytesIO(data))
    found.load()
    return found


def test_there_is_one_of_the_bulletin_one_of_each_issue_and_an_icon() -> None:
    found = made(make_bulletin(make_issue(make_item()), make_issue(id="2022-03")))
    sizes = {path: picture(data).size for path, data in found.items()}
    assert sizes == {
        "site/card.png": (1200, 630),
        "site/2022-02/card.png": (1200, 630),
        "site/2022-03/card.png": (1200, 630),
        "site/assets/icon.png": (144, 144),
    }
    assert all(picture(data).format == "PNG" for data in found.values())


@pytest.mark.guarantee("WEB-08")
@pytest.mark.parametrize(
    "change",
    [{"title": "A title of its own"}, {"day": make_issue().day.replace(year=2023)}, {"covers": "April 2022"}],
)
def test_what_an_issue_says_of_itself_is_in_its_picture(change: dict[str, object]) -> None:
    issue = make_issue()
    one, other = (made(make_bulletin(each))["site/2022-02/card.png"] for each in (issue, replace(issue, **change)))
    assert one != other


@pytest.mark.guarantee("WEB-08")
def test_the_region_is_in_every_picture_and_the_same_words_make_the_same_bytes() -> None:
    bulletin = make_bulletin(make_issue())
    elsewhere = replace(bulletin, settings=make_settings(region="South East"))
    one, again, other = made(bulletin), made(bulletin), made(elsewhere)
    assert one == again
    assert all(one[path] != other[path] for path in ("site/card.png", "site/2022-02/card.png"))


def test_items_are_not_in_it_whatever_they_say() -> None:
    assert made(make_bulletin(make_issue(make_item("a")))) == made(make_bulletin(make_issue(make_item("b"))))


def test_the_ground_is_the_brands_and_the_words_are_in_its_ink() -> None:
    found = picture(made(make_bulletin(make_issue()))["site/2022-02/card.png"]).convert("RGB")
    colours = {colour: count for count, colour in found.getcolors(1000)}
    assert colours[0, 94, 184] > 500_000
    assert colours[255, 255, 255] > 10_000


@examples(25)
@given(st.text(max_size=400), st.text(max_size=80))
def test_no_words_are_too_many_or_too_strange(title: str, region: str) -> None:
    bulletin = make_bulletin(make_issue(title=title or "x"), settings=make_settings(region=region, name=title or "x"))
    found = picture(made(bulletin)["site/2022-02/card.png"]).convert("L")
    # The edges stay free: nothing runs out of the picture.
    assert {found.getpixel((1199, y)) for y in range(0, 630, 5)} == {found.getpixel((0, 0))}
    assert {found.getpixel((x, 629)) for x in range(0, 1200, 5)} == {found.getpixel((0, 0))}


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


def test_marks_that_were_typed_beside_their_letters_are_drawn_as_one_letter() -> None:
    composed, apart = "Cylchlythyr diogelu: dŵr, tŷ, môr", "Cylchlythyr diogelu: dw\u0302r, ty\u0302, mo\u0302r"
    one, other = (made(make_bulletin(make_issue(title=title)))["site/2022-02/card.png"] for title in (composed, apart))
    assert one == other


def test_pillow_still_shrinks_lines_without_shrinking_the_room_between_them() -> None:
    font = ImageFont.truetype(BytesIO(read_fonts().bold), 100)
    words = " ".join(["word"] * 9)
    shrunk, small = ImageText.Text(words, font), ImageText.Text(words, font.font_variant(size=50))
    shrunk.wrap(500, 170, scaling=("shrink", 10))
    assert small.wrap(500, 170) is None
    assert shrunk.font.size < 50, "Pillow shrinks well now: cards.fit can use its scaling"


def test_a_colour_that_cannot_be_drawn_is_a_sentence() -> None:
    bulletin = make_bulletin()
    values = (*bulletin.theme.values, ("brand", "sky"))
    with pytest.raises(BulletinError, match='I cannot draw in the colour "sky"'):
        made(replace(bulletin, theme=replace(bulletin.theme, values=values)))
