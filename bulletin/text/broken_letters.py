"""Find letters that copying broke, and invisible letters, with the right letters for each."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress

from .expressions import compiled, has_any
from .text_fault import TextFault

_CONTINUED = "\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""The bytes 80 to BF as Windows reads them."""
_WINDOWS = (
    rf"(?:(?:Ã|Â(?!’(?<![^\W\d_]Â’)))[{_CONTINUED}]|[âï][{_CONTINUED}]{{2}}|à[¤-¿][{_CONTINUED}]"
    rf"|ð[{_CONTINUED}]{{3}}"
    rf"|[ÄÅÈ][‚ƒ„†‡ˆ‰ŠŒŽ™šœžŸµ·¹º¼½¾¿¡¢±›]|(?:[Ä-ÑÖ-Ü][{_CONTINUED}]){{2,}}|(?:[ä-é][{_CONTINUED}]{{2}}){{2,}})+"
)
"""UTF-8 that was read as Windows-1252: donâ€™t, Â£, cafÃ©."""
_DOS = r"(?:ΓÇ.|┬[░-▓¡-¿úóíñÑª║ú]|├[\u0080-\u25ff])"
"""UTF-8 that was read as code page 437: donΓÇÖt."""
_TURKISH = rf"ğŸ[{_CONTINUED}]{{2}}"
"""Emoji that were read as Windows-1254."""
_MAC_CONTINUED = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
"""The bytes 80 to BF as old Macs read them."""
_MACINTOSH = rf"(?:‚[{_MAC_CONTINUED}]{{2}}|[¬√][{_MAC_CONTINUED}])+"
"""UTF-8 that was read as Mac OS Roman: don‚Äôt, ¬£."""
_CENTRAL = (
    r"Â[ˇ˘Ł¤Ą¦§¨©Ş«¬®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż](?![a-z])"
    r"|Ă[ˇ˘Ł¤Ą¦§¨©Ş«¬®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż]|â€[śťž“”™˘¦]"
)
"""UTF-8 that was read as Windows-1250: Â±, cafĂ© and ”."""
_LEFT_OVER = re.compile(r"(?<=[a-z.,;:])Ā(?=[ \u00a0])|Â(?= )|(?<=[^\W\d_])Â(?=[\s.,;:)]|$)")
"""The first letter of a no-break space that was read as Windows-1252: Â before a blank."""
_ACCENTED = re.compile(r"\b(?:[A-Z]?[a-z]{2,}|[Ii]|[Ww]e|[Hh]e|[Ii]t)(?P<lost>í)(?=(?:s|t|re|ll|ve|m|d)\b)")
"""An apostrophe of Windows that was read as an í of an old Mac: Iíve, Godís; a few Spanish words look so."""
_SPANISH = (
    "país",
    "aquís",
    "caís",
    "oís",
    "traís",
    "raíl",
    "maíd",
    "leís",
    "creís",
    "pedís",
    "vivís",
    "decís",
    "salís",
    "venís",
)
_ASKED = re.compile(r"(?<=[a-z])(?P<lost>\?)(?=[’'](?:s|t|re|ll|ve)\b)")
"""A question mark that copying put in front of an apostrophe: don?’t."""
_CLOSING = re.compile(r"â€(?:\?|\x9d)?(?=[\s.,;:!)?]|$)")
"""A closing quotation mark, of whose three bytes Windows shows two."""
_EURO = re.compile(r"€[œ\x9d\x99]|(?<=[a-z.,?!])€(?=[\s.,;:)])")
_MAC = re.compile(r"(?<=[a-z])Õ(?=(?:t|s|re|ll|ve|m|d)\b)")
_QUESTIONED = re.compile(
    r"(?:\b(?:don|can|won|isn|aren|doesn|didn|hasn|haven|wasn|weren|shouldn|couldn|wouldn)(?=\?t(?![\w=]))"
    r"|\b(?:it|that|there|what|let|he|she|who|here|where)(?=\?s(?![\w=]))"
    r"|\b(?:we|you|they)(?=\?(?:re|ve|ll|d)(?![\w=]))|\bi(?=\?(?:m|ve|ll|d)(?![\w=])))(?P<lost>\?)(?P<rest>[a-z]+)",
    re.IGNORECASE,
)
_IN_HEX = re.compile(r"(?:[=%][0-9A-F]{2}){2,}")
"""Letters as mails (RFC 2045, 6.7) and addresses (RFC 3986, 2.1) hold them: don=E2=80=99t, caf%C3%A9."""
_IN_ADDRESS = re.compile(r"(?:[^\s()<>\"]*[/?=@#.:\\]|\]\(<?)[^\s()<>\"]*\Z")
_FILE_ENDING = re.compile(r"[^\s()<>\"]*\.[A-Za-z]{2,5}\b")
_LONGEST_ADDRESS = 200
_CODED = re.compile(
    r"(?<![`:\\\w])\\u(?P<code>[0-9a-fA-F]{4})|(?<=[^\W\d_])\\u(?P<inside>[0-9a-fA-F]{4})(?![0-9a-fA-F])"
)
"""Letters as programs hold them: don\\u2019t, caf\\u00e9."""
_STYLED = re.compile("[\U0001d400-\U0001d7ff]{2,}(?:[ \\t.,'’&/-]{1,3}[\U0001d400-\U0001d7ff]+)*")
"""Letters of mathematics, which web pages offer as bold or italic ones."""
_HALF_EMOJI = re.compile(rf"ðŸ[{_CONTINUED}]{{0,2}}|ï¸|â¤")
"""What is left of a misread emoji whose other bytes Windows has no letter for."""
_TRIGGERS = (
    "?t",
    "?s",
    "?re",
    "?m",
    "?ll",
    "?ve",
    "?d",
    "?'",
    "?’",
    "=E2=",
    "=C2=",
    "=C3=",
    "%E2%",
    "%C2%",
    "%C3%",
    "\\u",
)
"""One of these is in each text that has broken letters and none but usual ones."""
_USUAL = frozenset(map(chr, range(128))) | frozenset("’‘“”–—…•£é\u00a0")
"""Letters that are not broken where only these are."""
_LOST = re.compile("(?<![(\"'“‘])\ufffd+|\ufffd+(?![)\"'”’])")
"""The sign for a letter that was lost; in brackets or quotes alone, it is spoken of."""
_BULLET = "(?m)^(?P<indent>[ \t]*)[\ue000-\uf8ff][ \t\u00a0]*(?=\\S)"
"""A bullet of the fonts Symbol and Wingdings."""
_SECOND_BULLET = "(?m)^[ \t]*(?:[-*+]|[0-9]{1,2}[.)])[ \t]+(?P<lost>[\ue000-\uf8ff][ \t\u00a0]*)(?=\\S)"
"""Such a bullet behind one of Markdown."""
_LETTER_AS_BULLET = re.compile(
    r"(?m)^(?P<indent>[ \t]*)"
    r"(?:[¨ØüŸÞð][ \t\u00a0]{1,4}|§[ \u00a0]*\t[ \t]*|§[ \u00a0]{1,4}(?=[A-Z][a-z]+ ))(?=[A-Z“‘\"(])"
)
"""A letter that a font of bullets showed as one: Ø, ü, § and ¨ of Wingdings, in front of a capital."""
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
_UNSEEN = re.compile(
    "[\u200b\u2060-\u2064\u206a-\u206f\ufeff\u180e\u115f\u1160]+"
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0001-\U000e007f]+"
)
_BLANK_LETTERS = re.compile("[\u2800\u3164\uffa0]+")
"""Letters that look like blanks: of Braille and of Korean."""
_BREAKS = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]\u200b+\\Z"
"""A letter of Thai, Lao, Burmese or Khmer, behind which U+200B tells where a line may break."""
_SOFT_HYPHENS = re.compile("\u00ad+")
_JOINERS = re.compile("[\u200c\u200d]+")
_JOINED = (
    "[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u200d\ufe0e\ufe0f\u2190-\u2bff"
    "\U0001f000-\U0001faff]"
)
"""Letters between which joiners are right: Arabic and Indic letters, emoji."""

