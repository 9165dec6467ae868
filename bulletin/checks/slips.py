"""Rules for typing mistakes: repeated words and marks, missing or extra blanks, brackets without a partner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import eq
from typing import NamedTuple

from ..text import humanize
from ..text.expressions import compiled, has_any
from .checked_file import CheckedFile
from .dates import MONTH, WEEKDAY
from .rule import TEXTS, Finding, rule
from .text_spans import Spans
from .wrong_words import RowsByWords, pairs


class Slip(NamedTuple):
    """A kind of typing mistake: its pattern, the sentence of the message, and the hint."""

    needs: tuple[str, ...]
    """It is looked for only in a text that has one of these, as written."""
    pattern: str
    says: str
    hint: str
    sign: str = ""
    """A pattern that every such mistake has in it, and that is found sooner."""
    pairs: tuple[str, ...] = ()
    """In place of `needs`: two words in small letters, of which one pair stands in every such mistake."""


_LONG_MONTHS = tuple(name for name in humanize.MONTHS if name not in ("March", "May", "June", "August"))
_DIGITS, _LETTERS = "0123456789", "abcdefghijklmnopqrstuvwxyz"


def _behind(signs: Iterable[str], letters: str) -> tuple[str, ...]:
    """Return each sign with each letter behind it."""
    return tuple(f"{sign}{letter}" for sign in signs for letter in letters)


_TWICE = "the|a|an|of|to|in|and|is|are|for|on|at|be|will|with|by|from|or|if|we|you|they|this|your|our|as|it"
_RIGHT_TWICE = (
    "had|that|very|really|bye|tut|chop|many|long|far|more|who|now|there|again|blah|knock|hip|night|cha|pom|yum|big"
    "|wait|round"
    "|win|please|never|ever|always|much|quite|too|well|yes|hear|back|down|here|over|half|through|step|face|side|day"
    "|year|week"
    "|one|two|three|four|five|six|seven|eight|nine|ten|fifty|hundred|boo|ding|tick|beep|woof|quack|row|rah|ooh|choo"
    "|etc|twinkle|jingle|humpty|test|log|log|move|copy|walk|run|part"
)
"""Words that may stand twice."""
_PHRASAL = (
    "put come came go goes going coming turn turned switch switched log logged sign signed carry carried hand handed"
)
_IS_PHRASAL = "|".join(rf"(?<=\b{verb}\s)" for verb in _PHRASAL.split())
"""A verb in front of the first of two words, which belongs to it: "switched on on Monday"."""
_OPENERS = (
    "A|About|After|All|Although|Also|An|And|Any|Anyone|As|At|Because|Before|Both|But|By|Children|Come"
    "|Congratulations|Contact"
    "|Dates|Booking|Bring|Coffee|Do|Doors|Don['’]t|Each|Entry|Every|Everyone|Find|First|For|Free|From|Further|Have"
    "|He|Her|Here|His|How|However"
    "|I|If|In|It"
    "|Join|Just|Last|Let|Look|Many|Members|More|Most|My|New|Next|No|Not|Now|On|Once|One|Our|Over|Parents|Patients"
    "|People|Places"
    "|Please|See|She|Since|So|Some|Refreshments|Staff|Tea|Thank|Thanks|That|The|Their|Then|There|These|They|This"
    "|Those|Tickets|To"
    "|Today|Two"
    "|Visit|Volunteers|We|Well|What|When|Where|Which|While|Who|Why|Will|With|You|Your"
)
"""Words with which sentences begin, and no names of parts of a program, like error.Reset."""
_SURE_OPENERS = (
    "Please|Thank you|Thanks to|Sadly|Unfortunately|However|Everything|If you|We|They|There|These|This|It (?:is"
    "|was|will)"
    "|The [a-z]+|All (?:are|the)|For more|You"
)
"""Words that begin a sentence, and hardly ever a name inside one."""
_GO_ON = (
    "the|a|an|and|or|but|of|to|in|on|at|by|for|from|with|as|is|are|was|be|our|your|their|my|this|that|called|titled"
    "|entitled|named|song|film|book|play|series|hymn|sing|sang|sung|heard|saw|watch|watched|read|say|says|saying"
    "|said|than|via|per|see"
)
"""Words behind which a name may follow, so that a capital begins no sentence."""
_NAMES_OF_DAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|september|october"
    "|november|december|(?<=[0-9] )august|christmas|easter(?! eggs?)|(?<=st )august|(?<=nd )august"
    "|(?<=rd )august|(?<=th )august"
)
_NAMES_OF_PLACES = (
    "england|english|scotland|scottish|wales|welsh|britain|british|ireland|irish|london|europe|european|xmas"
)
_SMALL_OPENERS = (
    "the|there|this|that|these|those|it|its|it['’]s|he|she|we|we['’]re|you|they|i|our|your|my|please|if|when|a"
    "|an|some|any|all|no|such|also"
    "|take|bring|see|come|join|book|call|contact|let|do|don['’]t|what|who|how|why|where|thank|thanks|everyone"
    "|members|parents|tickets"
    "|refreshments|tea|coffee|after|before|during|possible|many|most|more|next|last|first|doors|entry|meet|just"
    "|then|so|as"
)
"""Words with which sentences begin, in small letters: others may be names of programs, which have no capital."""
_BEFORE_NUMBER = (
    "on|by|to|from|until|and|the|of|at|were|was|are|is|for|with|than|over|under|about|aged|between|page|type"
)
"""Words in front of a number, which are no name with it."""
_ARTICLE = "the|an?"
_ARTICLES = "the|a|an"
_WHOSE = "our|your|their|my|his|its"
_PERIOD = "week|month|year|term|season|quarter|evening|morning|night|summer|winter|autumn|spring"
_REPEATS = (
    Slip(
        (),
        rf"(?i)\b(?!(?=on\son\b|in\sin\b)(?:{_IS_PHRASAL}))(?P<word>{_TWICE})[^\S\n]+(?P=word)\b(?![-'’.])",
        '"{}" is a word twice.',
        "Delete one.",
    ),
    Slip(
        (),
        rf"(?<![\w'’-])(?!(?:{_TWICE}|{_RIGHT_TWICE})\b)(?P<word>[a-z]{{3,}})[^\S\n](?P=word)\b(?![-'’])",
        '"{}" is a word twice.',
        "Delete one.",
    ),
    Slip(
        (),
        r"\b(?!(?:and|more|by|on|over)\b)(?P<pair>[a-z]+ (?!(?:and|more|by)\b)[a-z]+) (?P=pair)\b",
        '"{}" has words twice.',
        "Delete them once.",
    ),
    Slip(
        (),
        r"\b(?P<word>[a-z]{4,})\. (?P=word)\b(?=[.\n]|$)",
        '"{}" is a word twice.',
        "Delete one.",
    ),
)
"""Words that stand twice: they are looked for where one word is followed by the same, or two by the same two."""
_SLIPS = (
    Slip(
        (" ,",),
        r"(?<=[a-z0-9]) ,(?=[a-z]{2,} )",
        "The blank stands before the comma.",
        "Put it behind.",
    ),
    Slip(
        ("!!", "??"),
        r"(?<=\w)(?:!{2,}|\?{2,}(?!\?))",
        '"{}" is more than one mark.',
        "Write one.",
    ),
    Slip(
        (" .", " ,", "\u00a0.", "\u00a0,"),
        r"(?m)(?:(?<=[a-z)])|(?<=[0-9][AP]M)|(?<=[£0-9][0-9]))[^\S\n](?:\.(?=\s*$|\s+[A-Z(])|(?<=[a-z)].),(?=\s))",
        "A blank stands before a mark.",
        "Delete the blank.",
    ),
    Slip(
        (",,", "..", ". .", ".\u00a0."),
        r"(?<=[a-z])\.[^\S\n]\.(?!\.)|(?<=[a-z])(?:,,|\.\.)(?![.,\w/])",
        '"{}" is a mark twice.',
        "Delete one.",
    ),
    Slip(
        (),
        rf"(?<=[a-z]{{2}}\.)(?=(?:{_OPENERS})[ ,]{{1,2}}\w)|(?<=[a-z]{{2}}[?!])(?=(?:[A-Z][a-z]+"
        rf"|A)[ ,]{{1,2}}[a-z])",
        "A blank is missing between two sentences.",
        "Add it.",
        r"[.?!][A-Z]",
    ),
    Slip(
        (),
        rf"(?<![-'’\w])(?:(?i:{_ARTICLE}) (?:{_ARTICLE}|{_WHOSE}|these|those|this)"
        rf"|(?:our|your|their|my) (?:{_ARTICLE})) (?=[a-z])",
        '"{}" has a word too many.',
        "Delete one.",
        pairs=(*pairs(_ARTICLES, f"{_ARTICLES}|{_WHOSE}|these|those|this"), *pairs("our|your|their|my", _ARTICLES)),
    ),
    Slip(
        (),
        r"\b(?i:(?:some|many|several|few) (?:our|your|their|my)"
        r"|(?<!for )(?<!to )(?<!by )(?:some|several) the)(?= [a-z])",
        '"{}" lacks a word.',
        'Add "of".',
        pairs=(*pairs("some|many|several|few", "our|your|their|my"), *pairs("some|several", "the")),
    ),
    Slip(
        ("be not be", "do not do not", "not be be"),
        r"\bbe not be\b|\bdo not do not\b|\bnot be be\b",
        '"{}" has a word twice.',
        "Delete one.",
    ),
    Slip(
        (),
        r"(?<!\b[Tt]he )(?<!\b[Aa] )(?<!\bgood )(?<!\bfree )(?<!\bhis )(?<!\bher )"
        r"\b(?:will|can|must|should|could|would) (?:been|available|held)\b"
        r"|\b(?:must|should|could|would) (?:has|does)\b",
        '"{}" has a wrong verb, or lacks one.',
        "Correct it.",
        pairs=(
            *pairs("will|can|must|should|could|would", "been|available|held"),
            *pairs("must|should|could|would", "has|does"),
        ),
    ),
    Slip(
        (*(f"{word}s" for word in _PERIOD.split("|")), "odays ", "omorrows ", "esterdays "),
        rf"\b(?i:this|last|next) (?P<period>{_PERIOD})(?:s|s['’])"
        r" (?!(?:is|are|was|were|will|and|or|of|in|to|at|for|on|by|ago|later|before|after|since|that|have|has"
        r"|had|as|when)\b)(?=[A-Za-z]{3}|[A-Z]\w)"
        r"|\b(?i:today|tomorrow|yesterday)s (?=[A-Za-z]{3})",
        '"{}" lacks its apostrophe, or has it in the wrong place.',
        'Write it before the s, like "this week\'s".',
    ),
    Slip(
        (),
        r"\b(?!(?:pre|post|mid|non|full|part|short|long|high|low|pro|anti|over|under|sub|inter|intra"
        r"|multi)-)[A-Za-z]?[a-z]{1,5}- (?=(?P<rest>[a-z]{3,}))(?!(?:and|or|to|nor|but|plus|the|this|that|we"
        r"|you|please)\b)",
        "A blank stands behind a hyphen.",
        "Delete both, or write a dash with blanks on both sides.",
        r"- [a-z]",
    ),
    Slip(
        ("( ", "(\u00a0", "(\t"),
        r"(?<=\w )\([^\S\n]+(?=[a-z])",
        "Something is missing behind this bracket, or a blank is too many.",
        "Write it, or delete the blank.",
    ),
    Slip(
        (),
        r"(?<=[a-z]\))[1-9][0-9]?(?=[\s.,;])",
        '"{}" is a number of a note that is not here.',
        "Delete it.",
        r"\)[1-9]",
    ),
    Slip(
        (" !", " ?", "\u00a0!", "\u00a0?"),
        r"(?m)(?<=[a-z])[^\S\n][!?](?=\s*$|\s+[A-Z])",
        "A blank stands before a mark.",
        "Delete the blank.",
    ),
    Slip(
        (),
        r"(?<![\w{,./[-])[A-Za-z]{3,}(?:['’]s)?,(?=[A-Za-z][a-z]+[\s.!?])",
        "A blank is missing behind a comma.",
        "Add it.",
        r",[A-Za-z]",
    ),
    Slip(
        (" .", "\u00a0."),
        r"(?<=\w)[^\S\n]\.(?=[A-Z][a-z]{2,} [a-z])",
        "The blank stands before the full stop.",
        "Put it behind.",
    ),
    Slip(
        ("....", "…"),
        r"(?<=\w)(?:\.{5,6}(?![.\d])|…\.{2,}|\.{2,}…|(?:\.{4}|…\.|\.…)(?=[^\W\d_]))",
        '"{}" is a mark too many.',
        "Write three.",
    ),
    Slip(
        ("£", "$", "€"),
        r"[£$€][0-9]{1,3},[^\S\n]+(?=[0-9]{3}\b)",
        "A blank stands inside a number.",
        "Delete it.",
    ),
    Slip(
        (" t ", " f ", " h ", " w "),
        r"(?<=[a-z] )[tfhw] (?=(?:to|of|in|and|for|at|is|are|on|with)\b)",
        '"{}" is a letter alone.',
        "Delete it, or write the whole word.",
    ),
    Slip(
        tuple(f"{before}{letter} " for before in " \n(" for letter in "nfto"),
        r"(?<![\w'’.&/-])[nfto] (?=(?:the|its|our|your|their|this|a|an)\b)",
        '"{}" is a letter alone.',
        "Write the whole word.",
    ),
    Slip(
        ("nhs", "dbs", "cqc", "gp", "hiv", "bbc", "uk", "agm", "covid-19"),
        r"(?<![\w@./:#&-])(?:nhs|dbs|cqc|gps?|hiv|bbc|uk|agm|covid-19)(?![\w@/:-]|\.\w)",
        '"{}" is in small letters.',
        "Write it in capitals.",
    ),
    Slip(
        tuple(f"{before}i{behind}" for before in " \n(“" for behind in (" ", "'", "’")),
        r"(?<![\w'’-])i(?:['’](?:m|ve|ll|d))?(?= (?:am|have|will|would|hope|think|was|had|know)\b)",
        '"{}" is a small letter.',
        'Write "I".',
    ),
    Slip(
        tuple(f" {word}" for word in re.sub(r"\(.*?\)|\[a-z\]\+", "", _SURE_OPENERS).split("|")),
        rf"(?<=[a-z0-9] )(?=(?:{_SURE_OPENERS}),? [a-z])" + "".join(rf"(?<!\b{word} )" for word in _GO_ON.split("|")),
        "A full stop is missing in front of a capital.",
        "Add it, or write a small letter.",
    ),
    Slip(
        (),
        rf"(?<=[0-9]{{2}}\.)(?=(?:{_OPENERS})[ ,]{{1,2}}[a-z0-9])",
        "A blank is missing between two sentences.",
        "Add it.",
        r"\.[A-Z]",
    ),
    Slip(
        ("‘", "“"),
        r"(?<![^\W_])[‘“][A-Z][^‘’“”\n]{2,40}[’”](?!(?:s|t|re|ve|ll|d|m)\b)(?=[a-z]{2,})",
        "A blank is missing behind {}.",
        "Add it.",
    ),
    Slip(
        (),
        r"(?<![\w/.@+-])\+?[0-9][0-9 ]{4,}[0-9](?=(?:and|or|to|for|from|by|please|if|between|before|on)\b)",
        "A blank is missing behind {}.",
        "Add it.",
        r"[0-9](?:and|or|to|for|from|by|please|if|between|before|on)\b",
    ),
    Slip(
        (" :",),
        r"(?<=[a-z]) :(?=[0-9]{1,2}(?:st|nd|rd|th|[.:][0-9]))",
        "The blank stands before the colon.",
        "Put it behind.",
    ),
    Slip(
        (),
        r"(?<![\w./@#:=&%+'’-])(?!(?:www|m+h?m+|[Hh]m+|[Aa]+h+|[Oo]+h+|[Oo]+ps|[Uu]+g*h+|[Ss]h+|[Bb]r+"
        r"|[Gg]r+|[Pp]s+t|[Zz]+|[Aa]+|[Oo]+"
        r"|[Ww]e+|[Yy]a+y+|x+|i+)\b)(?:[A-Z]?[a-z]*([a-z])\1{2,}[a-z]*"
        r"|[A-Z]*([B-HJ-LN-VYZ])\2{3,}[A-Z]*)(?![\w./@(=_-])",
        '"{}" has a letter too often.',
        "Write it as the word is spelt.",
        r"([A-Za-z])\1\1",
    ),
    Slip(
        tuple(re.sub(r"[(][^()]*[)]", "", word) for word in f"{_NAMES_OF_DAYS}|{_NAMES_OF_PLACES}".split("|")),
        rf"(?<![\w@./:#&=+-])(?:{_NAMES_OF_DAYS}|{_NAMES_OF_PLACES})(?![\w@/:=-]|\.\w)",
        '"{}" begins with a small letter.',
        "Write it with a capital.",
    ),
    Slip(
        (),
        rf"(?<![\w./@#-])(?i:(?:{MONTH}|{WEEKDAY}|the|of|on|by|to|from|until|and)[0-9]{{1,2}}(?:st|nd|rd|th)\b"
        rf"|[0-9]{{1,2}}(?:st|nd|rd|th)(?:of\b|{MONTH}\b))"
        rf"|(?<![\w./@#-])[0-9]{{1,2}}(?i:{MONTH})\b"
        rf"|(?<![\w./@#'’-])(?i:{_BEFORE_NUMBER})[0-9]{{1,4}}(?![\w/@#.-]|\.\w)"
        rf"|(?<![\w./@#-])(?:{'|'.join(humanize.MONTHS)})(?:19|20)[0-9]{{2}}(?![\w-]|\.\w)",
        '"{}" lacks a blank.',
        "Write it between the number and the word.",
        r"[0-9](?:(?:st|nd|rd|th)(?:[A-Za-z]|(?<=[A-Za-z][0-9]..)\b|(?<=[A-Za-z][0-9][0-9]..)\b)"
        r"|[JFMASONDjfmasond][a-z]{2})|[a-z][0-9]",
    ),
    Slip(
        tuple(f". {letter}" for letter in _LETTERS),
        r"\.[^\S\n](?:(?<=[a-z]{3}\. )|(?<= [bdghimsuw][eopst]\. )|(?<= to\. )|(?<= in\. )"
        r"|(?<= on\. ))(?<!\betc\. )(?<!\bvs\. )(?<!\bapprox\. )(?<!\bincl\. )(?<!\bexcl\. "
        r")(?<!\bhrs\. )"
        r"(?<!\bmins\. )(?<!\btel\. )(?<!\bext\. )(?<!\bmisc\. )(?<!\bmax\. )(?<!\bmin\. )(?<!\bref\. "
        r")(?<!\best\. )"
        r"(?<!\bdept\. )"
        rf"(?=(?:{_SMALL_OPENERS}) [a-z])",
        "A sentence begins with a small letter.",
        "Write a capital, or a comma in place of the full stop.",
    ),
    Slip(
        ("`", "´"),
        r"(?<=[a-z])[`´](?=(?:s|t|re|ll|ve|m|d)\b)(?!\S*`)",
        '"{}" is no apostrophe.',
        "Write '.",
    ),
    Slip(
        (", but ", ", and "),
        r"(?<=, but )(?:Is|Are|Has|Have|Can|Will|Do|Does)\b(?= [a-z])|(?<=, and )(?:Is|Are|Has|Have|Can|Will"
        r"|Do|Does)\b(?= [a-z])",
        '"{}" has a capital inside a sentence.',
        "Write a small letter.",
    ),
    Slip(
        (),
        r"[A-Z](?<![\w./@#-][A-Z])[A-Z]{3,}(?:from|are|is|to|and|the|for|will|with|at|on|in|of|has|have)\b(?![\w(.=-])",
        '"{}" lacks a blank.',
        "Write it between the words.",
    ),
    Slip(
        (),
        r"[TAOYW](?<![\w.@#/][TAOYW])(?:he|nd|his|ur|our|e)(?=[A-Z][a-z]{3,} [a-z])",
        "A blank is missing behind {}.",
        "Add it.",
    ),
    Slip(
        (),
        r"\b(?P<word>in|of|at|on|to|for|with) the (?P=word) (?=[a-z])",
        '"{}" has a word twice.',
        "Delete one.",
        pairs=pairs("in|of|at|on|to|for|with", "the"),
    ),
    Slip(
        (" s ",),
        r"(?<=[A-Za-z]{2}) (?<!letter )(?<!\ban )(?<!\bthe )(?<!plural )(?<!final )(?<!\bwith )(?<!\bof )s "
        r"(?=(?!(?:and|or|is|to|in)\b)[A-Za-z]{3,})",
        "An apostrophe was lost here.",
        "Write 's.",
    ),
    Slip(
        tuple(f" {word} " for word in ("almost", "nearly", "also", "still", "already", "currently", "only")),
        r"\b(?P<word>(?!more|less|over and)[a-z]{3,}) (?:almost|nearly|also|still|already|currently|only) (?P=word)\b",
        '"{}" has a word twice.',
        "Delete one.",
    ),
    Slip(
        (),
        r"\b(?:such )?an? (?:quite|very|rather|such) an? ",
        '"{}" has a word too many.',
        "Delete one.",
        pairs=pairs("quite|very|rather|such", "a|an"),
    ),
    Slip(
        (" -",),
        r"(?<=[a-z]) -(?=[A-Z][a-z]{2,}|[a-z]+['’]|(?:but|and|it|we|the|so|this|please|or|if|you|they|not)\b)",
        "A blank stands before a hyphen, and none behind it.",
        "Write blanks on both sides of a dash, and none round a hyphen.",
    ),
    Slip(
        (),
        r"(?<=[a-z] )&(?=[A-Z][a-z])",
        "A blank is missing behind &.",
        "Add it.",
        r"&[A-Z]",
    ),
    Slip(
        ("Im ", "Ive "),
        r"(?<![\w'’-])I(?:m|ve) (?=[a-z])",
        '"{}" lacks its apostrophe.',
        "Write it behind the I.",
    ),
    Slip(
        (" 're ", " ’re ", " 've ", " ’ve ", " 'll ", " ’ll "),
        r"(?<=[a-z]) ['’](?:re|ve|ll)(?= )",
        "A word is missing in front of this apostrophe.",
        "Write it, or delete the blank.",
    ),
    Slip(
        (),
        rf"(?<=[a-z])  (?=(?:{_OPENERS}) [a-z])" + "".join(rf"(?<!\b{word}  )" for word in _GO_ON.split("|")),
        "A full stop is missing in front of a capital.",
        "Add it, or write a small letter.",
        r"  [A-Z]",
    ),
    Slip(
        (*humanize.DAYS, *_LONG_MONTHS),
        rf"(?<![\w./@#-])(?:{'|'.join(humanize.DAYS)})(?=(?!s\b|ish\b)[a-z]{{2,}}\b)"
        rf"|(?<=[a-z]{{4}})(?=(?:{'|'.join((*humanize.DAYS, *_LONG_MONTHS))})\b)",
        "A blank is missing beside the day or the month.",
        "Add it.",
    ),
    Slip(
        ("!.", "?."),
        r"(?<=[a-z])[!?]\.(?!\.)(?=\s|$)",
        '"{}" is a mark too many.',
        "Delete the full stop.",
    ),
    Slip(
        (),
        r"(?<![\w.])[0-9]{1,2}(?:St|Nd|Rd|Th)\b",
        '"{}" has a capital inside.',
        "Write the letters small.",
        r"[0-9](?:St|Nd|Rd|Th)",
    ),
    Slip(
        (" /or", "and/ or"),
        r"\band(?: /|/ )or\b",
        '"{}" has a blank too many.',
        "Write and, or, or both.",
    ),
    Slip(
        (),
        r"(?<=[a-z]{5}\.)[1-9](?=\s*$|\s+[A-Z])",
        '"{}" is a number of a note that is not here.',
        "Delete it.",
        r"\.[1-9]",
    ),
    Slip(
        (),
        r"(?m)^(?:Hi|Hello|Dear) (?:[Aa]ll|[Ee]veryone|[Ff]olks) (?=[A-Z][a-z]+ [a-z])",
        "A mark is missing behind {}.",
        "Write a comma, and begin a new line.",
        pairs=pairs("hi|hello|dear", "all|everyone|folks"),
    ),
    Slip(
        (" st", " nd", " rd", " th"),
        r"(?<![\w.,/:£$€-])(?:(?:1|[23]1) st|(?:2|22) nd|(?:3|23) rd|(?:[4-9]|1[0-9]|2[04-9]|30) th)(?![\w'’.-])",
        '"{}" has a blank inside.',
        "Write it in one.",
    ),
    Slip(
        (),
        r"(?<=[A-Za-z])(?<!ahoo)[?!]{1,2}(?=[A-Z]?[a-z]{2,}(?:[ ,.]|$))",
        "A blank is missing behind {}.",
        "Add it.",
        r"[A-Za-z][?!]{1,2}[A-Za-z]",
    ),
    Slip(
        (),
        rf"(?<=[a-z]{{3}}\.)(?=(?:{_SMALL_OPENERS}) [a-z]{{2,}} [a-z])",
        "A blank is missing between two sentences.",
        "Add it, and begin with a capital.",
        r"[a-z]\.[a-z]",
    ),
    Slip(
        ("0", "1", "2"),
        r"(?<![\w./#-])(?:19|20)[0-9]{2}(?=[A-Z][a-z]{2,}(?![\w./-]))",
        '"{}" lacks a blank.',
        "Write it behind the number.",
    ),
    Slip(
        (
            "o er",
            "o ce",
            "o ci",
            "e ort",
            "e ect",
            "di erent",
            "di cult",
            "bene t",
            "con rm",
            "speci c",
            "signi cant",
            "identi ",
            "quali ",
            "of ce",
            "of ci",
            "suf ci",
            "ef ci",
            " rst ",
            "arti cial",
            "scienti c",
            "pro le",
            " eld ",
        ),
        r"(?<![\w'’-])(?:[Oo] (?:er|ers|ered|ering|ce|ces|cer|cers|cial|cially)|e (?:ort|orts|ect|ects|ective)"
        r"|[Dd]i (?:erent"
        r"|erence|erences|cult|culty)|[Bb]ene (?:t|ts|cial)|[Cc]on (?:rm|rmed|dence|dent|dential)|[Ss]peci c"
        r"|[Ss]igni cant(?:ly)?"
        r"|[Ii]denti (?:ed|cation)|[Qq]uali (?:ed|cation)|[Oo]f (?:ce|cer|cers|cial)|[Ss]uf cient|[Ee]f cient"
        r"|[Aa]rti cial"
        r"|[Ss]cienti c|[Pp]ro le|(?<=[a-z] )rst)(?![\w'’.-])",
        '"{}" has lost the letters ff, fi, fl or ffi.',
        "Write them again: they were one sign in the PDF.",
    ),
    Slip(
        (" '", " ’", " ‘"),
        r"(?<=[a-z0-9]) ['’](?= [A-Za-z(])|(?<=[a-z]) ‘(?= )",
        "A quotation mark stands between blanks.",
        "Delete one of them.",
    ),
    Slip(
        tuple("'’\""),
        r"(?<!\w)‘[A-Za-z][^‘’'\"“”\n]{2,40}\"|(?<!\w)“[A-Za-z][^‘’'\"“”\n]{2,40}['’](?![a-z])"
        r"|(?<![\w\"“=])\"[A-Za-z][^‘’'\"“”\n]{2,40}'(?![a-z])(?=[^\"\n]*(?:\n|$))",
        "{} begins with one quotation mark and ends with another.",
        "Write the same on both sides.",
    ),
    Slip(
        (" !", " ?"),
        r"(?<=[a-z]) [!?](?= (?!(?:to|and|or|as|is|are|in)\b)[a-z]+ )",
        "A blank stands before a mark.",
        "Delete the blank, and begin with a capital.",
    ),
    Slip(
        (" .m", "0.m"),
        r"[0-9] ?\.m\b",
        '"{}" lacks a letter.',
        "Write am or pm.",
    ),
    Slip(
        (". (",),
        r"(?<=[a-z]\. )\((?=[a-z][^()\n]{4,200}\)\.)",
        "A sentence in brackets begins with a small letter.",
        "Write a capital, and its full stop inside the brackets.",
    ),
    Slip(
        (),
        r"(?<![\w-])(?:non|pre|mid|semi|self|anti)(?:- (?!(?:and|or|to|nor|but)\b)| – )(?=[a-z]{3,})",
        "A blank stands beside a hyphen.",
        "Delete it.",
        r"- [a-z]|(?:non|pre|mid|semi|self|anti) –",
    ),
    Slip(
        (),
        r"(?m)(?<=^[1-9]\.)(?=[A-Z][a-z]{2,})(?!\w+[.(])|(?<=^[1-9][0-9]\.)(?=[A-Z][a-z]{2,})(?!\w+[.(])",
        "A blank is missing behind the number.",
        "Add it.",
        r"\.[A-Z]",
    ),
    Slip(
        ("'s'", "’s’", "ts' ", "ts’ "),
        r"\b[A-Za-z]+['’]s['’](?=\s|[.,;])(?<!'s')|\b[A-Za-z]+'s'(?=\s|[.,;])(?<![(\s]'[a-z]s')|\b[Ii]ts['’](?= )",
        '"{}" has an apostrophe too many.',
        "Delete one.",
    ),
)


_SLIPS_BY_WORDS = RowsByWords((kind, kind.needs, kind.pairs) for kind in _SLIPS)
_ADDRESS_BEFORE, _NEAR = re.compile(r"[\w-][./@][\w./-]+ \Z"), 80
"""An address in front of a place, behind which a line may have ended."""


@rule(
    "TXT18",
    "warning",
    "A word, a mark or a blank is missing, or stands twice.",
    "Correct it.",
    on=TEXTS,
    wrong="We start on ‸the the first of March.",
    right="We start on the first of March, at 9.30am. See example.org. Wait for it...",
)
def slip(file: CheckedFile) -> Iterator[Finding]:
    text, prose = file.source.text, file.prose_as_written
    places: set[int] = set()
    kinds = _SLIPS_BY_WORDS.of(text, file.neighbours)
    is_twice = _has_repeats(file.prose_words) and _has_repeats(_typed_words(file.lower))
    for kind in (*_REPEATS, *kinds) if is_twice else kinds:
        if kind.sign and not compiled(kind.sign).search(prose):
            continue
        for match in compiled(kind.pattern).finditer(text):
            start, end = match.span()
            # In code, tables and addresses, such signs and blanks are there on purpose.
            is_prose = prose[start:end] == text[start:end] and _is_open(prose, text, start - 1, end)
            if (
                is_prose
                and start not in places
                and not file.preformatted.holds(start)
                and not file.addresses.holds(start)
                and not (start == end and _ADDRESS_BEFORE.search(text, max(0, start - _NEAR), start))
            ):
                places.add(start)
                yield Finding(start, kind.says.format(text[start:end].strip()), kind.hint, end=end)


def _is_open(prose: str, text: str, before: int, behind: int) -> bool:
    """Tell whether the letters on both sides of a place are prose too, or marks of bold words."""
    sides = (slice(max(0, before), before + 1), slice(behind, behind + 1))
    return all(prose[side] == text[side] or text[side] in "*_" for side in sides)


def _has_repeats(words: Sequence[str]) -> bool:
    """Tell whether one of some words is followed by itself, or two by the same two."""
    neighbours = list(pairwise(words))
    return any(map(eq, words, words[1:])) or any(map(eq, neighbours, neighbours[2:]))


def _typed_words(text: str) -> list[str]:
    """Return what stands between the blanks of a text, without the marks behind it."""
    return [word.rstrip(_MARKS) for word in text.split()]


_MARKS = ".,;:!?)"


_BRACKET = re.compile(r"[()]")
_NO_BRACKETS = re.compile(r"[:;=8]['’]?-?[()]+|(?:^|(?<=[\s(]))(?:[a-zA-Z]|[ivxIVX]{1,4}|[0-9]{1,3})\)", re.MULTILINE)
"""Smileys, and the letters and numbers of a list: a), iv), 2)."""


@rule(
    "TXT22",
    "warning",
    "A bracket is not closed, or was never opened.",
    "Write the other one, or take it out.",
    on=TEXTS,
    triggers=("(", ")"),
    wrong="We meet at the hall ‸(next to the church.",
    right="We meet at the hall (next to the church) :-) and bring: a) cups, b) plates.",
)
def lone_bracket(file: CheckedFile) -> Iterator[Finding]:
    if not has_any(file.prose, "()"):
        return
    # If the whole text has as many opening as closing brackets, a pair may begin and end in different paragraphs.
    if sum(_balance(file, block.start, block.end)[1] for block in file.source.blocks if block.kind == "paragraph") == 0:
        return
    for block in file.source.blocks:
        if block.kind == "paragraph":
            offset, balance = _balance(file, block.start, block.end)
            if balance:
                what = "is not closed" if balance > 0 else "was never opened"
                yield Finding(offset, f"This bracket {what}.")


def _balance(file: CheckedFile, start: int, end: int) -> tuple[int, int]:
    """Return the offset of the first bracket without a partner, and the number of opening minus closing ones.

    The offset is `start` if every bracket has a partner.
    """
    spans = Spans(match.span() for match in _NO_BRACKETS.finditer(file.prose_as_written, start, end))
    open_ones: list[int] = []
    closing: list[int] = []
    for match in _BRACKET.finditer(file.prose_as_written, start, end):
        is_mark = spans.holds(match.start())
        if match[0] == "(" and not is_mark:
            open_ones.append(match.start())
        elif match[0] == ")" and open_ones:
            open_ones.pop()
        elif not is_mark:
            closing.append(match.start())
    alone = sorted((*open_ones, *closing))
    return (alone[0] if alone else start), len(open_ones) - len(closing)
