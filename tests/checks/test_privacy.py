"""The rules of privacy find numbers and addresses of one person; an `ignore` line with a reason allows one of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.action import summary
from bulletin.action.check import _ignore_lines
from bulletin.checks.addressees import Known, why_personal
from bulletin.checks.run import check, checked_files
from bulletin.checks.word_lists import WordLists
from bulletin.content.load import read
from bulletin.errors import Problem
from bulletin.text.urls import fits
from tests.support.folders import SETTINGS, make_content
from tests.support.values import ROOT

LINES = Path(__file__).with_name("addresses.txt").read_text("utf-8").splitlines()
PUBLIC, PERSONAL = ([line[2:] for line in LINES if line.startswith(mark)] for mark in ("= ", "! "))

NUMBER, OTHER = "4857773457", "632 879 7966"
JOIN = "https://us02web.zoom.us/j/88812345678?pwd=abcdef"


def item(*keys: str, body: str = "Text.") -> str:
    return "\n".join(["---", *(keys or ("title: An example",)), "---", body, ""])


def problems_of(root: Path, text: str, **files: str) -> list[Problem]:
    return [
        problem
        for problem in check(read(make_content(root, {"2022-02/week.md": text, **files})))
        if problem.rule != "LNK03"
    ]


@cache
def known_addresses() -> Known:
    workspace = read(ROOT / "content").workspace
    words = WordLists(workspace.settings, workspace.words)
    return Known(words.public_addresses, words.personal_addresses, words, "team@example.org")


def test_there_are_at_least_forty_public_and_forty_personal_addresses() -> None:
    assert (len(set(PUBLIC)) >= 40, len(set(PERSONAL)) >= 40) == (True, True)


@pytest.mark.parametrize("url", PUBLIC)
def test_an_address_for_everybody_is_no_persons(url: str) -> None:
    assert why_personal(url, known_addresses()) == ""


@pytest.mark.parametrize("url", PERSONAL)
def test_an_address_for_one_person_is_known_whatever_its_form(url: str) -> None:
    assert why_personal(url, known_addresses())


def test_every_row_of_the_list_of_personal_addresses_matches_an_example() -> None:
    """Match each row of the list by its reason; rows that differ only in their domain share one example."""
    assert {why_personal(url, known_addresses()) for url in PERSONAL} >= {
        row[1] for row in known_addresses().personal.all
    }


@pytest.mark.parametrize("url", PUBLIC[:20])
def test_a_persons_mailbox_makes_any_public_address_personal(url: str) -> None:
    joint = "&" if "?" in url else "?"
    assert why_personal(f"{url}{joint}email=jane.smith@nhs.net", known_addresses())


@given(st.text(alphabet="ab*/", max_size=12), st.text(alphabet="ab/", max_size=20))
def test_a_pattern_matches_what_a_shell_pattern_matches(pattern: str, text: str) -> None:
    from fnmatch import fnmatchcase

    assert fits(text, pattern) == fnmatchcase(text, pattern)


def test_a_long_address_takes_no_longer_than_its_length() -> None:
    assert why_personal("https://example.org/" + "a.@-" * 50_000 + "?x=" + "A" * 100_000, known_addresses()) == ""


ELSE = [
    f"Purchase order {NUMBER} was sent.", f"PO number: {NUMBER}", f"Our PO no. {NUMBER}", f"Invoice no {NUMBER}",
    f"ISBN {NUMBER} is a book.", f"It came with commit {NUMBER}.", f"Quote the booking reference {NUMBER}.",
    f"Registered charity number {NUMBER}", f"IRAS ID: {NUMBER}", f"FOI reference {NUMBER}", f"Job ref: {NUMBER}",
    f"[The job](https://example.org/{'a-long-name-' * 9}?jl={NUMBER})", f"[The forum](https://example.org/view/{NUMBER})", f"See example.org/view/{NUMBER} for more.",
    f"The hash is {NUMBER}ab12.", f"Webinar ID: {NUMBER}",
]  # fmt: skip


@pytest.mark.parametrize("body", ELSE)
def test_a_number_that_its_context_explains_is_not_reported(tmp_path: Path, body: str) -> None:
    assert [
        problem for problem in problems_of(tmp_path, item(body=body)) if problem.rule.startswith(("PRIV01", "PRIV02"))
    ] == []


STILL = [
    f"Reference {NUMBER} is a patient.", f"The number is {NUMBER}.", f"Order a copy for {NUMBER}.",
    f"The NHS number of the purchase order: NHS number {NUMBER}", f"An invoice came, and {NUMBER} was seen.",
    f"[Record](https://example.org/?nhs={NUMBER})", f"[Record](https://example.org/patient/{NUMBER})",
    f"Patient ID {NUMBER}", f"The case number is {NUMBER}.", f"ID: {NUMBER}",
]  # fmt: skip


@pytest.mark.parametrize("body", STILL)
def test_a_number_without_an_explanation_is_reported(tmp_path: Path, body: str) -> None:
    assert [problem.rule for problem in problems_of(tmp_path, item(body=body)) if problem.rule == "PRIV01"] == [
        "PRIV01"
    ]


def test_a_line_answers_one_number_by_its_last_three_digits_and_a_second_is_found(tmp_path: Path) -> None:
    answer = "ignore: PRIV01 …457 because it is a purchase order"
    body = f"It is {NUMBER}, again 485 777 3457."
    assert problems_of(tmp_path / "one", item("title: x", answer, body=body)) == []
    [other] = problems_of(tmp_path / "two", item("title: x", answer, body=f"{body} And {OTHER}."))
    assert (other.rule, other.line) == ("PRIV01", 5)
    # 6000008457 has the check digit, and the same three digits at its end.
    same = problems_of(tmp_path / "three", item("title: x", answer, body=f"{body} And 6000008457 too."))
    assert len([problem for problem in same if problem.rule == "PRIV01"]) == 1, same


def test_writing_what_the_hint_of_a_number_says_silences_the_rule(tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path / "before", item(body=f"It is {NUMBER}."))
    answer = problem.hint.partition('write "')[2].partition('"')[0]
    assert answer == "ignore: PRIV01 …123 because it is a purchase order"
    text = item("title: An example", answer.replace("123", NUMBER[-3:]), body=f"It is {NUMBER}.")
    assert problems_of(tmp_path / "after", text) == []


CALLED_OTHERWISE = ["Purchase order\n{}", "> - Purchase order\n>   {}", "**PO** `{}`", "PO/{}", "_Order no._ **{}**", "The “order” {}", "UPRN {}", "PO Box {}"]  # fmt: skip
CALLED_NOTHING = ["Purchase order\n\n{}", "- order\n- {}", "| order |\n|---|\n| {} |"]


@pytest.mark.parametrize("text", [*CALLED_OTHERWISE, *CALLED_NOTHING])
def test_the_word_before_a_number_counts_through_marks_and_line_ends_of_its_paragraph(
    tmp_path: Path, text: str
) -> None:
    rules = {problem.rule for problem in problems_of(tmp_path, item(body=text.format("4857773457")))}
    assert ("PRIV01" in rules) == (text in CALLED_NOTHING)


def test_what_the_text_calls_an_nhs_number_is_answered_by_no_line(tmp_path: Path) -> None:
    text = item("title: x", "ignore: PRIV01 …457 because it is an order", body=f"It is {NUMBER}, NHS number {NUMBER}.")
    [problem] = [problem for problem in problems_of(tmp_path, text) if problem.rule == "PRIV01"]
    assert "ignore" not in problem.hint


def test_a_link_that_goes_and_a_number_that_is_private_have_one_sentence(tmp_path: Path) -> None:
    url = "https://us02web.zoom.us/j/81234567890?utm_source=a"
    for number, body in enumerate(
        (
            f"[The drop-in]({url})",
            "[The plan](http://www.gov.uk/a?email=jane.smith@nhs.net&utm_source=a)",
            f"Tel {NUMBER[:3]} {NUMBER[3:6]} {NUMBER[6:]}.",
        )
    ):
        problems = problems_of(tmp_path / str(number), item(body=f"Come and see: {body}"))
        assert len(problems) == 1, problems


WRAP = "https://gbr01.safelinks.protection.outlook.com/?url={}&data=05%7C01%7C{}"
PUBLIC_PAGE = "https%3A%2F%2Fcalendar.google.com%2Fcalendar%2Fembed%3Fsrc%3Dabc%2540group.calendar.google.com"
PERSONAL_PAGE = "https%3A%2F%2Fexample.org%2F%3Femail%3Djo.li%2540nhs.net"
WRAPPED_PAGES = {
    WRAP.format(PUBLIC_PAGE, ""): ["LNK01"],
    WRAP.format(PUBLIC_PAGE, "jane.smith%40nhs.net"): ["PRIV04"],
    WRAP.format(PERSONAL_PAGE, ""): ["PRIV04"],
    WRAP.format(PERSONAL_PAGE, "jo.li%40nhs.net"): ["PRIV04"],
    "https://urldefense.com/v3/__https://lore.kernel.org/a/F*2Fyz@redhat.com/__;JQ!!ABC!d$": ["LNK01"],
}


@pytest.mark.parametrize("url", WRAPPED_PAGES)
def test_a_wrapper_is_personal_by_a_mailbox_of_its_own_or_by_the_page_inside(tmp_path: Path, url: str) -> None:
    assert [problem.rule for problem in problems_of(tmp_path, item(body=f"See [the page]({url})."))] == WRAPPED_PAGES[
        url
    ]


CLOSED = ("title: x", "circulation: limited", "circulation note: For leads.")


def test_in_a_limited_item_no_number_can_be_answered_and_no_answer_is_offered(tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path / "a", item(*CLOSED, body=f"It is {NUMBER}."))
    assert "ignore" not in problem.hint
    text = item(*CLOSED, "ignore: PRIV01 …457 because it is a purchase order", body=f"It is {NUMBER}.")
    assert {problem.rule for problem in problems_of(tmp_path / "b", text)} >= {"STR07"}


@pytest.mark.parametrize(
    "url", ["https://example.org/r?u=jane.smith@nhs.net", "https://example.org/r?token=0123456789abcdefgh", JOIN]
)
def test_writing_what_the_hint_of_an_address_says_silences_the_rule(tmp_path: Path, url: str) -> None:
    body = f"[The page]({url})"
    [problem] = problems_of(tmp_path / "before", item(body=body))
    answer = problem.hint.partition('write "')[2].partition('"')[0]
    assert problems_of(tmp_path / "after", item("title: An example", answer, body=body)) == []
    two_links = f"{body} and [another]({url.replace('://', '://x.')})"
    assert [problem.rule for problem in problems_of(tmp_path / "more", item("title: x", answer, body=two_links))] == [
        problem.rule
    ]
    assert "jane.smith" not in answer


def test_a_team_lists_public_addresses_of_its_own_but_not_all_at_once(tmp_path: Path) -> None:
    text = item(body="[The page](https://rota.example.org/p/jane.smith@nhs.net)")
    for row, count in (("rota.example.org/p/ | our rota", 0), ("* | everything", 1), ("*.org/* | much", 1)):
        content = make_content(
            tmp_path / str(len(row)), {"2022-02/week.md": text, "words/public-addresses.txt": f"{row}\n"}
        )
        assert len([problem for problem in check(read(content)) if problem.rule == "PRIV04"]) == count, row


def test_the_summary_lists_file_line_and_reason_of_each_answer_and_never_the_number_or_address(tmp_path: Path) -> None:
    keys = ("ignore:", f"  - PRIV01 …457 because {NUMBER} is an order", f"  - PRIV06 …{JOIN[-6:]} because all may come")
    body = f"It is {NUMBER}. [Join]({JOIN})"
    content = make_content(tmp_path, {
        "2022-02/week.md": item("title: x", *keys, body=body),
        "2022-02/staff.md": item("title: y", "circulation: staff", "ignore: PRIV01 …457 because of a secret", body=body),
        "bulletin.yml": SETTINGS,
    })  # fmt: skip
    reading = read(content)
    assert len(_ignore_lines(reading, public=False)) == 3
    listing = summary.ignore_lines(_ignore_lines(reading, public=True))
    assert "week.md:4: …57 is an order" in listing
    assert "week.md:5: all may come" in listing
    assert "secret" not in listing
    assert "staff.md:4" in listing
    assert "of a secret" in summary.ignore_lines(_ignore_lines(reading, public=False))
    assert NUMBER not in listing
    assert list(checked_files(reading))


@pytest.mark.parametrize(
    ("body", "place"),
    [(f"[Join]({JOIN})", "Zoom"), ("Webex. Meeting ID: 123 456 789", "Webex"), ("Meeting ID: 123 456 789", "Online")],
)
def test_the_hint_of_a_way_into_a_meeting_names_the_service_of_that_meeting(
    tmp_path: Path, body: str, place: str
) -> None:
    [problem] = problems_of(tmp_path, item(body=body))
    assert f"write `place: {place}` here." in problem.hint


def test_an_address_that_counts_clicks_is_said_to_count_them_whatever_parameters_it_has() -> None:
    url = "https://example.us14.list-manage.com/track/click?u=46d0000c&id=aa01&e=0000000000"
    assert why_personal(url, known_addresses()) == "it counts the clicks of one reader"