_MOST_ROUNDS = 3
"""How many times in a row a text may have been misread."""


def broken_letters(text: str) -> Iterator[TextFault]:
    """Yield the broken and invisible letters of a text, in order."""
    is_usual = text.isascii() or (_USUAL.issuperset(text) and not has_any(text.lower(), _TRIGGERS))
    if is_usual and not has_any(text, _TRIGGERS):
        return
    faults: list[TextFault] = []
    done = bytearray(len(text) + 1)
    for find in _FINDERS:
        for fault in find(text):
            if not any(done[fault.start : fault.end]):
                done[fault.start : fault.end] = b"\x01" * (fault.end - fault.start)
                faults.append(fault)
    yield from sorted(faults)


def _misread_letters(text: str) -> Iterator[TextFault]:
    for pattern, encoding in (
        (_WINDOWS, "cp1252"),
        (_TURKISH, "cp1254"),
        (_MACINTOSH, "mac_roman"),
        (_DOS, "cp437"),
        (_CENTRAL, "cp1250"),
    ):
        for match in compiled(pattern).finditer(text):
            mended = _undo_misreading(match[0], encoding, compiled(pattern))
            if mended is not None:
                yield _copied_fault(match, mended.replace("\u00a0", " ").replace("\ufeff", ""))


def _encoded_letters(text: str) -> Iterator[TextFault]:
    for match in _IN_HEX.finditer(text) if has_any(text, _TRIGGERS) else ():
        if match[0].startswith("%") and (_is_in_address(text, match) or _FILE_ENDING.match(text, match.end())):
            continue
        with suppress(UnicodeError):
            yield _copied_fault(match, bytes.fromhex(re.sub("[=%]", "", match[0])).decode("utf-8"))
    for match in _CODED.finditer(text) if "\\u" in text else ():
        letter = chr(int(match["code"] or match["inside"], 16))
        if letter.isprintable() and not _is_in_address(text, match):
            yield _copied_fault(match, letter)


