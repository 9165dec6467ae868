"""Find children and people in care who are named, by what stands around the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..content.word_lists import english
from ..text.expressions import RowsByNeed, compiled
from .checked_file import CheckedFile
from .persons import NAMES_AND_WORDS

CHILD = "This names a child."
IN_CARE = "This names somebody in care."
DEATH = "This tells of somebody's death."

_ALONE = r"[A-Z][a-z]+(?: [A-Z]\b\.?)?(?![\w'’-]| [A-Z][a-z])"
"""A given name alone, or with an initial."""
_MORE = rf"(?:(?:,|,? and|,? &) (?:[a-z]+ )?{_ALONE})"
_AGE = "(?:[2-9]|1[0-7]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen)"
_PRAISED = (
    "cub|beaver|brownie|rainbow|squirrel|scout|guide|pupil|star|writer|reader|learner|mathematician"
    "|artist|author|child|gymnast|scientist"
)
_GOES_TO = "(?: (?:is|are|was|were|goes to|go to|went to|has gone to))?"
"""What may stand between a prize and who has it."""
_WITH_INITIAL = r"[A-Z][a-z]+ [A-Z]\b\.?(?!['’])"
"""A given name with an initial, as those who look after children write it."""
_YOUNG = (
    "beaver scouts?|cub scouts?|squirrels?|beavers?|cubs?|brownies?|rainbows?|pupils?|toddlers?|head (?:boy"
    "|girl)s?|school councill?ors?"
)


_ROLES_OF_CHILDREN = (
    "captain", "ambassador", "prefect", "monitor", "librarian", "buddy", "buddies", "play leader", "digital leader",
    "school council", "councillor", "champion", "rep", "winner", "mascot", "sixer", "young leader",
)  # fmt: skip
"""What children are in schools and clubs."""
_OF_STAFF = (
    r"[^.!?\n]{0,200}\b(?:staff|teach(?:er|ers|ing)|assistants?|practitioners?|managers?|deputy|apprentices?|students?"
    r"|cooks?|nurses?|role|post|maternity|governors?|lunchtime|teams?)\b"
)
"""The rest of a sentence that speaks of somebody who works there."""


_OF_YOUNG_TEAM = re.compile(
    r"\A(?=(?s:.*?)\b(?:under|u)[- ]?(?:[5-9]|1[0-7])['’]?s?\b)"
    r"(?=(?s:.*?)\b(?:goals?|match|squad|team|games?|played|defence|midfield|subs|scor\w+|tournament)\b)"
)
"""Words of a text about children who play for a club, in small letters."""
_OF_SCHOOL = re.compile(
    r"\b(?:pupils?|class(?:es)?|assembly|headteacher|head teacher|year [0-9]|reception class|nursery"
    r"|half[- ]term|ks[12]"
    r"|school (?:day|term|office|council|uniform|dinners?)|our school|in school|at school|parents and carers"
    r"|(?:leaving|left|joined|joining|started|starting) school|school (?:leavers?|trip|fair|fete|choir|play|team)"
    r"|specialist school|special school|transition programme|key stage)\b"
)
"""Words of a school's letter, in small letters: who is called by a given name alone there is a child."""
_DOES = (
    r"(?:received|earned|won|achieved|participated|took part|scored|raised|enjoys|enjoyed|came (?:first|second|third)"
    r"|represented|performed|sang|danced|swam|lost a tooth|been (?:selected|chosen|awarded|picked|made)"
    r"|(?:selected|chosen|awarded|picked|made) (?:for|to|as|a|the)|looking forward|worked (?:so |really |very )?hard)"
)
"""What a school praises in a child."""
_PRAISES = (
    "received", "earned", "won", "achieved", "took part", "participated", "scored", "raised", "enjoy", "came ",
    "represented",
    "performed", "sang", "danced", "swam", "tooth", "selected", "chosen", "awarded", "picked", "made", "looking",
    "worked",
)  # fmt: skip
"""Of which each match of `_DOES` has one."""
_PLAYER = rf"{_ALONE}(?: \([A-Za-z ]{{2,14}}\))?"


