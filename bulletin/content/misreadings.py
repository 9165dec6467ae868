"""Find places where Markdown reads another structure than the author meant, such as a line swallowed by a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..text.expressions import compiled
from ..text.joined_lines import SENTENCE_END, SHORT_LINE, WRAPPED_FROM, are_lines_apart
from ..text.table_rows import cell_count, row_fault
from .source import Block, Source

_MOST_ENTRIES = 20
"""The highest number at the start of a line that counts as the number of a list entry."""
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|(?P<number>[0-9]{1,9})[.)])(?P<blank>[ \t]+)(?=\S)")
_FIRST_ENTRY = re.compile(r"1[.)]")
_PREFIX = re.compile(r"[ \t]*(?:(?:[-*+>]|[0-9]{1,9}[.)])[ \t]+)*")
"""The marks of lists and quotes before a paragraph."""
_QUOTE = re.compile(r"\A(?: {0,3}> ?)+")
_GAP = re.compile(r"\S {3,}(?=\S)")
_ENUMERATOR = re.compile(r"\(?(?:[A-Za-z]|[ivxIVX]{1,4}|[0-9]{1,2})[.)]")
_WORDS = r"[^\W\d_]{2,}(?:[^\S\n]+[^\W\d_]{2,}){2}"
_INDENTED = re.compile(rf"{_WORDS}|(?m:^[ \t>]*(?:\||#{{2,6}}[ \t]*\w|>[ \t]|[-*+][ \t]+\w|[0-9]{{1,2}}[.)][ \t]))")
"""Words, or marks of Markdown, that nobody means to be shown in typewriter letters."""
_STARTS_ANEW = re.compile(r"[\"'“‘(\[*_]{0,3}(?:[^\W\d_]|[£€$]?[0-9]|-[0-9])")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\]\n]+)\]:[ \t]*(?P<target>\S.*)$", re.MULTILINE)
_ADDRESS = re.compile(r"<?(?:https?:|mailto:|tel:|www\.|[./#])")
_LABEL = re.compile(r"\[([^\[\]]+)\]")
_COMMENT_LABELS = ("//", "comment", "_", "#", "")


class Misreading(NamedTuple):
    """A place at which Markdown reads the text in another way than the author meant."""

    offset: int
    """The offset in the file."""
    says: str
    """The sentence for the editor."""
    hint: str
    severity: str
    edits: tuple[tuple[int, int, str], ...] = ()
    """Replacements that certainly correct it: start, end, new text."""


def misreadings(source: Source) -> Iterator[Misreading]:
    """Yield the misreadings of a file's body, at most one for each offset."""
    offsets: set[int] = set()
    for find in _FINDERS:
        for misreading in find(source):
            if misreading.offset not in offsets:  # Several finders may see the same mistake.
                offsets.add(misreading.offset)
                yield misreading


def _wrong_numbers(source: Source) -> Iterator[Misreading]:
    """Find entries that are printed with another number than written.

    Lists in which all entries have the same number are left out: their authors let Markdown count.
    """
    for _, entries in _numbered_lists(source):
        matches = [_ITEM.match(source.text, entry.start) for entry in entries]
        written = [int(match["number"]) for match in matches if match and match["number"]]
        if len(written) < len(entries) or len(set(written)) < 2:
            continue
        for place, (entry, number) in enumerate(zip(entries, written, strict=True)):
            if number != written[0] + place:
                says = f"This entry has the number {number}, and is printed as {written[0] + place}."
                hint = f'Write "{written[0] + place}." in its place'
                if abs(number - written[0] - place) > _MOST_ENTRIES:
                    hint = f'Write "{number}\\." if it is no number of a list, and an empty line before it'
                yield Misreading(entry.start, says, f"{hint}.", "warning")
                break


def _restarted_lists(source: Source) -> Iterator[Misreading]:
    """Find neighbouring lists of one entry "1.": their authors meant one list with the numbers 1, 2, 3."""
    before: Block | None = None
    for block, entries in _numbered_lists(source):
        alone = len(entries) == 1 and bool(_FIRST_ENTRY.match(source.text, entries[0].start))
        if alone and before is not None and before.depth == block.depth:
            hint = "Set what stands between the entries in by 3 blanks, so that they stay one list."
            yield Misreading(block.start, "The numbers begin again at 1 here.", hint, "warning")
        before = block if alone else None


