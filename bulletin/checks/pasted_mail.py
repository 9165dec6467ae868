"""Rule about the head of an email that was pasted in with its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.expressions import Expression
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule

_MARKS = r"[>*_| \t]{0,6}"
_LABEL = rf"{_MARKS}(?:from|sent|date|to|cc|bcc|subject|reply-to)[*_]{{0,3}}:[*_]{{0,3}}[ \t]"
_OF_MAIL = rf"{_MARKS}(?:(?:sent|subject)[*_]{{0,3}}:|date[*_]{{0,3}}:[^\n]{{4,40}}[0-9]:[0-9]{{2}})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?"
_DAY = r"(?:[0-9]{1,2} [a-z]{3,9}|[a-z]{3,9} [0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4})"
_HEAD = Expression(
    # Two lines of a head and more, one of which only a mail has; all of it in one line; what a mail program puts above
    # the mail that it quotes.
    rf"^(?={_LABEL}[^\n]*\n)(?=(?:{_LABEL}[^\n]*\n){{1,4}}{_OF_MAIL}|{_OF_MAIL}[^\n]*\n{_LABEL})(?:{_LABEL}[^\n]*\n?)+"
    r"|\bfrom: [^\n]{2,80}? (?:sent|date): [^\n]{4,60}? (?:to|subject): "
    rf"|^{_MARKS}on {_WEEKDAY}{_DAY},? [^\n]{{0,40}}?[0-9]{{1,2}}[:.][0-9]{{2}}[^\n]{{0,100}} wrote:[ \t]*$",
    re.MULTILINE,
    needs=("sent:", "subject:", "wrote:", "date:", "sent*", "subject*", "date*"),
)
"""The lines, in small letters, that a mail program puts above a mail that is forwarded or answered."""


@rule(
    "PRIV10",
    "warning",
    "The head of an email stands in the text, with who wrote it to whom.",
    "Take it out, and leave what readers need.",
    on=TEXTS,
    triggers=("from:", "sent:", "subject:", "wrote:", "date:"),
    wrong="‸From: The rota team\nSent: 3 March 2022 10:15\nTo: The board\n\nThe rota has changed.",
    right="From: 3 March 2022, 10am to 4pm. The chair wrote: we did it.",
)
def pasted_head(file: CheckedFile) -> Iterator[Finding]:
    for match in _HEAD.finditer(file.source.text[file.source.body :].lower()):
        yield Finding(file.source.body + match.start())
