"""Rules for headings, pictures, tables, lists and whole items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..circulation.audience import is_seen
from ..content.source import Block
from ..model import Circulation, Item
from ..text import humanize
from ..text.suggest import likeness
from .checked_file import CheckedFile
from .rule import TEXTS, Example, Finding, Rule, rule

_BOLD_LINE = re.compile(r"(?:\*{2,3}|_{2,3})([^*_\n]{2,80})(?:\*{2,3}|_{2,3})[ \t]*")
_EMPTY_ALT = (
    r"(?i)(?:an?\s+|the\s+)?(?:image|picture|photo|photograph|logo|icon|graphic|screenshot|flyer|poster|banner)s?[.!]?"
)
_FILE_NAME = r"(?i)[\w-]+\.(?:png|jpe?g|gif|webp|svg|pdf)|(?:img|dsc|screenshot|image)[_ -]?[0-9]+"
_CELLS = r"(?<!\\)\|"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NUMBER = re.compile(r"([0-9]{1,9})[.)]\s+")
_LONG_TITLE, _LONG_BODY, _MOST_COLUMNS = 65, 600, 4
_SAME_TITLE, _SAME_TEXT = 0.85, 0.5
_SHORT_SENTENCE = 5
_TITLE_WORD = r"\w+"
_KEY_MESSAGES = "key messages"


_SAME = {"2022-02/another.md": "---\ntitle: Child death overview panel for GPs\n---\nText.\n"}
_PICTURE = {"2022-02/files/a.png": b"not read"}


@rule(
    "STR01",
    "error",
    "A heading is not on the level under the one before it.",
    'Begin with "## ", and leave no level out.',
    on=TEXTS,
    wrong="## One\n\n‸#### Two\n\nText.",
    right="## One\n\n### Two\n\n**A bold sentence is no heading.**",
    note="A bold line that stands for a heading is a warning, a question in a heading is advice.",
)
def heading_level(file: CheckedFile) -> Iterator[Finding]:
    level = 1
    for heading in file.source.headings:
        if heading.level > level + 1:
            message = f'"{heading.text[:60]}" jumps from heading {level} to heading {heading.level}.'
            hint = f'Write "{"#" * (level + 1)} " in place of "{"#" * heading.level} ".'
            yield Finding(heading.start, message, hint)
        if heading.text.endswith("?"):
            yield Finding(heading.start, "This heading is a question.", "Say what is under it.", "info")
        level = heading.level
    for block in file.source.blocks:
        if block.kind == "paragraph" and not block.depth:
            match = _BOLD_LINE.fullmatch(file.source.text, block.start, block.end)
            if match and not match[1].rstrip().endswith((".", "!", ":", ",")):
                hint = f'If it is a heading, write "{"#" * (level + 1 if level == 1 else level)} {match[1].strip()}".'
                yield Finding(block.start, "This bold line stands like a heading.", hint, "warning")


@rule(
    "STR02",
    "error",
    "Nothing says what a picture shows.",
    'Say it in one sentence of at most 125 characters; if it is only decoration write "none".',
    on=("item", "issue", "settings"),
    wrong=Example("---\ntitle: An example\nimage: a.png\nimage alt: ‸logo\n---\nText.\n", others=_PICTURE),
    right=Example("---\ntitle: An example\nimage alt: Two nurses at a table\n---\nText.\n"),
)
def weak_alt(file: CheckedFile) -> Iterator[Finding]:
    texts = [(picture.start, picture.alt) for picture in file.source.pictures]
    texts += [(value.start, value.text) for value in file.source.values if value.key in ("image alt", "logo alt")]
    for offset, alt in texts:
        if re.fullmatch(_EMPTY_ALT, alt.strip()) or re.fullmatch(_FILE_NAME, alt.strip()):
            yield Finding(offset, f'"{alt.strip()[:60]}" does not say what the picture shows.')


@rule(
    "STR03",
    "warning",
    "A table is hard to read.",
    "Give every column a heading.",
    on=TEXTS,
    triggers=("|",),
    wrong="‸| Date |  |\n| --- | --- |\n| 1 May | Leeds |",
    right="| Date | Place |\n| --- | --- |\n| 1 May | Leeds |",
)
def unclear_table(file: CheckedFile) -> Iterator[Finding]:
    for block in file.source.blocks:
        if block.kind == "table":
            line = file.line_of(block.start).strip().strip("|")
            cells = [cell.strip() for cell in re.split(_CELLS, line)]
            empty = [number for number, cell in enumerate(cells, 1) if not cell]
            if empty:
                yield Finding(block.start, f"Column {empty[0]} of this table has no heading.")
            if len(cells) > _MOST_COLUMNS:
                yield Finding(
                    block.start, f"This table has {len(cells)} columns.", "Four are the most that a phone can show."
                )


@rule(
    "STR04",
    "warning",
    "A key message has no first sentence in bold, or another number than its place.",
    "Start each entry with **…**, and number them 1, 2, 3.",
    triggers=("key messages",),
    wrong="## Key messages\n\n1. **Read it.**\n   Here.\n2. ‸Use it.",
    right="## Key messages\n\n1. **Read it.**\n   Here.\n2. **Use it.**",
)
def weak_key_message(file: CheckedFile) -> Iterator[Finding]:
    for index, heading in enumerate(file.source.headings):
        if heading.text.casefold() != _KEY_MESSAGES:
            continue
        end = file.source.headings[index + 1].start if index + 1 < len(file.source.headings) else len(file.source.text)
        blocks = [block for block in file.source.blocks if heading.start < block.start < end]
        yield from _weak_entries(file, [block for block in blocks if block.kind == "item" and block.depth == 1])


def _weak_entries(file: CheckedFile, entries: list[Block]) -> Iterator[Finding]:
    for number, entry in enumerate(entries, 1):
        match = _NUMBER.match(file.source.text, entry.start)
        if not match:
            continue
        if not file.source.text.startswith(("**", "__"), match.end()):
            yield Finding(match.end(), f"Entry {number} has no key message.", "Start it with a sentence in **bold**.")
        if int(match[1]) != number:
            yield Finding(
                entry.start, f"Entry {number} has the number {match[1][:9]}.", f'Write "{number}." in front of it.'
            )


@rule(
    "STR05",
    "info",
    "A title or text is too long, or the item is empty.",
    "Say it shorter.",
    wrong="---\ntitle: ‸Learning events.\n---\nText.\n",
    right="---\ntitle: Learning events\n---\nText.\n",
    note="Titles over 65 characters, texts over 600 words; an empty item is a warning.",
)
def excessive_length(file: CheckedFile) -> Iterator[Finding]:
    item = file.item
    if item is None or item.retired:
        return
    at = file.value_offset("title")
    if len(item.title) > _LONG_TITLE:
        yield Finding(
            at, f"The title has {len(item.title)} characters; {_LONG_TITLE} are easier to read.", "Say it shorter."
        )
    if item.title.endswith(".") and not item.title.endswith(".."):
        yield Finding(at, "The title ends with a full stop.", f'Write "{item.title[:-1]}".')
    words = len(item.prose.text.split())
    # What stands there and is not printed, such as HTML or a picture, another rule names.
    refused = bool(_COMMENT.sub("", file.source.text[file.source.body :]).strip())
    if not (words or refused or item.sessions or item.links or item.attachments or item.details):
        yield Finding(0, "This item has no text.", "Write it under the second --- line.", "warning")
    if words > _LONG_BODY:
        message = f"The text has {words} words; few people read more than {_LONG_BODY}."
        yield Finding(file.source.body, message, "Shorten it, or put the rest into an attachment.")


@rule(
    "STR06",
    "warning",
    "Two items of an issue look like the same item.",
    "Keep one, or say in the titles what is different.",
    on=("issue",),
    wrong=Example("---\ntitle: ‸Child death overview panels for GPs\n---\nText.\n", others=_SAME),
    right=Example("---\ntitle: Safe sleep for babies\n---\nText.\n", others=_SAME),
)
def duplicate_item(file: CheckedFile) -> Iterator[Finding]:
    issue = file.issue
    if issue is None:
        return
    items = [item for item in issue.items if item.issue == issue.id and not item.retired]
    items.sort(key=lambda item: item.path)
    titles = [sorted(re.findall(_TITLE_WORD, item.title.casefold())) for item in items]
    item_of_sentence: dict[str, Item] = {}
    for index, item in enumerate(items):
        sentences = _sentences(item)
        same_title = _same_title(titles, index)
        other = _same_text(sentences, item_of_sentence) or (items[same_title] if same_title is not None else None)
        if other and item.path in file.sources:
            source = file.sources[item.path]
            offset = next((value.start for value in source.values if value.key == "title"), 0)
            yield Finding(offset, f'"{item.title[:60]}" and {_place(other)} look like the same item.', path=item.path)
        for sentence in sentences:
            item_of_sentence.setdefault(sentence, item)


def _place(item: Item) -> str:
    """Return the folder and name of an item's file, like "2022-02/course.md"."""
    return "/".join(item.path.rsplit("/", 2)[-2:])


