"""Every rule of the table fires on its wrong example, at the marked place, and is silent on its right one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.checks.rule import GROUPS, PLACE, Example, Rule, as_example, group_of
from bulletin.checks.run import BY_ID, RULES, check
from bulletin.content.load import read
from bulletin.errors import Problem
from tests.support.folders import make_content


def problems_of(root: Path, example: Example) -> list[Problem]:
    """Return the problems of a content folder with one example, with paths from that folder."""
    text = example.text.replace(PLACE, "")
    files: dict[str, str | bytes] = dict(example.others) | {example.file: text.encode("utf-8", "surrogateescape")}
    if example.file != "2022-02/issue.md":
        files.setdefault("2022-02/issue.md", "---\nissue date: 1 February 2022\nstatus: ready\n---\nWelcome to it.\n")
    content = make_content(root, files)
    prefix = f"{content.as_posix()}/"
    return [replace(problem, path=problem.path.removeprefix(prefix)) for problem in check(read(content))]


def place(example: Example) -> tuple[str, int, int]:
    """Return the path, line and column at which the problem of an example must be reported."""
    if example.at:
        return example.at
    before = example.text.partition(PLACE)[0]
    return example.file, before.count("\n") + 1, len(before) - before.rfind("\n")


SHOWN = [rule for rule in RULES if not as_example(rule.wrong).described]


@pytest.mark.parametrize("rule", SHOWN, ids=[rule.id for rule in SHOWN])
def test_a_rule_fires_on_its_wrong_example_at_the_marked_place_and_not_on_its_right_one(
    rule: Rule, tmp_path: Path
) -> None:
    wrong, right = as_example(rule.wrong), as_example(rule.right)
    assert (wrong.text.count(PLACE) == 1) != (wrong.at is not None)
    problems = problems_of(tmp_path / "wrong", wrong)
    places = [(problem.path, problem.line, problem.column) for problem in problems if problem.rule == rule.id]
    assert places == [place(wrong)], [str(problem) for problem in problems]
    problems = problems_of(tmp_path / "right", right)
    assert [str(problem) for problem in problems if problem.rule == rule.id or problem.severity == "error"] == []


PARTED = [
    rule
    for rule in SHOWN
    if isinstance(rule.wrong, str)
    and not rule.wrong.startswith("---")
    and group_of(rule.id) in ("privacy", "circulation", "dates", "contacts")
    and rule.id not in ("CON03", "DAT02", "DAT19", "DAT20", "PRIV08")
]
PARTING = {
    "a wrapped line": lambda before, after: f"{before}\n{after}",
    "a wrapped line of an entry": lambda before, after: f"- {before}\n  {after}",
    "a wrapped line of a quote": lambda before, after: f"> {before}\n> {after}",
    "a blank that does not break": lambda before, after: f"{before}\u00a0{after}",
    "two blanks": lambda before, after: f"{before}  {after}",
    "bold words": lambda before, after: f"**{before}** {after}",
}


@pytest.mark.parametrize("way", PARTING)
def test_a_rule_on_people_days_or_readers_fires_however_its_words_are_parted(way: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {}
    for rule in PARTED:
        text = str(rule.wrong).replace(PLACE, "")
        for blank in list(re.finditer(r"(?<=\w) (?=\w)", text))[:6]:
            parted = PARTING[way](text[: blank.start()], text[blank.end() :])
            name = f"{rule.id}-{blank.start()}"
            files[f"2022-02/{name.lower()}.md"] = f"---\ntitle: {name}\n---\nSome words.\n\n{parted}\n"
    named = {(Path(problem.path).stem, problem.rule) for problem in check(read(make_content(tmp_path, files)))}
    stems = [Path(name).stem for name in files]
    assert [stem for stem in stems if (stem, stem.partition("-")[0].upper()) not in named] == []


def test_values_and_letters_that_nobody_sees_hide_no_words(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/a.md": "---\ntitle: Rota (staff  only)\nsummary: The wifi\u00a0password is Trust2022.\ncirculation: public\n---\nText.\n",
        "2022-02/b.md": "---\ntitle: Wifi\ncirculation: public\n---\nNot for on\u00adward circulation.\n\nThe wifi pass\u200bword is Trust2022.\n",
    }
    problems = check(read(make_content(tmp_path, files)))
    rules = ("PRIV09", "RST03", "RST13")
    assert [(Path(each.path).stem, each.rule, each.line) for each in problems if each.rule in rules] == [
        ("a", "RST13", 2),
        ("a", "PRIV09", 3),
        ("b", "RST03", 5),
        ("b", "PRIV09", 7),
    ]


def test_what_is_parted_is_reported_where_it_stands_and_once(tmp_path: Path) -> None:
    body = "Ring **0161 496 0000**.\n\nThe wifi\npassword is **Trust2022**. [Join](https://zoom.us/j/123456789) us\nsoon.\n"
    files: dict[str, str | bytes] = {"2022-02/week.md": f"---\ntitle: An example\n---\n{body}"}
    problems = check(read(make_content(tmp_path, files)))
    assert [(each.rule, each.line, each.column) for each in problems if each.rule.startswith("PRIV")] == [
        ("PRIV09", 7, 15),
        ("PRIV06", 7, 35),
    ]


def test_every_rule_has_an_id_a_group_a_severity_and_whole_sentences() -> None:
    assert len(BY_ID) == len(RULES)
    for rule in RULES:
        assert re.fullmatch("[A-Z]{3,4}[0-9]{2}", rule.id)
        assert rule.id.rstrip("0123456789") in GROUPS
        assert rule.severity in ("error", "warning", "info")
        assert rule.says.endswith("."), rule.id
        assert not rule.hint or rule.hint.rstrip("`").endswith((".", "?", ":")), rule.id
        assert rule.triggers == tuple(trigger.lower() for trigger in rule.triggers)


CATALOGUE = (
    [f"PRIV0{n}" for n in range(1, 8)] + [f"RST0{n}" for n in range(1, 7)] + [f"DAT{n:02}" for n in range(1, 18)]
    + [f"LNK{n:02}" for n in range(1, 14)] + [f"CON0{n}" for n in range(1, 4)] + [f"TXT{n:02}" for n in range(1, 16)]
    + [f"STR0{n}" for n in range(1, 10)] + [f"EML0{n}" for n in range(1, 6)] + ["CAL01", "CAL02"]
)  # fmt: skip
NOT_IMPLEMENTED = {"DAT16"}
"""DAT16 is about a table of bank holidays that ends; ours go to the year 2100, and proclaimed days are a setting."""


def test_every_rule_of_the_catalogue_is_implemented_or_listed_as_not() -> None:
    assert len(CATALOGUE) == 77
    assert set(CATALOGUE) - set(BY_ID) == NOT_IMPLEMENTED
