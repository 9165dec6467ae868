"""Read a mail saved as .eml or .msg, and separate its text from the older mails that it quotes."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from email.message import EmailMessage, Message
from typing import NamedTuple

from .blocks import BlockKind, DocumentBlock, DocumentPicture, DocumentText, MailFile, Margin, TextRun, Unreadable
from .extra import missing
from .html_page import PictureFiles, read_html
from .text_file import read_lines

MOST_ENCLOSURES = 50
_CONTENT_ID = 0x3712
"""The property of an attachment with the id by which the text shows it (MS-OXPROPS, PidTagAttachContentId)."""
_MARKS = ("Sensitivity", "Keywords", "Comments", "msip_labels", "X-Protective-Marking")
"""Headers that may restrict the readers of a mail (RFC 2156, RFC 5322)."""
_NOT_SHOWN = "A picture that came with the mail, and that its text does not show, was left out."
_TAG = r"[\[(]\s*(?:ext|external)(?: (?:e-?mail|sender))?\s*[\])]|external\s*:"
"""What mail systems put before the subject of a mail from outside."""
_PREFIXES = re.compile(rf"\s*(?:(?:(?:fwd?|re|aw|wg)\s*:|{_TAG})\s*)+", re.IGNORECASE)
_FORWARDED = re.compile(rf"\s*(?:(?:re\s*:|{_TAG})\s*)*(?:fwd?|wg)\s*:", re.IGNORECASE)
_BANNER = re.compile(
    r"(?s).{0,60}\b(?:this (?:e-?mail|message) (?:has |was )?(?:originated?|came|comes|sent|received|is) "
    r"(?:from )?(?:outside|an external|external)|you don['’]t often get e-?mail from)\b.{0,300}",
    re.IGNORECASE,
)
"""What mail systems put above the text of a mail from outside."""
_QUOTED = re.compile(
    r"(?:-{2,}\s*(?:original message|forwarded message|original appointment)|from:\s*\S|on\s.{4,120}\swrote:|_{20,}"
    r"|begin forwarded message)",
    re.IGNORECASE,
)
"""The start of an older mail that is quoted."""
_HEADER = re.compile(r"(?:from|sent|date|to|cc|subject|importance|attachments)\s*:", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:(?:many|with|kind|best|warm|kindest|warmest)\s+(?:thanks|regards|wishes|kind regards|best wishes)|regards"
    r"|thanks|thank you|cheers|yours sincerely|yours faithfully|all the best|sincerely)[\s,.!]*(?:\n|$)",
    re.IGNORECASE,
)
"""The words that close a mail, before the sender's name."""
_GREETING = re.compile(
    r"(?:(?:dear|hello|hi|good (?:morning|afternoon|evening))\b[^.!?\n]{0,60}|all|colleagues|everyone)[,.!:]?$",
    re.IGNORECASE,
)


def read(data: bytes) -> DocumentText:
    """Read a mail in the format of RFC 5322; raises Unreadable."""
    # The email package raises many undocumented exceptions for damaged mails, such as unknown charsets.
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if not isinstance(message, EmailMessage) or not message.keys():
            raise Unreadable("It is no mail.", "Save the mail again, as .eml or .msg.")
        body = message.get_body(("html", "plain"))
        content = str(body.get_content()) if body is not None else ""
        is_html = body is not None and body.get_content_type() == "text/html"
        enclosures = [file for part in message.iter_attachments() if (file := _enclosure(part))]
        pictures = _pictures_by_address(
            (str(part["content-id"]), _file_of_part(part)) for part in _parts(message) if _is_inline(part)
        )
        missing = [_NOT_SHOWN] if any(address not in content for address in pictures) else []
        subject = str(message.get("subject") or "")
        marks = [Margin("the head of the mail", str(message[name])) for name in _MARKS if message[name]]
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("It is damaged, or no mail.", "Save the mail again, as .eml or .msg.") from error
    document = read_html(content, pictures=pictures) if is_html else read_lines(content)
    document = document._replace(margins=(*document.margins, *marks), remarks=(*document.remarks, *missing))
    return _document_of_mail(subject, document, enclosures)


def _enclosure(part: Message) -> MailFile | None:
    """Return an attached file; None for a picture that the text shows or could show."""
    name = _file_name(part)
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and isinstance(inner[0], Message):
        return MailFile(f"{name.removesuffix('.eml') or 'forwarded'}.eml", inner[0].as_bytes())
    return _file_of_part(part) if name and not _is_inline(part) else None


def _is_inline(part: Message) -> bool:
    return part.get_content_maintype() == "image" and part["content-id"] is not None


def _parts(part: Message) -> Iterator[Message]:
    """Yield a part and the parts inside it, but not those of an attached mail."""
    yield part
    inner = part.get_payload()
    if isinstance(inner, list) and part.get_content_type() != "message/rfc822":
        for inner_part in inner:
            yield from _parts(inner_part) if isinstance(inner_part, Message) else ()


def _file_name(part: Message) -> str:
    return str(part.get_filename() or "").replace("\\", "/").rpartition("/")[2]


def _file_of_part(part: Message) -> MailFile | None:
    data = None if part.is_multipart() else part.get_payload(decode=True)
    return MailFile(_file_name(part), data) if isinstance(data, bytes) else None


