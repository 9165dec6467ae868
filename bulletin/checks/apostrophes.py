"""Rules of apostrophes: "the Presidents evening" lacks one, "on Sunday's" and "all GP's" have one too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..content.word_lists import english
from ..text import humanize
from ..text.expressions import compiled
from .checked_file import CheckedFile
from .quotes import is_quoted
from .rule import TEXTS, Finding, rule
from .wrong_words import WrongWordRows, WrongWords, pairs

_ROLES = (
    "president|treasurer|secretary|chairman|chairperson|captain|vicar|mayor|bishop|headteacher|principal"
    "|registrar|warden"
    "|lady captain|editor|manager|headmaster|minister|curate|rector|king|queen|founder|patron|director|coach"
    "|doctor|nurse"
)
"""Of each there is one, so that an s without an apostrophe is hardly its plural in front of another noun."""
_BODIES = (
    "council|club|school|government|trust|charity|society|parish|village|church|company|hospital|university|college"
    "|committee|association|county|country|nation|branch|union|group|practice|surgery|bank|team|department"
    "|ministry|world"
)
_PEOPLE = (
    "member|rower|swimmer|runner|cyclist|walker|singer|ringer|scout|climber|sailor|farmer|officer|employer"
    "|governor|parent|patient|pupil|student|child|person|resident|volunteer|player|owner|driver|customer"
    "|carer|tenant"
    "|teacher|visitor|user|neighbour|dog|cat|pet|horse|family|friend|guest|colleague|employee|worker|somebody|someone"
    "|everyone|everybody|anyone|nobody|people"
)
_CARED_FOR = (
    "role|roles|responsibility|responsibilities|attention|behalf|term|terms of|performance|property|own|waste"
    "|view|views"
    "|needs|homes?|house|houses|car|cars|account|names?|birthday|birthdays|decision|permission|discretion"
    "|expense|convenience"
    "|safety|privacy|comfort|choice|fault|opinion|opinions|benefit|interest|interests|experience|experiences"
    "|boats?|bags?"
    "|belongings|duty|duties|rights|wishes|health|progress|work|life|lives|letter|words|wife|husband|family"
)
"""What somebody has, and no noun with which a name is made: a members area, a patients group."""
_OWNED = (
    "views?|needs|rights|lives|homes|wellbeing|safety|behalf|opinions?|attention|expense|cost|feelings|wishes|attitudes"
    "|names|health|birthdays?|progress|achievements?|attendance|belongings|clothes|behaviour|mental|benefits?"
)
"""What more than one person has, and with which no name is made either."""
_OF_BODIES = (
    "own|current|annual|website|policy|policies|plan|plans|budget|decision|performance|position|social|funds|finances"
    "|future|history"
    "|work|reputation|income|insurance|chief|new|merchandis\\w+|response|advice|guidance|property|land|aims"
    "|accounts|rules"
    "|constitution|duty|duties|role|first|oldest|largest|biggest|support|commitment|industrial|members|chairman"
    "|treasurer"
)
_ALSO_VERBS = "own|support|work|plan|land|position"
"""Those of them that may be what councils do: "the schools plan to close"."""
_OF_ROLES = (
    "evening|day|role|report|letter|dinner|lunch|cup|prize|charity|award|weekend|words|message|speech|birthday|own"
    "|notes|job"
)
_MONTHS = "|".join(name.lower() for name in humanize.MONTHS if name not in ("March", "May"))
_DAYS = "|".join(name.lower() for name in humanize.DAYS)
_IN_FRONT = "the|our|your|their|a|an|another|each|every|this|my|its|new"
_BEHIND_DAY = (
    r"(?=[.,;:!?)]|\s*\n| (?:at|from|and|in|between|until|to|during|or|we|only|are|after|before|by|for|[0-9])\b|$)"
)
_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|twelve|[2-9]|[1-9][0-9]"
_SPANS = "day|week|month|year|hour|minute"
_MANY = f"all|some|many|most|several|few|these|those|various|extra|numerous|{_NUMBERS}"
_NO_PLURAL = (
    "that|what|it|he|she|who|here|there|where|how|let|when|why|one|other|another|everyone|someone|anyone|nobody"
    "|everybody|children|women|men|people|today|tomorrow|yesterday|folk|mother|father|year|day|week|month|hour"
)
"""Words with 's that are no plural, behind “all” or “some”."""
_VERBS = (
    "get|want|need|say|come|give|make|take|know|think|seem|become|require|provide|include|happen|bring|begin|allow"
    "|keep|tell|look|mean|belong|depend|remain|continue|appear|enjoy|hope|live|believe|ensure|involve|receive|welcome"
    "|thank|hold|send|write|teach|choose|agree|decide|announce|apply|arrive|celebrate|explain|invite|join|protect"
)
"""Verbs that own nothing."""
_IN_IE = "ladie|partie|familie|countie|companie|citie|babie|charitie|activitie|facilitie"
"""Plurals in -ies without their s."""