_GRADE = (
    r"(?:[1-6](?:st|nd|rd|th)(?: and [1-6](?:st|nd|rd|th))? [Cc]lass(?:es)?|(?i:first|second|third|fourth|fifth"
    r"|sixth) [Cc]lass"
    r"|(?:Senior|Junior|senior|junior) [Ii]nfants|Rang ?[1-6]|(?:[Yy]ear|Yr|Y) ?(?:[1-9]|1[0-3])\b|P[1-7]\b"
    r"|Primary [1-7]"
    r"|Reception(?: class)?\b(?! (?:desk|team|staff|area))|[Nn]ursery\b(?! (?:team|staff|manager|nurse))|Grade [1-9]"
    r"|(?i:under|u)[- ]?(?:[5-9]|1[0-7])(?:s|['’]s|B|G)?\b|the (?i:[a-z]+ )?(?:[Jj]uniors|[Tt]oddlers|[Cc]ubs"
    r"|[Bb]eavers|[Bb]rownies)\b)"
)
"""The class or the age group of children, as a school or a club calls it."""
_ACHIEVES = (
    r"(?:(?:won|win|wins|achieved|awarded|earned|received|gained|got|given|presented with) (?:an? |the |their "
    r"|his |her )?(?:[\w-]+ ){0,2}?"
    r"(?:prizes?|awards?|badges?|cup|place|medals?|certificates?|trophy|commended|rosettes?)\b|highly commended"
    r"|(?:1st|2nd|3rd|first|second|third) prize"
    r"|(?:gold|silver|bronze) (?:medals?|awards?|certificates?|badge)|medals?|led the field|(?:came|finished"
    r"|placed|was|were)"
    r" (?:\w+ )?(?:[1-9](?:st|nd|rd|th)|first|second|third|runners?[- ]up)\b|[1-9](?:st|nd|rd|th) (?:place"
    r"|overall|in the)"
    r"|trophy|certificates?|personal best|hat[- ]trick|(?:scored|scorer|goals?|tries)\b|ran (?:\w+ ){0"
    r",2}?(?:race|brilliantly)"
    r"|junior (?:girl|boy|champion)|achievement|(?:swam|sang|danced|performed|played) (?:\w+ )?(?:brilliantly"
    r"|beautifully|superbly"
    r"|really well|so well))"
)
"""What children are praised for in sport and at school."""


_PLAYS = (
    r"(?:goals?|scor\w+|saves?|saved|shot|shots|pass(?:es|ed|ing)?|defen[cds]\w+|midfield\w*|headers?|headed"
    r"|tackl\w+|the ball|forwards?"
    r"|striker|winger|level the|half|keeper|goalkeeper|award|bench|hat-?trick|corner|penalty|free kick|dribbl\w+"
    r"|the field"
    r"|the park|on target|player of the)\b"
)
"""What a player does in a match."""
_OF_HOME_STAFF = (
    r"[^.!?\n]{0,100}\b(?:staff|manager|nurse|carers?|chef|cook|activities|administrator|volunteers?"
    r"|entertain\w+|singer|played for"
    r"|vicar|matron|director|visited|joined us|thank\w*|said|plays)\b"
)
"""The rest of a sentence about those who work in a home or visit it."""
_LIVES_THERE = (
    r"birthday|[0-9]{2,3} years (?:old|young)|turned|enjoy\w*|lives|lived|resident|residents|has been (?:in"
    r"|with)|braved|moved|loved|won"
    r"|room|memories|knit\w*|danc\w+|sang|bingo|made|painted|baked|husband|wife|daughter|son|family|lunch|tea"
    r"|trip|outing|smil\w+"
)
"""What the letter of a home tells of those who live there."""


