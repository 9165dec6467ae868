"""In old issues only problems that can still be mended are reported, and repeated problems are counted, not listed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from bulletin import load
from bulletin.checks.run import check
from bulletin.cli.check import CheckOptions, check_folder
from bulletin.content.load import read
from bulletin.ledger import document, entries
from tests.support.folders import ISSUE, make_content
from tests.support.mailing import Mailing, record_mailing

BODY = "Futher. See https://example.org/forum/2022/deterioration-and-sepsis/welcome-to-all-members. Some behavior. [A](http://www.england.nhs.uk/a) and [B](https://example.org/b.pdf).\n"
MONTHS = ("January", "February", "March")


def archive(root: Path, items_each: int = 2) -> Path:
    """Write three issues with the status ready, each with this many items that several rules report."""
    files: dict[str, str | bytes] = {}
    for number, month in enumerate(MONTHS, 1):
        files[f"2022-0{number}/issue.md"] = ISSUE.replace("February", month)
        for item in range(items_each):
            text = f"---\ntitle: News of {month}, part {item}\n---\nWords of {month} {item}: {BODY}"
            files[f"2022-0{number}/{month.lower()}-{item}.md"] = text
    content = make_content(root, files)
    for path in (content / "2022-02" / "week.md",):
        path.unlink(missing_ok=True)
    return content


def sent(content: Path, issue: str) -> None:
    """Write the ledger as it is after the email of an issue was sent."""
    bulletin = load(content)
    slugs = frozenset(item.slug for edition in bulletin.issues if edition.id == issue for item in edition.items)
    mailing = Mailing(issue=issue, items=slugs)
    ledger = record_mailing(entries.EMPTY, bulletin, (), datetime(2022, 4, 1, 10, tzinfo=UTC), mailing)
    (content / "ledger.json").write_text(document.dump(ledger), "utf-8")


def rules_of(content: Path, issue: str) -> set[tuple[str, str]]:
    return {(problem.rule, problem.severity) for problem in check(read(content)) if f"/{issue}/" in problem.path}


def test_in_a_sent_issue_no_advice_on_words_is_given_but_links_can_still_be_mended(tmp_path: Path) -> None:
    content = archive(tmp_path)
    before = rules_of(content, "2022-03")
    assert {("TXT04", "warning"), ("TXT05", "info"), ("LNK03", "warning"), ("LNK07", "warning")} <= before
    sent(content, "2022-03")
    assert rules_of(content, "2022-03") == {row for row in before if row[0].startswith("LNK") and row[1] != "info"}


def test_problems_that_older_issues_have_many_times_are_counted_and_not_listed(tmp_path: Path) -> None:
    content = archive(tmp_path)
    report = check_folder(content, CheckOptions()).text
    assert "In older issues, not listed: LNK03 4 times" in report
    assert "2022-01" not in report.replace("2022-01/issue.md", "")
    assert report.count("2022-03/march-0.md") >= 4
    assert report.endswith(
        f"`bulletin check --only LNK03` lists one rule.\nNothing stops the bulletin.\nNext: bulletin build {content}\n"
    )


def test_rare_problems_and_errors_are_listed_for_every_issue(tmp_path: Path) -> None:
    content = archive(tmp_path, items_each=1)
    (content / "2022-01" / "january-0.md").write_text(
        "---\ntitle: X\n---\n[Click here](https://example.org). Futher.\n", "utf-8"
    )
    report = check_folder(content, CheckOptions()).text
    assert "not listed" not in report
    assert "2022-01/january-0.md:4:1: " in report


def test_the_option_only_and_the_data_formats_list_every_problem(tmp_path: Path) -> None:
    content = archive(tmp_path)
    assert check_folder(content, CheckOptions(only=("LNK03",))).text.count("[LNK03]") == 6
    rows = json.loads(check_folder(content, CheckOptions(form="json")).text)["problems"]
    assert sum(row["rule"] == "LNK03" for row in rows) == 6
    assert "not listed" in check_folder(content, CheckOptions(form="markdown")).text
