"""Words that are missing, or one too many, by what stands beside them: "will the one", "have to kept", "the about"."""

from __future__ import annotations

from .wrong_words import WrongWordRows, WrongWords, pairs

_DETERMINERS = "the|a|an|our|your|their|my|every"
_NEVER_BEHIND = (
    "about|of|to|from|with|and|or|but|is|are|was|were|be|been|has|have|had|they|we|you|if|because|than|also|do|does"
)
_DONE = (
    "given|taken|held|made|kept|sold|told|sent|paid|seen|shown|known|written|chosen|brought|bought|built|found|spent"
    "|taught|worn|driven|grown|drawn|remembered|published|completed|cancelled|postponed|returned|submitted|received"
    "|replaced|repaired|confirmed|agreed|approved|appointed|elected|informed|invited|considered|reviewed|arranged"
)
"""Participles that are no plain verb, and hardly ever stand in front of a noun behind "to"."""
_BEFORE_TO = (
    "has|have|had|need|needs|needed|able|going|likely|unlikely|required|expected|supposed|ready|hoping|wants|want"
)
_COUNTED = (
    "sheet|form|list|meeting|event|session|talk|quiz|raffle|leaflet|letter|link|page|website|rota|chance|opportunity"
    "|number|group|club|team|course|workshop|webinar|survey|competition|concert|catch[ -]up|update|reminder|problem"
    "|question|vacancy|post|role|box|stall|table|plan|report|newsletter|poster|ticket|copy|choir|band|discount|fee"
    "|limit|deadline|waiting list|crèche|cafe|shop|toilet|lift|bus|train|shortage|need|place"
)
"""Things of which there is one, which never stand without "a" or "the"."""
_LINKED = (
    "worship|new|short|small|large|great|good|free|full|further|special|weekly|monthly|regular|local|online|very|really"
)
_WITH_OF = "breach|copy|member|lack|variety|majority|couple|range|series|lot|number|selection"
_THIRD = (
    "raises|ensures|receives|provides|includes|begins|becomes|remains|requires|allows|continues|seems|brings|comes|goes"
    "|makes|takes|gets|gives|keeps|helps|explains|reduces|improves|encourages|creates|develops|protects|prevents"
    "|arranges"
    "|attends|joins|sends|pays|discusses|considers|achieves|maintains|produces"
)
_ROWS = (
    WrongWords(
        (),
        rf"(?<![\w'’.-])(?!a (?:to|do|is|has|if)\b|the (?:was|is|from|with)\b(?! (?:the|an?|our)\b))(?:{_DETERMINERS})"
        rf" (?:{_NEVER_BEHIND})(?![\w'’.&/-])(?! (?:list|lists)\b)",
        "A word is missing, or one is too many.",
        pairs(_DETERMINERS, _NEVER_BEHIND),
    ),
    WrongWords(
        (),
        rf"\b(?:{_BEFORE_TO}) to (?:{_DONE})\b(?! (?:and|or)\b)|\b(?:is|are|was|were) due to (?:{_DONE})"
        r"(?= (?:in|on|at|by|from|next|this|later|before|after|soon|shortly)\b|[.,;]|$)",
        "Write “to be”, or the plain form of the verb.",
        pairs(f"{_BEFORE_TO}|due", "to"),
    ),
    WrongWords(
        (),
        r"\b(?:can|must|should|may|will|to|could|cannot|not|please) be (?:report|contact|collect|request|purchase"
        r"|record|order|book|reach|view|download|access|obtain|find|make|send|take|give"
        r"|see|provide|bring|pay|submit|return|confirm) (?:to|by|at|on|via|from|for|in|through|with|online)\b"
        r"(?<!be open to)",
        "Write the other form of the verb.",
        pairs(
            "be",
            "report|contact|collect|request|purchase|record|order|book|reach|view|download|access|obtain|find|make"
            "|send|take|give|see|provide|bring|pay|submit|return|confirm",
        ),
    ),
    WrongWords(
        ("been ",),
        r"\bbeen (?!(?:comment|document|experiment|implement|supplement|complement|compliment)\b)[a-z]{4,}ment"
        r" (?:the|a|an|as|to|by|our)\b",
        "Write the verb in place of the noun.",
    ),
    WrongWords(
        (),
        rf"\bthere (?:is|was|will be)(?: also)? (?:(?:{_LINKED}) )?(?:{_COUNTED})(?=[.,;!]| (?:at|in|on|for|to|with"
        rf"|of|from"
        r"|and|available|which|that|this|next|every|each)\b)",
        "Write “a” or “the” in front.",
        pairs("is|was|be|also", f"{_LINKED}|{_COUNTED}".replace("catch[ -]up", "catch").replace(" list", "")),
    ),
    WrongWords(
        (),
        rf"\b(?:this|it|that) (?:is|was|will be) (?:very|really|quite) [a-z]+ (?:{_COUNTED})(?=[.,;:!]|$| (?:at|in|on"
        rf"|for"
        r"|to|with|of|from|and)\b)(?<!need)(?<!place)",
        "Write “a” in front.",
        pairs("is|was|be", "very|really|quite"),
    ),
    WrongWords(
        (),
        r"\bas (?:true|correct|accurate|full|fair|complete)(?: and (?:true|correct|accurate|full|fair|complete))?"
        r" (?:record|account|copy|summary|reflection|picture)\b",
        "Write “a” in front.",
        pairs("as", "true|correct|accurate|full|fair|complete"),
    ),
    WrongWords(
        (),
        r"\b(?:of|about|on|for) (?:outcome|beginning|majority|aim|importance|existence|date|venue|closure|cost|opening)"
        r" of (?:the|our|this|these|your)\b",
        "Write “the” in front.",
        pairs("of|about|on|for", "outcome|beginning|majority|aim|importance|existence|date|venue|closure|cost|opening"),
    ),
    WrongWords(
        (),
        r"\b(?:by|of|without) have (?:an?|the|your|our|to|any|been|no|some|changes?)\b",
        "Write the verb with -ing, or delete a word.",
        pairs("by|of|without", "have"),
    ),
    WrongWords(
        (),
        rf"\bto (?:{_THIRD})\b(?! (?:of|and|to|from)\b)",
        "Write the verb without its s.",
        pairs("to", _THIRD),
    ),
    WrongWords(
        tuple(f" {word} " for word in ("very", "really", "extremely", "particularly", "incredibly", "truly", "such")),
        rf"\b(?:had|have|has|with|and|was|is|been|such) (?:very|really|extremely|particularly"
        rf"|incredibly) [a-z]+ (?:{_COUNTED}"
        r"|amount|range|selection|turnout|response|day|evening|morning|afternoon|weekend|week|year|season|result"
        r"|occasion"
        r"|experience|atmosphere|performance|display|way|reason)(?=[.,;:!]|$| (?:of|for|in|on|at|to|with|from|by"
        r"|and)\b)"
        r"|\b(?:this|it|that) (?:is|was) (?:particularly|extremely|incredibly|truly|such) [a-z]+ (?:time|day|week"
        r"|year|event"
        r"|place|opportunity|way|thing|achievement|honour|experience)\b(?<!such a time)",
        "Write “a” or “an” in front.",
    ),
    WrongWords(
        (),
        r"\b(?:is|was|be|are|were|been) (?:highest|lowest|largest|biggest|smallest|oldest|youngest|longest|shortest"
        r"|busiest"
        r"|greatest|finest|closest|nearest|fastest"
        r"|cheapest) [a-z]+\b(?<! at)(?<! in)(?<! on)(?<! when)(?<! for)(?<! to)"
        r"|\b(?:is|was) (?:only|best|easiest|quickest|safest|simplest) (?:way|time|place|method|option) (?:to|of|for"
        r"|that)\b",
        "Write “the” in front.",
        (
            *pairs(
                "is|was|be|are|were|been",
                "highest|lowest|largest|biggest|smallest|oldest|youngest|longest|shortest|busiest|greatest|finest"
                "|closest|nearest|fastest|cheapest",
            ),
            *pairs("is|was", "only|best|easiest|quickest|safest|simplest"),
        ),
    ),
    WrongWords(
        (),
        r"(?m)(?:^|[.!?,] |\band )as (?:previous|other|past|earlier) (?:years?|weeks?|months?|seasons?|occasions"
        r"|meetings?|terms?"
        r"|issues?)\b",
        "Write “as in”.",
        pairs("as", "previous|other|past|earlier"),
    ),
    WrongWords(
        (),
        r"\b(?:until|when|if|that|what|before|once|as) (?:you|we|they|i|he|she) (?:actual|usual|normal|regular|recent"
        r"|frequent"
        r"|final|definite|automatic|immediate|previous|general|sincere|genuine|particular|current"
        r"|accidental) (?:receive|get|need"
        r"|have|use|do|want|attend|meet|visit|recommend|hope|see|go|come|like|find|pay|start|arrive|live|know)\b",
        "Write the word with -ly.",
        pairs(
            "you|we|they|i|he|she",
            "actual|usual|normal|regular|recent|frequent|final|definite|automatic|immediate|previous|general|sincere"
            "|genuine|particular|current|accidental",
        ),
    ),
    WrongWords(
        ("look out for ", "thank you all who", "thank you everyone who", "like that it", "thankful to the hard"),
        r"\blook out for (?:announcement|email|letter|poster|update|newsletter|message)\b|\bthank you (?:all"
        r"|everyone) who\b"
        r"|\blooks? like that (?:it|the)\b|\bthankful to the hard work\b",
        "A word is missing, wrong or too many.",
    ),
    WrongWords(
        ("this photo", "this picture", "this image"),
        r"(?m)^\W*this (?:photo|picture|image) showing\b",
        "Write “shows”.",
    ),
    WrongWords(
        ("we already ", "they already "),
        r"\b(?:we|they) already (?:well|on (?:our|their|the|track)|at|working|planning|looking|having)\b",
        "A verb is missing: “are”.",
    ),
    WrongWords(
        (),
        r"\b(?:date|idea|indication|information|news|decision|clarity|doubt|question|guidance|details?) as (?:when|how"
        r"|what|where|whether|who)\b",
        "Write “as to”.",
        pairs(
            "date|idea|indication|information|news|decision|clarity|doubt|question|guidance|detail|details",
            "as",
        ),
    ),
    WrongWords(
        (),
        r"\b(?:is|was|be|['’]s|so|been) (?:great|good|lovely|nice|wonderful|delighted|pleased|happy|fantastic|pleasure"
        r"|brilliant|able|important|difficult|sad|proud|lucky|ready|unable|keen|easy|hard) (?:see|hear|announce|have"
        r"|be|welcome|know|read|let|get|meet(?! up|-))\b(?! (?:you (?:all )?(?:again|soon|there)|free|back)\b)",
        "Write “to” in front of the verb.",
        pairs(
            "great|good|lovely|nice|wonderful|delighted|pleased|happy|fantastic|pleasure|brilliant|able|important"
            "|difficult|sad|proud|lucky|ready|unable|keen|easy|hard",
            "see|hear|announce|have|be|welcome|know|read|let|get|meet",
        ),
    ),
    WrongWords(
        ("not be ",),
        r"\b(?:difficult|hard|sad|sorry|disappointing|disappointed|strange|nice|important|going|hoping|frustrating)"
        r" not be\b",
        "Write “not to be”.",
    ),
    WrongWords(
        ("in relation the", "in regard", "in reference the", "in respect the", "in response the", "in preparation the"),
        r"\bin (?:relation|regards?|reference|respect|preparation) the\b|\bin response the [a-z]+ of\b",
        "A word is missing: “to”, “of” or “for”.",
    ),
    WrongWords(
        (),
        rf"\b(?:a|the) (?:{_WITH_OF}) (?:our|your|the|these|their"
        rf"|my)\b(?<!\bthe lot the)(?<!\bthe copy the)(?<!a lot the)"
        r"(?<!the number the)(?<!the copy your)",
        "Write “of” behind it.",
        pairs(_WITH_OF, "our|your|the|these|their|my"),
    ),
    WrongWords(
        (),
        r"\b(?:was|were|are|is|very|so|really|most|more) (?:impressed|interested|involved|satisfied) (?:the|our|your"
        r"|their|these|this)\b",
        "A word is missing: “by”, “in” or “with”.",
        pairs("impressed|interested|involved|satisfied", "the|our|your|their|these|this"),
    ),
    WrongWords(
        (),
        r"\b(?:i|we|they|you|he|she) (?:will be|am|are) the (?:clubhouse|hall|village hall|church hall|library|office"
        r"|pavilion|school hall|car park|surgery|park)(?=[.,]| (?:on|at|from|in|for|with)\b)",
        "A word is missing: “at” or “in”.",
        pairs("the", "clubhouse|hall|village|church|library|office|pavilion|school|car|surgery|park"),
    ),
    WrongWords(
        ("ask that ", "asks that ", "asked that ", "asking that "),
        r"\bask(?:s|ed|ing)? that (?:[a-z]+ ){1,4}to (?:be|not|please)\b",
        "Write it without “that”, or without “to”.",
    ),
    WrongWords(
        (" to on the", " to at the", " to in the"),
        r"\b(?:return|returning|back|come|coming|go|going) to (?:on|at|in) the\b",
        "A word is missing, or one is too many.",
    ),
    WrongWords(
        ("this purpose of", "this aim of", "this date of", "this closing", "this deadline", "this cost of"),
        r"(?m)(?:^|[.!?] )this (?:purpose|aim|date|cost|closing date|deadline) (?:of|for) (?:this|the|our)\b",
        "Write “the” in place of the first “this”.",
    ),
    WrongWords(
        (" other ",),
        r"\b(?:inspires?|helps?|helping|encourages?|encouraging|supports?|supporting|allows?|enables?|teach|invite|tell"
        r"|and|for|with|of|by|to|many) other (?:to|who|are|have|will|may|can|is)\b",
        "Write “others”.",
    ),
    WrongWords(
        (" some ", " any ", " the ", " a ", " an "),
        r"\b(?:then|when|so|soon|now|also) will (?:we|you|they|i) (?:some|any|the|an?) [a-z]+\b"
        r"|\b(?:i|we|you|they|who|which|that|used|address|meeting|event|session|work|service) will (?:some|any|an?)"
        r" (?!bit\b)[a-z]+ [a-z]+|\b(?:used|address|meeting|event|session|service|club|venue|cost|price) will the\b",
        "A verb is missing: “be” or “have”.",
    ),
    WrongWords(
        ("out the about", "to the be", "but the in ", "to start of "),
        r"\bbut the in the\b|\bto start of (?:the|this|with|our)\b",
        "A word is wrong, or one is too many.",
    ),
    WrongWords(
        (
            "needs lead",
            "needs-lead",
            "person lead",
            "child lead",
            "family lead",
            "nurse lead",
            "patient lead",
            "user lead",
        ),
        r"\b(?:needs|person|child|family|patient|nurse|pupil|user|community|evidence)[- ]lead (?:approach|services?"
        r"|model"
        r"|care|clinics?|learning|sessions?)\b",
        "Write “-led”.",
    ),
    WrongWords(
        (),
        r"\bmost (?:common|frequent|wide|high|recent) (?:used|seen|asked|known|reported|available|published|valued"
        r"|regarded|spoken)\b",
        "Write the first word with -ly.",
        pairs(
            "common|frequent|wide|high|recent",
            "used|seen|asked|known|reported|available|published|valued|regarded|spoken",
        ),
    ),
)
MISSING_WORDS = WrongWordRows(_ROWS)
"""Rows of words between which one is missing, or of which one is too many."""
