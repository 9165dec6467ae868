"""Rules of structure: headings, pictures, tables, lists, and how an item is built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..content.source import Block
from ..model import Item
from ..text.suggest import likeness
from .checked_file import CheckedFile
from .rule import TEXTS, Example, Finding, Rule, rule

_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*_\n]{2,80})(?:\*\*|__)[ \t]*")
_EMPTY_ALT = re.compile(
    r"(?:an?\s+|the\s+)?(?:image|picture|photo|photograph|logo|icon|graphic|screenshot|flyer|poster|banner)s?[.!]?",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"[\w-]+\.(?:png|jpe?g|gif|webp|svg|pdf)|(?:img|dsc|screenshot|image)[_ -]?[0-9]+", re.IGNORECASE
)
_CELLS = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"([0-9]{1,9})[.)]\s+")
_LONG_TITLE, _LONG_BODY, _MOST_COLUMNS = 65, 600, 4
_SAME_TITLE, _SAME_TEXT = 0.85, 0.5
_SHORT_SENTENCE = 5
_TITLE_WORD = re.compile(r"\w+")
KEY_MESSAGES = "key messages"


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
def headings(file: CheckedFile) -> Iterator[Finding]:
    level = 1
    for heading in file.source.headings:
        if heading.level > level + 1:
            said = f'"{heading.text[:60]}" jumps from heading {level} to heading {heading.level}.'
            yield Finding(heading.start, said, f'Write "{"#" * (level + 1)} " in front of it.')
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
def weak_words_for_pictures(file: CheckedFile) -> Iterator[Finding]:
    found = [(picture.start, picture.alt) for picture in file.source.pictures]
    found += [(value.start, value.text) for value in file.source.values if value.key in ("image alt", "logo alt")]
    for offset, alt in found:
        if _EMPTY_ALT.fullmatch(alt.strip()) or _FILE_NAME.fullmatch(alt.strip()):
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
def tables(file: CheckedFile) -> Iterator[Finding]:
    for block in file.source.blocks:
        if block.kind == "table":
            line = file.line_of(block.start).strip().strip("|")
            cells = [cell.strip() for cell in _CELLS.split(line)]
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
def key_messages(file: CheckedFile) -> Iterator[Finding]:
    for index, heading in enumerate(file.source.headings):
        if heading.text.casefold() != KEY_MESSAGES:
            continue
        end = file.source.headings[index + 1].start if index + 1 < len(file.source.headings) else len(file.source.text)
        entries = [one for one in file.source.blocks if one.kind == "item" and heading.start < one.start < end]
        yield from _entries(file, [one for one in entries if one.depth == 1])


def _entries(file: CheckedFile, entries: list[Block]) -> Iterator[Finding]:
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
def proportions(file: CheckedFile) -> Iterator[Finding]:
    item = file.item
    if item is None or item.retired:
        return
    at = file.value_offset("title")
    if len(item.title) > _LONG_TITLE:
        yield Finding(
            at, f"The title has {len(item.title)} characters; {_LONG_TITLE} are easier to read.", "Say it shorter."
        )
    if item.title.endswith(".") and not item.title.endswith(".."):
        yield Finding(at, "The title ends with a full stop.", "Leave it out.")
    words = len(item.prose.text.split())
    if not words and not item.sessions and not item.links and not item.attachments and not item.details:
        yield Finding(0, "This item has no text.", "Write it under the second --- line.", "warning")
    if words > _LONG_BODY:
        said = f"The text has {words} words; few people read more than {_LONG_BODY}."
        yield Finding(file.source.body, said, "Shorten it, or put the rest into an attachment.")


@rule(
    "STR06",
    "warning",
    "Two items of an issue look like the same item.",
    "Keep one, or say in the titles what is different.",
    on=("issue",),
    wrong=Example("---\ntitle: ‸Child death overview panels for GPs\n---\nText.\n", others=_SAME),
    right=Example("---\ntitle: Safe sleep for babies\n---\nText.\n", others=_SAME),
)
def looks_alike(file: CheckedFile) -> Iterator[Finding]:
    issue = file.issue
    if issue is None or file.source.kind != "issue":
        return
    own = sorted(
        (item for item in issue.items if item.issue == issue.id and not item.retired), key=lambda one: one.path
    )
    seen: dict[str, Item] = {}
    titles = [sorted(_TITLE_WORD.findall(item.title.casefold())) for item in own]
    for index, item in enumerate(own):
        sentences = _sentences(item)
        same = _same_title(titles, index)
        other = _same_text(sentences, seen) or (own[same] if same is not None else None)
        if other and item.path in file.sources:
            source = file.sources[item.path]
            offset = next((value.start for value in source.values if value.key == "title"), 0)
            name = other.path.rpartition("/")[2]
            yield Finding(offset, f'"{item.title[:60]}" and {name} look like the same item.', path=item.path)
        for sentence in sentences:
            seen.setdefault(sentence, item)


def _sentences(item: Item) -> set[str]:
    parts = item.prose.text.casefold().replace("\n", ".").split(".")
    return {one.strip() for one in parts if one.count(" ") > _SHORT_SENTENCE}


def _same_text(sentences: set[str], seen: dict[str, Item]) -> Item | None:
    shared = Counter(seen[sentence].path for sentence in sentences & seen.keys())
    path, most = shared.most_common(1)[0] if shared else ("", 0)
    if most > 1 and most >= len(sentences) * _SAME_TEXT:
        return next(one for one in seen.values() if one.path == path)
    return None


def _same_title(titles: list[list[str]], index: int) -> int | None:
    """The first title before another that has nearly the same words."""
    words, own = titles[index], set(titles[index])
    for number, theirs in enumerate(titles[:index]):
        if abs(len(words) - len(theirs)) > 2 or len(own.intersection(theirs)) < max(len(words), len(theirs)) - 2:
            continue
        near = len(words) > 2 and not _differ_by_number(words, theirs)
        if near and likeness(" ".join(words), " ".join(theirs)) >= _SAME_TITLE:
            return number
    return None


def _differ_by_number(words: list[str], theirs: list[str]) -> bool:
    """Whether two titles are told apart by a number or a month, as those of a series are."""
    return any(any(letter.isdigit() for letter in word) for word in set(words) ^ set(theirs))


unusable_key = Rule(
    "STR07",
    "error",
    "A key is unknown, written twice, missing, or has a value of the wrong kind.",
    "Use a key of this kind of file, and write its value like the example.",
    wrong="---\ntitle: An example\n‸presentr: NSPCC\n---\nText.\n",
    right="---\ntitle: An example\nfrom: NSPCC\n---\nText.\n",
)


html = Rule(
    "STR08",
    "error",
    "HTML is not allowed here.",
    "Use Markdown.",
    wrong="This is ‸<br> broken.",
    right="This is **not** broken.",
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
    if file.issue is not None and file.source.kind == "issue" and not file.broken:
        new = [item for item in file.issue.items if item.issue == file.issue.id and not item.retired]
        if not new:
            yield Finding(0, "No item of this issue is new.")
