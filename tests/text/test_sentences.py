"""The first sentence of a text is found, and a greeting is not taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text.sentences import first_sentence, sentences, without_greeting

FIRST = [
    ("Book now. Then read.", "Book now."),
    ("Version 1.5 is here. More", "Version 1.5 is here."),
    ("No stop", "No stop"),
    ("Dr. Patel and St. Mary's ask all teams to read this. Thanks.", "Dr. Patel and St. Mary's ask all teams to read this."),
    ("Ask Prof. A. Jones, e.g. by email. Soon.", "Ask Prof. A. Jones, e.g. by email."),
    ("It starts at 9 a.m. on Monday. Come.", "It starts at 9 a.m. on Monday."),
    ("It starts at 9 a.m. Come.", "It starts at 9 a.m."),
    ("We open on 3 Feb. 2022. Come.", "We open on 3 Feb. 2022."),
    ("He said no. We went on.", "He said no."),
    ('"Is it safe?" asked one. Yes.', '"Is it safe?" asked one.'),
    ("See No. 5. Then go.", "See No. 5."),
    ("Wait … and read. Now.", "Wait …"),
    ("Dear colleagues,\nthe policy starts on 1 May. Read it.", "The policy starts on 1 May."),
    ("Dear all, welcome. Places are free.", "Places are free."),
    ("Hi there, places are free.", "Places are free."),
    ("Good morning everyone! Places are free.", "Places are free."),
    ("Hello. Welcome. Places are free.", "Places are free."),
    ("Welcome to the May issue. Places are free.", "Welcome to the May issue."),
    ("All teams must read this.", "All teams must read this."),
    ("Dear reader\nThe policy starts on 1 May.", "The policy starts on 1 May."),
    ("Dear reader of our\nnews, places are free.", "Places are free."),
    ("Dear Dr. J. Smith, the policy starts. Read it.", "The policy starts."),
    ("Dear co-chairs, the policy starts.", "The policy starts."),
    ("Hi-tech rooms are open. Come.", "Hi-tech rooms are open."),
    ("Hello everyone, and welcome to the May issue. Places are free.", "Welcome to the May issue."),
    ("Welcome news for carers: the grant is back.", "Welcome news for carers: the grant is back."),
    ("Good day care is scarce. Ask us.", "Good day care is scarce."),
    ("Morning sessions start at nine. Come.", "Morning sessions start at nine."),
    ("Morning all,\n\nI hope you are well. Places are free.", "Places are free."),
    ("Hope House goes well. Come.", "Hope House goes well."),
    ("We hope you will come in summer. Book.", "We hope you will come in summer."),
    ("Happy New Year to all our readers! Places are free.", "Places are free."),
    ("To whom it may concern\nPlaces are free.", "Places are free."),
    ("Bore da bawb,\nPlaces are free.", "Places are free."),
    ("Hi there 👋 Places are free. Come.", "Places are free."),
    ("👋 Hello everyone! Places are free.", "Places are free."),
    ("Welcome back! Places are free.", "Places are free."),
    ("Welcome back to school! Places are free.", "Welcome back to school!"),
    ("A very warm welcome to all! Places are free.", "Places are free."),
    ("Hello and welcome to the new clinic, which opens now. Come.", "Welcome to the new clinic, which opens now."),
    ("I hope you are all well and safe in these strange times. Places are free.", "Places are free."),
    ("Assalamu alaikum, places are free.", "Places are free."),
    ("السلام عليكم، العيادة تنتقل؟ التالي.", "العيادة تنتقل؟"),
    ("これは文です。次の文です。", "これは文です。"),
    ("यह वाक्य है। अगला वाक्य।", "यह वाक्य है।"),
    ("The Rt. Hon. A. Lee read Sec. 3, e.g. Dr. Smith's part. Come.", "The Rt. Hon. A. Lee read Sec. 3, e.g. Dr. Smith's part."),
    ("Dear colleagues,", ""),
    ("Welcome.", ""),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), FIRST)
def test_the_first_sentence_is_whole_and_no_greeting(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_a_text_of_nothing_but_greetings_is_read_to_its_end() -> None:
    assert first_sentence("Hi! " * 5_000 + "places are free.") == "Places are free."


@given(st.text(alphabet='Ab .!?\n’"1', max_size=40))
def test_sentences_hold_every_word_in_order(text: str) -> None:
    assert " ".join(sentences(text)).split() == text.split()


@given(st.text(max_size=40))
def test_removing_greetings_again_changes_nothing(text: str) -> None:
    assert without_greeting(without_greeting(text)) == without_greeting(text)