def _pictures_by_address(parts: Iterable[tuple[str, MailFile | None]]) -> PictureFiles:
    """Return pictures by the `cid:` addresses with which a text shows them (RFC 2392). parts: content id and file."""
    pictures: dict[str, DocumentPicture] = {}
    for content_id, file in parts:
        if content_id and file:
            pictures.setdefault(f"cid:{content_id.strip().strip('<>')}", DocumentPicture(file.data, file.name))
    return pictures


def read_outlook(data: bytes) -> DocumentText:
    """Read a mail in the format of Outlook (MS-OXMSG); raises Unreadable."""
    try:
        from oxmsg import Message as OutlookMessage
    except ImportError:
        raise missing("mails of Outlook", "python-oxmsg") from None
    try:
        message = OutlookMessage.load(io.BytesIO(data))
        html = message.html_body
        files = [
            (str(file.properties.str_prop_value(_CONTENT_ID) or ""), MailFile(file.file_name or "", file.file_bytes))
            for file in message.attachments
            if file.file_bytes
        ]
        document = read_html(html, pictures=_pictures_by_address(files)) if html else read_lines(message.body or "")
        text = html or ""
        enclosures = [file for address, file in files if file.name and not (address and f"cid:{address}" in text)]
        subject = message.subject or ""
    except Exception as error:
        raise Unreadable("It is damaged, or no mail of Outlook.", "Save the mail again, as .eml.") from error
    if not html:
        lost = "Only the plain text of the mail was there, so links behind words are lost. Saved as .eml it has them."
        document = document._replace(remarks=(*document.remarks, lost))
    return _document_of_mail(subject, document, enclosures)


def _document_of_mail(subject: str, document: DocumentText, enclosures: Sequence[MailFile]) -> DocumentText:
    """Return the document of a mail; the mails that it quotes and the sender's name go into the margins."""
    if len(enclosures) > MOST_ENCLOSURES:
        raise Unreadable(f"It has more than {MOST_ENCLOSURES} files.", "Save those that you need, and import them.")
    blocks = list(_without_greeting(document.blocks))
    subject = " ".join(subject.split())
    title = _PREFIXES.sub("", subject, count=1)
    remarks = list(document.remarks)
    if len(list(filter(_is_picture, blocks))) < len(list(filter(_is_picture, document.blocks))):
        remarks.append("A picture above the greeting of the mail was left out.")
    parts = _parts_of_mail(subject, blocks)
    remarks += [parts.remark] if parts.remark else []
    end = _closing(parts.printed)
    if end < len(parts.printed):
        remarks.append(
            "What stands below the greeting at the end of the mail, as the sender's name does, was left out."
        )
    margins = [Margin("the mail", block.text) for block in (*parts.printed[end:], *parts.left_out)]
    heading = [DocumentBlock(BlockKind.HEADING, (TextRun(title),), 1, is_sure=False)] if title else []
    subject_line = [Margin("the subject", subject)] if subject else []
    return document._replace(
        blocks=(*heading, *parts.printed[:end]),
        title=title,
        margins=(*document.margins, *margins, *subject_line),
        remarks=tuple(remarks),
        enclosures=tuple(enclosures),
    )


class _MailParts(NamedTuple):
    """The blocks of a mail, without its greeting."""

    printed: Sequence[DocumentBlock]
    """Those of the mail itself, or of the mail that it forwards."""
    left_out: Sequence[DocumentBlock]
    remark: str
    """What was done with an older mail in it; "" if there is none."""


def _parts_of_mail(subject: str, blocks: Sequence[DocumentBlock]) -> _MailParts:
    """Tell the blocks of a mail from those of an older mail in it."""
    older = next((place for place, block in enumerate(blocks) if _QUOTED.match(block.text)), len(blocks))
    own, rest = blocks[:older], blocks[older:]
    if not rest:
        return _MailParts(own, rest, "")
    if not _FORWARDED.match(subject) or any(_says_something(block) for block in own):
        return _MailParts(own, rest, "An older mail, which this one quotes, was left out.")
    # Someone who forwards a mail with hardly a word wants the forwarded mail to be printed.
    forwarded = [block for block in rest if not (_HEADER.match(block.text) or _QUOTED.match(block.text))]
    end = _closing(own)
    remark = "The mail was forwarded, and the older mail in it was read."
    return _MailParts([*own[:end], *forwarded], own[end:], remark)


def _closing(blocks: Sequence[DocumentBlock]) -> int:
    """Return the index of the words that close a mail, the number of blocks if there are none."""
    return next((place for place, block in enumerate(blocks) if _CLOSING.match(block.text)), len(blocks))


def _without_greeting(blocks: Sequence[DocumentBlock]) -> Sequence[DocumentBlock]:
    """Return blocks without a greeting, and without what mail systems put above it."""
    first = next((place for place, block in enumerate(blocks) if block.text and not _BANNER.fullmatch(block.text)), 0)
    if blocks and _GREETING.match(blocks[first].text):
        return blocks[first + 1 :]
    return blocks[first:] if any(_BANNER.fullmatch(block.text) for block in blocks[:first]) else blocks


def _is_picture(block: DocumentBlock) -> bool:
    return block.kind is BlockKind.PICTURE


def _says_something(block: DocumentBlock) -> bool:
    return len(block.text.split()) > 12 or block.kind is BlockKind.TABLE
