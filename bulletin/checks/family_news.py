"""Rule about news of somebody's family: births, illness and deaths with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..model import Circulation
from ..text.expressions import compiled, has_any
from .checked_file import CheckedFile
from .rule import Finding, rule

NAME, PRONOUN, NAME_BEFORE, NAME_AFTER, SPOKEN_OF, NOBODY = (
    "name", "pronoun", "name before", "name after", "spoken of", "nobody",
)  # fmt: skip
"""What the sentence must have besides the words: a name; a name or a pronoun; a name right before or behind them; "he"
or "she" in a text that names somebody; nothing."""


class News(NamedTuple):
    """Words of such news."""

    says: str
    """The message."""
    who: str
    """One of NAME, PRONOUN, NAME_BEFORE, NAME_AFTER, SPOKEN_OF, NOBODY."""
    words: str
    """The pattern of the words, in small letters."""
    triggers: str
    """With commas between them: each match has one of these, and a text without any is not searched."""


_DEATH = "This tells of somebody's death."
_ILLNESS = "This tells of somebody's illness."
_CHILD = "This names a child."
_GRIEF = "This tells of somebody's grief."
_HAPPY = re.compile(
    r"\b(?:wedding|engagement|engaged|marriage|married|congratulations|congratulate|anniversary|retire\w*)\b"
)
"""Words of other occasions on which love is sent to somebody."""
_BIRTHDAY = "This tells of somebody's birthday."
_RELATIVE = (
    "family|families|wife|husband|partner|sons?|daughters?|children|parents|mother|mum|father|dad|brother|sister|"
    "friends|loved ones"
)
_RELATIVES = (
    r"(?:\w+[- ]){0,2}(?:wife|husband|partner|mother|mum|father|dad|son|daughter|brother|sister|baby|gran|granny|nan"
    r"|grandad|grand\w+|aunt|uncle|niece|nephew|in-law|fianc[eé]e?|parents|children|family)"
)
_DISEASE = (
    "cancer|leukaemia|lymphoma|tumour|stroke|heart attack|heart condition|pneumonia|sepsis|shingles|dementia|alzheimer['’]s"
    "|parkinson['’]s|depression|diabetes|covid(?:-19)?|flu|(?:tummy|stomach) bug|infection|disease|illness|ill[- ]health"
    "|(?:a|nasty|bad|heavy) fall|accident|injury|injuries|blood[- ]pressure|migraines?|arthritis|burn-?out|miscarriage"
    "|bereavement"
)
_TREATMENT = (
    "operation|op|ops|surgery|bypass|transplant|chemo|chemotherapy|radiotherapy|treatment|(?:hip|knee|joint|valve)"
    " replacement|biopsy|amputation|hospital stay|convalescence"
)
_AILMENT = rf"(?:{_DISEASE}|{_TREATMENT}|(?:health|medical) (?:challenges?|problems?|issues?|scares?|troubles?|emergency|condition))"
_SICK = "(?:sick|ill|unwell|poorly|under the weather|bedridden|incapacitated)"
_LIMB = "(?:arm|leg|hip|ankle|wrist|shoulder|collarbone|foot|toe|back|neck|knee|elbow|hand|finger|rib|ribs|pelvis|nose)"
_HEALTH_NEWS = (
    News(
        _ILLNESS,
        NAME_BEFORE,
        r"(?:is|was|has been|had been|will|due|about|waiting|hopes)(?: to)? (?:\w+ ){0,2}?(?:undergo|undergoing|undertake|undertaking"
        rf"|have|having|awaiting|facing|recovering from|recuperating from|suffering (?:from|with)) (?:\w+ ){{0,3}}{_AILMENT}",
        "underg,undertak,have ,having ,awaiting ,facing ,recovering ,recuperating ,suffering ",
    ),
    News(
        _ILLNESS,
        NAME_BEFORE,
        rf"(?:in bed|at home|feeling|taken|fallen|falling|fell|been|is|was|getting),? (?:\w+ )?{_SICK}"
        r"(?![ -](?:of|advised|prepared|equipped|suited|informed|at ease|treated|child|children|people|patients|pay))",
        "sick,ill,unwell,poorly,under the weather,bedridden,incapacitated",
    ),
    News(
        _ILLNESS,
        NAME_BEFORE,
        r"(?:come|came|gone|went|going|laid|struck) (?:down|up) with|laid up|laid low|signed off (?:work|sick)"
        rf"|(?:suffers?|suffered|suffering) (?:from|with) (?:\w+ ){{0,2}}{_AILMENT}|(?:a|the) sufferer"
        "|(?:on|off) (?:long[- ]term )?(?:sick|sickness) (?:leave|absence)|sickness absence"
        "|(?:continues?|continuing) to (?:improve|recover|make (?:good|steady) progress)|on the mend|recuperating|convalescing"
        "|(?:has|is) recover(?:ed|ing) (?:well|slowly|at home|nicely)",
        " with,laid ,signed off,suffer,sick,continu,on the mend,recuperat,convalesc,recover",
    ),
    News(
        _ILLNESS,
        NAME_BEFORE,
        r"(?:was|been|is|were) (?:\w+ )?(?:taken|rushed|admitted|readmitted) (?:in)?to (?:the )?(?:hospital|hospice)"
        r"|(?:is|was|been|still|now|back|are|were) (?:\w+ )?(?:in|out of|home from|discharged from|released from|back in) "
        "(?:hospital|intensive care|a hospice|the hospice)(?! (?:pharmac|medicine|care|practice|management|trust))",
        "hospital,intensive care,hospice",
    ),
    News(
        _ILLNESS,
        NAME_AFTER,
        "(?:take|took|taking|taken|rush|rushed|visit|visited|visiting)(?=(?: [a-z’'-]+){1,3} (?:to|in) (?:the )?hospital)",
        "hospital",
    ),
    News(
        _ILLNESS,
        NAME_BEFORE,
        rf"(?:his|her) (?:\w+ ){{0,2}}(?:{_TREATMENT}|illness|ill[- ]health|accident|diagnosis)(?! (?:of|plan|room)\b)"
        rf"|(?:broke|broken|fractured|dislocated) (?:his|her|a|an) (?:\w+ )?{_LIMB}",
        "his ,her ,broke,fractured,dislocated",
    ),
    News(
        _ILLNESS,
        SPOKEN_OF,
        rf"(?:he|she) (?:has|had|was|is)(?: been)? (?:\w+ )?{_SICK}|not (?:been )?(?:very |at all |so )?well (?:enough|lately|recently)",
        "he has ,he had ,he was ,he is ,not ",
    ),
    News(
        _ILLNESS,
        NOBODY,
        rf"i (?:have|had|['’]ve|am|['’]m|was) (?:\w+ )?(?:fallen|taken|been|feeling|off) (?:\w+ )?{_SICK}|i fell ill|i (?:have |had )?tested positive"
        r"|(?:due|owing) to (?:my )?(?:testing positive|(?:\w+ )?(?:illness|ill[- ]health|sickness|bereavement|surgery) (?:in|of) (?:my|our|the) )"
        rf"|(?:illness|ill[- ]health|sickness|bereavement|(?:health|medical) (?:emergency|problems?|issues?)|death) in (?:my|our|the) (?:own )?family"
        rf"|my (?:recent |current |major |own )?(?:operation|surgery|illness|heart attack|stroke|cancer|diagnosis|hospital stay|broken {_LIMB})"
        r"|(?:the|my) (?:doctor|doctors|gp|consultant|surgeon)s? (?:has |have |had )?(?:ruled|signed|ordered|told|advised) me"
        rf"|(?:my {_RELATIVES} and i|i|we) (?:have|has|had|have had|am|are) (?:[\w-]+ ){{0,7}}(?:health|medical) (?:challenges?|problems?|issues?|scares?|emergency)",
        "i fell ,i have ,i had ,i am ,i was ,i've ,i’ve ,i'm ,i’m ,i tested ,due to ,owing to ,family,my ,our ,doctor,we have ,we had ",
    ),
    News(
        _DEATH,
        NAME_AFTER,
        r"(?:despite|after|since|sad at|sorry at|mourn) losing|(?:club|group|society|choir|church|community|village|we)(?: have| has|['’]ve)? (?:\w+ )?lost (?:\w+ ){0,6}?(?:members?|friends?"
        r"|colleagues?|individuals|people|stalwarts?|supporters?|volunteers?|neighbours?)"
        "|(?:most recent|sad|sudden|untimely) passing",
        "lost ,losing, passing",
    ),
    News(_DEATH, SPOKEN_OF, "(?:sadly|dearly) missed(?! (?:the|a|an|out|this)\\b)", " missed"),
    News(_DEATH, NAME, r"\w+['’]s funeral (?:will|is|takes|was|service)", "s funeral"),
    News(
        _DEATH,
        NAME,
        r"(?:flowers|a card|cards|sad|sadly|news|sorry|saddened|shocked|mourn\w*|memory)[^.!?]{0,60}['’]s (?:\w+ )?(?:death|passing|funeral|illness)"
        r"|(?:sincere|deepest|heartfelt|our|my|send|sent) (?:\w+ )?(?:condolences|sympath(?:y|ies))",
        "death,passing,funeral,illness,condolence,sympath",
    ),
    News(_DEATH, NOBODY, r"their funerals? (?:will|is|takes?|was|were|service)", "their funeral"),
    News(
        _DEATH,
        SPOKEN_OF,
        r"the funeral(?: service)?,? (?:on|at|was|took)",
        "the funeral",
    ),
    News(
        "This tells who is in need.",
        NAME_AFTER,
        "(?:we are|we['’]re|all|been) (?:all )?thinking of(?! \\w+ing\\b)|(?:our|my) thoughts (?:are with|go out to)",
        "thinking of,thoughts ",
    ),
    News("This tells who is in need.", NOBODY, rf"pray(?:ing)? (?:\w+ ){{0,2}}for (?:his|her|my) {_RELATIVES}", "pray"),
    News(
        _CHILD,
        NAME_AFTER,
        r"(?:boys|girls|lads|under[- ]?1?[0-9]s|juniors|cubs|brownies|beavers|rainbows) (?:[\w-]+ ){0,3}?of(?= [^.!?]*(?:,| and ))",
        "boys,girls,lads,under,juniors,cubs,brownies,beavers,rainbows",
    ),
)
_NEWS = (
    News(
        _DEATH,
        NOBODY,
        "leaves (?:behind )?(?:a|his|her) (?:wife|husband|widow|widower|son|daughter|partner|family)",
        "leaves ",
    ),
    News(
        _DEATH,
        NOBODY,
        "family flowers only|in lieu of flowers|donations in (?:his|her) (?:memory|name)",
        "flowers,donations in ",
    ),
    News(_DEATH, NOBODY, "(?:the|his|her) funeral (?:will|is|takes|was|service)", " funeral"),
    News(
        _DEATH,
        NOBODY,
        r"(?:death|loss|passing|funeral) of (?:my|his|her) (?:\w+ )?(?:wife|husband|partner|mother|mum|father|dad|son"
        r"|daughter|brother|sister|baby|grand\w+|aunt|uncle)",
        "death of,loss of,passing of,funeral of",
    ),
    News(
        _ILLNESS,
        NOBODY,
        r"i(?: have been| had been| was| am|['’]ve been) (?:\w+ )?(?:unwell|poorly|very ill|quite ill|in hospital"
        "|off sick|diagnosed|recovering|convalescing)",
        "i have been,i had been,i was,i am,i've been,i’ve been",
    ),
    News(
        _DEATH,
        PRONOUN,
        "(?:sad|sadly|sorry|saddened|sadness|regret|heartbroken|devastated|shocked)[^.!?]{0,80}"
        " (?:death|passing|loss of|died|dies|passed away|called)",
        "sad,sorry,regret,heartbroken,devastated,shocked",
    ),
    News(
        _DEATH,
        PRONOUN,
        "(?:passed|passes) away|called (?:home )?to (?:higher service|glory|rest|the lord|god)",
        " away,called ",
    ),
    News(
        _DEATH,
        PRONOUN,
        "(?:mourn|mourns|mourning|mourned|grieving)[^.!?]{0,40} (?:her|his|loss|passing|death)",
        "mourn,grieving",
    ),
    News(_DEATH, PRONOUN, "in (?:loving )?memory of|rest in peace", "memory of,rest in peace"),
    News(
        _DEATH,
        PRONOUN,
        "(?:her|his) (?:late (?:husband|wife)|passing|funeral|cremation|burial)",
        "her late ,his late , passing, funeral, cremation, burial",
    ),
    News(
        _DEATH,
        NAME,
        "(?:funeral|cremation|thanksgiving service|memorial service|requiem mass)[^.!?]{0,30} (?:of|for)",
        "funeral,cremation,thanksgiving service,memorial service,requiem mass",
    ),
    News(
        _DEATH,
        NAME,
        r"died (?:peacefully|suddenly|recently|yesterday|this (?:week|month)|last (?:week|month|\w+day))",
        "died ",
    ),
    News(
        _DEATH,
        NAME,
        r"(?:recent|sudden|untimely) (?:death|passing|loss) of|r\.?i\.?p",
        "death of,passing of,loss of,rip,r.ip,ri.p,r.i.p",
    ),
    News(
        _GRIEF,
        NAME,
        "(?:condolences|sympathy|sympathies|prayers|thoughts|love)[^.!?]{0,30} (?:with|to|go out to)[^.!?]{0,60}"
        f" (?:{_RELATIVE})",
        "condolences,sympath,prayers,thoughts,love",
    ),
    News(
        "This tells who is in need.", NAME, r"(?:pray|praying|prayers) (?:\w+ ){0,2}for|in (?:your|our) prayers", "pray"
    ),
    News(
        _ILLNESS,
        NAME_BEFORE,
        r"(?:is|was|been|being) (?:\w+ )?(?:unwell|poorly|very ill|seriously ill|in hospital|in intensive care"
        "|diagnosed|recovering|convalescing|terminally ill|having an operation|having treatment"
        "|undergoing (?:treatment|surgery))",
        "unwell,poorly,very ill,seriously ill,in hospital,in intensive care,diagnosed,recovering"
        ",convalescing,terminally ill,having an operation,having treatment,undergoing ",
    ),
    News(
        _ILLNESS,
        NAME_BEFORE,
        r"(?:has|had|having) (?:had |suffered |broken |undergone )?(?:a|an|his|her) (?:\w+ )?"
        "(?:stroke|fall|heart attack|operation|hip|leg|ankle|arm)",
        "stroke,fall,heart attack,operation, hip, leg, ankle, arm",
    ),
    News(
        _ILLNESS,
        NAME_BEFORE,
        "after (?:a|his|her) (?:short |long |brief )?(?:illness|operation|bereavement)",
        "illness,operation,bereavement",
    ),
    News(
        _ILLNESS,
        NAME_BEFORE,
        "not been well|off sick|on sick leave|long[- ]term sick|(?:his|her|to) ill[- ]health",
        "been well,off sick,sick leave,term sick,ill-health,ill health",
    ),
    News(
        _ILLNESS,
        NAME_BEFORE,
        r"(?:has|had) (?:\w+ )?(?:cancer|leukaemia|dementia|covid(?:-19)?|pneumonia|depression|shingles|a tumour)"
        "|(?:has|had|have) tested positive|(?:is|been|be|going) on (?:long[- ]term )?(?:sick|maternity"
        "|compassionate) leave",
        "cancer,leukaemia,dementia,covid,pneumonia,depression,shingles,a tumour,tested positive, leave",
    ),
    News(
        _ILLNESS,
        NOBODY,
        r"(?:his|her|my) (?:wife|husband|partner|mother|mum|father|dad|son|daughter|brother|sister) (?:has|had|is|was) "
        r"(?:\w+ )?(?:cancer|ill|unwell|poorly|in hospital|dementia|leukaemia|diagnosed|dying)",
        "cancer,ill,unwell,poorly,in hospital,dementia,leukaemia,diagnosed,dying",
    ),
    News(
        _GRIEF,
        NOBODY,
        r"(?:condolences|sympathy|sympathies|our love|our thoughts|thoughts and prayers) (?:are |go "
        r"|goes )?(?:out )?(?:with|to)"
        r" (?:the )?(?!families\b|all families\b|everyone|those)(?:\w+ ){1,2}(?:family|widow|parents)",
        "condolences,sympath,our love,our thoughts,thoughts and prayers",
    ),
    News(
        _ILLNESS,
        NAME,
        "get well|speedy recovery|full recovery|recovering from (?:his|her|surgery)",
        "get well,speedy recovery,full recovery,recovering from ",
    ),
    News(
        "This tells of somebody's family.",
        NAME,
        "(?:wife|husband|widow|widower|mum|mother|dad|father|son|daughter) of",
        "wife of,husband of,widow of,widower of,mum of,mother of,dad of,father of,son of,daughter of",
    ),
    News(_BIRTHDAY, NAME, "happy (?:[0-9]{1,3}(?:st|nd|rd|th) )?birthday|birthdays this week", "birthday"),
    News(
        _CHILD,
        NAME,
        "(?:welcomed?|welcoming)[^.!?]{0,20} (?:little|baby)|birth of (?:his|her|their|a|baby|little)",
        "welcom,birth of ",
    ),
    News(_CHILD, NAME, "proud (?:new )?parents|baby (?:boy|girl|son|daughter)", "parents,baby "),
    News(_CHILD, NAME, r"expecting (?:a|her|their) (?:\w+ )?(?:baby|child)", "expecting "),
    News(
        _CHILD,
        NAME,
        r"(?:star|pupil|student|learner|writer|reader|mathematician|child) of the (?:week|month|term)|lost (?:her"
        r"|his) (?:\w+ )?tooth"
        "|(?:won|win|winners? of) the (?:year|yr) [0-9]{1,2}",
        " of the week, of the month, of the term,tooth, of the year , of the yr , the year , the yr ",
    ),
    News(
        _CHILD,
        NAME_BEFORE,
        r"(?:in|from|of) (?:(?:year|yr) |y)[0-9]{1,2}|\((?:year|yr|y|class|aged?) ?[0-9]{1,2}\w?\)",
        " year , yr , y,(y,(class,(age",
    ),
)
"""The rows are tried in order; only the first that matches a sentence is reported."""
_PATTERNS = tuple(
    (news, rf"(?<!\w)(?:{news.words})(?!\w)", tuple(news.triggers.split(","))) for news in (*_NEWS, *_HEALTH_NEWS)
)
_CHILDREN = re.compile(
    r"\b(?:[Pp]upil|[Tt]oddler|[Bb]aby|[Ss]chool(?:boy|girl)|[Hh]ead (?:[Bb]oy|[Gg]irl)),? (?P<name>[A-Z][a-z]+)\b"
    r"|(?:^|(?<=\n)|(?<=[*_ ]))(?:Year|Yr|Class|Reception|Nursery|Y)\s?(?:[0-9]{1,2}[A-Z]?|[A-Z])?\s?[:–-]{1,2}[*_]{0,3}\s{1,2}(?P<listed>[A-Z][a-z]+)\b(?! [A-Z])"
    r"|\b(?P<aged>[A-Z][a-z]+), (?:who is )?(?:aged? )?(?:[1-9]|1[0-5])(?: years old)?,"
)
"""A name that the text calls that of a child."""


@rule(
    "PRIV08",
    "warning",
    "News of somebody's family is told with a name.",
    "Ask those whom it is about, or leave the name out. If they agreed, write `ignore: PRIV08 because they agreed`.",
    on=("item", "issue"),
    wrong="We are ‸sad to say that our colleague Jane Clerk has died.",
    right="We are sad to say that three colleagues have died. Jane Clerk leads the session on bereavement.",
    note="Births, illness, deaths and children, in what is not limited; each sentence once. A name is one of "
    "`lists/given-names.txt`, or stands behind Mr, Mrs and the like.",
)
def family_news(file: CheckedFile) -> Iterator[Finding]:
    circulation = file.item.circulation if file.item else file.issue.circulation if file.issue else Circulation.PUBLIC
    if circulation is Circulation.LIMITED:
        return
    sentences: set[int] = set()
    deaths = False
    for news, pattern, triggers in _PATTERNS:
        for match in compiled(pattern).finditer(file.prose) if has_any(file.prose, triggers) else ():
            start, end = file.sentence_around(match.start())
            if news.says == _GRIEF and _HAPPY.search(file.prose, start, end):
                continue
            if start not in sentences and _is_of_somebody(file, news.who, (start, match.start(), match.end(), end)):
                sentences.add(start)
                severity = "info" if news.says == _BIRTHDAY and not match[0][6:7].isdecimal() else ""
                yield Finding(match.start(), news.says, severity=severity)
                deaths = deaths or news.says == _DEATH
    for match in _WINNERS.finditer(file.prose_as_written) if _OF_CHILDREN.search(file.prose) else ():
        names = {name.lower() for name in re.findall(r"[A-Z][a-z]+", match["names"])}
        if not names.isdisjoint(file.words.given_names) and file.sentence_around(match.start())[0] not in sentences:
            yield Finding(match.start("names"), _CHILD)
    title = file.value_offset("title")
    if (
        deaths
        and _TITLE_OF_NAME.fullmatch(file.line_of(title).partition(":")[2])
        and _has_name(file, title, title + 60)
    ):
        yield Finding(title, _DEATH)
    for match in _CHILDREN.finditer(file.prose_as_written):
        name = match["name"] or match["listed"] or match["aged"]
        if name.lower() in file.words.given_names and file.sentence_around(match.start())[0] not in sentences:
            yield Finding(match.start(), _CHILD)


_WINNERS = re.compile(
    r"\b(?:won by|[Ww]inners?(?: (?:is|are|was|were))?:?|[Cc]ongratulations(?: go)? to|[Ww]ell done(?: to)?|awarded to|presented to|Stars? of the \w+:)"
    r"\s+(?P<names>[A-Z][a-z]+(?:, [A-Z][a-z]+)+,? and [A-Z][a-z]+)\b(?! [A-Z])"
)
"""Given names alone, three or more, of those who won something."""
_OF_CHILDREN = re.compile(
    r"\b(?:child|children|pupils?|school|class|classes|year [0-9]|reception|nursery|assembly|cubs|brownies|beavers"
    r"|rainbows|juniors?|under[- ][0-9]+s)\b"
)
"""Words of a text about children."""
_RIGHT_BEFORE = 40
"""The number of characters before the words in which a name is looked for, for NAME_BEFORE."""
_RIGHT_BEHIND = 50
"""The same behind the words, for NAME_AFTER."""


def _is_of_somebody(file: CheckedFile, who: str, sentence: tuple[int, int, int, int]) -> bool:
    """Tell whether a sentence has what `who` requires.

    sentence: the offsets of its start, of the words, of their end and of its own end.
    """
    start, news, behind, end = sentence
    if who == NOBODY:
        return True
    if who == SPOKEN_OF:
        spoken_of = re.search(r"\b(?:her|his|she|he)\b", file.prose[start:end]) is not None
        return (spoken_of or news > start) and _has_name(file, 0, len(file.prose))
    if who == NAME_BEFORE:
        if file.prose[:start].endswith((" dr.", "\ndr.", " mr.", " mrs.", " rev.", ":dr.")):
            start -= 4  # The full stop of a title ends no sentence.
        return _has_name(file, max(start, news - _RIGHT_BEFORE), news)
    if who == NAME_AFTER:
        return _has_name(file, behind, min(end, behind + _RIGHT_BEHIND))
    has_pronoun = who == PRONOUN and re.search(r"\b(?:her|his|she|he)\b", file.prose[start:end]) is not None
    return has_pronoun or _has_name(file, start, end)


def _has_name(file: CheckedFile, start: int, end: int) -> bool:
    """Tell whether the text between two offsets has a person's name that is not part of the name of a building."""
    prose = file.prose_as_written
    if _TITLED.search(prose, start, end):
        return True
    names = (match for match in _CAPITAL.finditer(prose, start, end) if match[0].lower() in file.words.given_names)
    return any(not _PLACE.match(prose, match.end()) for match in names)


_TITLE_OF_NAME = re.compile(r"[\W_]*(?:(?:Mrs?|Ms|Miss|Dr|Rev|Revd)\.? )?[A-Z][a-z'’-]+(?: [A-Z][\w'’.-]*){1,2}[\W_]*")
"""A title that is nothing but a name."""
_TITLED = re.compile(r"\b(?:Mrs?|Ms|Miss|Cllr|Dr|Prof|Canon|Father|Rev|Revd|Fr|Sir|Dame)\.? [A-Z][a-z]")
_CAPITAL = re.compile(
    r"(?<!St )(?<!St\. )(?<!Saint )\b[A-Z][a-z]+\b(?!['’]s (?:Church|Hospital|School|Hospice|House|Law|Place))"
)
_PLACE = re.compile(
    r"(?: [A-Z][\w'’-]+)? (?:Hospital|House|School|Centre|Hall|Ward|Church|Court|Road|Street|Hospice|University"
    r"|Foundation|Trust)\b"
)
