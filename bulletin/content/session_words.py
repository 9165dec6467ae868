"""Read the words of a session line: place, presenters, audience, and a name without a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..text.expressions import compiled
from ..text.humanize import excerpt
from ..text.named_places import is_named_place, may_be_place
from ..text.online import TO_BE_CONFIRMED, is_online, split_place
from .frontmatter import Wrong
from .line_draft import LineDraft, Region
from .session_label import bare_name, judge_label
from .session_openers import find_openers
from .session_places import (
    HELD,
    HOW_TO_SAY_MORE,
    has_postcode,
    is_unknown_place,
    read_audience,
    read_names,
    read_place,
    refuse_notes,
)
from .session_remainders import Remainder, remainder_problem
from .session_states import holds_state_word
from .spans import READ, LineText

_IN_PERSON = (
    rf"(?i)(?P<left>\A|{READ}|[,;|.:(/]|\s[-–—/]\s|\s(?=(?:and|or|&)\s))\s*"
    r"(?P<words>(?:(?:and|or|&)\s+)?(?:in[- ]person|face[- ]to[- ]face|f2f))\b"
    r"\s*:?\s*(?:\((?P<where>[^()]*)\))?"
)
_HYBRID_ALONE = rf"(?i)(?P<left>\A|{READ}|[,;|.:]|\s[-–—/]\s)\s*(?P<words>hybrid)(?=\s*(?:\Z|{READ}|[,;|.]))"
_HELD = (
    rf"(?i)(?:\A|{READ}|[,;|.:]|\s[-–—]\s)\s*"
    rf"(?P<words>{HELD})"
    r"(?=\s+(?:at|in|on|via|over|online|virtually|remotely)\b)"
)
_UNREAD = re.compile(rf"[^{READ}]+")
_NAMES = re.compile(r"[,;|()]|\s[-–—]\s")
_MARKS = f" ,;|.:/–—-{READ}"
_AND_AT = re.compile(r"\b(?:and|or)\s+(?:at|in)\s", re.IGNORECASE)
_NAME_AND_PLACE = re.compile(r"(?P<name>.+?)\s+(?P<lead>at|in|via|on)\s+(?P<place>.+)", re.IGNORECASE)
_PLACE_IN_NAME = r"\s(?P<lead>at|on|via)\s+(?P<place>(?:the\s+)?[A-Z0-9].*)"
_ALSO = re.compile(r"(?:(?:and|or|also|plus)\s+)+(?:(?:on|via)\s+)?", re.IGNORECASE)
_AFTER_DATE = re.compile(r"[0-9]{4}:\s+\Z")
"""A year with a colon, after which the name of the session may stand."""
_DASHES = " -–—"
"""The characters that separate a piece from the next one, and may be left at its end."""
_PIECE = re.compile(r"(?:(?!\s[-–—]\s)[^,|])+")


class Words(NamedTuple):
    """The place, presenters and audience of a part of a line."""

    place: str = ""
    presenters: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()


class _Chunk(NamedTuple):
    """Words of a line, with the opening word before them if there is one."""

    kind: str
    """The kind of the opening word: place, who or for; "" without one."""
    lead: str
    """The opening word, "" without one."""
    start: int
    """The offset after the opening word."""
    end: int


class _PlaceWords(NamedTuple):
    """Words in the position of a place."""

    text: str
    offset: int
    lead: str
    """The opening word before them, "" without one."""


def take_words(draft: LineDraft, region: Region, number: int) -> Words:
    """Read the remaining words of a part of a line; raises Wrong for words that a line cannot have.

    region: the part's. number: its index, from 0.
    """
    _take_how(draft, region)
    places: list[_PlaceWords] = []
    presenters: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    for chunk in list(_chunks(draft, region)):
        text = draft.line.text[chunk.start : chunk.end].rstrip(_DASHES)
        draft.hybrid = draft.hybrid or chunk.lead == "hybrid"
        if chunk.lead == "hybrid" and not text.strip(_MARKS):
            continue
        if chunk.kind == "place":
            places.append(_PlaceWords(text, chunk.start, chunk.lead))
        elif chunk.kind == "who" and not text.strip(_MARKS):
            _refuse_rest(draft, chunk.lead, chunk.start - len(chunk.lead) - 1, number)
        elif chunk.kind == "who" and chunk.lead == "by" and is_online(text):
            places.append(_PlaceWords(text, chunk.start, "via"))
        elif chunk.kind == "who":
            names, place = _split_names(text)
            presenters += read_names(names, chunk.start, chunk.lead)
            places += [_PlaceWords(place, chunk.start + len(names), "at")] if place else []
        elif chunk.kind == "for" and not re.match(r"\s*(?:[0-9£€$]|free\b)", text, re.IGNORECASE):
            audience += read_audience(text, chunk.start)
        else:
            places += _take_plain(draft, chunk, number)
    place = _join_places(places, draft.context.place)
    if not place and "place" not in draft.keys:
        _refuse_place_in_names(presenters, audience, region[0])
    _take_rest(draft, region)
    return Words(place, presenters, audience)


def _refuse_place_in_names(presenters: Sequence[str], audience: Sequence[str], offset: int) -> None:
    """Raise Wrong (SES01) for a name that may be a place, or end in one, if there is no place.

    Examples: "Dr A Smith at Bury Hall"; "Dr A Smith, Bury Hall", in which a person may be called Hall.
    """
    for name in (*presenters, *audience):
        match = compiled(_PLACE_IN_NAME).search(name)
        if match and (match["lead"] == "at" or is_online(match["place"])):
            message = f'I cannot tell whether "{excerpt(match[0].strip(), 80)}" is the place.'
            example = f"{name[: match.start()]}, {match[0].strip()}"
            raise Wrong("SES01", message, f'If it is, write a comma before it: "{excerpt(example, 80)}".', offset)
    for key, names in (("presenter", presenters), ("for", audience)):
        pieces = [piece.strip() for piece in _NAMES.split(", ".join(names)) if piece.strip()]
        at = next((at for at, piece in enumerate(pieces) if at and (may_be_place(piece) or has_postcode(piece))), 0)
        if at:
            place, all_names = (excerpt(", ".join(words), 80) for words in (pieces[at:], pieces))
            message = f'I cannot tell whether "{place}" is the place.'
            hint = f'If it is, write "at {place}"; if not, write "{key}: {all_names}" at the end of the line.'
            raise Wrong("SES01", message, hint, offset)


def _take_rest(draft: LineDraft, region: Region) -> None:
    """Blank the rest of a region: words that were read, and punctuation between them."""
    for match in list(_UNREAD.finditer(draft.line.text[region[0] : region[1]])):
        draft.line.take(region[0] + match.start(), region[0] + match.end(), "words")


def _take_how(draft: LineDraft, region: Region) -> None:
    """Blank the words that say how people meet, or only that they do: in person, hybrid, held."""
    line = draft.line
    lower = line.text[region[0] : region[1]].lower()
    if "person" in lower or "face" in lower or "f2f" in lower:
        for match in list(compiled(_IN_PERSON).finditer(line.text, *region)):
            draft.in_person = True
            if match["where"] is not None:
                line.take(match.end("words"), match.start("where"), "mark")
                line.loosen(match.end("where"))
            line.take(match.start("words"), match.end("words"), "in person")
    if any(word in lower for word in ("held", "taking", "hosted", "based", "delivered", "run", "now")):
        for match in list(compiled(_HELD).finditer(line.text, *region)):
            line.take(match.start("words"), match.end("words"), "words")
    if "hybrid" in lower:
        for match in list(compiled(_HYBRID_ALONE).finditer(line.text, *region)):
            draft.hybrid = True
            line.take(match.start("words"), match.end("words"), "hybrid")


# Chunks


def _chunks(draft: LineDraft, region: Region) -> Iterator[_Chunk]:
    """Split the unread text of a region at parts that were read, and before each opening word."""
    text = draft.line.text
    joined: _Chunk | None = None
    for stretch in _UNREAD.finditer(text[region[0] : region[1]]):
        start, end = region[0] + stretch.start(), region[0] + stretch.end()
        for chunk in _split_at_openers(draft, start, end):
            if joined and chunk.kind == "place" and joined.start >= start and _goes_on(joined, chunk):
                joined = joined._replace(end=chunk.end)
                continue
            if joined:
                yield joined
            joined = chunk if chunk.kind == "place" else None
            if joined is None:
                yield chunk
    if joined:
        yield joined


def _goes_on(before: _Chunk, chunk: _Chunk) -> bool:
    """Tell whether a place directly follows another, so that both are one place: "at The Lowry, in Salford"."""
    return before.end >= chunk.start - len(chunk.lead) - 3


def _split_at_openers(draft: LineDraft, start: int, end: int) -> Iterator[_Chunk]:
    text = draft.line.text
    openers = [opener for opener in find_openers(text, max(0, start - 1), end) if opener.end > start]
    ends = [*(opener.mark_end for opener in openers), end]
    words = text[start : ends[0]]
    after_in_person = draft.in_person and any(span.end == start and span.kind == "mark" for span in draft.line.spans)
    if after_in_person and words.strip(_MARKS) and words.lstrip()[0] not in ",;|.":
        yield _Chunk("place", "at", start, ends[0])
    else:
        yield _Chunk("", "", start, ends[0])
    for opener, later in zip(openers, ends[1:], strict=True):
        yield _Chunk(opener.kind, opener.word, opener.end, later)


# Words without an opening word


def _take_plain(draft: LineDraft, chunk: _Chunk, number: int) -> list[_PlaceWords]:
    """Read words without an opening word, if they are clearly places or a name; raises Wrong for other words."""
    text = draft.line.text[chunk.start : chunk.end]
    bare = text.strip(_MARKS)
    if bare.startswith("(") and bare.endswith(")") and _is_place(draft, bare[1:-1], chunk.start):
        bare = bare[1:-1]
    also = _ALSO.match(bare)
    if also and is_online(bare[also.end() :]):
        bare = bare[also.end() :]
    if not bare:
        return [] if not chunk.lead else _refuse_rest(draft, chunk.lead, chunk.start, number)
    offset = chunk.start + text.index(bare)
    if chunk.lead:
        return _refuse_rest(draft, f"{chunk.lead} {bare}", offset, number)
    if _is_place(draft, bare, offset):
        return [_PlaceWords(bare, offset, "")]
    named = _NAME_AND_PLACE.fullmatch(bare)
    if named and _take_name(draft, _PlaceWords(named["name"], offset, named["lead"].lower())):
        return [_PlaceWords(named["place"], offset + named.start("place"), named["lead"].lower())]
    pieces = [
        _PlaceWords(match[0].strip(), offset + match.start(), "")
        for match in _PIECE.finditer(bare)
        if match[0].strip(_MARKS)
    ]
    places = []
    for piece in pieces:
        if _is_place(draft, piece.text, piece.offset):
            places.append(piece)
        elif not _take_name(draft, piece):
            rest = piece if places else piece._replace(text=bare, offset=offset)
            _refuse_rest(draft, rest.text, rest.offset, number)
    return places


def _is_place(draft: LineDraft, text: str, offset: int) -> bool:
    own = draft.context.place
    is_place = is_online(text) or is_unknown_place(text) or has_postcode(text)
    if is_place or (own and text.casefold() == own.casefold()):
        return True
    if holds_state_word(text) or not _follows_days(draft, offset):
        return False
    return is_named_place(text) or _is_hybrid(text)


def _is_hybrid(text: str) -> bool:
    """Tell whether words are a place joined with an online service: "London School of Economics & Online"."""
    venue, service = split_place(text)
    if not service or not venue[:1].isupper() or is_online(venue):
        return False
    return "," not in venue or _AND_AT.search(text) is not None


def _take_name(draft: LineDraft, piece: _PlaceWords) -> bool:
    """Read words after the days as the name of the session, if they can be nothing else; raises Wrong (SES01)."""
    name = bare_name(piece.text, before_place=bool(piece.lead))
    if draft.label or not name or not _follows_days(draft, piece.offset):
        return False
    judge_label(draft, name)
    draft.label = name
    start = draft.line.text.index(piece.text, piece.offset)
    draft.line.take(start, start + len(piece.text), "label")
    return True


def _first_day(line: LineText) -> str:
    """Return the first day of a line, as written."""
    span = next(span for span in line.spans if span.kind == "days")
    return line.whole[span.start : span.end].strip(" ,:")


def _follows_days(draft: LineDraft, offset: int) -> bool:
    """Tell whether words come after the days of a line; before the days they could be the name as well."""
    return any(span.kind == "days" and span.end <= offset for span in draft.line.spans)


def _refuse_rest(draft: LineDraft, words: str, offset: int, part: int) -> list[_PlaceWords]:
    """Raise Wrong for words that a session line cannot have. part: the index of the part of the line, from 0."""
    line = draft.line
    days = [span for span in line.spans if span.kind in ("days", "awaited") and span.start > offset]
    day = excerpt(line.whole[days[0].start : days[0].end].strip(" ,"), 40) if days else ""
    if not days and not draft.label and _AFTER_DATE.search(line.whole, 0, offset):
        hint = f'If it is the name, write it first: "{excerpt(words, 60)}: {_first_day(line)}, …".'
        raise Wrong("SES01", f'I do not understand "{excerpt(words, 80)}" in this session.', hint, offset)
    if line.text.startswith(words, offset):
        words = line.whole[offset : offset + len(words)]
    raise remainder_problem(Remainder(words, max(offset, 0), part, draft.label, day), draft.context.limits)


# Places


def _join_places(places: Sequence[_PlaceWords], own: str) -> str:
    """Join the places of a part of a line into one; raises Wrong (SES01, SES02, DAT07).

    own: the place in the bulletin's settings.
    """
    read = [_checked_place(place, own) for place in places]
    if len(read) == 2 and is_online(read[0].text) != is_online(read[1].text):
        first, second = sorted((place.text for place in read), key=is_online)
        return f"{first} and {second}"
    if len(read) > 1 and all(is_online(place.text) for place in read):
        return ", ".join(place.text for place in read)
    if any(place.text == TO_BE_CONFIRMED for place in read[1:]):
        message = "This session has a place, and says that its place is to be confirmed."
        raise Wrong("SES01", message, "Keep one.", read[1].offset)
    if len(read) > 1:
        message = f'I do not understand "{excerpt(read[1].text, 80)}" in this session.'
        raise Wrong("SES01", message, HOW_TO_SAY_MORE, read[1].offset)
    return read[0].text if read else ""


def _checked_place(place: _PlaceWords, own: str) -> _PlaceWords:
    if not place.lead and own and place.text.casefold() == own.casefold():
        return place._replace(text=own)
    text = read_place(place.text, place.offset, place.lead or "at")
    refuse_notes(text, place.offset)
    return place._replace(text=text)


def _split_names(text: str) -> tuple[str, str]:
    """Split a list of names from the place at its end, like "NSPCC, Microsoft Teams"; the place is "" if absent."""
    names, comma, last = text.rstrip(_MARKS).rpartition(",")
    bare = last.strip(_MARKS)
    if comma and bare and (is_online(bare) or is_unknown_place(bare)):
        return names, bare
    return text, ""
