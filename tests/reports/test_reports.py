"""Problems in five formats: each shows all fields, and no text in a problem acts as a command, markup or line break."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from bulletin.errors import Problem
from bulletin.reports import FORMATS, github, markdown, sarif, text
from bulletin.reports.details import Details
from bulletin.text.lines import one_line
from tests.support.values import ROOT

SCHEMA = json.loads((ROOT / "docs" / "problems.schema.json").read_text("utf-8"))


def problem(**changes: object) -> Problem:
    values: dict[str, object] = {
        "path": "content/2022-02/x.md", "line": 6, "column": 12, "rule": "DAT01",
        "message": "1 April 2022 is a Friday, not a Monday.", "hint": "Check the date.",
    }  # fmt: skip
    return Problem(**(values | changes))  # type: ignore[arg-type]


def line(written: str) -> Details:
    return Details(line=lambda path, number: written if number == 6 else "")


CARETS = [
    ("  - Monday 1 April 2022, 10am", 5, "    " + "    ^"),
    ("\t- Monday", 4, "    " + "   ^"),
    ("日本 Monday", 4, "    " + "     ^"),
    ("e\u0301t\u0301 Monday", 6, "    " + "   ^"),
]


@pytest.mark.parametrize(("written", "column", "caret"), CARETS)
def test_the_caret_stands_under_the_place_whatever_the_letters_are(written: str, column: int, caret: str) -> None:
    lines = text.render([problem(column=column)], line(written)).splitlines()
    assert (
        lines[0] == f"content/2022-02/x.md:6:{column}: 1 April 2022 is a Friday, not a Monday. Check the date. [DAT01]"
    )
    assert (lines[1].startswith("    "), lines[2]) == (True, caret)


def test_a_long_line_is_cut_around_the_place() -> None:
    lines = text.render([problem(column=500)], line("a" * 499 + "B" + "c" * 499)).splitlines()
    assert (len(lines[1]) <= 110, lines[1].index("B") == lines[2].index("^")) == (True, True)


def test_a_problem_without_a_line_is_one_line_with_its_severity() -> None:
    assert text.render([problem(severity="warning")]).count("\n") == 1
    assert ": warning: 1 April" in text.render([problem(severity="warning")])


def test_the_json_report_fits_its_schema() -> None:
    document = json.loads(FORMATS["json"]([problem(), problem(severity="info", hint="")]))
    jsonschema.validate(document, SCHEMA)
    assert document["version"] == 1
    assert set(document["problems"][0]) == {"path", "line", "column", "rule", "severity", "message", "hint"}


def test_json_that_the_schema_does_not_know_is_refused() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": 1, "problems": [{"path": "x"}]}, SCHEMA)


def annotations(log: str) -> list[tuple[str, dict[str, str], str]]:
    """Return the annotations that the runner reads from a log: commands after blanks, and `##[` anywhere in a line."""
    commands = []
    for line in re.split(r"\r\n|\r|\n", log):
        assert "##[" not in line
        match = re.fullmatch(r"::([a-z-]+)(?: ([^:]*))?::(.*)", line.lstrip())
        if match:
            parts = dict(part.split("=", 1) for part in match[2].split(","))
            properties = {
                name: value.replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%25", "%")
                for name, value in parts.items()
            }
            commands.append(
                (match[1], properties, match[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%"))
            )
    return commands


def test_an_annotation_has_its_file_line_and_column() -> None:
    [(kind, properties, message)] = annotations(github.render([problem()]))
    assert kind == "error"
    assert properties == {"file": "content/2022-02/x.md", "line": "6", "col": "12", "title": "DAT01"}
    assert message == "1 April 2022 is a Friday, not a Monday. Check the date."


@pytest.mark.parametrize("path", ["./content/x.md", "content//x.md", "a/../content/x.md"])
def test_a_path_is_written_as_github_matches_it(path: str) -> None:
    [(_, properties, _)] = annotations(github.render([problem(path=path)]))
    assert properties["file"] == "content/x.md"


HOSTILE = "x\n::set-output name=a::b\r\n  ::error::no\n##[error]no %0A::warning::no, a:b"


def test_nothing_in_a_problem_is_a_command() -> None:
    commands = annotations(
        github.render([problem(message=HOSTILE, hint=HOSTILE, path=f"content/{HOSTILE}.md", rule="A,b:c")])
    )
    assert [kind for kind, _, _ in commands] == ["error"]
    assert commands[0][1]["title"] == "A,b:c"
    assert commands[0][2].startswith("x\n::set-output name=a::b")


@given(st.text(), st.text())
def test_any_message_makes_one_command_that_reads_back_as_the_message(message: str, path: str) -> None:
    log = github.render([problem(message=message, hint="", path=f"a/{path}")])
    assert log.count("\n") == 1
    [(_, _, read)] = annotations(log)
    cut = message.strip().replace("##[", "## [")[: github.LONGEST]
    assert read == one_line(cut.replace("\r", "<CR>").replace("\n", "<LF>")).replace("<CR>", "\r").replace("<LF>", "\n")


BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def test_the_list_has_every_character_at_which_python_begins_a_line() -> None:
    assert [letter for letter in map(chr, range(0x110000)) if len(f"a{letter}b".splitlines()) > 1] == sorted(BREAKS)


@pytest.mark.parametrize("name", FORMATS)
@given(
    words=st.lists(st.sampled_from([*BREAKS, "\r\n", "::error::forged", "##[error]forged", "%0A", "a"]), max_size=12),
    severity=st.sampled_from(["error", "warning", "info"]),
)
def test_no_character_in_any_field_begins_a_line_of_any_report(name: str, words: list[str], severity: str) -> None:
    text, plain = "".join(words), "x"
    fields = {"path": f"a/{text}.md", "message": text, "hint": text, "rule": text, "severity": severity}
    usual = {"path": "a/x.md", "message": plain, "hint": plain, "rule": plain, "severity": severity}
    details = Details(line=lambda path, number: text and f"a{text}".replace("\n", " "))
    report = FORMATS[name]([problem(**fields)], details)
    expected = FORMATS[name]([problem(**usual)], Details(line=lambda path, number: text and "ax"))
    lines = report.splitlines()
    assert len(lines) == expected.count("\n")
    assert [line for line in lines if line.lstrip().startswith(("::error::forged", "##[error]"))] == []


def test_json_and_sarif_keep_every_character_of_a_path() -> None:
    name = f"a/{BREAKS}.md"
    assert json.loads(FORMATS["json"]([problem(path=name)]))["problems"][0]["path"] == name
    [result] = json.loads(sarif.render([problem(message=BREAKS, hint="x")]))["runs"][0]["results"]
    assert result["message"]["text"] == f"{BREAKS} x".strip()


def test_annotations_stop_at_the_limit_of_the_runner_with_errors_first_and_the_rest_counted() -> None:
    problems = [problem(line=n, severity=severity) for severity in ("info", "warning", "error") for n in range(1, 15)]
    commands = annotations(
        github.render([*problems, problem(severity="error", line=99)]).replace(
            "title=Bulletin", "title=Bulletin,line=0"
        )
    )
    kinds = [kind for kind, _, _ in commands]
    assert kinds == ["error"] * 9 + ["warning"] * 10 + ["notice"] * 8
    assert (commands[8][2], commands[18][2]) == ("7 more are in the job summary.", "5 more are in the job summary.")
    assert len(annotations(github.render(problems[14:24]))) == 10
    assert len(annotations(github.render([problem(line=line) for line in range(1, 10)]))) == 9


@pytest.mark.parametrize(("severity", "most"), github.MOST.items())
def test_problems_without_a_file_count_towards_the_limit_and_the_first_are_annotated(severity: str, most: int) -> None:
    notes = [github.annotation(severity, f"Sentence {number}.") for number in range(2)]
    problems = [problem(severity=severity, line=line) for line in range(1, most + 1)]
    lines = github.commands([*notes, *github.problem_annotations(problems)]).splitlines()
    assert len(lines) == most
    assert [line.rpartition("::")[2] for line in (lines[0], lines[1], lines[-1])] == [
        "Sentence 0.",
        "Sentence 1.",
        "3 more are in the job summary.",
    ]


@pytest.mark.parametrize("text", ["##[" * 2000, "%" * 5000, f"a{chr(10) * 5000}b", "a: b, " * 1000])
def test_no_message_is_longer_than_the_runner_reads_after_unescaping(text: str) -> None:
    for log in (github.render([problem(message=text)]), github.commands([github.annotation("error", text)])):
        [(_, _, message)] = annotations(log.replace("title=Bulletin::", "title=Bulletin,line=0::"))
        assert len(message) == github.LONGEST


def test_the_problems_of_changed_files_are_annotated_first() -> None:
    paths = ["content/2022-02/a.md", "content/2022-02/b.md"]
    problems = [problem(path=path, line=line) for path in paths for line in range(1, 10)]
    commands = annotations(
        github.render(problems, Details(changed={paths[1]})).replace("title=Bulletin", "file=,line=0")
    )
    assert [properties["file"] for _, properties, _ in commands] == [paths[1]] * 8 + [""]
    unknown = annotations(github.render(problems, Details(changed=None)).replace("title=Bulletin", "file=,line=0"))
    assert [properties["file"] for _, properties, _ in unknown] == [paths[0]] * 8 + [""]


def test_sarif_is_read_by_a_reader_made_from_its_schema() -> None:
    problems = [
        problem(path="content/2022-02/é x.md"),
        problem(rule="TXT10", severity="info"),
        problem(severity="warning"),
    ]
    around = Details(rules={"DAT01": "The weekday does not match the date."})
    log = Sarif.model_validate_json(sarif.render(problems, around))
    [run] = log.runs
    assert [result.level.value for result in run.results or []] == ["error", "warning", "note"]
    first = (run.results or [])[0]
    place = (first.locations or [])[0].physicalLocation
    assert place
    assert place.artifactLocation
    assert place.region
    assert unquote(place.artifactLocation.uri or "") == "content/2022-02/é x.md"
    assert (place.region.startLine, place.region.startColumn) == (6, 12)
    rules = run.tool.driver.rules or []
    description = rules[first.ruleIndex or 0].shortDescription
    assert description
    assert (rules[first.ruleIndex or 0].id, description.text) == ("DAT01", "The weekday does not match the date.")
    Sarif.model_validate_json(sarif.render([]))


def test_a_summary_says_the_verdict_first_and_names_rules() -> None:
    summary = markdown.render([problem(), problem(severity="warning"), problem(severity="info")])
    assert summary.splitlines()[0] == "**1 to put right, 1 to check, 1 as advice.**"
    assert summary.count("| DAT01 |") == 3
    assert markdown.render([]).strip() == "**Nothing is wrong.**"


def test_a_summary_of_5000_findings_stays_under_900_kilobytes_and_counts_what_is_left_out() -> None:
    problems = [problem(line=n, message="ö|" * 150) for n in range(1, 5001)]
    summary = markdown.render(problems)
    assert len(summary.encode()) < 900_000
    [omitted] = re.findall(r"([0-9,]+) more are not shown", summary)
    assert summary.count("| DAT01 |") + int(omitted.replace(",", "")) == 5000


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x>",
        "a | b",
        "@team",
        "![x](https://example.org/x.png)",
        "[x](https://example.org)",
        "a\n\n# b",
        "www.example.org",
        "`a`",
        "https://example.org",
    ],
)
def test_a_summary_shows_the_words_of_a_problem_as_plain_text(hostile: str) -> None:
    from markdown_it import MarkdownIt

    summary = markdown.render([problem(message=hostile, hint="")])
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(summary)
    cells = re.findall(r"<td>(.*?)</td>", html, re.DOTALL)
    assert len(cells) == 3
    assert not re.search(r"<(?!br|td|/td)", cells[1])
    assert not re.search(r"(?<!\u200b)//|@\w|www\.", cells[1])
