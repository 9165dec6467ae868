"""Wrongly decoded and invisible letters are found, and corrected if that is certain; other scripts and emoji stay."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text.broken_letters import broken_letters, without_hidden


def mended(text: str) -> str:
    for fault in reversed(list(broken_letters(text))):
        if fault.mended is not None:
            text = text[: fault.start] + fault.mended + text[fault.end :]
    return text


MENDED = [
    ("You donâ€™t need a form.", "You don’t need a form."),
    ("It costs Â£5 at the cafÃ© â€“ pay.", "It costs £5 at the café – pay."),
    ("Ã¢â‚¬â„¢ twice", "’ twice"),
    ("donΓÇÖt", "don’t"),
    ("word.Â Next", "word. Next"),
    ("Â£10Â\u00a0each", "£10 each"),
    ("donÕt", "don’t"),
    ("You don?t, and can?t.", "You don't, and can't."),
    ("ï»¿First", "First"),
    ("ðŸŽ‰ Party", "🎉 Party"),
    ("ğŸ“… Date", "📅 Date"),
    ("9th¬†September, don‚Äôt, ¬£5 at the caf√©", "9th September, don’t, £5 at the café"),
    ("they areĀ responsible", "they are responsible"),
    ("âœ… Done", "✅ Done"),
    ("\uf0b7 one\n\uf0a7\u00a0two", "- one\n- two"),
    ("zero\u200bwidth so\u00adft \u2060word", "zerowidth soft word"),
    ("Smith\u200d Jones", "Smith Jones"),
    ("Iíve no doubt of Godís help, and itís late.", "I've no doubt of God's help, and it's late."),
    ("We don?’t know the club?’s rules, and he can?'t.", "We don’t know the club’s rules, and he can't."),
    ("Ø  Bring a hat.\n¨ Mind the step.\nü Done.", "- Bring a hat.\n- Mind the step.\n- Done."),
    ("A list of €œoften asked€ things.", 'A list of "often asked" things.'),
    ("We sang “Songs of Praiseâ€?.", "We sang “Songs of Praise”."),
    ("About 20Â° and 5Â˝", "About 20° and 5½"),
    ("It?s late, we?re here, I?m glad and they?ll come.", "It's late, we're here, I'm glad and they'll come."),
    ("- \uf0a7 one\n- \uf0d8\u00a0two", "- one\n- two"),
    ("§\tOne\n§\tTwo", "- One\n- Two"),
    ("don=E2=80=99t pay =C2=A35", "don’t pay £5"),
    ("donÂ’t pay 10Â–20", "don’t pay 10–20"),
    (
        "GÅµyl yn tÅ· LlÅ·n, PaÅ„stwo, Å‚Ã³dÅº, zarejestrowaÄ‡, ÅŸi, È™i",
        "Gŵyl yn tŷ Llŷn, Państwo, łódź, zarejestrować, şi, și",
    ),
    ("à¨ªà©°à¨œà¨¾à¨¬à©€ and ä¸\xadæ–‡", "ਪੰਜਾਬੀ and 中文"),
    ("âž¡ï¸ here â¤ï¸", "➡ here ❤"),
    ("don\\u2019t, caf\\u00e9", "don’t, café"),
    ("caf%C3%A9 and don%E2%80%99t", "café and don’t"),
    ("𝗕𝗼𝗼𝗸 𝗯𝘆 𝟭𝟬 𝗠𝗮𝗿𝗰𝗵, please", "Book by 10 March, please"),
    ("f\u2061(x)\u2063 a\u206ab", "f(x) ab"),
    ("a\u3164b\u2800c", "a b c"),
]


CONTROLS = [
    ("“Songs of Praiseâ€\x9d.", "“Songs of Praise”."),
    ("donâ\x80\x99t", "don’t"),
    ("caf\xc3\x89", "cafÉ"),
    ("don\x92t \xc3\xa9", "don’t \xc3\xa9"),
    ("It&#146;s 9 &#x96; 5", "It’s 9 – 5"),
]


@pytest.mark.parametrize(("text", "meant"), CONTROLS)
def test_control_characters_of_a_wrong_encoding_become_letters(text: str, meant: str) -> None:
    assert without_hidden(text) == meant


@pytest.mark.parametrize(("text", "meant"), MENDED)
def test_certain_faults_are_corrected(text: str, meant: str) -> None:
    assert mended(text) == meant


@pytest.mark.parametrize(
    "text",
    ["A letter \ufffd is lost.", "A tick \uf0fc in the line.", "A thumb ðŸ‘ was here.", "A picture \ufffc was here."],
)
def test_uncertain_faults_are_reported_and_stay(text: str) -> None:
    assert [fault.severity for fault in broken_letters(text)] == ["error"]
    assert mended(text) == text


RIGHT = [
    "The café in Évreux: à la carte, £5, “quoted” – and so on…",
    "CAFÉ® and SÃO PAULO, château, Ångström, Malmö",
    "نمی\u200cخواهم",
    "क्\u200dष and क्\u200cष",
    "👩\u200d⚕\ufe0f and 👨\u200d👩\u200d👧",
    "Is it safe?that",
    "See https://example.org/it?s=1 and a=b=c, x?ll",
    "El país, Luís and María; Ørsted wrote Ø once, and it is €5 each, or 5€.",
    "Ask ‘who?’ of nobody, ‘what?’ too, and the Über driver; § 5 says so.",
    "Łódź, Dvořák, Gwynedd, Ŵyl",
    "Â’r tân ac â’r gwynt",
    "ภาษา\u200bไทย and ភាសា\u200bខ្មែរ",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f and ↩\ufe0e back",
    "[it](caf%C3%A9.png), caf%C3%A9.pdf, /caf%C3%A9/x and https://example.org/?q=caf%C3%A9",
    "C:\\docs\\u2019a and the variable 𝑥, `\\u203D`",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_letters_stay(text: str) -> None:
    assert list(broken_letters(text)) == []


WORDS = st.text(alphabet="abc é£’–“”…ñü", min_size=1, max_size=20)


@given(WORDS)
def test_a_text_that_was_decoded_wrongly_once_is_restored(text: str) -> None:
    try:
        misread = text.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return  # Windows-1252 has no letter for this byte, so reading refuses such a file (FIL03).
    assert mended(misread) == text


@given(st.text(max_size=60))
def test_faults_are_in_order_and_do_not_overlap(text: str) -> None:
    faults = list(broken_letters(text))
    assert all(0 <= fault.start < fault.end <= len(text) for fault in faults)
    assert all(first.end <= second.start for first, second in pairwise(faults))
