"""Rules of structure: headings, pictures, tables, lists, and how an item is built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..content.source import Block
from ..model import Item
from ..text.suggest import likeness
from .page import Page
from .rule import Example, Found, Rule

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


def headings(page: Page) -> Iterator[Found]:
    """A heading that leaves a level out or asks a question, and bold lines that stand for headings."""
    level = 1
    for heading in page.source.headings:
        if heading.level > level + 1:
            said = f'"{heading.text[:60]}" jumps from heading {level} to heading {heading.level}.'
            yield Found(heading.start, said, f'Write "{"#" * (level + 1)} " in front of it.')
        if heading.text.endswith("?"):
            yield Found(heading.start, "This heading is a question.", "Say what is under it.", "info")
        level = heading.level
    for block in page.source.blocks:
        if block.kind == "paragraph" and not block.depth:
            match = _BOLD_LINE.fullmatch(page.source.text, block.start, block.end)
            if match and not match[1].rstrip().endswith((".", "!", ":", ",")):
                hint = f'If it is a heading, write "{"#" * (level + 1 if level == 1 else level)} {match[1].strip()}".'
                yield Found(block.start, "This bold line stands like a heading.", hint, "warning")


def weak_words_for_pictures(page: Page) -> Iterator[Found]:
    """Words for a picture that say nothing of what it shows."""
    found = [(picture.start, picture.alt) for picture in page.source.pictures]
    found += [(value.start, value.text) for value in page.source.values if value.key in ("image alt", "logo alt")]
    for offset, alt in found:
        if _EMPTY_ALT.fullmatch(alt.strip()) or _FILE_NAME.fullmatch(alt.strip()):
            yield Found(offset, f'"{alt.strip()[:60]}" does not say what the picture shows.')


def tables(page: Page) -> Iterator[Found]:
    """A table with an empty head, or too many columns."""
    for block in page.source.blocks:
        if block.kind == "table":
            line = page.line_of(block.start).strip().strip("|")
            cells = [cell.strip() for cell in _CELLS.split(line)]
            empty = [number for number, cell in enumerate(cells, 1) if not cell]
            if empty:
                yield Found(block.start, f"Column {empty[0]} of this table has no heading.")
            if len(cells) > _MOST_COLUMNS:
                yield Found(
                    block.start, f"This table has {len(cells)} columns.", "Four are the most that a phone can show."
                )


def key_messages(page: Page) -> Iterator[Found]:
    """Key messages whose first words are not bold, or whose numbers are not 1, 2, 3."""
    for index, heading in enumerate(page.source.headings):
        if heading.text.casefold() != KEY_MESSAGES:
            continue
        end = page.source.headings[index + 1].start if index + 1 < len(page.source.headings) else len(page.source.text)
        entries = [one for one in page.source.blocks if one.kind == "item" and heading.start < one.start < end]
        yield from _entries(page, [one for one in entries if one.depth == 1])


def _entries(page: Page, entries: list[Block]) -> Iterator[Found]:
    for number, entry in enumerate(entries, 1):
        match = _NUMBER.match(page.source.text, entry.start)
        if not match:
            continue
        if not page.source.text.startswith(("**", "__"), match.end()):
            yield Found(match.end(), f"Entry {number} has no key message.", "Start it with a sentence in **bold**.")
        if int(match[1]) != number:
            yield Found(
                entry.start, f"Entry {number} has the number {match[1][:9]}.", f'Write "{number}." in front of it.'
            )


def proportions(page: Page) -> Iterator[Found]:
    """A title that is too long, an item that is empty, a text that is long."""
    item = page.item
    if item is None or item.retired:
        return
    at = page.value("title")
    if len(item.title) > _LONG_TITLE:
        yield Found(
            at, f"The title has {len(item.title)} characters; {_LONG_TITLE} are easier to read.", "Say it shorter."
        )
    if item.title.endswith(".") and not item.title.endswith(".."):
        yield Found(at, "The title ends with a full stop.", "Leave it out.")
    words = len(item.prose.text.split())
    if not words and not item.sessions and not item.links and not item.attachments and not item.details:
        yield Found(0, "This item has no text.", "Write it under the second --- line.", "warning")
    if words > _LONG_BODY:
        said = f"The text has {words} words; few people read more than {_LONG_BODY}."
        yield Found(page.source.body, said, "Shorten it, or put the rest into an attachment.")


def looks_alike(page: Page) -> Iterator[Found]:
    """Items of an issue with nearly the same title or text; said on the later one."""
    issue = page.issue
    if issue is None or page.source.kind != "issue":
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
        if other and item.path in page.sources:
            source = page.sources[item.path]
            offset = next((value.start for value in source.values if value.key == "title"), 0)
            name = other.path.rpartition("/")[2]
            yield Found(offset, f'"{item.title[:60]}" and {name} look like the same item.', path=item.path)
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


def empty_issue(page: Page) -> Iterator[Found]:
    """An issue without anything new."""
    if page.issue is not None and page.source.kind == "issue" and not page.broken:
        new = [item for item in page.issue.items if item.issue == page.issue.id and not item.retired]
        if not new:
            yield Found(0, "No item of this issue is new.")


def late_item(page: Page) -> Iterator[Found]:
    """An item that came into an issue after its email was sent."""
    if page.item is not None and page.item.slug in page.workspace.late and not page.item.held:
        yield Found(0)


_SAME = {"2022-02/another.md": "---\ntitle: Child death overview panel for GPs\n---\nText.\n"}
_PICTURE = {"2022-02/files/a.png": b"not read"}

RULES = (
    Rule(
        id="STR01",
        severity="error",
        says="A heading is not on the level under the one before it.",
        hint='Begin with "## ", and leave no level out.',
        wrong="## One\n\n‸#### Two\n\nText.",
        right="## One\n\n### Two\n\n**A bold sentence is no heading.**",
        find=headings,
        on=("item", "issue", "snippet"),
        note="A bold line that stands for a heading is a warning, a question in a heading is advice.",
    ),
    Rule(
        id="STR02",
        severity="error",
        says="Nothing says what a picture shows.",
        hint='Say it in one sentence of at most 125 characters; if it is only decoration write "none".',
        wrong=Example("---\ntitle: An example\nimage: a.png\nimage alt: ‸logo\n---\nText.\n", others=_PICTURE),
        right=Example("---\ntitle: An example\nimage alt: Two nurses at a table\n---\nText.\n"),
        find=weak_words_for_pictures,
        on=("item", "issue", "settings"),
    ),
    Rule(
        id="STR03",
        severity="warning",
        says="A table is hard to read.",
        hint="Give every column a heading.",
        wrong="‸| Date |  |\n| --- | --- |\n| 1 May | Leeds |",
        right="| Date | Place |\n| --- | --- |\n| 1 May | Leeds |",
        find=tables,
        on=("item", "issue", "snippet"),
        triggers=("|",),
    ),
    Rule(
        id="STR04",
        severity="warning",
        says="A key message has no first sentence in bold, or another number than its place.",
        hint="Start each entry with **…**, and number them 1, 2, 3.",
        wrong="## Key messages\n\n1. **Read it.**\n   Here.\n2. ‸Use it.",
        right="## Key messages\n\n1. **Read it.**\n   Here.\n2. **Use it.**",
        find=key_messages,
        triggers=("key messages",),
    ),
    Rule(
        id="STR05",
        severity="info",
        says="A title or text is too long, or the item is empty.",
        hint="Say it shorter.",
        wrong="---\ntitle: ‸Learning events.\n---\nText.\n",
        right="---\ntitle: Learning events\n---\nText.\n",
        find=proportions,
        note="Titles over 65 characters, texts over 600 words; an empty item is a warning.",
    ),
    Rule(
        id="STR06",
        severity="warning",
        says="Two items of an issue look like the same item.",
        hint="Keep one, or say in the titles what is different.",
        wrong=Example("---\ntitle: ‸Child death overview panels for GPs\n---\nText.\n", others=_SAME),
        right=Example("---\ntitle: Safe sleep for babies\n---\nText.\n", others=_SAME),
        find=looks_alike,
        on=("issue",),
    ),
    Rule(
        id="STR07",
        severity="error",
        says="A key is unknown, written twice, missing, or has a value of the wrong kind.",
        hint="Use a key of this kind of file, and write its value like the example.",
        wrong="---\ntitle: An example\n‸presentr: NSPCC\n---\nText.\n",
        right="---\ntitle: An example\nfrom: NSPCC\n---\nText.\n",
    ),
    Rule(
        id="STR08",
        severity="error",
        says="HTML is not allowed here.",
        hint="Use Markdown.",
        wrong="This is ‸<br> broken.",
        right="This is **not** broken.",
    ),
    Rule(
        id="STR09",
        severity="warning",
        says="No item of this issue is new.",
        hint="Add an item, or leave the issue out.",
        wrong=Example(
            "‸---\nissue date: 1 March 2022\nstatus: ready\nrepeat: week\n---\nWelcome.\n", "2022-03/issue.md"
        ),
        right=Example(
            "---\nissue date: 1 March 2022\nstatus: ready\n---\nWelcome.\n",
            "2022-03/issue.md",
            {"2022-03/new.md": "---\ntitle: New\n---\nText.\n"},
        ),
        find=empty_issue,
        on=("issue",),
    ),
    Rule(
        id="LED04",
        severity="warning",
        says="The email of this issue was sent, so this new item will be on the web but in no email.",
        hint="Move it to the next issue, if readers should get it.",
        wrong=Example("A file that is new in the folder of an issue that was sent.", told=True),
        right=Example("The same file in the folder of the next issue.", told=True),
        find=late_item,
        note="The ledger knows which were sent. Their errors, but those of privacy and circulation, are warnings.",
    ),
)
