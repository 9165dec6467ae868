"""The lines of real bulletins are well formed and name nobody; docs/precision.md has the unseen half's figures."""

from __future__ import annotations

import re

import pytest

from bulletin.checks.run import BY_ID
from tests.unseen import measure
from tests.unseen.measure import Item, Score, Verdict

HALVES = ("seen", "unseen")

DRAMA = re.compile(
    r"(?:0|\+44)(?:1632960|77009|2079460|(?:113|114|115|116|117|118|121|131|141|151|161)4960|808157|3069990|29201804?"
    r"|2896496|491570|87000|10000)"
)
"""The first digits, without blanks, of the numbers that Ofcom and Australia's ACMA reserve for drama.

087 000 and (01) 000 stand for Irish numbers, of which no range is known to be reserved.
"""
SLIPS = {"10632 960330", "555-0112", "000000", "000 111 222", "0163 960697", "435 555 0166"}
"""Made-up numbers with the same slip as the number in the source."""


def test_no_item_is_in_both_halves_and_each_has_hundreds() -> None:
    names = {half: [item.name for item in measure.items(half)] for half in HALVES}
    together = names["seen"] + names["unseen"]
    assert (len(names["unseen"]) >= 400, len(set(together)) == len(together)) == (True, True)
    assert len({item.mailbox for item in measure.items("unseen")}) >= 40


@pytest.mark.parametrize("half", HALVES)
def test_every_item_is_markdown_with_a_title_and_known_labels(half: str) -> None:
    for item in measure.items(half):
        assert item.lines[0] == item.lines[2] == "---", item.name
        assert item.lines[1].startswith("title: "), item.name
        assert set().union(*item.labels) <= set(measure.REACH), item.name


@pytest.mark.parametrize("half", HALVES)
def test_no_phone_number_or_mailbox_is_real(half: str) -> None:
    text = (measure.HERE / f"{half}.txt").read_text("utf-8")
    numbers = re.findall(r"(?<![\w/=.-])\(?\+?\d[\d ()]{8,16}\d(?![\w/=-])", re.sub(r"https?://\S+", "", text))
    real = [
        number
        for number in numbers
        if number.startswith(("0", "(0", "+44"))
        and not DRAMA.match(re.sub(r"[() ]", "", number).replace("+440", "+44"))
    ]
    assert [number for number in real if not any(slip in number for slip in SLIPS)] == []
    hosts = re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", re.sub(r"\]\(https?://[^)]*\)", "", text))
    assert {host for host in hosts if not re.search(r"\bexample(?:\.org|\.net|\.com)?$", host)} == set()


def test_every_rule_has_a_group_of_labels_or_none() -> None:
    assert set(map(measure.group, BY_ID)) == {*measure.REACH, ""}


def test_the_figures_of_the_document_are_those_of_the_unseen_half() -> None:
    collection = measure.items("unseen")
    document = measure.DOCUMENT.read_text("utf-8")
    assert f"{measure.lines_in(collection)} lines in {len(collection)} items" in document
    is_there = measure.table(list(measure.judged(collection))) in document
    assert is_there, (
        "write the new figures: python -m tests.unseen.measure --write"
    )  # a bare comparison would print lines


@pytest.mark.parametrize(
    ("group", "line"),
    [
        ("privacy", "Ring Jo on 07700 900123, NHS number 943 476 5919."),
        ("circulation", "Not for onward sharing."),
        ("dates", "Join us on Monday 1 April 2022."),
        ("links", "Read [click here](https://example.org/plan)."),
        ("wording", "Please recieve our thanks."),
    ],
)
def test_a_slip_in_an_item_is_reported_on_its_line_in_its_group(group: str, line: str) -> None:
    lines = ("---", "title: Spring", "---", "", "Nothing is wrong here.", line)
    item = Item("a-01", "25 March 2022", "public", "team@trust.example.org", lines, (frozenset(),) * len(lines))
    assert [verdict.place for verdict in measure.judged([item]) if group in verdict.advised] == ["a-01:6"]


def test_a_line_counts_once_and_only_in_its_groups() -> None:
    dates, none = frozenset({"dates"}), frozenset[str]()
    lines = [
        Verdict("a-01:4", "x", dates, dates, dates, ("DAT01", "DAT02")),
        Verdict("a-01:5", "x", dates, none, dates, ("DAT17",)),
        Verdict("a-01:6", "x", none, dates, dates, ("DAT01",)),
    ]
    row = measure.scores(lines)[2]
    assert (row, row.precision, row.recall) == (Score("dates", 2, 2, 1), 0.5, 0.5)
    assert measure.scores(lines, advice=True)[2] == Score("dates", 2, 3, 2)
    assert measure.scores(lines)[0].precision is None


def test_labellers_agree_far_more_often_than_by_chance() -> None:
    agreed = measure.agreement()
    assert (0.9 < agreed.same < 1, 0.8 < agreed.kappa < agreed.same) == (True, True)


def test_the_labels_are_those_that_two_of_three_labellers_gave() -> None:
    given = measure.labellings()
    for item in measure.items("unseen"):
        for number, labels in enumerate(item.labels, 1):
            place = f"{item.name}:{number}"
            assert labels == measure.majority(given.get(place, (measure.Labels(),) * 3)), place
    assert {len(labels) for labels in given.values()} == {3}


def test_agreement_is_that_of_each_pair_of_labellers(monkeypatch: pytest.MonkeyPatch) -> None:
    dates, none = frozenset({"dates"}), frozenset[str]()
    item = Item("a-01", "1 May 2022", "public", "office@example.org", ("x",) * 4, (none,) * 4)
    monkeypatch.setattr(measure, "items", lambda _half: [item])
    monkeypatch.setattr(
        measure, "labellings", lambda: {"a-01:1": (dates, dates, none), "a-01:2": (dates, dates, dates)}
    )
    agreed = measure.agreement()
    assert (round(agreed.same, 2), round(agreed.groups["dates"], 2)) == (0.83, 0.78)
    assert agreed.groups["links"] == 0


def test_the_section_takes_the_place_of_the_one_before() -> None:
    document = f"# A\n\nText.\n\n{measure.HEADING}\n\nOld.\n\n## B\n\nMore.\n"
    once = measure.with_section(document, f"{measure.HEADING}\n\nNew.\n")
    assert once == f"# A\n\nText.\n\n{measure.HEADING}\n\nNew.\n\n## B\n\nMore.\n"
    assert measure.with_section("# A\n", f"{measure.HEADING}\n") == f"# A\n\n{measure.HEADING}\n"
