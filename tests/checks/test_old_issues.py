"""Of old issues only what can still be mended is said, and what is said again and again is a number."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from bulletin import load, record
from bulletin.checks.run import check
from bulletin.cli.check import CheckOptions, check_folder
from bulletin.content.load import read
from bulletin.ledger import document, entries
from bulletin.ledger.recording import Mailing
from tests.support.folders import ISSUE, make_content

BODY = "Futher. See https://example.org/forum/2022/deterioration-and-sepsis/welcome-to-all-members. Some behavior. [A](http://www.england.nhs.uk/a) and [B](https://example.org/b.pdf).\n"
MONTHS = ("January", "February", "March")


def archive(root: Path, each: int = 2) -> Path:
    """Three issues that are ready, each with items that a rule advises on."""
    files: dict[str, str | bytes] = {}
    for number, month in enumerate(MONTHS, 1):
        files[f"2022-0{number}/issue.md"] = ISSUE.replace("February", month)
        for item in range(each):
            text = f"---\ntitle: News of {month}, part {item}\n---\nWords of {month} {item}: {BODY}"
            files[f"2022-0{number}/{month.lower()}-{item}.md"] = text
    content = make_content(root, files)
    for path in (content / "2022-02" / "week.md",):
        path.unlink(missing_ok=True)
    return content


def sent(content: Path, issue: str) -> None:
    """Write the ledger as it is when the email of an issue went out."""
    bulletin = load(content)
    slugs = frozenset(item.slug for one in bulletin.issues if one.id == issue for item in one.items)
    mailing = Mailing(issue=issue, items=slugs)
    ledger = record(entries.EMPTY, bulletin, (), datetime(2022, 4, 1, 10, tzinfo=UTC), mailing)
    (content / "ledger.json").write_text(document.dump(ledger), "utf-8")


def rules_of(content: Path, issue: str) -> set[tuple[str, str]]:
    return {(one.rule, one.severity) for one in check(read(content)) if f"/{issue}/" in one.path}


def test_in_a_sent_issue_no_advice_on_words_is_given_but_links_can_still_be_mended(tmp_path: Path) -> None:
    content = archive(tmp_path)
    before = rules_of(content, "2022-03")
    assert {("TXT04", "warning"), ("TXT05", "info"), ("LNK03", "warning"), ("LNK07", "warning")} <= before
    sent(content, "2022-03")
    assert rules_of(content, "2022-03") == {one for one in before if one[0].startswith("LNK") and one[1] != "info"}


def test_what_is_met_again_and_again_in_older_issues_is_counted(tmp_path: Path) -> None:
    content = archive(tmp_path)
    said = check_folder(content, CheckOptions()).text
    assert "In older issues, not listed: LNK03 4 times" in said
    assert "2022-01" not in said.replace("2022-01/issue.md", "")
    assert said.count("2022-03/march-0.md") >= 4
    assert said.endswith(
        f"`bulletin check --only LNK03` lists one rule.\nNothing stops the bulletin.\nNext: bulletin build {content}\n"
    )


def test_what_is_rare_and_what_is_wrong_is_listed_for_every_issue(tmp_path: Path) -> None:
    content = archive(tmp_path, each=1)
    (content / "2022-01" / "january-0.md").write_text(
        "---\ntitle: X\n---\n[Click here](https://example.org). Futher.\n", "utf-8"
    )
    said = check_folder(content, CheckOptions()).text
    assert "not listed" not in said
    assert "2022-01/january-0.md:4:1: " in said


def test_whoever_asks_for_a_rule_or_for_data_gets_everything(tmp_path: Path) -> None:
    content = archive(tmp_path)
    assert check_folder(content, CheckOptions(only=("LNK03",))).text.count("[LNK03]") == 6
    rows = json.loads(check_folder(content, CheckOptions(form="json")).text)["problems"]
    assert sum(row["rule"] == "LNK03" for row in rows) == 6
    assert "not listed" in check_folder(content, CheckOptions(form="markdown")).text