class Naming(NamedTuple):
    """What stands around the name of a child, or of somebody in care."""

    says: str
    """The message."""
    needs: tuple[str, ...]
    """A text is searched only if it has one of these, in small letters."""
    pattern: str
    """The pattern, with a group `names` that must begin with a given name."""
    of: re.Pattern[str] | None = None
    """What the text must have somewhere, in small letters; None for nothing."""


_OF_SCOUTS = re.compile(
    r"\b(?:scouts?|scouting|cubs|beavers|squirrels|brownies|rainbows|guides|girlguiding|cadets|boys['’] brigade"
    r"|swimmers|gymnasts|juniors)\b"
)
"""Words of a text of a club for children."""
_OF_CHILDREN = re.compile(
    r"\b(?:child|children|pupils?|school|class|classes|year [0-9]|reception|nursery|assembly|cubs|brownies|beavers"
    r"|rainbows|juniors?|under[- ][0-9]+s|u[0-9]+s|pre-?school|playgroup|toddlers?|parents and carers|half[- ]term)\b"
)
"""Words of a text about children."""
_OF_YOUNG_PEOPLE = re.compile(
    r"\b(?:[1-6](?:st|nd|rd|th) class(?:es)?|senior infants|junior infants|year [1-9]|y[1-6]\b|pupils|assembly"
    r"|headteacher"
    r"|our school|half[- ]term|[lu]?ks[12]|(?:under|u)[- ]?(?:[5-9]|1[0-7])(?:s|b|g)?\b|junior (?:girls?|boys?"
    r"|members|section|races?)"
    r"|cubs|beavers|brownies|drc juniors|our juniors|the juniors|boys and girls|boys['’]? and girls['’]?)\b"
)
"""Words of a text in which those who are praised are children."""
_OF_CHILDREN_OR_TEAMS = re.compile(
    r"\b(?:children|pupils?|school|class|assembly|eco[ -](?:team|council)|green team|council(?:lors)? (?:have"
    r"|were) been elected)\b"
)
"""Words of a text in which a given name with words in quotation marks is that of a child."""
_OF_CARE = re.compile(
    r"\b(?:(?:our|the|many|all|some|new|past|permanent|fellow) residents?|care home|nursing home|dementia|day centre"
    r"|residents (?:have |all |really |have all )?(?:enjoy(?:ed)?|made|loved|celebrated|had fun|took part)"
    r"|on respite|respite (?:stay|visit|care))\b"
)
"""Words of a text about people in care."""
_OF_HOME = re.compile(
    r"\b(?:(?:our|all|new|permanent|fellow) residents?|on respite|respite (?:stay|visit|care)"
    r"|in the (?:care |nursing )?home\b"
    r"|residents (?:have |all |really )?(?:enjoy(?:ed)?|made|loved|celebrated|had fun|took part))\b"
)
"""Words of the letter of a home."""
_NAMINGS = (
    Naming(CHILD, ("year-old", "year old"), rf"\b(?i:{_AGE})[- ]year[- ]old,? (?:[a-z]+ )?(?P<names>[A-Z][a-z]+)"),
    Naming(
        CHILD,
        ("year-old", "year old"),
        rf"\b(?P<names>[A-Z][a-z]+)(?: [A-Z][\w'’-]+)?, (?:who is |an? |is )?(?i:{_AGE})[- ]year",
    ),
    Naming(
        CHILD,
        (" old",),
        rf"\b(?P<anybody>[A-Z][a-z]+), an? (?i:{_AGE})[- ](?:year|month|week)s?[- ]old (?:boy|girl|baby|child|son"
        rf"|daughter|pupil)\b"
        rf"|[- ]old (?:baby|boy|girl|child),? (?P<anyone>[A-Z][a-z]+)\b",
    ),
    Naming(
        CHILD,
        (" aged ",),
        r"\b(?P<names>[A-Z][a-z]+),? (?:who (?:is|was) |both |were |was )?aged [0-9]{1,2} (?:months|weeks)",
    ),
    Naming(
        CHILD,
        ("said", "says", "added", "told us", "thought", "explained"),
        rf"\b(?P<names>{_ALONE}),? (?:said|says|added|told us|thought|explained),? (?:that )?[‘“\"'’]",
        _OF_CHILDREN_OR_TEAMS,
    ),
    Naming(CHILD, (", ",), r"\b(?P<names>[A-Z][a-z]+)(?: [A-Z][\w'’-]+)?, (?:[3-9]|1[0-5]), (?=[a-z])"),
    Naming(
        CHILD,
        ("birthday",),
        r"\b[Bb]irthdays?\b[^.!?\n]{0,20}[:–-] (?P<names>[A-Z][a-z]+)(?: [A-Z]\b\.?)? \(?[1-9]\)?(?=,| and)"
        r"|\b[Bb]irthday to (?P<turns>[A-Z][a-z]+),? who (?:is|turns|was|turned) [1-9]\b",
    ),
    Naming(
        CHILD,
        ("beaver", "cub", "squirrel", "brownie", "rainbow", "pupil", "toddler", "head ", "school council"),
        rf"\b(?i:{_YOUNG})(?: this (?:week|year)| invested(?: this week)?)?(?: is| are| was| were)?(?:,|:| –)? "
        rf"(?P<names>{_ALONE})|\b(?i:head (?:boy|girl)s?)(?: is| are|:) (?P<heads>[A-Z][a-z]+)",
    ),
    Naming(
        CHILD,
        (" of the ",),
        rf"\b(?i:(?:{_PRAISED})s? of the (?:week|month|term|day|half term))(?: [Aa]wards?)?{_GOES_TO}[^\w\n]{{1,6}}"
        r"(?:[A-Z][\w ]{1,14}[:–-] ?)?(?P<names>[A-Z][a-z]+)",
    ),
    Naming(
        CHILD,
        (
            " of the match",
            " of the tournament",
            "player of the ",
            "swimmer of the ",
            "swimmers of the ",
            "athlete of the ",
        ),
        rf"\b(?i:(?:player|wo?man|scorer|swimmer|athlete)s? of the (?:match|tournament|week|month|year))"
        rf"(?: [Aa]wards?)?{_GOES_TO}[^\w\n]{{1,6}}(?P<names>{_ALONE})",
        _OF_CHILDREN,
    ),
    Naming(
        CHILD,
        ("congratulations", "well done", "welcome", "good luck", "invested", "awarded to", "presented to"),
        r"\b(?i:congratulations(?: go)?|well done|welcome(?: back)?|good luck|invested|awarded|presented)(?: to)?:? "
        rf"(?P<names>{_WITH_INITIAL}(?:(?:,|,? and|,? &) {_WITH_INITIAL})*)",
        _OF_SCOUTS,
    ),
    Naming(
        CHILD,
        ("student", "pupil"),
        r"\b(?i:students?|pupils?)(?: guests?| visitors?| speakers?)?[:,]? (?P<names>[A-Z][a-z]+)(?: [A-Z][\w'’-]+)?"
        r"(?:(?:,|,? and|,? &) [A-Z][a-z]+(?: [A-Z][\w'’-]+)?)*,? (?:from|of|at) "
        r"(?:[a-z]+ )?(?:[A-Z][\w'’.]+ ){0,3}(?i:high|secondary|primary|junior|infants?|middle|grammar) [Ss]chool",
    ),
    Naming(
        CHILD,
        ("class", "year", "yr", " from ", " in ", " of "),
        r"\b(?!Head\b)(?P<names>[A-Z][a-z]+)(?: [A-Z]\b\.?)? (?:from|in|of) (?:[1-6][A-Z]\b|(?:Year|Yr|Y) ?[0-9]"
        r"|[A-Z][a-z]+ [Cc]lass\b)",
        _OF_CHILDREN,
    ),
    Naming(
        CHILD,
        ("nursery", "pre-school", "preschool", "reception", "joined year", "started year"),
        rf"\b(?P<names>{_ALONE}),? (?:who )?(?:has |have )?(?:joined|started) (?:in |at |us in )?"
        r"(?:Nursery|Reception|Year|[Pp]re-?[Ss]chool)",
    ),
    Naming(
        CHILD,
        ("won by", "winner", "congratulations", "well done", "awarded", "presented", "award", "goals"),
        r"\b(?:won by|[Ww]inners?(?: (?:is|are|was|were))?:?|[Cc]ongratulations(?: go)? to|[Ww]ell done(?: to)?"
        rf"|awarded to|presented to|[Aa]wards?\s?[:–-]|[Gg]oals (?:from|by))\s+(?P<names>{_ALONE}{_MORE}{{2,}})",
        _OF_CHILDREN,
    ),
    Naming(
        CHILD,
        _ROLES_OF_CHILDREN,
        rf"\b(?i:{'|'.join(_ROLES_OF_CHILDREN)})s?(?: (?:this|for|in|at) [\w ]{{1,20}}?)?(?: are| were| is| was)?"
        rf"(?::|,| –| -)? (?P<names>{_ALONE}{_MORE}+)",
        _OF_CHILDREN,
    ),
    Naming(
        CHILD,
        ("(year", "(yr", "(y", "(class", " in y", " from y", " of y"),
        r"\b(?P<unlisted>[A-Z][a-z]+)(?: [A-Z]\b\.?)? (?:\((?:Year|Yr|Y|Class) ?[0-9]|(?:in|from|of) (?:Year|Yr"
        r"|Y) ?[0-9])",
    ),
    Naming(
        CHILD,
        ("under", "u5", "u6", "u7", "u8", "u9", "u1", "u-"),
        rf"\b(?P<names>{_PLAYER}(?:(?:,|,? and|,? &) {_PLAYER}){{2,}})",
        _OF_YOUNG_TEAM,
    ),
    Naming(
        CHILD,
        ("well done", "congratulations", "good luck", "goodbye", "farewell"),
        rf"\b(?i:well done|congratulations|good luck|goodbye|farewell)(?: again)?(?: also)?(?: to)?,?"
        rf" (?P<names>{_ALONE}{_MORE}*)"
        rf"(?!{_OF_STAFF})",
        _OF_SCHOOL,
    ),
    Naming(
        CHILD,
        _PRAISES,
        rf"(?:^|(?<=[.!?:,] )|(?<=\n)|(?<=\bthat )|(?<=\band )|(?<=\bto ))(?P<names>{_ALONE}{_MORE}*),? (?:who )?"
        rf"(?:(?:has|have|had|was|were|also|really|recently|is|are) ){{0,3}}{_DOES}(?!{_OF_STAFF})",
        _OF_SCHOOL,
    ),
    Naming(
        CHILD,
        ("join", "start", "leav", "mov"),
        rf"\b(?i:welcome|hello|goodbye|farewell|we welcome|good luck)(?: back)?(?: to)?,?(?: our new \w+"
        rf",?)? (?P<names>{_ALONE}{_MORE}*),? who"
        rf" (?:(?:will|are|is|have|has|all|both|be|recently|just) ){{0,4}}(?:joined|joining|join|start\w*"
        rf"|leaving|left|moving|moved)\b(?!{_OF_STAFF})",
        _OF_CHILDREN,
    ),
    Naming(
        CHILD,
        ("year ", "yr ", "y1"),
        r"\b(?!Head\b)(?P<names>[A-Z][a-z]+)(?: [A-Z][\w'’-]+)?,? (?:an? |our |from |in |of |\()(?:[Yy]ear|Yr"
        r"|Y) ?(?:[1-9]|1[0-3])\b"
        r"(?! (?:\w+ )?(?:[Tt]eacher|[Ss]taff|TA|[Ll]ead|[Cc]o-?ordinator|[Tt]utor|[Tt]eam))",
    ),
    Naming(
        CHILD,
        (
            "class",
            "infants",
            "rang",
            "year",
            "yr",
            " y",
            " p",
            "(p",
            "primary",
            "reception",
            "nursery",
            "grade",
            "under",
            "u",
            "juniors",
            "toddlers",
            "cubs",
            "beavers",
            "brownies",
        ),
        rf"\b(?!Head\b)(?P<unlisted>[A-Z][a-z]+)(?: [A-Z][\w'’-]*){{0,2}},? (?:(?:who is |is |a pupil "
        rf"|an? )?(?:from|in|of) (?:our )?"
        rf"|\()(?:the )?{_GRADE}(?! ?(?:[Tt]eacher|[Ss]taff|TA\b|[Ll]ead|[Tt]utor))",
        _OF_CHILDREN,
    ),
    Naming(
        CHILD,
        (
            "won ",
            "win",
            "achieved",
            "award",
            "earned",
            "received",
            "gained",
            "got ",
            "given",
            "presented",
            "commended",
            "prize",
            "medal",
            "gold",
            "silver",
            "bronze",
            "led the",
            "came ",
            "finished",
            "placed",
            "was ",
            "were ",
            "place",
            "overall",
            "in the",
            "trophy",
            "certificate",
            "personal best",
            "hat",
            "scor",
            "goal",
            "tries",
            "ran ",
            "junior",
            "achievement",
            "brilliantly",
            "beautifully",
            "superbly",
            "well",
        ),
        rf"(?<!Mr )(?<!Mrs )(?<!Miss )(?<!Ms )(?<!Dr )\b(?=(?P<names>[A-Z][a-z]+)(?: [A-Z][\w'’-]+)?\b(?!{_OF_STAFF})"
        rf"[^.!?\n]{{0,70}}?\b{_ACHIEVES})",
        _OF_YOUNG_PEOPLE,
    ),
    Naming(
        CHILD,
        ("children ", "boys ", "girls ", "youngsters ", "twins "),
        rf"\b(?:[Cc]hildren|[Bb]oys|[Gg]irls|[Yy]oungsters|[Gg]randchildren|[Tt]wins),? (?P<names>{_ALONE}{_MORE}+)",
    ),
    Naming(
        CHILD,
        (" and his ", " and her "),
        r"\b(?P<names>[A-Z][a-z]+) and (?:his|her) (?:mum|mummy|dad|daddy|parents|nan|nanny|gran|granny|grandma"
        r"|grandad)\b",
    ),
    Naming(
        CHILD,
        ("(1", "(2", "(3", "(4", "(5", "(6", "(7", "(8", "(9"),
        r"\b(?P<names>[A-Z][a-z]+) \((?:[1-9]|1[0-7])\)(?:,? and| &) [A-Z][a-z]+ \((?:[1-9]|1[0-7])\) [a-z]",
    ),
    Naming(
        CHILD,
        ("son ", "daughter ", "boy ", "girl ", "grandson ", "granddaughter "),
        r"\b(?:my|our|his|her|their|[A-Z][a-z]+['’]s) (?:\w+ )?(?:son|daughter|grandson|granddaughter"
        r"|little (?:boy|girl)) (?P<names>[A-Z][a-z]+)\b"
        r"(?=[^.!?\n]{0,60}\b(?:school|nursery|playgroup|pre-?school|born|birthday|tooth|toddler|weeks|months"
        r"|class|year [0-9]|aged))",
    ),
    Naming(
        CHILD,
        ("here is", "here are", "photo", "picture", "pictured"),
        rf"\b(?:[Hh]ere (?:is|are)|(?:[Pp]hotos?|[Pp]ictures?) of|[Pp]ictured?(?: (?:is|are|left|right|above"
        rf"|below))?:?) (?P<names>{_ALONE}{_MORE}*)(?!{_OF_STAFF})",
        _OF_YOUNG_PEOPLE,
    ),
    Naming(
        CHILD,
        ("team", "kudos", "bravo", "hats off"),
        rf"\b(?:(?i:kudos|bravo|hats off)(?: to)?|(?:[A-Z][a-z]+ )?[Tt]eam)[:,]? (?P<names>{_ALONE}{_MORE}{{2"
        rf",}})(?!{_OF_STAFF})",
        _OF_CHILDREN,
    ),
    Naming(
        CHILD,
        ("scorer", "mom", "man of the match", "player of the match", "special mention", "well played", "goals from"),
        r"\b(?:[Gg]oal ?scorers?|[Ss]corers?|MOM|M[Oo]M|(?:[Mm]an|[Pp]layer) of the [Mm]atch|[Ss]pecial"
        r" mention(?: to| for)?"
        r"|[Ww]ell played|[Gg]oals from)[\s:–-]{1,12}(?P<names>[A-Z][a-z]+)",
        _OF_YOUNG_TEAM,
    ),
    Naming(
        CHILD,
        ("captain", "prefect", "head boy", "head girl"),
        rf"\b(?i:(?:house|vice|school|deputy)[- ]captains?|prefects?|head (?:boy|girl))(?: is| are)?[,:]?"
        rf" (?P<names>{_ALONE})",
        _OF_CHILDREN,
    ),
    Naming(
        CHILD,
        ("welcome", "welcoming", "hello to", "goodbye to", "farewell to"),
        rf"\b(?i:welcom(?:e|es|ed|ing)|hello|goodbye"
        rf"|farewell)\b(?!{_OF_STAFF})[^.!?\n]{{0,40}}?\b(?P<names>[A-Z][a-z]+)\b"
        r"[^.!?\n]{0,60}?\b(?:in)?to (?:the|our) (?:[\w-]+ )?(?:room|class|nursery|pre-?school|playgroup|setting"
        r"|bab(?:y|ies)|toddlers|reception)\b",
        _OF_CHILDREN,
    ),
    Naming(
        CHILD,
        ("newbies", "new children", "new starters", "new pupils", "new friends", "new faces", "new arrivals"),
        rf"\b(?i:newbies|new (?:children|starters|pupils|friends|faces|arrivals))\b(?!{_OF_STAFF})[^.!?\n]{{0,30}}?"
        rf"[:,–-] ?(?P<names>{_ALONE}{_MORE}*)",
        _OF_CHILDREN,
    ),
    Naming(
        CHILD,
        ("'s mum", "’s mum", "'s dad", "’s dad", "'s nan", "’s nan", "'s gran", "’s gran", "'s parents", "’s parents"),
        r"\b(?P<names>[A-Z][a-z]+)['’]s (?:mummy|mum|daddy|dad|nanny|nana|nan|gran|granny|grandma|grandad|grandparents"
        r"|parents)\b",
        _OF_CHILDREN,
    ),
    Naming(
        IN_CARE,
        ("birthday",),
        r"\b(?P<names>[A-Z][a-z]+)(?: [A-Z][\w’'-]*?)?['’]s (?:\w+ )?[0-9]{2,3}(?:st|nd|rd|th) [Bb]irthday",
        _OF_CARE,
    ),
    Naming(
        IN_CARE,
        ("resident",),
        r"\b[Rr]esidents?,? (?P<names>[A-Z][a-z]+(?: [A-Z]\b\.?)?)(?![\w'’-]| [A-Z][a-z])",
    ),
    Naming(
        IN_CARE,
        ("resident", "care home", "nursing home", "dementia", "day centre"),
        rf"(?P<names>{_ALONE}{_MORE}{{2,}})",
        _OF_CARE,
    ),
    Naming(
        CHILD,
        ("under", "u5", "u6", "u7", "u8", "u9", "u1", "u-"),
        rf"(?<!Coach )(?<!coach )(?<!Mr )(?<!Mrs )(?<!Referee )(?<!Manager )\b(?=(?P<names>[A-Z][a-z]+)(?:"
        rf" [A-Z][\w'’-]+)?\b(?![^.!?\n]{{0,60}}\b(?:coach(?:es)?"
        rf"|managers?|referees?|parents?|linesman|thank\w*)\b)[^.!?\n]{{0,90}}?\b{_PLAYS})",
        _OF_YOUNG_TEAM,
    ),
    Naming(
        IN_CARE,
        ("residents", "care home", "nursing home", "respite"),
        rf"(?<!Mr )(?<!Mrs )(?<!Miss )(?<!Dr )(?<!Sister )(?<!nurse )(?<!anager )(?<!anager"
        rf", )(?<!carer )(?<!to )\b(?=(?P<names>[A-Z][a-z]+)(?: [A-Z][\w'’-]*)?\b(?!{_OF_HOME_STAFF})"
        rf"[^.!?\n]{{0,60}}?(?:\b(?:{_LIVES_THERE})\b))",
        _OF_HOME,
    ),
    Naming(
        IN_CARE,
        ("staying with us", "of our residents", "permanent resident"),
        r"\b(?P<names>[A-Z][a-z]+),? who is (?:currently )?(?:staying with us|one of our (?:permanent )?residents)",
    ),
    Naming(
        DEATH,
        ("19",),
        r"\b(?P<names>[A-Z][a-z]+)(?: [A-Z]\.?)?(?: [A-Z][\w'’-]+)+,? \(?19[0-9]{2}\s?[-–]\s?20[0-9]{2}\b",
    ),
    Naming(
        IN_CARE,
        ("moved in",),
        r"\b(?=(?P<names>[A-Z][a-z]+)(?:['’]s)?\b(?! [A-Z])[^.!?\n]{0,60}\b(?:only |just |recently ){1,2}moved in\b)",
        _OF_CARE,
    ),
    Naming(
        IN_CARE,
        (" room", " home", " flat"),
        r"\b(?P<names>[A-Z][a-z]+),? (?:who )?(?:has |have )?(?:just )?(?:moved into|joined us in) (?:[Rr]oom"
        r"|our home|the home)",
    ),
)


