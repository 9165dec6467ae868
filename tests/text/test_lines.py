"""Lines end at CRLF, CR and LF alone, and `one_line` returns a text without line ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bulletin.text.lines import lines_of, offset_of, one_line, place_of


def test_only_crlf_cr_and_lf_end_a_line() -> None:
    assert lines_of("a\r\nb\rc\nd\u2028e\x85f\x0bg") == ["a", "b", "c", "d\u2028e\x85f\x0bg"]


@given(st.text())
def test_a_text_on_one_line_has_the_same_length_and_no_line_end(text: str) -> None:
    assert len(one_line(text)) == len(text)
    assert len(one_line(f"a{text}b").splitlines()) == 1


def test_a_tab_and_letters_of_every_language_stay() -> None:
    assert one_line("ŵ\té 日本 🙂") == "ŵ\té 日本 🙂"


@given(st.text(alphabet="ab\n\r", max_size=30), st.data())
def test_line_and_column_of_an_offset_convert_back_to_it(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    line, column = place_of(text, offset)
    assert (line, column) == (text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
    assert offset_of(text, line, column) == offset
    assert offset_of(text, text.count("\n") + 2, 1) == len(text)