def _undo_misreading(letters: str, encoding: str, pattern: re.Pattern[str]) -> str | None:
    """Undo the misreading of letters, as often as it happened; return None if they were not misread."""
    mended = None
    for _ in range(_MOST_ROUNDS):
        try:
            letters = letters.encode(encoding).decode("utf-8")
        except UnicodeError:
            break
        mended = letters.translate(_WINDOWS_LETTERS)
        if not pattern.fullmatch(letters):
            break
    return mended


def _copied_fault(match: re.Match[str], mended: str) -> TextFault:
    says = f'Letters were broken when this was copied: "{match[0][:30]}"'
    says += f' was "{mended[:30]}".' if mended.strip() else " was a blank."
    hint = f'Type "{mended[:30]}".' if mended.strip() else "Type a blank."
    return TextFault(*match.span(), says, hint, "error", mended)


def _is_in_address(text: str, match: re.Match[str]) -> bool:
    """Tell whether a match goes on with an address, the name of a file or a path."""
    return bool(_IN_ADDRESS.search(text, max(match.start() - _LONGEST_ADDRESS, 0), match.start()))


def _styled_letters(text: str) -> Iterator[TextFault]:
    for match in _STYLED.finditer(text):
        mended = unicodedata.normalize("NFKC", match[0])
        if mended.isascii():
            says = "These are signs of mathematics: screen readers spell them, and no search finds them."
            yield TextFault(*match.span(), says, f'Type "{mended[:30]}".', "warning", mended)


def _half_emoji(text: str) -> Iterator[TextFault]:
    for match in _HALF_EMOJI.finditer(text):
        if match[0] in _REST_OF_EMOJI:
            mended = _REST_OF_EMOJI[match[0]]
            hint = f'Type "{mended}".' if mended else "Delete it."
            yield TextFault(*match.span(), "An emoji was broken when this was copied.", hint, "error", mended)
        else:
            hint = "Type it again, or leave it out."
            yield TextFault(*match.span(), "An emoji was broken when this was copied.", hint, "error", None)
    for match in re.finditer("\ufffc", text):
        says = "A picture was here, and copying left only a sign (U+FFFC) that shows as a box."
        yield TextFault(*match.span(), says, "Delete the sign; put the picture into files/.", "error", None)


_REST_OF_EMOJI = {"ï¸": "", "â¤": "❤"}


def _lost_letters(text: str) -> Iterator[TextFault]:
    for pattern, mended in ((_LEFT_OVER, ""), (_MAC, "’")):
        yield from (_copied_fault(match, mended) for match in pattern.finditer(text))
    for match in _QUESTIONED.finditer(text):
        says = f'An apostrophe was lost when this was copied: "{match[0]}".'
        yield TextFault(*match.span("lost"), says, "Type ' for the question mark.", "error", "'")
    for match in _ACCENTED.finditer(text) if "í" in text else ():
        end = re.compile(r"\w+").match(text, match.start())
        if end and end[0].lower() not in _SPANISH:
            says = f'An apostrophe was broken when this was copied: "{end[0]}".'
            yield TextFault(*match.span("lost"), says, "Type ' for the í.", "error", "'")
    for match in _ASKED.finditer(text) if has_any(text, ("?'", "?’")) else ():
        says = "A question mark came in front of this apostrophe when it was copied."
        yield TextFault(*match.span("lost"), says, "Delete it.", "error", "")
    for match in _CLOSING.finditer(text) if "â€" in text else ():
        yield _copied_fault(match, "”")
    if "€œ" in text:
        for match in _EURO.finditer(text):
            says = "A quotation mark was broken when this was copied."
            yield TextFault(*match.span(), says, 'Type ".', "error", '"')
    for match in _LOST.finditer(text):
        yield TextFault(*match.span(), "A letter was lost here when this was copied.", "Type it.", "error", None)