copied_item = Rule(
    "STR10",
    "error",
    "A session is in two items, so that subscribers would have it twice.",
    'Delete the newer file: its dates are printed again by themselves, and "repeat:" in issue.md prints all of it.',
    wrong=Example(
        "2022-03/course.md has the session of 2022-02/course.md, with the same booking link.", described=True
    ),
    right=Example("`repeat: course`", described=True),
    note="Without the same booking link, but with titles that are alike, it is a warning.",
)


def _sentences(item: Item) -> set[str]:
    """Return the sentences of an item's text, in small letters, that have more than `_SHORT_SENTENCE` blanks."""
    sentences = item.prose.text.casefold().replace("\n", ".").split(".")
    return {sentence.strip() for sentence in sentences if sentence.count(" ") > _SHORT_SENTENCE}


def _same_text(sentences: set[str], item_of_sentence: dict[str, Item]) -> Item | None:
    """Return the item that shares the most sentences, if it has at least two of them and at least half; else None."""
    shared = Counter(item_of_sentence[sentence].path for sentence in sentences & item_of_sentence.keys())
    path, most = shared.most_common(1)[0] if shared else ("", 0)
    if most > 1 and most >= len(sentences) * _SAME_TEXT:
        return next(item for item in item_of_sentence.values() if item.path == path)
    return None


