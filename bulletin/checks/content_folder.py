"""Rules of the content folder: files, names, settings, session lines, the ledger, templates."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..content.settings import LEVELS
from .checked_file import CheckedFile
from .rule import EXAMPLE_SETTINGS, GROUPS, Example, Finding, Rule, rule, session_example, settings_example

_LEDGER = '{"version": 1, "bulletin": "nw-safeguarding", "issues": {}, "items": {}, "sessions": {}, "addresses": []}'


not_utf8 = Rule(
    "FIL01",
    "error",
    "A letter in this file cannot be read, because the file is not UTF-8.",
    "Save the file as UTF-8.",
    wrong=Example("---\ntitle: A caf‸\udce9\n---\n"),
    right="A café.",
    note="A byte order mark at the start is accepted.",
)


too_long = Rule(
    "FIL02",
    "error",
    "This file or line is longer than Bulletin reads.",
    "Put long text into an attachment: a file may have 256KB, a value 1,000 characters.",
    wrong=Example(f"---\ntitle: ‸{'long ' * 300}\n---\n"),
    right="A short text.",
)


hidden_character = Rule(
    "FIL03",
    "error",
    "There is a hidden character in this file.",
    "Delete it and type the letter or apostrophe again.",
    wrong="It‸\u0092s here.",
    right="It's here.",
)


no_ordinary_file = Rule(
    "FIL04",
    "error",
    "This is no ordinary file inside the content folder.",
    "Copy the file in, or rename the folder.",
    wrong=Example("A folder with this name.", "2022-02/folder.md/inner.md", at=("2022-02/folder.md", 1, 1)),
    right="An ordinary file.",
)


unknown_file = Rule(
    "FIL05",
    "error",
    "This file or folder is nothing that Bulletin knows.",
    "Name an item something.md, put other files into files/, name an issue folder like 2022-03.",
    wrong=Example("‸Self-neglect", "2022-02/self-neglect.txt"),
    right=Example("---\ntitle: Self-neglect\n---\nText.\n", "2022-02/self-neglect.md"),
)


missing_file = Rule(
    "FIL06",
    "error",
    "A file is missing that every bulletin or every issue has.",
    "Add bulletin.yml to the content folder, and issue.md to each issue.",
    wrong=Example("---\ntitle: A\n---\nText.\n", "2022-03/item.md", at=("2022-03", 1, 1)),
    right=Example("---\nissue date: 1 March 2022\n---\nWelcome.\n", "2022-03/issue.md"),
)


deep_nesting = Rule(
    "FIL07",
    "error",
    "This text is nested too deep.",
    "Use at most 20 levels of lists and quotes.",
    wrong="‸" + "> " * 25 + "deep",
    right="> > not deep",
)


locked_attachment = Rule(
    "FIL08",
    "warning",
    "Bulletin cannot look into this attachment.",
    "Look yourself whether it holds comments, names or numbers that are not for its readers.",
    wrong=Example(
        "---\ntitle: A form\nattachments: ‸form.pdf\n---\nText.\n",
        others={"2022-02/files/form.pdf": b"%PDF-1.7 cut off"},
    ),
    right=Example(
        "---\ntitle: A form\nattachments: form.txt\n---\nText.\n", others={"2022-02/files/form.txt": b"Your name:"}
    ),
    note="It is locked with a password, damaged, too large, or of a kind that Bulletin does not know, such as .doc, "
    ".odt, .rtf or .zip.",
)


conflict = Rule(
    "FIL09",
    "error",
    "A merge left two versions in this file, and nobody has chosen between them.",
    "Keep what is right, and delete the rest with the lines that begin with <<<<<<<, ======= or >>>>>>>.",
    wrong="It begins at\n\n‸<<<<<<< HEAD\n10am.\n=======\n11am.\n>>>>>>> topic\n",
    right="It begins at 11am.",
    note="In every text of the content folder. In the ledger the version of the default branch is the right one.",
)


unportable_name = Rule(
    "FIL10",
    "warning",
    "Windows takes no file with this name, so nobody there can fetch the repository.",
    "Name it with small letters, digits and hyphens.",
    wrong=Example("‸---\ntitle: Self-neglect\n---\nText.\n", "2022-02/training: self-neglect.md"),
    right=Example("---\ntitle: Self-neglect\n---\nThe same text.\n", "2022-02/training-self-neglect.md"),
    note='A name with one of < > : " | ? * \\ in it, one that ends with a full stop, and con, prn, aux, nul, com1 and '
    "the like.",
)


damaged_ledger = Rule(
    "LED01",
    "error",
    "The ledger of what was published is damaged.",
    "Restore content/ledger.json from the file's history.",
    wrong=Example("{‸", "ledger.json"),
    right=Example(_LEDGER, "ledger.json"),
)


newer_ledger = Rule(
    "LED02",
    "error",
    "The ledger was written by a newer Bulletin.",
    "Update Bulletin.",
    wrong=Example("‸" + _LEDGER.replace('"version": 1', '"version": 3'), "ledger.json"),
    right=Example(_LEDGER, "ledger.json"),
)


other_bulletin = Rule(
    "LED03",
    "error",
    "The bulletin's id is not the one that it was published under.",
    "Write `id:` with the old one into bulletin.yml.",
    wrong=Example(_LEDGER.replace("nw-safeguarding", "another"), "ledger.json", at=("bulletin.yml", 1, 1)),
    right=Example(_LEDGER, "ledger.json"),
)


unusable_name = Rule(
    "NAM01",
    "error",
    "This name cannot stand in a web address.",
    "Use small letters, digits and hyphens.",
    wrong="---\ntitle: An example\nslug: ‸Safer Recruitment\n---\nText.\n",
    right="---\ntitle: An example\nslug: safer-recruitment\n---\nText.\n",
)


same_address = Rule(
    "NAM02",
    "error",
    "Two things would have the same address.",
    "Rename one.",
    wrong=settings_example("topics: Adults, adults!")._replace(at=("bulletin.yml", 1, 1)),
    right=settings_example("topics: adults, children"),
)


lost_address = Rule(
    "NAM03",
    "error",
    "A published address would vanish.",
    "Put the item back; if it must go, put it back with `gone:` and the reason.",
    wrong=Example("The item safer-recruitment.md was published and is deleted.", described=True),
    right=Example("The item has the line `gone: The course was withdrawn.`", described=True),
    note="The ledger knows what was published.",
)


moved_file = Rule(
    "NAM04",
    "warning",
    "An item that went out with one issue is in the folder of another.",
    "Put the file back. To print it again, write `repeat:` with its name in issue.md; a new item needs another name.",
    wrong=Example("The file 2022-02/week.md, which was sent, is 2022-03/week.md.", described=True),
    right=Example("The file is 2022-02/week.md, and 2022-03/issue.md has the line `repeat: week`.", described=True),
    note="Readers get it a second time as new, and the page of the first issue loses it.",
)


@rule(
    "SET04",
    "warning",
    "A rule is named that does not exist.",
    "Write it as it is said in brackets at the end of a problem.",
    on=("settings", "item"),
    triggers=("checks", "ignore"),
    wrong=Example(EXAMPLE_SETTINGS + "checks:\n  ‸TXT99: off\n", "bulletin.yml"),
    right=Example(EXAMPLE_SETTINGS + "checks:\n  TXT10: off\n  dates: warning\n", "bulletin.yml"),
)
def unknown_rule(file: CheckedFile) -> Iterator[Finding]:
    entries = file.entry_offsets("ignore")
    for value in file.source.values:
        name = value.text.split()[0].upper() if value.text.split() else ""
        if value.key == "ignore" and file.source.kind == "item" and value.start in entries:
            if name not in file.rule_ids:
                yield Finding(value.start, f'There is no rule "{name[:20]}".')
        elif value.key == "checks" and _is_name(file, value.start) and not _is_known(value.text, file.rule_ids):
            yield Finding(value.start, f'There is no rule or group "{value.text[:40]}".')


def _is_name(file: CheckedFile, start: int) -> bool:
    """Tell whether the text at an offset stands first on its line of the settings, so that it names a rule or group."""
    line_start, _ = file.line_around(start)
    return file.source.kind == "settings" and not file.source.text[line_start:start].strip(" \t-")


def _is_known(text: str, rule_ids: Collection[str]) -> bool:
    """Tell whether a name or value under `checks:` is a level, a rule, a group, or the letters of a group."""
    return text.casefold() in (*LEVELS, *GROUPS.values()) or text.upper() in (*rule_ids, *GROUPS)


unclear_session_line = Rule(
    "SES01",
    "error",
    "A part of this session line cannot be understood.",
    'If it is the place, write "at" before it; if not, put it in the text.',
    wrong=session_example("8 March 2022, ‸lunch provided, https://example.org/book"),
    right=session_example("8 March 2022, at Stopford House, https://example.org/book"),
)


unknown_state = Rule(
    "SES02",
    "error",
    "A session has a state that does not exist, or two states.",
    "Use full, waiting list, cancelled, provisional, moved from a date, or a number of places.",
    wrong=session_example("8 March 2022, https://example.org/book ‸(cancled)"),
    right=session_example("8 March 2022, https://example.org/book (cancelled)"),
)


same_session = Rule(
    "SES03",
    "error",
    "Two lines are the same session.",
    "Give the new one a name of its own.",
    wrong=session_example("8 March 2022, https://example.org/1\n  - ‸8 March 2022, 5pm to 6pm, https://example.org/2"),
    right=session_example(
        "8 March 2022, https://example.org/1\n  - Evening: 8 March 2022, 5pm to 6pm, https://example.org/2"
    ),
)


no_base_url = Rule(
    "SET01",
    "warning",
    "There is no base url, so the email has no links to web pages.",
    'Add "base url: https://…" before you publish.',
    wrong=Example("‸name: A\nemail: team@example.org\ndefault circulation: public\n", "bulletin.yml"),
    right=Example(EXAMPLE_SETTINGS, "bulletin.yml"),
)


unusable_setting = Rule(
    "SET02",
    "error",
    "A setting has a value that Bulletin cannot use.",
    "Write it like the example in the table of settings.",
    wrong=settings_example("language: ‸english"),
    right=settings_example("language: en-GB"),
)


no_status = Rule(
    "SET03",
    "info",
    "This issue is a draft, because it has no status.",
    'Write "status: ready" when it may go out.',
    wrong=Example("‸---\nissue date: 1 February 2022\n---\nWelcome.\n", "2022-02/issue.md"),
    right=Example("---\nissue date: 1 February 2022\nstatus: ready\n---\nWelcome.\n", "2022-02/issue.md"),
)


lost_entries = Rule(
    "LED05",
    "error",
    "The ledger lacks what git's history has of it, so what was published is not known.",
    "Put back what is missing from the file's history.",
    wrong=Example("content/ledger.json is deleted, or a revert put it back to a day before its issue.", described=True),
    right=Example("Everything of the versions before is in content/ledger.json.", described=True),
    note="Looked for where git's history is at hand: by the Action, and by `bulletin publish` in a clone.",
)


@rule(
    "LED04",
    "warning",
    "The email of this issue was sent, so this new item will be on the web but in no email.",
    "Move it to the next issue, if readers should get it.",
    wrong=Example("A file that is new in the folder of an issue that was sent.", described=True),
    right=Example("The same file in the folder of the next issue.", described=True),
    note="The ledger knows which were sent. Their errors, but those of privacy and circulation, are warnings.",
)
def late_item(file: CheckedFile) -> Iterator[Finding]:
    if file.item is not None and file.item.slug in file.workspace.late and not file.item.held:
        yield Finding(0)


unusable_template = Rule(
    "TPL01",
    "error",
    "A template cannot be filled in.",
    "Correct the template in your own templates folder.",
    wrong=Example("{{ bulletin.nmae }}", "templates/web/home.html", described=True),
    right=Example("{{ bulletin.settings.name }}", "templates/web/home.html", described=True),
    note="Said when a build fills the templates in.",
)