def _numbered_lists(source: Source) -> list[tuple[Block, list[Block]]]:
    """Return each numbered list with its entries."""
    return [(block, entries) for block, entries in _lists(source) if block.kind == "ordered list"]


def _lists(source: Source) -> list[tuple[Block, list[Block]]]:
    """Return each list with its entries."""
    lists: list[tuple[Block, list[Block]]] = []
    open_lists: list[tuple[Block, list[Block]]] = []
    for block in source.blocks:
        while open_lists and open_lists[-1][0].end <= block.start:
            open_lists.pop()
        if block.kind in ("list", "ordered list"):
            open_lists.append((block, []))
            lists += open_lists[-1:]
        elif block.kind == "item" and open_lists and block.depth == open_lists[-1][0].depth + 1:
            open_lists[-1][1].append(block)
    return lists


def _shallow_entries(source: Source) -> Iterator[Misreading]:
    """Find entries that are indented, but too little to be inside the entry above."""
    parents: dict[int, tuple[int, int]] = {}
    reported = False
    for block in source.blocks:
        if block.kind != "item":
            continue
        start, indent = _entry_place(source, block)
        match = _ITEM.match(source.text, start)
        inside = indent + (match.end() - match.start() if match else 2)
        parents = {depth: place for depth, place in parents.items() if depth <= block.depth}
        parent = parents.get(block.depth)
        if parent and parent[0] < indent < parent[1]:
            if not reported:
                says = "This entry is not set in far enough, so it becomes one beside the entry above."
                yield Misreading(start, says, f"Set it in by {parent[1]} blanks.", "error")
            reported = True
        else:
            reported = False
            parents[block.depth] = (indent, inside)


def _entry_place(source: Source, block: Block) -> tuple[int, int]:
    """Return the place of the mark of an entry, and how far it is set in, both behind the signs of a quote."""
    line_start = _line_start(source, block.start)
    line = source.text[line_start : block.end]
    behind = _QUOTE.sub("", line, count=1)
    margin = line_start + len(line) - len(behind)
    start = max(block.start, margin + len(behind) - len(behind.lstrip(" ")))
    return start, start - margin


def _swallowed_lines(source: Source) -> Iterator[Misreading]:
    """Find lines after a list or quote that become part of it, because there is no empty line before them."""
    for block in source.blocks:
        if block.kind != "paragraph" or not block.depth:
            continue
        prefix = _PREFIX.match(source.text, _line_start(source, block.start))
        quoted, margin = (">" in prefix[0], len(prefix[0])) if prefix else (False, 0)
        for (start, end), (later, later_end) in pairwise(_line_spans(source, block)):
            line, after = source.text[start:end], source.text[later:later_end]
            lazy = not after.lstrip().startswith(">") if quoted else len(after) - len(after.lstrip()) < margin
            bare = after.strip()
            # A program breaks a line only where the next word does not fit.
            in_words = line.rfind("[") > line.rfind("]")
            short = not quoted and not in_words and len(line.strip()) + len(bare.split(" ", 1)[0]) < SHORT_LINE
            anew = _STARTS_ANEW.match(bare) and (short or bare.lstrip("\"'“‘([*_-£€$")[:1].isupper())
            ended = compiled(SENTENCE_END).search(line.rstrip()) or len(line.rstrip()) < WRAPPED_FROM
            if lazy and anew and ended:
                what = "the quote" if quoted else "the entry of the list"
                says = f"This line becomes a part of {what} above."
                yield Misreading(later, says, "Put an empty line before it, or set it in.", "warning")
                break


_NOTE = re.compile(r"(?m)^ {0,3}(?:\[\^[^\[\]\n]+\]:|:[ \t])[^\n]*")
"""The first line of a note, or of the meaning of a word."""


def _lines_in_notes(source: Source) -> Iterator[Misreading]:
    """Find lines right behind a note, or the meaning of a word, that become part of it."""
    for match in _NOTE.finditer(source.text, source.body):
        line, later = match[0].rstrip(), source.text[match.end() + 1 : match.end() + 2]
        ended = compiled(SENTENCE_END).search(line) or len(line) < WRAPPED_FROM
        is_code = not source.said[match.start() : match.end()].strip()
        if ended and later.isupper() and not is_code:
            what = "the note" if line.lstrip().startswith("[") else "the meaning of the word"
            says = f"This line becomes a part of {what} above."
            yield Misreading(match.end() + 1, says, "Put an empty line before it, or set it in by 4 blanks.", "warning")