def _plurals(nouns: str, ending: str = "s") -> str:
    """Return words that bars part, each with an ending."""
    return f"{ending}|".join(nouns.split("|")) + ending


_ROWS = (
    WrongWords(
        (),
        rf"\b(?:(?:{_IN_FRONT}) )?(?:{_ROLES}|secretarie)s (?:{_OF_ROLES})\b(?! (?:to|back|on|in|that"
        rf"|for)\b)(?<!queens own)(?<!kings own)(?<!queens day)(?<!kings day)",
        "Write the apostrophe before the s.",
        pairs(_plurals(f"{_ROLES}|secretarie"), _OF_ROLES),
    ),
    WrongWords(
        (),
        rf"\b(?:the|our|your|another|each|every|their|this|my|all|all our) (?:other )?(?:{_PEOPLE})s (?:{_CARED_FOR})\b"
        r"(?<!parents work)(?<!volunteers work)(?<!teachers work)(?<!users work)(?<!members work)(?<!visitors "
        r"view)(?<!users view)"
        r"(?<!friends own)(?<!parents own)(?<!owners own)(?<!families own)(?<!members benefit)(?<!students experience)"
        r"(?<!members experience)(?<!patients experience)(?<!users experience)(?<!children letter)",
        "Write an apostrophe before or behind the s.",
        pairs("the|our|your|another|each|every|their|this|my|all|other", _plurals(_PEOPLE)),
    ),
    WrongWords(
        (),
        rf"(?<!\bof )(?<!\ball )(?<!\bmany )(?<!\bsome )\b(?:the|our|your|its|my) (?:{_BODIES})e?s "
        rf"(?!(?:{_ALSO_VERBS}) (?:to|with|for|together|on|in|at|the|a|an|our|their|this|these|us|you|it)\b)"
        rf"(?:{_OF_BODIES})\b",
        "Write an apostrophe before or behind the s.",
        pairs("the|our|your|its|my", f"{_plurals(_BODIES)}|{_plurals(_BODIES, 'es')}"),
    ),
    WrongWords(
        (),
        r"\b(?:of|to|for|our|at) (?:members|pupils|patients|residents|parents|students|childrens|dogs|pets) "
        r"(?:attention|behalf|waste|responsibility|boats|homes|own (?=[a-z]+)|permission|belongings)\b",
        "Write an apostrophe behind the s.",
        pairs("of|to|for|our|at", "members|pupils|patients|residents|parents|students|childrens|dogs|pets"),
    ),
    WrongWords(
        (
            "persons ",
            "peoples ",
            "childs ",
            "childrens ",
            "mans ",
            "womans ",
            "ladys ",
            "somebodys ",
            "someones ",
            "everyones ",
            "anyones ",
            "bodys ",
        ),
        r"\b(?:another|each|every|one|the other) persons [a-z]{3,}|\b(?:childs|childrens|womans|ladys|somebodys"
        r"|someones|everyones|anyones|nobodys) (?!(?:and|or|of|who|in|with|are|to"
        r"|under|aged|from|that|at|is|on|for|named)\b)[a-z]{3,}"
        r"|\b(?:other|young|old|older|disabled|most|some) peoples (?=[a-z]{3,})(?!(?:and|are|have|who|of|in)\b)",
        "Write the apostrophe before the s.",
    ),
    WrongWords(
        ("mans ",),
        r"\b(?!(?:hu|ro|ger|nor|otto|talis|sha|cai|tobu|musul|brah)mans)[a-z]{3,}mans "
        r"(?!(?:and|are|were|have|who|for|from|with|will|can)\b)[a-z]{3,}",
        "Write the apostrophe before the s.",
    ),
    WrongWords(
        ("days ",),
        rf"\b(?:last|next|this|attended|after|before|for|from|at|following|until|see|to) (?:{_DAYS})s (?:agm"
        rf"|meeting|session|match|game|lesson"
        r"|class|event|service|talk|walk|ride|training|race|newsletter|rehearsal|concert|performance|lecture|visit)\b",
        "Write the apostrophe before the s.",
    ),
    WrongWords(
        ("patients concerns", "parents concerns", "residents concerns", "members concerns", "pupils concerns"),
        r"\b(?<!that )(?<!which )(?<!what )(?:patients|parents|residents|members|pupils) concerns\b",
        "Write an apostrophe behind the s.",
    ),
    WrongWords(
        (
            "seasons greet",
            "mothers day",
            "fathers day",
            "new years ",
            "valentines day",
            "st georges",
            "st davids",
            "st andrews day",
            "st patricks",
            "all saints day",
            "bakers dozen",
            "ploughmans",
            "shepherds pie",
            "travellers cheque",
        ),
        r"\bseasons greetings\b|\b(?:mothers|fathers|valentines|st (?:georges|davids|andrews|patricks)) day\b"
        r"|\bnew years (?:eve|day|resolutions?|honours|party)\b|\b(?:ploughmans|shepherds pie)\b",
        "Write the apostrophe before the s.",
    ),
    WrongWords(
        tuple(f"{month}s " for month in _MONTHS.split("|")),
        rf"\b(?:{_MONTHS})s (?:issue|meeting|edition|newsletter|bulletin|talk|speaker|event|magazine|competition"
        rf"|session|walk)\b",
        "Write the apostrophe before the s.",
    ),
    WrongWords(
        ("day's", "day’s"),
        rf"\b(?:{_DAYS})['’]s\b{_BEHIND_DAY}",
        "For every week, write it without the apostrophe.",
    ),
    WrongWords(
        ("it's ", "it’s "),
        r"\b(?:of|with|in|on|from|for|to|at|about|by|under|has|had|hold|holds|held|holding|have|having|lost"
        r"|launch|launched|launches"
        r"|celebrate|celebrates|celebrating|celebrated|publish|published|publishes|change|changed|reached|opened"
        r"|started|starts"
        r"|during|through|into|within|beyond) it['’]s (?!(?:a|an|the|not|been|going|time|good"
        r"|always|all|only|very|too|so|just|now|still|really|more|no|my|our|your|also|never|even|only|possible"
        r"|important"
        r"|getting|both|already|own fault|because|what|who|that|hard|easy|great|nice|better|best to|worth|over"
        r"|free|likely|probably|up to)\b)[a-z]{3,}",
        "Did you mean “its”?",
    ),
    WrongWords(
        (" it's ", " it’s "),
        r"\b(?:and|with|of|all|through|via) it['’]s (?:[a-z]+ )?(?:duties|members|own|staff|history|role|purpose"
        r"|aims|partners|services|impact"
        r"|benefits|effects|value|users|website|legal|annual|first|latest"
        r"|new (?=[a-z]+))\b(?<!all it's first)(?<!and it's new )(?<!and it’s new )",
        "Did you mean “its”?",
    ),
    WrongWords(
        (
            " time",
            " notice",
            " worth",
            " work",
            " holiday",
            " leave",
            " experience",
            " pay",
            " stay",
            " imprisonment",
            " supply",
        ),
        r"\b(?:in|with|after|until|within|at) (?:two|three|four|five|six|seven|eight|nine|ten|twelve|a few"
        r"|a couple of|[0-9]{1,2})"
        r" (?:days|weeks|months|years|hours|minutes) (?:time|notice)\b"
        r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2}) (?:days|weeks|months|years) (?:notice"
        r"|leave|experience"
        r"|imprisonment)\b"
        r"|\ba (?:days|weeks|months|years|hours) (?:worth|notice|time|holiday|work|stay|pay|supply)\b",
        "Write an apostrophe behind the s, or before it where it is one.",
    ),
    WrongWords(
        ("s' ", "s’ "),
        r"\b[a-z]{4,}s['’] (?:working|who|are|were|have|will|should|must|can|attended|came|took|to (?:know|be"
        r"|have|come|attend|take))\b",
        "Leave the apostrophe out.",
    ),
    WrongWords(
        ("governors ", "members ", "parents ", "patients ", "residents ", "pupils "),
        r"\b(?:the|our|your|all|all our|all the) (?:[a-z-]+ ){1,3}(?:governors|members|parents|patients"
        r"|residents|pupils)"
        r" (?:term of|terms of|behalf|responsibility|attention|permission|belongings)\b",
        "Write an apostrophe behind the s.",
    ),
    WrongWords(
        ("under ", "over ", "rising ", "under-", "over-", "rising-"),
        r"\b(?:under|over|rising)[- ][0-9]{1,2}['’]s\b(?! (?:team|match|game|squad|side|section|cup|league|football"
        r"|rugby|group|coach))",
        "Write it without the apostrophe.",
    ),
    WrongWords(
        ("' old", "’ old", "'s old", "’s old"),
        r"\b[0-9]{1,3} years?['’]s? old\b",
        "Write it without the apostrophe.",
    ),
    WrongWords(
        (),
        r"\bour (?:volunteer|member|pupil|patient|resident|parent|student|customer|reader|supporter|visitor)['’]s "
        r"(?!(?:story|stories|journey|name|gp|death|family|page|corner|area|handbook|guide|choice|evening|day)\b)[a-z]",
        "For more than one, write the apostrophe behind the s.",
        pairs(
            "our",
            _plurals("volunteer|member|pupil|patient|resident|parent|student|customer|reader|supporter|visitor", "'s"),
        )
        + pairs(
            "our",
            _plurals("volunteer|member|pupil|patient|resident|parent|student|customer|reader|supporter|visitor", "’s"),
        ),
    ),
    WrongWords(
        (),
        r"\bjesus (?:journey|death|birth|life|resurrection|teachings?|disciples|words|ministry|name|followers|mother"
        r"|footsteps)\b",
        "Write an apostrophe behind the s.",
        pairs(
            "jesus",
            "journey|death|birth|life|resurrection|teaching|teachings|disciples|words|ministry|name|followers|mother"
            "|footsteps",
        ),
    ),
    WrongWords(
        (),
        r"\b(?:hard|long|good|full|whole|fair) (?:days|weeks|months|years|nights) (?:work|rest|sleep|pay|play)\b"
        r"|\b(?:captains|presidents|mayors|chairmans) (?:day|evening|dinner|lunch|ball|cup|prize|weekend)\b",
        "Write the apostrophe before the s.",
        (
            *pairs("days|weeks|months|years|nights", "work|rest|sleep|pay|play"),
            *pairs("captains|presidents|mayors|chairmans", "day|evening|dinner|lunch|ball|cup|prize|weekend"),
        ),
    ),
    WrongWords(
        ("'s", "’s"),
        rf"\b(?:{_MANY}) (?!(?:{_NO_PLURAL}|{_DAYS}|{_MONTHS})['’])[a-z]{{3,}}[a-z]['’]s(?=[.,;!?)\n]| (?:are|were|have"
        r"|from|with|and|or|will|who|that|which|to|can|should|such|like)\b|$)|\b(?:are|were) [a-z]{4,}['’]s who\b",
        "For more than one, write it without the apostrophe.",
    ),
    WrongWords(
        tuple(f"{span}{mark}s" for span in _SPANS.split("|") for mark in "'’"),
        rf"\b(?:{_NUMBERS}|few|several|many|couple of|some) (?:{_SPANS})['’]s\b",
        "Write the apostrophe behind the s, or none.",
    ),
    WrongWords(
        (),
        rf"\b(?:a|one|each|every|per) (?:{_SPANS})s['’](?! (?:and|or)\b)",
        "Write the apostrophe before the s.",
        pairs("a|one|each|every|per", _plurals(_SPANS)),
    ),
    WrongWords(
        tuple(f"{verb}{mark}s" for verb in _VERBS.split("|") for mark in "'’"),
        rf"(?<![\w'’-])(?:{_VERBS})['’]s(?= [a-z])",
        "Write the verb without an apostrophe.",
    ),
    WrongWords(
        tuple(f"{stem}{mark}s" for stem in _IN_IE.split("|") for mark in "'’"),
        rf"\b(?:{_IN_IE})['’]s\b",
        "Write the apostrophe behind the s, or none.",
    ),
    WrongWords(
        (),
        r"\b(?:if|when|whether|because|unless|while|hope|think|sure|know|as) your (?:not|going to|able|unable"
        r"|interested in|looking (?:for|to)|using|coming (?!of)|attending|thinking of|doing|getting|struggling|unsure"
        r"|aware|ready to|eligible|entitled|worried|concerned|happy to|new to (?:the|this|us|our)|ill\b|unwell|in the"
        r"|in a|at the|at a"
        r"|a (?:member|parent|carer|volunteer|student|new)|on (?:the|a)|already|still)\b",
        "Did you mean “you're”?",
        pairs("if|when|whether|because|unless|while|hope|think|sure|know|as", "your"),
    ),
    WrongWords(
        (),
        r"\bits (?:been (?=a|an|the|great|good|lovely|so|very|decided|agreed|said|reported|suggested|brought)|going to"
        r"|not (?:just|only|too|always|easy|clear|possible|about|a|an|the)|never too|always (?:good|great|nice|lovely"
        r"|a)"
        r"|about (?:time|to)|up to (?:you|us|the)|down to|worth|(?:great|good|lovely|nice|hard|easy|difficult|important"
        r"|vital|essential|possible|impossible|likely|unlikely|clear|true|fair|amazing|wonderful) "
        r"(?:to (?!the\b)|that|if|when|for us|how|what))\b",
        "Did you mean “it's”?",
        pairs(
            "its",
            "been|going|not|never|always|about|up|down|worth|great|good|lovely|nice|hard|easy|difficult|important|vital"
            "|essential|possible|impossible|likely|unlikely|clear|true|fair|amazing|wonderful",
        ),
    ),
    WrongWords(
        ("whos ", "heres ", "wheres ", "shouldve", "couldve", "wouldve", "childrens'", "childrens’", "mens'", "mens’"),
        r"(?<![\w'’-])(?:whos|heres|wheres|shouldve|couldve|wouldve) |\b(?:children|women|men)s['’]",
        "Write the apostrophe before the s, or the v.",
    ),
    WrongWords(
        (),
        r"\bits (?:(?:entirely|all|really|totally|completely|probably|certainly) (?:up to|about|down to)"
        r"|also (?:an?|the|our|very|great|good|worth|not)|run by|free (?:entry|to)"
        r"|(?:great|free|lovely|amazing|brilliant|fantastic|fun|easy|simple)(?=[.!]))",
        "Did you mean “it's”?",
        pairs(
            "its",
            "entirely|all|really|totally|completely|probably|certainly|also|run|free|great|lovely|amazing|brilliant"
            "|fantastic|fun|easy|simple",
        ),
    ),
    WrongWords(
        (),
        r"\b(?:members|players|referees|parents|visitors) (?:subscriptions|fees|free time|best interests)\b"
        r"|\b(?:dentists|doctors|patients|members|residents|childrens) best interests?\b"
        r"|\b(?:as|for|is|are) a members club\b|\bno ladies (?:prayer|changing|toilet)\b"
        r"|\b(?:[2-9]|[1-9][0-9]|two|three|four|five|six|eight|ten|twelve) (?:days|weeks|months|years) (?:consultation"
        r"|rest|grace|supply|delay)\b",
        "Write an apostrophe behind the s.",
        (
            *pairs("members|players|referees|parents|visitors", "subscriptions|fees|free|best"),
            *pairs("dentists|doctors|patients|residents|childrens", "best"),
            *pairs("members|ladies", "club|prayer|changing|toilet"),
            *pairs("days|weeks|months|years", "consultation|rest|grace|supply|delay"),
        ),
    ),
    WrongWords(
        (),
        r"\b(?:parent|governor|member|resident|carer|volunteer|user)['’]s (?:evenings?|meetings?|association|forum"
        r"|group"
        r"|consultations?|panel|coffee)\b",
        "For more than one, write the apostrophe behind the s.",
        pairs(
            f"{_plurals('parent|governor|member|resident|carer|volunteer|user', chr(39) + 's')}"
            f"|{_plurals('parent|governor|member|resident|carer|volunteer|user', '’s')}",
            "evening|evenings|meeting|meetings|association|forum|group|consultation|consultations|panel|coffee",
        ),
    ),
    WrongWords(
        (),
        rf"\b(?:{_plurals(_PEOPLE)}|families|ladies|peoples) (?:{_OWNED})\b(?! (?:to|that|who|which|as|at|from"
        rf"|with)\b)",
        "Write an apostrophe before or behind the s.",
        pairs(f"{_plurals(_PEOPLE)}|families|ladies|peoples", _OWNED),
    ),
    WrongWords(
        (),
        r"\b(?:months|years) mind\b|\b(?:members|governors|trustees|directors) terms? of\b"
        r"|\b(?:parents|teachers|members|governors|staffs) (?:whatsapp|nominees?|nominations?)\b"
        rf"|\b(?:{_NUMBERS}) (?:days|weeks|months|years|hours) (?:emergency|written|paid|continuous|unpaid|sick)\b",
        "Write an apostrophe before or behind the s.",
        (
            *pairs("months|years", "mind"),
            *pairs("members|governors|trustees|directors", "term|terms"),
            *pairs("parents|teachers|members|governors|staffs", "whatsapp|nominee|nominees|nomination|nominations"),
            *pairs("days|weeks|months|years|hours", "emergency|written|paid|continuous|unpaid|sick"),
        ),
    ),
    WrongWords(
        ("peoples ",),
        r"(?<!\bthe )(?<!\bindigenous )(?<!\bnative )(?<!\bfirst )(?<!\ball )\bpeoples (?!(?:from|with|around|across"
        r"|have|were|whose|living|into|republic|front|party|trust)\b)[a-z]{4,}",
        "Write the apostrophe before the s.",
    ),
    WrongWords(
        (),
        rf"\b(?:{_plurals(_BODIES)}|{_plurals(_BODIES, 'es')}|countries|charities|companies|surgeries|parties) "
        r"(?:most recent|latest|newest|recent|biggest|oldest) [a-z]{3,}",
        "Write an apostrophe before or behind the s.",
        pairs(
            f"{_plurals(_BODIES)}|{_plurals(_BODIES, 'es')}|countries|charities|companies|surgeries|parties",
            "most|latest|newest|recent|biggest|oldest",
        ),
    ),
    WrongWords(
        ("hmrcs ", "ofsteds ", "cqcs ", "bbcs ", "dwps ", "rnlis ", "rspbs "),
        r"\b(?:hmrc|ofsted|cqc|bbc|dwp|rnli|rspb)s [a-z]{4,}",
        "Write an apostrophe before the s.",
    ),
    WrongWords(
        ("in's", "in’s", "up's", "up’s", "out's", "out’s", "down's", "down’s", "off's", "off’s"),
        r"\b(?:drop|sign|check|lock|catch|meet|line|push|sit|warm|hand|top|pick)[ -](?:in|up|out|down|off)['’]s\b",
        "For more than one, write it without the apostrophe.",
    ),
    WrongWords(
        (),
        r"\bits (?:(?:just|only|simply) (?:an?|the|your|our|my|that|so|to|for|not|about|been)|one of|your|our|my)\b",
        "Did you mean “it's”?",
        pairs("its", "just|only|simply|one|your|our|my"),
    ),
)
_FORMS = WrongWordRows(_ROWS)
_SHORT_PLURAL = re.compile(
    r"(?<![\w.&/-])(?P<word>[A-Z]{2,6}[0-9]?)['’]s(?:"
    r"(?P<verb>\s+(?:are|were|have|who|can|should|will|must|may|do|need)\b)"
    r"|(?=(?P<end>[;:!?)]|[.,]?\s*(?:\n|$)|[.,]|\s+etc\b)|,?\s+(?:and|or|for|to|from|in|with|across|working|on)\b))"
)
_ONE_BEFORE = re.compile(
    r"\b(?:the|an?|this|that|our|your|their|its|my|his|her|each|every|another|at|by)\s+(?:\w+\s+)?$"
)
_MANY_BEFORE = re.compile(
    r"\b(?:all|many|some|most|few|these|those|local|require|requires|for|of|and|or|our|more|asked|[0-9]+|two"
    r"|three|four|five|with"
    r"|about|regarding|using|via|on|free)\s+$"
)
"""Words in front of more than one; behind "the" and "a" short letters are rather one that owns something."""


