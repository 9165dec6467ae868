"""Rules that reading finds: files, names, settings, session lines, the ledger, templates."""

from __future__ import annotations

from .rule import Example, Rule

SETTINGS = """\
name: North West safeguarding bulletin
email: team@example.org
default circulation: public
base url: https://example.org/nw-safeguarding/
place: Microsoft Teams
"""
"""The settings of the examples."""

_SESSION = """\
---
title: Safer recruitment training
time: 9:30am to 4:30pm
sessions:
  - {}
---
What the course covers.
"""
_LEDGER = '{"version": 1, "bulletin": "nw-safeguarding", "issues": {}, "items": {}, "sessions": {}, "addresses": []}'


def settings(line: str) -> Example:
    """bulletin.yml with one more line."""
    return Example(f"{SETTINGS}{line}\n", "bulletin.yml")


def session(line: str) -> Example:
    """A training item with one session."""
    return Example(_SESSION.format(line))


RULES = (
    Rule(
        id="FIL01",
        severity="error",
        says="A letter in this file cannot be read, because the file is not UTF-8.",
        hint="Save the file as UTF-8.",
        wrong=Example("---\ntitle: A caf‸\udce9\n---\n"),
        right="A café.",
        note="A byte order mark at the start is accepted.",
    ),
    Rule(
        id="FIL02",
        severity="error",
        says="This file or line is longer than Bulletin reads.",
        hint="Put long text into an attachment: a file may have 256KB, a value 1,000 characters.",
        wrong=Example(f"---\ntitle: ‸{'long ' * 300}\n---\n"),
        right="A short text.",
    ),
    Rule(
        id="FIL03",
        severity="error",
        says="There is a hidden character in this file.",
        hint="Delete it and type the letter or apostrophe again.",
        wrong="It‸\u0092s here.",
        right="It's here.",
    ),
    Rule(
        id="FIL04",
        severity="error",
        says="This is no ordinary file inside the content folder.",
        hint="Copy the file in, or rename the folder.",
        wrong=Example("A folder with this name.", "2022-02/folder.md/inner.md", at=("2022-02/folder.md", 1, 1)),
        right="An ordinary file.",
    ),
    Rule(
        id="FIL05",
        severity="error",
        says="This file or folder is nothing that Bulletin knows.",
        hint="Name an item something.md, put other files into files/, name an issue folder like 2022-03.",
        wrong=Example("‸Self-neglect", "2022-02/self-neglect.txt"),
        right=Example("---\ntitle: Self-neglect\n---\nText.\n", "2022-02/self-neglect.md"),
    ),
    Rule(
        id="FIL06",
        severity="error",
        says="A file is missing that every bulletin or every issue has.",
        hint="Add bulletin.yml to the content folder, and issue.md to each issue.",
        wrong=Example("---\ntitle: A\n---\nText.\n", "2022-03/item.md", at=("2022-03", 1, 1)),
        right=Example("---\ntitle: A\n---\nText.\n", "2022-02/item.md"),
    ),
    Rule(
        id="FIL07",
        severity="error",
        says="This text is nested too deep.",
        hint="Use at most 20 levels of lists and quotes.",
        wrong="‸" + "> " * 25 + "deep",
        right="> > not deep",
    ),
    Rule(
        id="NAM01",
        severity="error",
        says="This name cannot stand in a web address.",
        hint="Use small letters, digits and hyphens.",
        wrong="---\ntitle: An example\nslug: ‸Safer Recruitment\n---\nText.\n",
        right="---\ntitle: An example\nslug: safer-recruitment\n---\nText.\n",
    ),
    Rule(
        id="NAM02",
        severity="error",
        says="Two things would have the same address.",
        hint="Rename one.",
        wrong=settings("topics: Adults, adults!")._replace(at=("bulletin.yml", 1, 1)),
        right=settings("topics: adults, children"),
    ),
    Rule(
        id="NAM03",
        severity="error",
        says="A published address would vanish.",
        hint="Put the item back; if it must go, put it back with `gone:` and the reason.",
        wrong=Example("The item safer-recruitment.md was published and is deleted.", told=True),
        right=Example("The item has the line `gone: The course was withdrawn.`", told=True),
        note="The ledger knows what was published.",
    ),
    Rule(
        id="SET01",
        severity="warning",
        says="There is no base url, so the email has no links to web pages.",
        hint='Add "base url: https://…" before you publish.',
        wrong=Example("‸name: A\nemail: team@example.org\ndefault circulation: public\n", "bulletin.yml"),
        right=Example(SETTINGS, "bulletin.yml"),
    ),
    Rule(
        id="SET02",
        severity="error",
        says="A setting has a value that Bulletin cannot use.",
        hint="Write it like the example in the table of settings.",
        wrong=settings("language: ‸english"),
        right=settings("language: en-GB"),
    ),
    Rule(
        id="SET03",
        severity="info",
        says="This issue is a draft, because it has no status.",
        hint='Write "status: ready" when it may go out.',
        wrong=Example("‸---\nissue date: 1 February 2022\n---\nWelcome.\n", "2022-02/issue.md"),
        right=Example("---\nissue date: 1 February 2022\nstatus: ready\n---\nWelcome.\n", "2022-02/issue.md"),
    ),
    Rule(
        id="SES01",
        severity="error",
        says="A part of this session line cannot be understood.",
        hint='If it is the place, write "at" before it; if not, put it in the text.',
        wrong=session("8 March 2022, ‸lunch provided, https://example.org/book"),
        right=session("8 March 2022, at Stopford House, https://example.org/book"),
    ),
    Rule(
        id="SES02",
        severity="error",
        says="A session has a state that does not exist, or two states.",
        hint="Use full, waiting list, cancelled, provisional, moved from a date, or a number of places.",
        wrong=session("8 March 2022, https://example.org/book ‸(cancled)"),
        right=session("8 March 2022, https://example.org/book (cancelled)"),
    ),
    Rule(
        id="SES03",
        severity="error",
        says="Two lines are the same session.",
        hint="Give the new one a name of its own.",
        wrong=session("8 March 2022, https://example.org/1\n  - ‸8 March 2022, 5pm to 6pm, https://example.org/2"),
        right=session(
            "8 March 2022, https://example.org/1\n  - Evening: 8 March 2022, 5pm to 6pm, https://example.org/2"
        ),
    ),
    Rule(
        id="LED01",
        severity="error",
        says="The ledger of what was published is damaged.",
        hint="Restore content/ledger.json from the file's history.",
        wrong=Example("{‸", "ledger.json"),
        right=Example(_LEDGER, "ledger.json"),
    ),
    Rule(
        id="LED02",
        severity="error",
        says="The ledger was written by a newer Bulletin.",
        hint="Update Bulletin.",
        wrong=Example("‸" + _LEDGER.replace('"version": 1', '"version": 2'), "ledger.json"),
        right=Example(_LEDGER, "ledger.json"),
    ),
    Rule(
        id="LED03",
        severity="error",
        says="The bulletin's id is not the one that it was published under.",
        hint="Write `id:` with the old one into bulletin.yml.",
        wrong=Example(_LEDGER.replace("nw-safeguarding", "another"), "ledger.json", at=("bulletin.yml", 1, 1)),
        right=Example(_LEDGER, "ledger.json"),
    ),
    Rule(
        id="TPL01",
        severity="error",
        says="A template cannot be filled in.",
        hint="Correct the template in your own templates folder.",
        wrong=Example("{{ bulletin.nmae }}", "templates/web/home.html", told=True),
        right=Example("{{ bulletin.settings.name }}", "templates/web/home.html", told=True),
        note="Said when a build fills the templates in.",
    ),
)