_SIGN_ENTRY = re.compile(
    r"(?P<mark>[-*+>]|1\.)[ \t]+(?:(?P<number>[£€$]?[0-9])|(?P<day>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b)"
    r"|(?P<month>(?:Jan|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])[a-zä]*\b)|\S)"
)
_GOES_ON = re.compile(
    r"(?:[0-9]|\b(?:am|pm|an?|the|at|of|to|from|is|are|be|by|in|on|for|than|then|about|until|below|under|over|above"
    r"|minus|and|or|around|between|times|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))\Z"
)
"""The end of a line whose sentence goes on in the next."""
_PHONE_ENTRY = re.compile(r"\+(?P<blank>[ \t]+)(?=[1-9][0-9]{0,2}[ (0-9-]{7,16}[0-9](?:\D|\Z))")


def _signs_as_marks(source: Source) -> Iterator[Misreading]:
    """Find a minus, a plus or a > at the start of a line, where it marks a list or a quote, and is not printed.

    Readers would get "18 degrees" for "- 18 degrees", and "38 degrees" for "> 38 degrees".
    """
    single = [block for block, entries in _lists(source) if len(entries) == 1]
    for block in (*single, *(block for block in source.blocks if block.kind == "quote")):
        start = _line_start(source, block.start)
        line = source.text[start : source.text.find("\n", start) % (len(source.text) + 1)]
        match = _SIGN_ENTRY.match(line, len(line) - len(line.lstrip(" ")))
        if match is None:
            continue
        phone = _PHONE_ENTRY.match(line, match.start())
        if phone:
            says = "This plus sign begins an entry of a list, and is not printed."
            blank = (start + phone.start("blank"), start + phone.end("blank"), "")
            yield Misreading(start + match.start(), says, "Take out the blank behind it.", "error", (blank,))
        elif _is_torn(source.text[_line_start(source, max(start - 1, 0)) : max(start - 1, 0)], match):
            what = ("a quote", "a quote") if match["mark"] == ">" else ("an entry of a list", "a list")
            says = f'This "{match["mark"]}" begins {what[0]}, and is not printed as a sign.'
            hint = f"Write it at the end of the line above; for {what[1]}, put an empty line before it."
            yield Misreading(start + match.start(), says, hint, "warning")


def _is_torn(above: str, match: re.Match[str]) -> bool:
    """Tell whether the sentence of the line above probably goes on with a sign at the start of a line."""
    entry, above = bool(_ITEM.match(above)), above.strip(" \t>*_")
    if not above or above.startswith(("#", "|")) or compiled(SENTENCE_END).search(above):
        return False
    mark, number, month = match["mark"], bool(match["number"]), bool(match["month"])
    goes_on = bool(_GOES_ON.search(above)) and (number or month or bool(match["day"]))
    return {"+": not entry, "1.": month}.get(mark, goes_on)


def _wrong_cell_counts(source: Source) -> Iterator[Misreading]:
    """Find rows of tables that have more or fewer cells than the head; Markdown drops the cells beyond the head."""
    for block in source.blocks:
        if block.kind != "table":
            continue
        head, _, *rows = _line_spans(source, block)
        written = _PREFIX.sub("", source.text[slice(*head)], count=1)
        columns, above = cell_count(written), written
        for start, end in rows:
            line = source.text[start:end]
            count = cell_count(line)
            if count and count != columns:
                yield Misreading(start, *row_fault(line, above, count, columns))
            above = line


def _indented_paragraphs(source: Source) -> Iterator[Misreading]:
    """Find paragraphs that are printed as code because they are indented."""
    for block in source.blocks:
        first = _line_start(source, block.start)
        if block.kind == "indented code" and _INDENTED.search(source.text, first, block.end):
            lines = [(start, end) for start, end in _line_spans(source, block) if source.text[start:end].strip()]
            edits = tuple(
                (start, start + len(line) - len(line.lstrip(" \t")), "")
                for start, line in ((start, source.text[start:end]) for start, end in lines)
            )
            says = "This text is set in, and is shown in typewriter letters, with its marks as typed."
            hint = "Take out the blanks in front of it, or put it between ``` lines."
            yield Misreading(block.start, says, hint, "warning", edits if not block.depth else ())