@rule(
    "TXT13",
    "warning",
    "An apostrophe makes a plural.",
    "Leave it out.",
    on=TEXTS,
    triggers=("'s", "’s"),
    wrong="Some ‸GP's are asked to write.",
    right="The CCG's duties are many, and GPs are asked to write.",
)
def apostrophe_plural(file: CheckedFile) -> Iterator[Finding]:
    for match in _SHORT_PLURAL.finditer(file.prose_as_written):
        if match["verb"] or _MANY_BEFORE.search(_before(file, match, 12)) or _ends_clause(file, match):
            message = f'"{match["word"]}\'s" has an apostrophe.'
            yield Finding(match.start(), message, f'Write "{match["word"]}s" for more than one.')


def _before(file: CheckedFile, match: re.Match[str], letters: int) -> str:
    return file.prose[max(0, match.start() - letters) : match.start()]


def _ends_clause(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether nothing follows that short letters could own, and no word in front says that they are of one."""
    if match["end"] is None or _ONE_BEFORE.search(_before(file, match, 30)):
        return False
    behind = slice(match.end(), match.end("end"))
    return file.source.text[behind] == file.prose_as_written[behind]  # The prose has blanks for code.


_OPENED, _FAR = re.compile(r"(?<![^\s(])['‘][a-z]"), 100
"""A quotation mark that may be the partner of the apostrophe behind it."""


@rule(
    "TXT25",
    "warning",
    "An apostrophe is missing, or is one too many.",
    "Correct it.",
    on=TEXTS,
    wrong="Tickets for ‸the Presidents evening.",
    right="Tickets for the President's evening. The members area is open. Presidents and treasurers meet on Sundays.",
    note="Where people, councils and months own something; plurals of weekdays and short forms; “it's” for “its”.",
)
def wrong_apostrophe(file: CheckedFile) -> Iterator[Finding]:
    spans: list[tuple[int, int]] = []
    for row, match in _FORMS.matches(file):
        spans.append(match.span())
        start = match.start()
        if not is_quoted(file.prose, start) and not _ends_quote(file, match):
            yield _apostrophe_at(file, match, row.hint)
    others = ((_bodies_that_own, "Write it before or behind the s."), (_plurals_of_things, "Leave it out."))
    for find, hint in others:
        for match in find(file):
            is_said = any(start <= match.start(1) < end for start, end in spans)
            if not is_said and not is_quoted(file.prose, match.start()):
                yield _apostrophe_at(file, match, hint)


def _apostrophe_at(file: CheckedFile, match: re.Match[str], hint: str) -> Finding:
    words = file.words_at(match.start(), match.end())
    message = f'"{words}" has its apostrophe in the wrong place, or lacks it.'
    return Finding(match.start(), message, hint, end=match.end())


def _bodies_that_own(file: CheckedFile) -> Iterator[re.Match[str]]:
    """Yield councils, clubs and the like that stand as more than one in front of what one of them has."""
    if not _SOME_BODIES.isdisjoint(file.vocabulary):
        matches = compiled(_BODY_AND_NOUN).finditer(file.prose)
        yield from (match for match in matches if _is_noun(match["noun"]))


def _plurals_of_things(file: CheckedFile) -> Iterator[re.Match[str]]:
    """Yield small words with 's in front of a word that nobody can own: "the rota's have"."""
    if "'s " in file.prose or "’s " in file.prose:
        yield from compiled(_THING_AND_VERB).finditer(file.prose_as_written)


_THING_AND_VERB = (
    rf"(?<![\w'’.-])(?!(?:{_NO_PLURAL}|{_DAYS}|everything|something|nothing|anything|which|this|doctor|dentist|vet"
    r"|friend|baker|butcher|chemist|hairdresser|neighbour|term|season|summer|winter|spring|autumn|evening|morning"
    r"|night)['’])([a-z]{3,})['’]s (?:of|within|with|from|by|who|are|were|have|available)\b"
)
_OTHER_BODIES = (
    "home|household|edition|issue|district|city|region|season|editor|festival|shop|hotel|garden|library|museum|choir"
    "|band"
)
_SOME_BODIES = frozenset(f"{_plurals(f'{_BODIES}|{_OTHER_BODIES}')}|{_plurals(_BODIES, 'es')}".split("|"))
_BODY_AND_NOUN = (
    r"(?<!\bof )(?<!\ball )\b(?:the|our|your|their|this|another|each|every|its|my) (?:[a-z]+ )?"
    rf"({'|'.join(sorted(_SOME_BODIES))}) (?P<noun>[a-z]{{4,}})\b"
)
_ATTRIBUTED = frozenset(
    (
        "area", "areas", "evening", "week", "weekend", "night", "meeting", "meetings", "group", "groups", "forum",
        "network", "section", "page", "list", "committee", "centre", "officer", "hall", "room", "team", "teams",
        "bulletin", "newsletter", "club", "council", "guide", "portal", "survey", "workshop", "event", "events",
        "conference", "programme", "service", "services", "manager", "website", "champion", "directory", "league",
        "tournament", "section", "company", "prior", "must", "would", "should", "could", "might", "when", "what",
        "where", "given", "than", "then", "over", "after", "under", "first", "league", "liaison", "party", "leader",
        "mechanism", "football", "cricket", "rugby", "netball", "hockey", "tennis", "people", "children", "members",
        "background", "backgrounds", "channel", "channels", "calls", "invite", "account", "together", "overseas",
        "nationwide", "countrywide", "worldwide",
    )
)  # fmt: skip
"""Nouns with which names are made: a schools forum, a clubs evening; and words that are no nouns."""


@lru_cache(maxsize=5_000)
def _is_noun(word: str) -> bool:
    """Tell whether a word has a plural, and no form with -ing; no adjective and no verb has that."""
    words, stem = english(), word.removesuffix("e")
    plurals = {f"{word}s", f"{word}es", f"{word.removesuffix('y')}ies"}
    forms = {f"{stem}ing", f"{word}ing", f"{word}{word[-1]}ing"}
    is_verb = not forms.isdisjoint(words.common) or not forms.isdisjoint(words.rare)
    return word not in _ATTRIBUTED and not word.endswith("ing") and not is_verb and not plurals.isdisjoint(words.common)


def _ends_quote(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether the apostrophe of a match closes what a single quotation mark before it opens."""
    if not match[0].rstrip("abcdefghijklmnopqrstuvwxyz").endswith(("' ", "’ ")):
        return False
    return _OPENED.search(file.prose, max(0, match.start() - _FAR), match.end()) is not None
