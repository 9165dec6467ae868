"""The rule of news of somebody's family: births, illness and deaths, with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..model import Circulation
from .checked_file import CheckedFile
from .rule import Finding, rule


class News(NamedTuple):
    """A way of telling such news."""

    pattern: re.Pattern[str]
    """Looked for in small letters."""
    says: str
    pronoun: bool = False
    """Whether "her" or "his" names the person, too."""
    named: bool = False
    """Whether it is about one person even where the sentence has no name."""


_FAMILY = (
    "family|families|wife|husband|partner|son|sons|daughter|daughters|children|parents|mother|mum|father|dad|brother|"
    "sister|friends|loved ones"
)
_GRIEF = "sad|sadly|sorry|saddened|sadness|regret|heartbroken|devastated|shocked"
_LOSS = "death|passing|loss|died|dies|lost|passed"
_ILL = (
    "not been well|after a (?:short|long|brief) illness|battle with cancer|unwell|poorly|very ill|seriously ill|in "
    "hospital|in intensive care|diagnosed|recovering|convalescing|terminally ill|"
    "having an operation|having treatment|undergoing treatment|undergoing surgery"
)
_ABOUT_DEATH = "This tells of somebody's death."
_NEWS = (
    News(
        re.compile(
            r"\bleaves (?:behind )?(?:a|his|her) (?:wife|husband|widow|widower|son|daughter|partner|family)\b"
            r"|\bfamily flowers only\b"
            r"|\bin lieu of flowers\b|\bdonations in (?:his|her) (?:memory|name)\b|\b(?:the|his|her) funeral "
            r"(?:will|is|takes|was|service)\b"
        ),
        _ABOUT_DEATH,
        named=True,
    ),
    News(re.compile(rf"\b(?:{_GRIEF})\b[^.!?]{{0,80}}\b(?:{_LOSS})\b"), _ABOUT_DEATH, pronoun=True),
    News(
        re.compile(r"\b(?:passed|passes) away\b|\bcalled (?:home )?to (?:\w+ )?(?:service|glory|rest|the lord|god)\b"),
        _ABOUT_DEATH,
        pronoun=True,
    ),
    News(
        re.compile(
            r"\b(?:mourn|mourns|mourning|mourned|grieve|grieving)\b[^.!?]{0,40}\b(?:her|his|loss|passing|death)\b"
        ),
        _ABOUT_DEATH,
        pronoun=True,
    ),
    News(
        re.compile(
            r"\bin (?:loving )?memory of\b|\brest in peace\b|\b(?:her|his) (?:late (?:husband|wife)|passing"
            r"|funeral|cremation|burial)\b"
        ),
        _ABOUT_DEATH,
        pronoun=True,
    ),
    News(
        re.compile(
            r"\b(?:funeral|cremation|thanksgiving service|memorial service|requiem mass)\b[^.!?]{0,30}\b(?:of|for)\b"
        ),
        _ABOUT_DEATH,
    ),
    News(
        re.compile(
            r"\bdied (?:peacefully|suddenly|recently|yesterday|earlier this|this (?:week|month)|last (?:week|month"
            r"|night|\w+day))\b"
            r"|\b(?:recent|sudden|untimely) (?:death|passing|loss) of\b|\br\.?i\.?p\b"
        ),
        _ABOUT_DEATH,
    ),
    News(
        re.compile(
            rf"\b(?:condolences|sympathy|sympathies|prayers|thoughts|love)\b[^.!?]{{0,30}}\b(?:with|to|go out "
            rf"to)\b[^.!?]{{0,60}}\b(?:{_FAMILY})\b"
        ),
        "This tells of somebody's grief.",
    ),
    News(re.compile(rf"\b(?:is|was|been|are)\b[^.!?]{{0,20}}\b(?:{_ILL})\b"), "This tells of somebody's illness."),
    News(
        re.compile(
            r"\b(?:has|had|having) (?:had )?(?:suffered |broken |undergone )?(?:a|an|his|her) (?:\w+ )?(?:stroke"
            r"|fall|heart attack|operation|hip|leg|ankle|arm|cancer)\b"
            r"|\bsuffered a (?:stroke|fall|heart attack|bereavement)\b|\bafter (?:a|his|her) (?:short |long |brief "
            r")?(?:illness|operation|surgery|bereavement)\b"
        ),
        "This tells of somebody's illness.",
        pronoun=True,
    ),
    News(
        re.compile(r"\b(?:off sick|on sick leave|long[- ]term sick|(?:his|her|of|to) ill[- ]health)\b"),
        "This tells of somebody's illness.",
    ),
    News(
        re.compile(
            r"\b(?:get well|speedy recovery|full recovery|recover(?:ing|y)? from (?:his|her|an?|the|surgery))\b"
        ),
        "This tells of somebody's illness.",
    ),
    News(
        re.compile(r"\b(?:wife|husband|widow|widower|mum|mother|dad|father|daughter|son) of\b"),
        "This tells of somebody's family.",
    ),
    News(
        re.compile(
            r"\b(?:welcomed?|welcoming)\b[^.!?]{0,20}\b(?:little|baby)\b|\bbirth of (?:his|her|their|a|baby"
            r"|little)\b|\bproud (?:new )?parents\b|\bexpecting (?:a|her|their) (?:first |second |third )?(?:baby"
            r"|child)\b|\bbaby (?:boy|girl|son|daughter)\b"
        ),
        "This names a child.",
    ),
    News(
        re.compile(
            r"\b(?:in|from|of) (?:year|class|form|reception)\s?[0-9a-z]{1,3}\b|\((?:year|yr|y|class|reception"
            r"|aged?) ?[0-9]{1,2}\w?\)"
        ),
        "This names a child.",
    ),
    News(re.compile(r"\bhappy (?:[0-9]{1,3}(?:st|nd|rd|th) )?birthday\b"), "This tells of somebody's birthday."),
    News(re.compile(r"(?<=[a-z]), (?:who is )?(?:aged? )?(?:[1-9]|1[0-5])(?: years old)?,"), "This names a child."),
)
"""The first way that fits a sentence with a name in it is said."""


@rule(
    "PRIV08",
    "warning",
    "News of somebody's family is told with a name.",
    "Ask those whom it is about, or leave the name out. If they agreed, write `ignore: PRIV08 because they agreed`.",
    on=("item", "issue"),
    wrong="We are ‸sad to say that our colleague Jane Clerk has died.",
    right="We are sad to say that three colleagues have died. Jane Clerk leads the session on bereavement.",
    triggers=(
        *(
            "death",
            "died",
            "dies",
            "passing",
            "passed",
            "passes",
            "loss",
            "lost",
            "called",
            "mourn",
            "griev",
            "memory",
            "rest in",
        ),
        *(
            "funeral",
            "cremation",
            "burial",
            "mass",
            "condolences",
            "sympath",
            "prayers",
            "thoughts",
            "love",
            "ill",
            "unwell",
        ),
        *(
            "poorly",
            "hospital",
            "care",
            "diagnosed",
            "recover",
            "operation",
            "stroke",
            "heart",
            "cancer",
            "fall",
            "sick",
            "birth",
        ),
        *(
            "wife",
            "husband",
            "mum",
            "dad",
            "mother",
            "father",
            "son",
            "daughter",
            "widow",
            "parents",
            "baby",
            "little",
            "leaves",
        ),
        *(
            "flowers",
            "donations",
            "year",
            "class",
            "form",
            "reception",
            "aged",
            "pupil",
            "toddler",
            "boy",
            "girl",
            "rip",
            "r.i.p",
        ),
        *("convalescing", "treatment", "surgery", "hip", "leg", "ankle", "arm", "expecting", "service"),
    ),
    note="Births, illness, deaths and children, in what is not limited; each sentence once. A name is one of "
    "`lists/given-names.txt`.",
)
def family_news(file: CheckedFile) -> Iterator[Finding]:
    circulation = file.item.circulation if file.item else file.issue.circulation if file.issue else Circulation.PUBLIC
    if circulation is Circulation.LIMITED:
        return
    sentences: set[int] = set()
    for news in _NEWS:
        for match in news.pattern.finditer(file.prose):
            start, end = file.sentence_around(match.start())
            is_somebodys = (
                news.named or _names_somebody(file, start, end) or (news.pronoun and _pronoun(file, start, end))
            )
            if start not in sentences and is_somebodys:
                sentences.add(start)
                yield Finding(match.start(), news.says)
    for match in _CHILD.finditer(file.prose_as_written):
        if match["name"].lower() in file.words.given_names and file.sentence_around(match.start())[0] not in sentences:
            yield Finding(match.start("name"), "This names a child.")


_CHILD = re.compile(
    r"\b(?:[Pp]upil|[Tt]oddler|[Bb]aby|[Ss]chool(?:boy|girl)|[Hh]ead (?:[Bb]oy|[Gg]irl)|[Bb]oy|[Gg]irl),? "
    r"(?P<name>[A-Z][a-z]+)\b"
)


def _names_somebody(file: CheckedFile, start: int, end: int) -> bool:
    """Tell whether a stretch of text has somebody's given name, but as a part of the name of a building."""
    if _TITLED.search(file.prose_as_written, start, end):
        return True
    words = [(match, match[0].lower()) for match in _CAPITAL.finditer(file.prose_as_written, start, end)]
    return any(
        word in file.words.given_names and not _PLACE.match(file.prose_as_written, match.end()) for match, word in words
    )


def _pronoun(file: CheckedFile, start: int, end: int) -> bool:
    return re.search(r"\b(?:her|his|she|he)\b", file.prose[start:end]) is not None


_TITLED = re.compile(r"\b(?:Mrs?|Ms|Miss|Cllr|Rev|Revd|Fr|Sir|Dame)\.? [A-Z][a-z]")
_CAPITAL = re.compile(
    r"(?<!St )(?<!St\. )(?<!Saint )\b[A-Z][a-z]+\b(?!['’]s (?:Church|Hospital|School|Hospice|House|Law|Place))"
)
_PLACE = re.compile(
    r"(?: [A-Z][\w'’-]+)? (?:Hospital|House|School|Centre|Hall|Ward|Church|Court|Road|Street|Hospice|University"
    r"|Foundation|Trust)\b"
)