def _tabbed_tables(source: Source) -> Iterator[Misreading]:
    """Find tables that were pasted with tabs or rows of blanks, and are printed as one line."""
    for block in source.blocks:
        if block.kind == "paragraph":
            lines = [source.text[start:end] for start, end in _line_spans(source, block)]
            for has_columns, name in ((_has_tabs, "tabs"), (_has_gap, "rows of blanks")):
                if sum(map(has_columns, lines)) > 1:
                    says = f"These lines have {name} between columns, and become one line."
                    hint = "Write | between the columns, and |---|---| under the head."
                    yield Misreading(block.start, says, hint, "error")


def _has_tabs(line: str) -> bool:
    """Tell whether words or numbers stand on both sides of a tab; a bullet or "a." before a tab is none."""
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    if cells and _ENUMERATOR.fullmatch(cells[0]):
        return False
    return len(cells) > 1 and (len(cells) > 2 or len(cells[0]) > 1 or cells[0].isdigit())


def _has_gap(line: str) -> bool:
    """Tell whether words stand on both sides of three blanks or more."""
    gap = _GAP.search(line.strip(" \t>"))
    return gap is not None and gap.start() > 0


def _endless_code(source: Source) -> Iterator[Misreading]:
    """Find code without an end, which makes code of all that follows."""
    for block in source.blocks:
        if block.kind == "code":
            lines = source.text[block.start : block.end].rstrip().split("\n")
            fence = lines[0].strip(" >")[:3]
            if len(lines) < 2 or not lines[-1].strip(" >").startswith(fence):
                says = "This code has no end, so that all below it is shown in typewriter letters."
                hint = f"Write {fence} on a line of its own where it ends, or take {fence} out here."
                yield Misreading(block.start, says, hint, "warning")


_DRAWN = re.compile(r"[ \t>]*[`~]{3,}[ \t]*\{?(?P<name>mermaid|math|geojson|topojson|stl|plantuml|dot|graphviz)\b")


def _drawn_code(source: Source) -> Iterator[Misreading]:
    """Find code of which GitHub draws a picture; readers would get the code."""
    for block in source.blocks:
        match = _DRAWN.match(source.text, block.start) if block.kind == "code" else None
        if match:
            says = f"GitHub draws this ({match['name']}), and readers would get it as typed."
            hint = "Save the picture in files/ and show it with ![what it shows](files/name.png), or say it in words."
            yield Misreading(block.start, says, hint, "warning")


_EMPTY_ENTRY = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])\s*")


def _empty_entries(source: Source) -> Iterator[Misreading]:
    for block in source.blocks:
        if block.kind == "item" and _EMPTY_ENTRY.fullmatch(source.text, block.start, block.end):
            yield Misreading(block.start, "This entry has no words.", "Take it out.", "warning")


_STAR = re.compile(r"(?<=[\w)£%.])\*(?=[\s.,;:)|]|\Z)")
"""A star behind a word, which leads to a note below."""


def _starred_notes(source: Source) -> Iterator[Misreading]:
    """Find a note that begins with a star, and becomes the only entry of a list."""
    if not _STAR.search(source.said, source.body):
        return
    entries = [block for block in source.blocks if block.kind == "item" and source.text.startswith("* ", block.start)]
    if len(entries) == 1:
        says = "This note to a star in the text becomes an entry of a list."
        hint = 'Write "\\* " in front of it, with an empty line above; or write [^1] in the text, and "[^1]: " here.'
        yield Misreading(entries[0].start, says, hint, "warning")


_TIGHT_ENTRY = re.compile(r"(?m)^(?P<mark>[ ]{0,3}[-*+])(?P<first>\*\*(?=\w)|[^\s\d*+-])")


def _tight_entries(source: Source) -> Iterator[Misreading]:
    """Find entries without a blank behind their mark of which some begin with another mark: "-[Link](…)"."""
    for block in source.blocks:
        if block.kind != "paragraph":
            continue
        start = _line_start(source, block.start) if not block.depth else block.start
        matches = list(_TIGHT_ENTRY.finditer(source.text, start, block.end))
        if (len(matches) > 1 or (matches and block.depth)) and any(match["first"][0] in "[_`<*" for match in matches):
            yield from map(_tight_entry, matches)


