"""Loading a content folder returns a Bulletin, or raises with every problem of every file, each with its place."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bulletin import Circulation, ContentError, load, read
from bulletin.errors import RequestError
from tests.support.folders import ISSUE, ITEM, SETTINGS, TRAINING, make_content, problems


def item(*lines: str, body: str = "Text.") -> str:
    return "\n".join(["---", *lines, "---", body, ""])


def test_the_smallest_bulletin_loads(tmp_path: Path) -> None:
    reading = read(make_content(tmp_path))
    bulletin = reading.complete()
    [issue] = bulletin.issues
    [item] = issue.items
    assert (bulletin.settings.id, bulletin.as_of, issue.id) == ("nw-safeguarding", date(2022, 2, 1), "2022-02")
    assert issue.instant == datetime(2022, 2, 1, 9, tzinfo=UTC)
    assert (item.slug, item.kind, item.circulation) == ("week", "information", Circulation.PUBLIC)
    assert item.summary == "Free resources are on the trust's website."
    assert issue.sections == (("Information", ("week",)),)
    assert reading.problems == ()


def test_every_problem_of_every_file_is_reported_at_once_and_sorted(tmp_path: Path) -> None:
    content = make_content(
        tmp_path,
        {
            "bulletin.yml": "name: x\nemail: team\nlanguage: english\n",
            "2022-02/b.md": item("titel: B", "kind: servise"),
            "2022-02/a.md": item(
                "title: A", "date: Monday 23 February 2022, 10am to 11am", "book: https://example.org"
            ),
            "snippets/s.md": item("title: S", body="Ask {nobody}."),
        },
    )
    lines = problems(content)
    assert lines == sorted(lines, key=lambda line: (line.split(":")[0], *map(int, line.split(":")[1:3])))
    assert len({line.split(":")[0] for line in lines}) == 4
    rules = [line.rpartition("[")[2] for line in lines]
    assert rules == ["DAT01]", "STR07]", "STR07]", "RST04]", "SET01]", "CON02]", "SET02]", "SET02]"]


REFUSED = [
    # files of the folder
    ({"bulletin.yml": ""}, "content/bulletin.yml:1:1: content has no bulletin.yml, so I do not know whose bulletin it is. Add one. [FIL06]"),
    ({"2022-02/issue.md": ""}, "content/2022-02:1:1: 2022-02 has no issue.md, so I do not know its date. Add one. [FIL06]"),
    ({"2022-02/self-neglect.txt": "x"}, "content/2022-02/self-neglect.txt:1:1: self-neglect.txt is not an item. Name it self-neglect.md, or move it to 2022-02/files/. [FIL05]"),
    ({"Files/x.png": "x"}, 'content/Files:1:1: I do not know what the folder "Files" is. Name it files, if it holds the bulletin\'s own files such as its logo. [FIL05]'),
    ({"march/x.md": "x"}, 'content/march:1:1: I do not know what the folder "march" is. Name an issue folder like 2022-03 or 2022-03-special. [FIL05]'),
    ({"2022-02/x.md/y": "x"}, "content/2022-02/x.md:1:1: x.md is a folder, not a file. Rename it. [FIL04]"),
    ({"2022-02/x.md": b"---\ntitle: caf\xe9\n---\n"}, "content/2022-02/x.md:2:11: I cannot read the letter at this place. Save the file as UTF-8. [FIL01]"),
    ({"2022-02/x.md": "---\ntitle: it\u0092s\n---\n"}, "content/2022-02/x.md:2:10: There is a hidden character (U+0092) here. Delete it and type the letter or apostrophe again. [FIL03]"),
    ({"2022-02/x.md": "---\ntitle: a\u2028b\n---\n"}, "content/2022-02/x.md:2:9: There is a hidden line break (U+2028) here. Delete it, and press Enter if a new line is to begin. [FIL03]"),
    ({"2022-02/x.md": "---\ntitle: a\x00b\n---\n"}, "content/2022-02/x.md:2:9: There is a hidden character (U+0000) here. Delete it and type the letter or apostrophe again. [FIL03]"),
    ({"2022-02/x.md": "x" * 10_000_000}, "content/2022-02/x.md:1:1: This file is 10MB. An item may have 256KB: put long text into an attachment. [FIL02]"),
    ({"2022-02/日本.md": ITEM}, 'content/2022-02/日本.md:1:1: "日本.md" has no letters that I can use in a web address. Add `slug:` with a short name. [NAM01]'),
    ({"2022-02/index.md": ITEM}, 'content/2022-02/index.md:1:1: "index" is a name that I need for a page of my own. Add `slug:` with another name. [NAM01]'),
    ({"snippets/A b.md": item("title: x"), "snippets/a-b.md": item("title: y")}, "content/snippets/a-b.md:1:1: Another snippet has the name a-b too. Rename one. [NAM02]"),
    ({"bulletin.yml": SETTINGS + "topics: Adults, adults!\n"}, 'content/bulletin.yml:1:1: "Adults" and "adults!" would have the same address. Rename one. [NAM02]'),
    # items
    ({"2022-02/x.md": item("kind: notice")}, 'content/2022-02/x.md:1:1: This file has no title. Add a line "title: …". [STR07]'),
    ({"2022-02/x.md": item("title: x", "circulation:")}, 'content/2022-02/x.md:3:1: "circulation" is empty. Write public, staff or limited, or delete the line. [STR07]'),
    ({"2022-02/x.md": item("title: x", "circulation: restricted")}, 'content/2022-02/x.md:3:14: I do not know "circulation: restricted". Use public, staff or limited. [RST04]'),
    ({"2022-02/x.md": item("title: x", "circulation: limited")}, 'content/2022-02/x.md:3:14: A limited item needs "circulation note:", one sentence that says who it is for. [RST04]'),
    ({"2022-02/x.md": item("title: x", "kind: training", "open: 9 to 5")}, 'content/2022-02/x.md:4:7: "open" belongs to a service, and this item is training. [STR07]'),
    ({"2022-02/x.md": item("title: x", "kind: training")}, 'content/2022-02/x.md:1:1: This file has no sessions. Add a line "sessions: …". [STR07]'),
    ({"2022-02/x.md": item("title: x", "sessions: 1 March 2022, 10am to 11am")}, "content/2022-02/x.md:3:11: How do people book? Add `book:` with a link, or `booking:` with words. [LNK06]"),
    ({"bulletin.yml": SETTINGS.replace("place: Microsoft Teams\n", ""), "2022-02/x.md": TRAINING}, "content/2022-02/x.md:5:5: Where is this session? Add `place:` here or in bulletin.yml. [CAL01]"),
    ({"2022-02/x.md": TRAINING.replace("time: 9:30am to 4:30pm\n", "")}, 'content/2022-02/x.md:4:5: What time is the session on Tuesday 8 March 2022? Add the time after the date, "all day", or one "time:" line for all sessions. [DAT13]'),
    ({"2022-02/x.md": item("title: x", "attachments: files/flyer.pdf")}, "content/2022-02/x.md:3:14: There is no file files/flyer.pdf. Add it, or remove the line. [LNK13]"),
    ({"2022-02/x.md": item("title: x", "attachments: files/../week.md")}, "content/2022-02/x.md:3:14: There is no file files/week.md. Add it, or remove the line. [LNK13]"),
    ({"bulletin.yml": SETTINGS + "topics: domestic abuse\n", "2022-02/x.md": item("title: x", "topics: domestc abuse")},
     'content/2022-02/x.md:3:9: I do not know the topic "domestc abuse". Did you mean "domestic abuse"? If it is new, add it to topics in bulletin.yml. [STR07]'),
    ({"2022-02/issue.md": ISSUE.replace("status", "start with: wek\nstatus")}, 'content/2022-02/issue.md:3:13: There is no item "wek" in this issue. Did you mean week? [STR07]'),
    ({"2022-02/x.md": item("title: x", "ignore: TXT03")}, 'content/2022-02/x.md:3:9: Say why: "ignore: TXT03 because …". RST rules but 03 and 11, PRIV03 and PRIV07 cannot be ignored. [STR07]'),
    ({"2022-02/x.md": item("title: x", "ignore: PRIV01 because I say so")}, 'content/2022-02/x.md:3:9: Say which number, and why: "ignore: PRIV01 …123 because it is a purchase order". Instead of 123 write its last three digits. [STR07]'),
    ({"2022-02/x.md": item("title: x", "ignore: PRIV06 … because all may join")}, 'content/2022-02/x.md:3:9: Say which address, and why: "ignore: PRIV06 …abc123 because it is our public page". Instead of abc123 write the last 6 letters of the address, or more. [STR07]'),
    ({"2022-02/x.md": item("title: x", "ignore: TXT03 …abcdef because it is a name")}, 'content/2022-02/x.md:3:9: TXT03 is ignored in the whole item. Write "TXT03 because …". [STR07]'),
    ({"2022-02/x.md": item("title: x", "circulation: limited", "circulation note: For leads.", "ignore: PRIV01 …457 because it is an order")}, "content/2022-02/x.md:5:9: PRIV01 cannot be ignored in a limited item. Delete this line. [STR07]"),
    ({"2022-02/x.md": item("title: x", "circulation: staff", "summary only: yes")}, "content/2022-02/x.md:4:15: Only a public item can be summary only: the full text needs a web page. [STR07]"),
    ({"bulletin.yml": SETTINGS + "subject: {nmae}\n"}, 'content/bulletin.yml:7:10: I do not know "{nmae}". Use {name}, {team}, {region}, {title}, {date}, {covers}, {issue} or {number}. [SET02]'),
    ({"snippets/a.md": "---\ntitle: A\n---\nAsk {{email}}.\n"}, 'content/snippets/a.md:4:5: I do not know "{{email}}". Write "{email}". [SET02]'),
    ({"bulletin.yml": SETTINGS + "time zone: GMT+1\n"}, 'content/bulletin.yml:7:12: I do not know the time zone "GMT+1". Write it like Europe/London. [SET02]'),
    ({"bulletin.yml": SETTINGS + "one click unsubscribe: yes\n"}, "content/bulletin.yml:7:24: One-click needs an https address in `unsubscribe`. [SET02]"),
    ({"bulletin.yml": SETTINGS + "list id: nw.lists.example.org\nunsubscribe: https://example.org/off\none click unsubscribe: yes\n"},
     "content/bulletin.yml:9:24: A list sends everybody the same message, so one click cannot say who leaves. A list manager or service that has one-click sets it by itself. Delete the line, or `list id`. [SET02]"),
    ({"bulletin.yml": SETTINGS + "reminder: Mondays\n"}, 'content/bulletin.yml:7:11: I do not know "reminder: Mondays". Did you mean "Monday"? [STR07]'),
    ({"bulletin.yml": SETTINGS + "checks:\n  RST02: off\n"}, "content/bulletin.yml:8:3: RST and PRIV rules cannot be turned down. [SET02]"),
    ({"bulletin.yml": SETTINGS + "list id: Our List!\n"}, 'content/bulletin.yml:7:10: "Our List!" is not the name of a list. Write it like nw.lists.example.org. [SET02]'),
    ({"bulletin.yml": SETTINGS + "unsubscribe: http://example.org/off\n"}, 'content/bulletin.yml:7:14: "http://example.org/off" is not an address to unsubscribe. Use https or mailto. [SET02]'),
    ({"bulletin.yml": SETTINGS + "bank holidays: Scotlnd\n"}, 'content/bulletin.yml:7:16: I do not know "bank holidays: Scotlnd". Did you mean "Scotland"? [STR07]'),
    ({"bulletin.yml": SETTINGS + "checks:\n  TXT03: of\n"}, 'content/bulletin.yml:8:10: I do not know "checks: of". Did you mean "off"? [STR07]'),
    ({"bulletin.yml": SETTINGS + "region:\n  - North\n  - West\n"}, 'content/bulletin.yml:8:5: "region" takes one value, not a list. Write it on one line. [STR07]'),
    ({"bulletin.yml": SETTINGS + "acronyms: GP\n"}, 'content/bulletin.yml:7:11: "acronyms" takes lines like "  CDOP: child death overview panel". [STR07]'),
    ({"2022-02/x.md": item("title: x", "for: GPs, GPs")}, 'content/2022-02/x.md:3:11: GPs is in the list twice. Keep one. [STR07]'),
    ({"2022-02/x.md": item("title: x", "for: GPs,, nurses")}, 'content/2022-02/x.md:3:10: There is nothing between two commas. Remove one. [STR07]'),
    ({"bulletin.yml": SETTINGS + "theme: helth\n"}, 'content/bulletin.yml:7:8: There is no theme "helth". Did you mean "health"? [SET02]'),
    ({"bulletin.yml": SETTINGS.replace("default circulation: public\n", "")}, 'content/bulletin.yml:1:1: bulletin.yml must say who sees an item that does not say so. Write "default circulation: staff" or "public". [RST04]'),
    ({"2022-02/x.md": item("title: x", body="# Big\n\n<b>x</b>")}, 'content/2022-02/x.md:4:1: The title is the only heading of the first level. Write "## " in place of "# ". [STR01]'),
    ({"2022-02/x.md": item("title: x", body="# Big\n\n<b>x</b>")}, 'content/2022-02/x.md:6:1: HTML is not allowed here. Write "**x**". [STR08]'),
    ({"2022-02/x.md": item("title: x", "moved to: wek")}, 'content/2022-02/x.md:3:11: There is no item "wek". Did you mean "week"? [STR07]'),
    ({"2022-02/x.md": item("title: x", "kind: training", "gone: it ended", "moved to: week")}, 'content/2022-02/x.md:4:7: "gone" and "moved to" are both there. Keep one. [STR07]'),
    ({"2022-02/x.md": TRAINING + "", "ledger.json": "{"}, "content/ledger.json:1:2: content/ledger.json is damaged at line 1. Restore it from the file's history. [LED01]"),
    # names of sessions
    ({"2022-02/x.md": TRAINING.replace("---\nWhat", "  - Cohort 4: 9 March 2022, https://example.org/b\n---\nWhat")}, "content/2022-02/x.md:6:5: Two lines are the session Cohort 4. Give one of them another name. [SES03]"),
    ({"2022-02/x.md": TRAINING.replace("Cohort 4: 8 March 2022", "30 March 2022").replace("---\nWhat", "  - 30 March 2022, 5pm to 6pm\n---\nWhat")},
     'content/2022-02/x.md:6:5: Two lines are the session of 30 March 2022. Give the new one a name, like "Morning: 30 March 2022, …". [SES03]'),
    ({"2022-02/x.md": TRAINING.replace("---\nWhat", "  - COHORT 4!: 9 March 2022, https://example.org/b\n---\nWhat")}, 'content/2022-02/x.md:6:5: "Cohort 4" and "COHORT 4!" would have the same address. Rename one. [NAM02]'),
    ({"2022-02/x.md": TRAINING.replace("Cohort 4", "Calendar")}, 'content/2022-02/x.md:5:5: "Calendar" cannot be the name of a file. Give the session another name. [NAM01]'),
    # attachments and snippets
    (
        {
            "2022-02/files/flyer.pdf": b"%PDF-1.4",
            "2022-02/x.md": item("title: x", "circulation: limited", "circulation note: For leads.", "attachments: flyer.pdf"),
            "2022-02/y.md": item("title: y", "attachments: flyer.pdf"),
        },
        "content/2022-02/x.md:1:1: flyer.pdf belongs to a limited item and to a public one. Give each its own copy. [RST07]",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "sentence"), REFUSED)
def test_a_mistake_is_one_sentence_with_its_place(tmp_path: Path, files: dict[str, str | bytes], sentence: str) -> None:
    assert sentence in problems(make_content(tmp_path, files))


@pytest.mark.parametrize("written", ["|\n  Training for\n  new staff", ">-\n\n  Training for\n  new staff\n"])
def test_the_lines_of_a_block_become_one(tmp_path: Path, written: str) -> None:
    bulletin = load(make_content(tmp_path, {"2022-02/x.md": item(f"title: {written}", f"summary: {written}")}))
    [read_item] = (read for issue in bulletin.issues for read in issue.items if read.slug == "x")
    assert (read_item.title, read_item.summary) == ("Training for new staff", "Training for new staff")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/x.md": item("title: x", "attachments: flyer.pdf")})
    (tmp_path / "secret.md").write_text("---\ntitle: secret\n---\n", "utf-8")
    (content / "2022-02" / "secret.md").symlink_to(tmp_path / "secret.md")
    (content / "2022-02" / "files").mkdir()
    (content / "2022-02" / "files" / "flyer.pdf").symlink_to("/etc/hostname")
    lines = problems(content)
    assert (
        "content/2022-02/secret.md:1:1: secret.md is a link to a place outside the content folder. Copy the file in. [FIL04]"
        in lines
    )
    assert (
        "content/2022-02/x.md:3:14: flyer.pdf is a link to a place outside the content folder. Copy the file in. [FIL04]"
        in lines
    )


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    (content / "2022-02" / "loop.md").symlink_to("loop.md")
    sentence = "loop.md is not a file that I can read. Replace it by an ordinary file."
    assert problems(content) == [f"content/2022-02/loop.md:1:1: {sentence} [FIL04]"]


def test_a_path_that_is_not_a_regular_file_is_refused_without_being_read(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    os.mkfifo(content / "2022-02" / "pipe.md")
    assert problems(content) == [
        "content/2022-02/pipe.md:1:1: pipe.md is not a file that I can read. Replace it by an ordinary file. [FIL04]"
    ]


def test_a_billion_laughs_is_one_sentence_a_line(tmp_path: Path) -> None:
    lines = ["a: &a [lol, lol]", "b: &b [*a, *a]", "c: [*b, *b]"]
    refusals = problems(make_content(tmp_path, {"2022-02/x.md": item("title: x", *lines)}))
    assert [line.split(":")[1] for line in refusals] == ["3", "4", "5"]
    assert all("[STR07]" in line for line in refusals)


def test_files_that_are_no_items_are_passed_over(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "x",
        "2022-02/Readme.MD": "x",
        "2022-02/_draft.md": "x",
        ".git/x": "x",
    }
    assert problems(make_content(tmp_path, files)) == []


def test_an_upper_case_ending_reads_alike(tmp_path: Path) -> None:
    bulletin = load(make_content(tmp_path, {"2022-02/week.md": "", "2022-02/Self Neglect (2).MD": ITEM}))
    assert [item.slug for item in bulletin.issues[0].items] == ["self-neglect-2"]


def test_a_draft_is_reported_as_one_and_is_not_shown(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/issue.md": ISSUE.replace("status: ready\n", "")})
    reading = read(content)
    bulletin = reading.complete()
    assert (bulletin.issues, [issue.id for issue in bulletin.mail]) == ((), ["2022-02"])
    assert [problem.rule for problem in reading.problems] == ["SET03"]


def test_as_of_shows_the_due_issues_and_mail_is_made_for_the_named_ones(tmp_path: Path) -> None:
    march = ISSUE.replace("1 February", "1 March")
    content = make_content(tmp_path, {"2022-03/issue.md": march, "2022-04/issue.md": march.replace("ready", "draft")})
    assert [issue.id for issue in load(content).issues] == ["2022-03", "2022-02"]
    assert [issue.id for issue in load(content, as_of=date(2022, 2, 28)).issues] == ["2022-02"]
    assert [issue.id for issue in load(content, mail=["all"]).mail] == ["2022-03", "2022-02"]
    assert [issue.id for issue in load(content, mail=["2022-04"]).mail] == ["2022-04"]
    with pytest.raises(RequestError, match='There is no issue "2022-05"'):
        load(content, mail=["2022-05"])


def test_a_held_item_is_noted_without_its_title_or_reason(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/x.md": item("title: Secret name", "hold until: the family agrees")})
    [sentence] = problems(content)
    assert "RST05" in sentence
    assert not any(word in sentence for word in ("Secret", "family"))


HOLDS = [
    ("the families have read the final reports", True),
    ("2 February 2022", True),
]


@pytest.mark.parametrize(("until", "on_hold"), HOLDS)
def test_a_hold_is_judged_at_the_issues_own_date(tmp_path: Path, until: str, on_hold: bool) -> None:
    bulletin = load(make_content(tmp_path, {"2022-02/x.md": item("title: x", f"hold until: {until}")}))
    assert [bool(item.held) for item in bulletin.issues[0].items if item.slug == "x"] == [on_hold]


@pytest.mark.parametrize("until", ["1 February 2022", "1 January 2022", "31 January 2022"])
def test_a_hold_without_effect_is_refused(tmp_path: Path, until: str) -> None:
    content = make_content(tmp_path, {"2022-02/x.md": item("title: x", f"hold until: {until}")})
    assert problems(content) == [
        f"content/2022-02/x.md:3:13: {until} is not after 1 February 2022, the date of the issue, "
        "so it holds nothing. Write a later date or the reason, or delete the line if the item may go out. [RST04]"
    ]


def test_a_circulation_note_is_for_limited_items_alone(tmp_path: Path) -> None:
    for level, words in (("", "public"), ("circulation: staff", "for staff")):
        lines = ("title: x", "circulation note: For leads.", *([level] if level else []))
        assert problems(make_content(tmp_path, {"2022-02/x.md": item(*lines)})) == [
            "content/2022-02/x.md:3:19: A circulation note says who a limited item is for, "
            f'and this item is {words}. Add "circulation: limited", or delete the note. [RST04]'
        ]


def test_a_hold_that_is_nearly_a_date_is_a_mistake(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/x.md": item("title: x", "hold until: Monday 2 February 2022")})
    assert any("is a Wednesday, not a Monday" in line for line in problems(content))


def test_sections_follow_the_issue_then_the_kinds_and_items_their_first_session(tmp_path: Path) -> None:
    issue = ISSUE.replace("status", "start with: Note\nsections: For GPs, Training\nstatus")
    content = make_content(
        tmp_path,
        {
            "2022-02/issue.md": issue,
            "2022-02/note.md": item("title: Note", "kind: notice"),
            "2022-02/gps.md": item("title: GPs", "for: GPs, midwives"),
            "2022-02/late.md": TRAINING.replace("8 March", "9 March").replace("Safer", "Late"),
            "2022-02/early.md": TRAINING,
            "2022-02/pinned.md": TRAINING.replace("time:", "pin: yes\ntime:").replace("8 March", "10 March"),
            "2022-02/own.md": item("title: Own", "section: Patient safety"),
            "2022-02/hours.md": item("title: Hours", "open: Monday to Friday, 8am to 8pm"),
        },
    )
    [loaded] = load(content).issues
    assert loaded.first == ("note",)
    assert loaded.sections == (
        ("For GPs", ("gps",)),
        ("Training", ("pinned", "early", "late")),
        ("New services", ("hours",)),
        ("Information", ("week",)),
        ("Patient safety", ("own",)),
    )


def test_an_item_of_an_earlier_issue_can_be_printed_again(tmp_path: Path) -> None:
    march = ISSUE.replace("1 February", "1 March").replace("status", "repeat: week\nstatus")
    bulletin = load(make_content(tmp_path, {"2022-03/issue.md": march}))
    assert [(issue.id, [item.issue for item in issue.items]) for issue in bulletin.issues] == [
        ("2022-03", ["2022-02"]),
        ("2022-02", ["2022-02"]),
    ]


def test_snippets_go_with_their_kinds_or_by_name_until_their_day(tmp_path: Path) -> None:
    content = make_content(
        tmp_path,
        {
            "snippets/policy.md": item(
                "title: Before you book", "use on: training", "calendar: yes", body="Tell {email}."
            ),
            "snippets/browser.md": item("title: Browser", "use until: 31 January 2022"),
            "snippets/junk-mail.md": item("title: Junk mail"),
            "2022-02/x.md": TRAINING.replace("time:", "include: Junk mail, browser\ntime:"),
        },
    )
    [loaded] = [item for item in load(content).issues[0].items if item.slug == "x"]
    assert [(snippet.slug, snippet.shared, snippet.calendar) for snippet in loaded.snippets] == [
        ("policy", True, True),
        ("junk-mail", False, False),
    ]
    assert loaded.snippets[0].prose.text == "Tell team@example.org."


def test_a_session_has_the_expected_names_and_time_zone(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/safer-recruitment.md": TRAINING})
    [loaded] = [item for item in load(content).issues[0].items if item.kind == "training"]
    [session] = loaded.sessions
    assert str(loaded.uid) == "ccd137e2-d5cf-5476-9878-2f7a906320f8"
    assert str(session.uid) == "9a2afd6a-b224-5f27-bcac-e2b43e7f5119"
    assert (session.key, session.stem, session.place) == ("cohort-4", "cohort-4", "Microsoft Teams")
    assert session.start.astimezone(UTC) == datetime(2022, 3, 8, 9, 30, tzinfo=UTC)
    assert (session.revision.sequence, session.revision.created) == (0, datetime(2022, 2, 1, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("27 March 2022, 1:15am to 2am", "1:15am"),
        ("30 October 2022, 1:15am to 3am", "1:15am"),
        ("8 March 2022, 1pm to 2pm BST", "Put that right, or leave it out."),
        ("8 March 2022, 1pm to 2pm EST", 'like "1pm to 2pm New York time"'),
        ("8 March 2022, 1pm to 2pm (CET)", 'like "1pm to 2pm Paris time"'),
        ("8 March 2022, 1pm to 2pm Pacific Time", 'I do not know the time zone "Pacific Time"'),
    ],
)
@pytest.mark.guarantee("CAL-22")
def test_a_time_that_does_not_exist_once_or_is_of_another_zone_is_refused(
    tmp_path: Path, line: str, sentence: str
) -> None:
    content = make_content(
        tmp_path,
        {"2022-02/x.md": item("title: x", f"sessions: {line}", "unusual hours: yes", "book: https://example.org/")},
    )
    assert any("[DAT08]" in line and sentence in line for line in problems(content))


def test_the_argument_base_url_replaces_the_setting(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    assert load(content, base_url="https://example.net/x").settings.base_url == "https://example.net/x/"
    with pytest.raises(RequestError):
        load(content, base_url="javascript:x")


def test_a_bulletin_without_a_base_url_is_not_hosted(tmp_path: Path) -> None:
    settings = SETTINGS.replace("base url: https://example.org/nw-safeguarding/\n", "")
    reading = read(make_content(tmp_path, {"bulletin.yml": settings}))
    bulletin = reading.complete()
    assert (bulletin.settings.hosted, bulletin.settings.base_url) == (False, "https://bulletin.invalid/")
    assert [(problem.rule, problem.severity) for problem in reading.problems] == [("SET01", "warning")]


def test_a_folder_without_anything_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(ContentError, match=r"has no bulletin\.yml"):
        load(tmp_path / "content")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("2022-02/x.md", "---\ntitel: A course\n---\nText.\n", '2:1: "titel": did you mean "title"?'),
        (
            "2022-02/x.md",
            "---\ntitle: A course\nkind: training\nsesions: 8 March 2022, 1pm to 2pm\n---\nText.\n",
            '4:1: "sesions": did you mean "sessions"?',
        ),
        (
            "2022-02/x.md",
            "---\ntitle: A course\nkind: training\nsessions: 8 March 2022, 1pm to 2pm\nbok: x\n---\nText.\n",
            '5:1: "bok": did you mean "book"?',
        ),
        (
            "2022-02/issue.md",
            "---\nisue date: 1 February 2022\nstatus: ready\n---\nText.\n",
            '2:1: "isue date": did you mean "issue date"?',
        ),
        ("bulletin.yml", SETTINGS.replace("name:", "nmae:"), '1:1: "nmae": did you mean "name"?'),
        (
            "bulletin.yml",
            SETTINGS.replace("default circulation:", "defalt circulation:"),
            '"defalt circulation": did you mean "default circulation"?',
        ),
    ],
)
def test_a_misspelt_key_is_one_problem_and_not_a_missing_key_too(
    tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    [problem] = problems(make_content(tmp_path, {name: text}))
    assert f"{sentence} [STR07]" in problem