def _same_title(titles: list[list[str]], index: int) -> int | None:
    """Return the index of the first earlier title with nearly the same words; None if there is none.

    titles: the sorted words of each title. index: the title to compare with those before it.
    """
    words = titles[index]
    for number, others in enumerate(titles[:index]):
        longest = max(len(words), len(others))
        if abs(len(words) - len(others)) > 2 or len(set(words) & set(others)) < longest - 2:
            continue
        comparable = len(words) > 2 and not _differ_by_number(words, others)
        if comparable and likeness(" ".join(words), " ".join(others)) >= _SAME_TITLE:
            return number
    return None


def _differ_by_number(words: list[str], others: list[str]) -> bool:
    """Return whether two titles differ in a word with a digit, like "Part 1" and "Part 2" of a series."""
    return any(any(letter.isdigit() for letter in word) for word in set(words) ^ set(others))


unusable_key = Rule(
    "STR07",
    "error",
    "A key is unknown, written twice, missing, or has a value of the wrong kind.",
    "Use a key of this kind of file, and write its value like the example.",
    wrong="---\ntitle: An example\n‸publishd: January 2022\n---\nText.\n",
    right="---\ntitle: An example\npublished: January 2022\n---\nText.\n",
)


html = Rule(
    "STR08",
    "error",
    "HTML is not allowed here.",
    "Use Markdown, or write \\< for the sign itself.",
    wrong="This is ‸<br> broken.",
    right="This is **not** broken. <!-- This is for fellow editors. -->",
    note="A comment is printed nowhere; `<br>` may stand in the cell of a table.",
)


@rule(
    "STR09",
    "warning",
    "No item of this issue is new.",
    "Add an item, or leave the issue out.",
    on=("issue",),
    wrong=Example("‸---\nissue date: 1 March 2022\nstatus: ready\nrepeat: week\n---\nWelcome.\n", "2022-03/issue.md"),
    right=Example(
        "---\nissue date: 1 March 2022\nstatus: ready\n---\nWelcome.\n",
        "2022-03/issue.md",
        {"2022-03/new.md": "---\ntitle: New\n---\nText.\n"},
    ),
)
def empty_issue(file: CheckedFile) -> Iterator[Finding]:
    if file.issue is not None and not file.broken_beside:
        new = [item for item in file.issue.items if item.issue == file.issue.id and not item.retired]
        if not new:
            yield Finding(0, "No item of this issue is new.")


_OLD_ADVICE = {
    "2022-01/issue.md": "---\nissue date: 4 January 2022\nstatus: ready\n---\nWelcome to it.\n",
    "2022-01/rails.md": "---\ntitle: Bed rails\nreview by: 31 January 2022\n---\nText.\n",
}


@rule(
    "STR13",
    "info",
    "The day by which an item was to be looked at again is past, and it is still on the web.",
    'Give it a new day, say why it is gone, or write "replaces:" in the item that takes its place.',
    on=("issue",),
    wrong=Example(
        "‸---\nissue date: 1 February 2022\nstatus: ready\n---\nWelcome to it.\n", "2022-02/issue.md", _OLD_ADVICE
    ),
    right="---\ntitle: Bed rails\nreview by: 31 March 2022\n---\nText.\n",
    note="Said in the newest issue, until it is sent.",
)
def overdue_review(file: CheckedFile) -> Iterator[Finding]:
    issues = file.workspace.issues
    newest = max(issues, key=lambda issue: (issue.day, issue.id), default=None)
    if file.issue is None or file.issue is not newest or newest.id in file.workspace.sent:
        return
    items = {item.path: item for issue in issues if issue.ready for item in issue.items}
    every = (item for issue in issues for item in issue.items)
    replaced = {item.replaces for item in every if is_seen(item, Circulation.PUBLIC) and not item.retired}
    for item in items.values():
        overdue = item.review_by is not None and item.review_by < file.day
        if overdue and is_seen(item, Circulation.PUBLIC) and not item.retired and item.slug not in replaced:
            yield Finding(0, *_overdue(item))


def _overdue(item: Item) -> tuple[str, str]:
    """Return the message that an item's review is overdue, and the hint with the lines to paste."""
    assert item.review_by
    day, place = humanize.day(item.review_by), _place(item)
    later = humanize.day(item.review_by.replace(year=item.review_by.year + 1, day=min(item.review_by.day, 28)))
    return (
        f'"{item.title[:60]}" ({place}) was to be reviewed by {day}, and is still on the web.',
        f'If it still holds, write in {place} "review by: {later}"; if it does not, "gone: This advice no longer '
        f'holds."; if another item takes its place, write in that one "replaces: {item.slug}".',
    )