def _tight_entry(match: re.Match[str]) -> Misreading:
    says = "A blank is missing after the mark, so this is no list."
    edit = (match.start("mark"), match.end("mark"), f"{match['mark']} ")
    return Misreading(match.start("mark"), says, f'Write "{match["mark"]} " in its place.', "error", (edit,))


_EMPTY_CALL_OUT = re.compile(r"[ \t>]*\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t>\n]*", re.IGNORECASE)


def _empty_call_outs(source: Source) -> Iterator[Misreading]:
    for block in source.blocks:
        if block.kind == "quote" and _EMPTY_CALL_OUT.fullmatch(source.text, block.start, block.end):
            hint = 'Begin each line of its text with "> ", with no empty line in between.'
            yield Misreading(block.start, "This call-out has no words.", hint, "error")


_UNDERLINE = re.compile(r"\n[ \t>]*(?:(?P<mark>[-=])(?P=mark)*)[ \t]*(?:\n|$)")
"""A line that makes a heading of the text above it: of hyphens, or of equals signs, which nobody types by mistake."""


_STARS = re.compile(r"\*{2,4}[ \t]+")
"""How the plain text of a mail marks a heading, besides the line below it."""


def _underlined_text(source: Source) -> Iterator[Misreading]:
    """Find text that is printed as a heading because of a line of hyphens below it."""
    for heading in source.headings:
        if heading.start < source.body or source.text.startswith("#", heading.start):
            continue
        mark = _UNDERLINE.search(source.text, heading.start)
        stars = _STARS.match(source.text, heading.start)
        if stars and mark:
            line = source.text[mark.start() : mark.end()].strip("\n")
            at = source.text.find(line, mark.start())
            says = "The line below makes a heading of this one, and the stars are printed as typed."
            hint = 'Write "## " in place of the stars, and take out the line below.'
            yield Misreading(heading.start, says, hint, "error", ((*stars.span(), "## "), (at, at + len(line), "")))
        elif mark and mark["mark"] == "-" and source.text[heading.start : heading.start + 1] not in "#<":
            says = "The line of hyphens makes a heading of the text above it."
            hint = 'Put an empty line before the hyphens, or write "## " in front of the heading.'
            yield Misreading(heading.start, says, hint, "warning")


def _empty_headings(source: Source) -> Iterator[Misreading]:
    for heading in source.headings:
        if not heading.text:
            yield Misreading(heading.start, "This heading has no words.", "Take out the # signs.", "warning")


_WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def _joined_lines(source: Source) -> Iterator[Misreading]:
    """Find short lines, as of an address or a timetable, that are printed as one line."""
    for block in source.blocks:
        if block.kind != "paragraph":
            continue
        spans = _line_spans(source, block)
        lines = [source.text[start:end] for start, end in spans]
        # An address counts as one letter, since `bulletin fix` makes it shorter.
        bare = [_WEB_ADDRESS.sub("a", line.strip(" \t>")) for line in lines]
        if any(line.endswith(("\\", "  ")) for line in lines[:-1]):
            continue
        if block.depth and all(line.startswith("  ") for line in lines[1:]):
            bare[0] = _ITEM.sub("", bare[0], count=1)
        if not are_lines_apart(bare):
            yield from _bold_line(source, spans)
            continue
        edits = tuple((start + len(line.rstrip()), end, "\\") for (start, end), line in zip(spans, lines, strict=True))
        says = f"These {len(lines)} lines become one."
        hint = "End each with \\, or begin each with - for a list."
        yield Misreading(block.start, says, hint, "info", edits[:-1])


_BOLD_LINE = re.compile(r"(?P<sign>\*\*|__)(?=\S)[^*_\n]{1,80}(?P=sign):?")


def _bold_line(source: Source, spans: Sequence[tuple[int, int]]) -> Iterator[Misreading]:
    """Find a bold line that is meant as a heading, and becomes the start of the line below it."""
    for (start, end), (later, later_end) in pairwise(spans):
        line, below = source.text[start:end].strip(" \t>"), source.text[later:later_end].lstrip(" \t>*_\"'“‘[(")
        if _BOLD_LINE.fullmatch(line) and (below[:1].isupper() or below[:1].isdigit()):
            says = "This bold line and the one below it become one."
            hint = 'End it with \\, or write "## " in place of the stars for a heading, with an empty line below it.'
            edit = (start + len(source.text[start:end].rstrip()), end, "\\")
            yield Misreading(start, says, hint, "info", (edit,))


