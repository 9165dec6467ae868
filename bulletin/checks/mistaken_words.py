"""Words that were taken for others, by what stands beside them: "though" for "through", "then" for "them"."""

from __future__ import annotations

from .wrong_words import WrongWordRows, WrongWords, pairs

_PLACES_AND_TIMES = (
    "morning|afternoon|evening|church|school|village|hall|first|new|next|following|same|end|meeting|club|team|last"
    "|second|whole|weekend|week|month|year|summer|winter|autumn|spring|community|council|committee|hospital|surgery"
    "|practice|office|website|future|area|town|city|garden|road|street|day|event|group|parish|library|university"
)
_PRACTISED = (
    "choir|band|ringing|bell|football|netball|rugby|cricket|fire|tower|orchestra|handbell|drill|swimming|team|evening"
)
_ROWS = (
    WrongWords(
        (),
        r"\b(?:would|could|may|might|can|will|not|does|doesn['’]t|also) effect (?!change|a change|the change)(?:your"
        r"|our"
        r"|the|their|you|us|them|any|all|how|many|people|children|patients|services|everyone|both|some)\b",
        "Did you mean “affect”?",
        pairs("would|could|may|might|can|will|not|does|doesn't|doesn’t|also", "effect"),
    ),
    WrongWords(
        (),
        r"\b(?:ask|tell|let|help|give|send|show|contact|inform|invite|support|remind|encourage|thank) then (?=(?:to"
        r"|know"
        r"|if|for|at|on|about|what|how|a|the|all|your|that|by|directly)\b)",
        "Did you mean “them”?",
        pairs("ask|tell|let|help|give|send|show|contact|inform|invite|support|remind|encourage|thank", "then"),
    ),
    WrongWords(
        (),
        r"\b(?:come|coming|came|comes|go|going|goes|went|gone|walk|walking|run|running|get|getting|got|pass|passing"
        r"|look"
        r"|looking|sort|sail|sailing|drive|driving|move|moving|flow|sift|flick|scroll|scrolling|browse|put|all the way"
        r"|read|search|work|working|live|living|filter) though (?!(?:not|it|i|he|she|we|they|you|if|there|with|this is"
        r"|only|still|always|never|sadly|as|that)\b)[a-z]",
        "Did you mean “through”?",
        pairs(
            "come|coming|came|comes|go|going|goes|went|gone|walk|walking|run|running|get|getting|got|pass|passing|look"
            "|looking|sort|sail|sailing|drive|driving|move|moving|flow|sift|flick|scroll|scrolling|browse|put|way"
            "|read|search|work|working|live|living|filter",
            "though",
        ),
    ),
    WrongWords(
        (),
        r"\b(?:we|they|there|who) where (?:not|also|very|all|too|so|given|taken|held|made|able|being|told|sent|asked"
        r"|delighted|pleased|going|hoping|looking|talking|[a-z]{3,}ed) (?!(?:to|by)? ?(?:you|we|they) (?:can|will)\b)",
        "Did you mean “were”?",
        pairs("we|they|there|who", "where"),
    ),
    WrongWords(
        (),
        r"\b(?:know|see|find out|check|the (?:place|area|page|section|point|venue|site|room|stage|box|spot)"
        r"|a (?:place|page|site|room|situation|point|case)|somewhere|anywhere) were (?:you|we|they|people|the|there"
        r"|it|he|she|your|to (?:go|find|put|get|meet))\b",
        "Did you mean “where”?",
        pairs(
            "know|see|out|check|place|area|page|section|point|venue|site|room|stage|box|spot|situation|case|somewhere"
            "|anywhere",
            "were",
        ),
    ),
    WrongWords(
        (),
        r"(?m)(?:^|[.!?] )(?:it|is|of|in) (?:you (?:have|would|wish|want|need|can|know|require|are (?:interested|able"
        r"|unable|not|a|unsure|looking|planning|in))|anyone (?:has|would|is|wants|wishes|can|knows))\b(?![^.!?\n]*\?)",
        "Did you mean “if”?",
        (*pairs("it|is|of|in", "you|anyone"),),
    ),
    WrongWords(
        (),
        rf"\b(?:in|of|at|on|from|for|with|to|by|and|into|during|after|before|throughout) he (?:{_PLACES_AND_TIMES})\b",
        "Did you mean “the”?",
        pairs("he", _PLACES_AND_TIMES),
    ),
    WrongWords(
        (),
        rf"\bthey (?:{_PLACES_AND_TIMES})\b(?! (?:up|out)\b)(?<!they first)(?<!they next)(?<!they last)(?<!they end)",
        "Did you mean “the”?",
        pairs("they", _PLACES_AND_TIMES),
    ),
    WrongWords(
        (),
        r"\b(?:for|of|seek|seeking|further|medical|legal|expert|professional|free|more|your|dental|impartial|good)"
        r" advise\b(?! (?:you|us|them|the|people|on whether)\b)",
        "Did you mean “advice”?",
        pairs(
            "for|of|seek|seeking|further|medical|legal|expert|professional|free|more|your|dental|impartial|good",
            "advise",
        ),
    ),
    WrongWords(
        (),
        rf"\b(?:gp|medical|general|dental|code of) practise\b|\b(?:to|for|at|from|after|before|next|weekly|no)"
        rf" (?:{_PRACTISED}) practise\b|\b(?:{_PRACTISED}) practise (?:is|will be|was|night|session|sessions)\b",
        "Did you mean “practice”?",
        pairs(f"gp|medical|general|dental|of|{_PRACTISED}", "practise"),
    ),
    WrongWords(
        (),
        r"\b(?:to|can|could|we|will|did|not|always|nice|good|love to|like to|pleased to|sorry to) here (?:from (?:you"
        r"|your|our"
        r"|all|anyone|them|people|members|more|a|the)|about|your|that you|what you|how you|more about)\b"
        r"|\b(?:click|over|come|see you|out|up|down) hear(?=[.!\n]| (?:to|for|at|on|and)\b)(?<!come hear)",
        "Did you mean “hear”, or “here”?",
        (
            *pairs("to|can|could|we|will|did|not|always|nice|good", "here"),
            *pairs("click|over|you|out|up|down", "hear"),
        ),
    ),
    WrongWords(
        (),
        r"\b(?:we|i|they|he|she|who|never|always) new (?:that|what|how|it|he|she|they|we|who|nothing|about|of)\b"
        r"|\b(?:good|great|exciting|latest|sad|bad|wonderful|fantastic) new(?=[.!]| (?:is that|that|about)\b)",
        "Did you mean “knew”, or “news”?",
        (*pairs("we|i|they|he|she|who|never|always|good|great|exciting|latest|sad|bad|wonderful|fantastic", "new"),),
    ),
    WrongWords(
        (),
        r"\b(?:received|message|letter|greetings|heard|apart|different|available|starting|taken|came|comes|visit|far"
        r"|suffer|suffering|benefit|moved|ranging|ordered|bought|collected|purchased|obtained|sent|excluded|retired"
        r"|retiring|quote|open) form (?:the|a|our|your|all|their|this|these|me|us|him|her|them|[0-9]|[a-z]+day\b)",
        "Did you mean “from”?",
        pairs(
            "received|message|letter|greetings|heard|apart|different|available|starting|taken|came|comes|visit|far"
            "|suffer|suffering|benefit|moved|ranging|ordered|bought|collected|purchased|obtained|sent|excluded|retired"
            "|retiring|quote|open",
            "form",
        ),
    ),
    WrongWords(
        (),
        r"\b(?:application|booking|order|entry|consent|registration|permission|feedback|membership|enclosed|attached"
        r"|online|contact|nomination|reply|referral|aid|sponsorship) from (?:below|attached|is|can|and (?:return|send)"
        r"|overleaf|enclosed|has|here|online|via)\b|\b(?:a|the|your|our) from (?:below|attached|and return|overleaf"
        r"|online|to the|is available)\b",
        "Did you mean “form”?",
        (
            *pairs("a|the|your|our", "from"),
            *pairs("from", "below|attached|is|can|overleaf|enclosed|has|here|online|via|and"),
        ),
    ),
    WrongWords(
        (),
        r"(?<!go )(?<!goes )(?<!carry )(?<!passed )(?<!moved )\bon of (?:the|our|these|those|my|their|your)\b(?! own)"
        r"|\bone behalf of\b|\b(?:and|but) one (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday) [0-9]",
        "Did you mean “one of”, or “on”?",
        (*pairs("on", "of"), *pairs("one", "behalf|monday|tuesday|wednesday|thursday|friday|saturday|sunday")),
    ),
    WrongWords(
        (),
        r"\b(?:will|to|can|must|should|would|may|could|not|also) by (?:held|able|available|open|closed|given|taken|run"
        r"|sent"
        r"|done|made|(?!(?:need|speed|seed|weed|feed|red|bed|shed)\b)[a-z]{3,}ed)\b",
        "Did you mean “be”?",
        pairs("will|to|can|must|should|would|may|could|not|also", "by"),
    ),
    WrongWords(
        (),
        r"\b(?:you|who|they|anyone|would|we|please) with to [a-z]+|\bdo to (?:the (?:weather|fact|lack|covid|high|low"
        r"|number"
        r"|demand|current|recent|pandemic|unforeseen)|unforeseen|illness|bad|poor|heavy|covid|popular|circumstances"
        r"|lack|a lack)\b",
        "Did you mean “wish”, or “due”?",
        (*pairs("with", "to"), *pairs("do", "to")),
    ),
    WrongWords(
        (),
        r"\b(?:open|happens|available|almost|nearly|visit|visits|runs|here) everyday\b(?! [a-z]+s\b)",
        "Write “every day”.",
        pairs("open|happens|available|almost|nearly|visit|visits|runs|here", "everyday"),
    ),
    WrongWords(
        (),
        r"\b(?:would|could|should|might|must) of (?!course|late|necessity|(?:their|his|her|its|our|your|my|the|an?|that"
        r"|all"
        r"|interest|use|help|value|benefit|concern|note|itself)\b)[a-z]+|\bmay of (?:been|had|done|seen|missed|heard"
        r"|noticed|got|gone|come|read)\b",
        "Did you mean “have”?",
        pairs("would|could|should|might|must|may", "of"),
    ),
)
MISTAKEN_WORDS = WrongWordRows(_ROWS)
"""Rows of words that are right elsewhere, and hardly ever beside their neighbours here."""