def _private_letters(text: str) -> Iterator[TextFault]:
    for match in compiled(_BULLET).finditer(text):
        says = "This bullet is a letter that only one font has, and others show a box."
        yield TextFault(*match.span(), says, 'Write "- ".', "error", f"{match['indent']}- ")
    for match in compiled(_SECOND_BULLET).finditer(text):
        says = "This second bullet is a letter that only one font has, and others show a box."
        yield TextFault(*match.span("lost"), says, "Take it out.", "error", "")
    for match in _LETTER_AS_BULLET.finditer(text):
        says = f'This bullet was broken when it was copied: "{match[0].strip()}".'
        yield TextFault(*match.span(), says, 'Write "- ".', "error", f"{match['indent']}- ")
    for match in _PRIVATE.finditer(text):
        says = f"This letter (U+{ord(match[0][0]):04X}) is in one font only, and others show a box."
        yield TextFault(*match.span(), says, "Type another one.", "error", None)


def _unseen_letters(text: str) -> Iterator[TextFault]:
    for pattern, name in ((_UNSEEN, "a letter without width"), (_SOFT_HYPHENS, "a hyphen that nobody sees")):
        for match in pattern.finditer(text):
            if not compiled(_BREAKS).search(text, max(match.start() - 1, 0), match.end()):
                yield _hidden_fault(match, name)
    for match in _BLANK_LETTERS.finditer(text):
        says = f"There is a letter that looks like a blank (U+{ord(match[0][0]):04X}) here."
        yield TextFault(*match.span(), says, "Type a blank.", "warning", " ")
    for match in _JOINERS.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if not (before and compiled(_JOINED).match(before)) and not (after and compiled(_JOINED).match(after)):
            yield _hidden_fault(match, "a letter without width")


def _hidden_fault(match: re.Match[str], name: str) -> TextFault:
    says = f"There is {name} (U+{ord(match[0][0]):04X}) here."
    return TextFault(*match.span(), says, "Delete it; `bulletin fix` does it.", "warning", "")


_FINDERS: tuple[Callable[[str], Iterator[TextFault]], ...] = (
    _misread_letters,
    _encoded_letters,
    _styled_letters,
    _half_emoji,
    _lost_letters,
    _private_letters,
    _unseen_letters,
)


_TOP = re.compile(r"\A\s*-{3,}[^\n]*\n.*?\n-{3,}[^\n]*\n", re.DOTALL)
WINDOWS_REFERENCE = re.compile(r"&#(1[2-5][0-9]|[xX][89][0-9a-fA-F]);")
"""A reference to a letter by its byte of Windows, which browsers read: &#146;."""
_WINDOWS_LETTERS = {
    code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""Control characters U+0080 to U+009F → the letters that Windows-1252 has for these bytes."""
_LATIN = re.compile("[\xc2-\xf4][\xa0-\xbf]*[\x80-\x9f][\x80-\xbf]*")
"""UTF-8 that was read as Latin-1, and so has control characters."""
_LINE_ENDS = {0x2028: "\n", 0x2029: "\n\n"}


def without_hidden(text: str) -> str:
    """Return the text of a file with Windows-1252 letters for control characters, and "\\n" for U+2028 and U+2029.

    In the top part, whose values are on one line each, U+2028 and U+2029 become blanks.
    """
    text = WINDOWS_REFERENCE.sub(windows_letter, text)
    text = _LATIN.sub(_read_anew, text.replace("â€\x9d", "”"))
    match = _TOP.match(text)
    top = match[0] if match else ""
    return top.translate(_WINDOWS_LETTERS | dict.fromkeys(_LINE_ENDS, " ")) + text[len(top) :].translate(
        _WINDOWS_LETTERS | _LINE_ENDS
    )


def windows_letter(reference: re.Match[str]) -> str:
    """Return the letter that a reference like &#146; stands for; the reference if it stands for none."""
    letter = html.unescape(reference[0])
    return letter if letter.isprintable() else reference[0]


def _read_anew(match: re.Match[str]) -> str:
    """Read letters as UTF-8; leave them if they are none."""
    try:
        return match[0].encode("latin-1").decode("utf-8")
    except UnicodeError:
        return match[0]