def _numbers_in_text(source: Source) -> Iterator[Misreading]:
    """Find numbered entries that become part of the paragraph above: only "1." can begin a list inside a paragraph."""
    for block in source.blocks:
        if block.kind != "paragraph":
            continue
        for (start, end), (later, later_end) in pairwise(_line_spans(source, block)):
            match = _ITEM.match(source.text, later, later_end)
            number = int(match["number"]) if match and match["number"] else 0
            if 1 < number <= _MOST_ENTRIES and end - start < WRAPPED_FROM:
                says = "This line becomes a part of the text above, and no entry of a list."
                yield Misreading(later, says, "Put an empty line before it.", "warning")
                break


def _unused_definitions(source: Source) -> Iterator[Misreading]:
    """Find definitions of links and notes that nothing uses, or that another replaces, so that they are not printed."""
    definitions = [match for match in _DEFINITION.finditer(source.text, source.body) if _is_definition(source, match)]
    labels = (
        Counter(_fold_label(label) for label in _LABEL.findall(source.text, source.body)) if definitions else Counter()
    )
    defined = Counter(_fold_label(match["label"]) for match in definitions)
    targets: dict[str, str] = {}
    for match in definitions:
        label = _fold_label(match["label"])
        if targets.setdefault(label, match["target"]) != match["target"]:
            says = f'"[{match["label"]}]:" stands in this file twice, and one of the two is printed nowhere.'
            yield Misreading(match.start(), says, "Give each its own name, here and in the text.", "error")
        elif labels[label] <= defined[label]:
            yield _unused_definition(match)


def _unused_definition(match: re.Match[str]) -> Misreading:
    label = match["label"]
    if label.strip() in _COMMENT_LABELS:
        return Misreading(match.start(), "No reader sees this line.", "Write <!-- … --> for a note to editors.", "info")
    if label.startswith("^"):
        says = f'Nothing leads to the note "{label[1:]}", so it is printed nowhere.'
        return Misreading(match.start(), says, f"Write [{label}] where it belongs.", "error")
    says = "Nothing uses this line, so it is printed nowhere."
    hint = f"Write [words][{label}] where the link belongs, or \\[{label}]: if it is text."
    return Misreading(match.start(), says, hint, "warning" if _ADDRESS.match(match["target"]) else "error")


def _is_definition(source: Source, match: re.Match[str]) -> bool:
    """Tell whether a match is a definition: it is not printed (or is a note's), and is in no code and no comment."""
    label = match["label"]
    if source.said[match.start() : match.end()].strip() and not label.startswith("^"):
        return False
    hidden = (block for block in source.blocks if block.kind.endswith("code") or block.kind == "comment")
    return not any(block.start <= match.start() < block.end for block in hidden)


def _fold_label(label: str) -> str:
    return " ".join(label.casefold().split())


_FINDERS: tuple[Callable[[Source], Iterator[Misreading]], ...] = (
    _shallow_entries,
    _tight_entries,
    _starred_notes,
    _empty_entries,
    _drawn_code,
    _wrong_numbers,
    _restarted_lists,
    _swallowed_lines,
    _lines_in_notes,
    _signs_as_marks,
    _wrong_cell_counts,
    _indented_paragraphs,
    _tabbed_tables,
    _endless_code,
    _empty_call_outs,
    _underlined_text,
    _empty_headings,
    _joined_lines,
    _numbers_in_text,
    _unused_definitions,
)


def _line_start(source: Source, offset: int) -> int:
    return source.text.rfind("\n", 0, offset) + 1


def _line_spans(source: Source, block: Block) -> list[tuple[int, int]]:
    """Return the start and end of each line of a block, without the empty ones at its end."""
    spans = []
    start = _line_start(source, block.start)
    while start <= block.end:
        end = source.text.find("\n", start, block.end)
        end = block.end if end < 0 else end
        spans.append((start, end))
        start = end + 1
    while len(spans) > 1 and not source.text[slice(*spans[-1])].strip():
        spans.pop()
    return spans