_BY_NEED = RowsByNeed((naming, naming.needs) for naming in _NAMINGS)


def named_people(file: CheckedFile) -> Iterator[tuple[int, str]]:
    """Yield where somebody is named who is a child or in care, and the message."""
    names = file.words.given_names
    for naming in _BY_NEED.of(file.prose):
        if naming.of is None or naming.of.search(file.prose):
            for match in compiled(naming.pattern).finditer(file.prose_as_written):
                is_first = any(name in names or name in NAMES_AND_WORDS for name in _firsts(match))
                is_unlisted = match.lastgroup == "unlisted" and _is_unlisted(file, match["unlisted"].lower())
                is_anybody = "any" in (match.lastgroup or "")
                if is_anybody or is_unlisted or is_first or _are_names(match, names):
                    yield match.start(), naming.says


def _is_unlisted(file: CheckedFile, word: str) -> bool:
    return not english().knows(word) and word not in file.words.short_words


def _are_names(match: re.Match[str], names: frozenset[str]) -> bool:
    """Tell whether several words of a list are given names, although the first may be another word or a place."""
    words = re.findall(r"[A-Z][a-z]+", next(filter(None, match.groups())))
    return len(names.intersection(word.lower() for word in words)) > 1


def _firsts(match: re.Match[str]) -> Iterator[str]:
    """Yield the word that may be a given name, and the one behind it, if the first only begins the sentence."""
    name = next(filter(None, match.groups()))
    yield name.partition(" ")[0].rstrip(",").lower()
    two = _TWO_WORDS.match(match[0])
    if two and match[0].startswith(name):
        yield two[1].lower()


_TWO_WORDS = re.compile(r"[A-Z][a-z]+ ([A-Z][a-z]+)")
