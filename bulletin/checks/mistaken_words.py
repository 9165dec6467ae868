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
_OF_ONE = (
    "plot|allotment|bike|bicycle|boat|instrument|membership|subscription|website|laptop|phone|device|passport|licence"
    "|badge|uniform|coat|bag|lunch|breakfast|dinner|tea|meal|kit|shoes|hat|mask|neighbour|neighbours|husband|wife"
    "|mother"
    "|father|mum|dad|sister|brother|friend|colleague|boss|county|constituency|mp|councillor|dentist|vet|insurance|bank"
    "|pension|holiday|birthday|wedding|journey|walk|garden|kitchen|room|bedroom|window|door|gate|fence|roof|life|mind"
    "|heart|health|wellbeing|experience|experiences|knowledge|skills|skill|talent|voice|ticket|application|booking"
)
"""What somebody has one of, or more."""
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
    WrongWords(
        (" then ",),
        r"\b(?:more|less|fewer|rather|older|younger|later|earlier|higher|lower|longer|better|bigger|greater|larger"
        r"|smaller|shorter|worse|other|easier|harder|faster|cheaper|sooner|further) then (?=[0-9a-z])"
        r"(?!(?:we|you|i|they|it|he|she|there|please|come|is|was|let|do|why|what|how|contact|call|ring|join|just"
        r"|go)\b)",
        "Did you mean “than”?",
    ),
    WrongWords(
        (),
        r"\b(?:the|our|your|this) nest (?:meeting|week|month|year|event|session|issue|newsletter|steps?|day|few|term"
        r"|stage|generation|edition|time|one|two|three)\b|\b(?:in|into|to|visit|visiting|local|nursing|a|the|for) car"
        r" (?:homes?|workers|quality commission|provider|providers|package|packages)\b"
        r"|\blet (?:me|us|him|her|them|you) now(?= (?:your|if|how|what|when|by|which|that|of|the|whether|about|as)\b"
        r"|[.,])",
        "A letter is missing or wrong.",
        (
            *pairs(
                "nest",
                "meeting|week|month|year|event|session|issue|newsletter|step|steps|day|few|term|stage|generation"
                "|edition|time|one|two|three",
            ),
            *pairs("car", "home|homes|workers|quality|provider|providers|package|packages"),
            *pairs("me|us|him|her|them|you", "now"),
        ),
    ),
    WrongWords(
        (" roll", "stationary", "proceeded", "affect"),
        r"\b(?:plays?|played|playing|play) (?:an?|its|their|his|her|our) (?:[a-z]+ ){0,2}roll\b|\b(?:in|to|take on"
        r"|of) the"
        r" roll of (?:chair|secretary|treasurer|president|manager|clerk|leader|the)\b|\b(?:unused|office|school|headed"
        r"|writing|spare|personalised|new) stationary\b|\bstationary (?:supplies|items|cupboard|shop|order|stall)\b"
        r"|\b(?:be|is|was|been|are|were) proceeded by\b|\b(?:what|any|no|an|little|side|positive|negative|adverse|great"
        r"|huge|big|major|knock-on|immediate|detrimental|significant) affects?\b(?! (?:you|us|them|the|our|your"
        r"|people))",
        "Did you mean “role”, “stationery”, “preceded” or “effect”?",
    ),
    WrongWords(
        (),
        r"\b(?:has|have|had)(?: also| been| not)? effected (?!an?\b|the change|changes?)[a-z]"
        r"|\b(?:adversely|seriously|severely|directly|greatly|most|worst|otherwise) effected\b",
        "Did you mean “affected”?",
        (
            *pairs("has|have|had|also|been|not", "effected"),
            *pairs("adversely|seriously|severely|directly|greatly|most|worst|otherwise", "effected"),
        ),
    ),
    WrongWords(
        ("the worse", "our worse", "my worse", "s worse"),
        r"\bone of (?:the|our|my|[a-z ]{0,20}['’]s) worse\b|['’]s worse (?:nightmares?|fears?|enemy)\b"
        r"|\b(?:the|my|our) worse (?:nightmares?|case|thing|part|year|day|week|affected|hit|weather|possible)\b",
        "Did you mean “worst”?",
    ),
    WrongWords(
        (
            "whoever possible",
            "whomever possible",
            "were ever possible",
            "when ever possible",
            "where ever possible",
            "exiting ",
        ),
        r"\b(?:who|whom|were |when |where )ever possible\b|\bexiting (?:news|new|opportunit\w+|times?|event|events"
        r"|project"
        r"|programme|year|day|partnership|members?|customers|service|services|things|plans|development|developments)\b",
        "Did you mean “wherever”, “exciting” or “existing”?",
    ),
    WrongWords(
        (),
        r"\b(?:do|does|did|is|are|was|were|can|could|will|would|should|have|has) nor (?:have|be|need|want|know|allow"
        r"|the|an?"
        r"|yet|been|to|accept|include|think|expect|require|get)\b",
        "Did you mean “not”?",
        pairs("do|does|did|is|are|was|were|can|could|will|would|should|have|has", "nor"),
    ),
    WrongWords(
        (),
        r"\b(?:be|are|is|was|were|been) out in(?:to)? (?:place|writing|force|touch)\b|\b(?:flu|covid|booster"
        r"|vaccine) jan\b"
        r"|\b(?:thank you|thanks) go (?:to )?(?:the|all|our|everyone)\b(?<!thanks go to the)(?<!thanks go to all)"
        r"(?<!thanks go to our)(?<!thanks go to everyone)",
        "A letter is wrong.",
        (*pairs("out", "in|into"), *pairs("flu|covid|booster|vaccine", "jan"), *pairs("you|thanks", "go")),
    ),
    WrongWords(
        ("formerly ",),
        r"\bformerly (?:resign|announce|open|adopt|approv|thank|launch|accept|elect|notif|agree|invit|propos|second"
        r"|appoint|welcom)(?:e|ed|ied|ing|s)?\b",
        "Did you mean “formally”?",
    ),
    WrongWords(
        (),
        r"\b(?:completed|have|has|had|taken|do|doing|done|make|lost|changed|finished|of|for|in|with|to|from|on|at|by"
        r"|get"
        r"|give|bring|send|use|share|show|keep|made|received) there (?:own|normal|usual|annual|personal|current"
        r"|respective|entire|favourite|children|child)\b(?! (?:is|are|was|were|will)\b)",
        "Did you mean “their”?",
        pairs("there", "own|normal|usual|annual|personal|current|respective|entire|favourite|children|child"),
    ),
    WrongWords(
        (),
        r"\b(?:planning|make|making|need|book|booking|find|want|enjoy|write|bring|send|is|was|as|be) at (?:trip|visit"
        r"|copy"
        r"|list|form|letter|message|donation|decision|cake|chance|great|good|new|large|small|few|lot"
        r"|number)\b(?! (?:ormond))",
        "Did you mean “a”?",
        pairs(
            "at",
            "trip|visit|copy|list|form|letter|message|donation|decision|cake|chance|great|good|new|large|small|few"
            "|lot|number",
        ),
    ),
    WrongWords(
        (),
        r"\b(?:when|if|that|and|as|because|in|of|to|by|with|for) they (?:adult|child|person|woman|man|teacher|student"
        r"|patient|pupil|nurse|doctor|committee|vicar|chairman|secretary|treasurer|organisers?|government|children"
        r"|people)\b",
        "Did you mean “the”?",
        pairs(
            "they",
            "adult|child|person|woman|man|teacher|student|patient|pupil|nurse|doctor|committee|vicar|chairman"
            "|secretary|treasurer|organiser|organisers|government|children|people",
        ),
    ),
    WrongWords(
        (),
        r"\b(?:if|let|that|into|and|when|as|by|for|with|of|to|in|on|from|give|bring|make sure|tell|help|ensure) you"
        r" (?:class|cub|scout|beaver|brownie|guide|rep|son['’]s|daughter['’]s|child['’]s|children['’]s|gp['’]s"
        r"|school['’]s"
        r"|input|interest|vote|voice|say in|feet|head|surgery|pharmacy|pharmacist|consultant|nurse|doctor|landlord"
        r"|employer['’]s|manager|supervisor|tutor|teacher['’]s|class teacher)\b(?! (?:the|at|in|with|it|them|to)\b)",
        "Did you mean “your”?",
        pairs(
            "you",
            "class|cub|scout|beaver|brownie|guide|rep|son's|son’s|daughter's|daughter’s|child's|child’s|children's"
            "|children’s"
            "|gp's|gp’s|school's|school’s|input|interest|vote|voice|say|feet|head|surgery|pharmacy|pharmacist"
            "|consultant"
            "|nurse|doctor|landlord|employer's|employer’s|manager|supervisor|tutor|teacher's|teacher’s",
        ),
    ),
    WrongWords(
        (),
        rf"\b(?:with|in|on|from|at|about|into|near|of|by) you (?:{_OF_ONE})\b(?! (?:the|at|in|with|it|them|to|can"
        rf"|will|want)\b)",
        "Did you mean “your”?",
        pairs("you", _OF_ONE),
    ),
    WrongWords(
        (" our ",),
        r"\b(?:and|school|children|they|who|that|we|which) our (?:now|currently|still|already|also|always|all|not|both"
        r"|being|going|delighted|pleased|looking|hoping|able|unable|so|very)\b(?! (?:famous|annual|popular|traditional"
        r"|regular|well|very|own|new|established))",
        "Did you mean “are”?",
    ),
    WrongWords(
        (),
        r"\b(?:considering|because|that|as|since|when|if|think|know|hope|so|but|and) were (?:now|currently|still"
        r"|already"
        r"|also|all|not|both|going|delighted|pleased|looking|hoping|able|unable|so|very) [a-z]+(?:ing)?\b"
        r"(?<=ing)",
        "Did you mean “we're”?",
        pairs(
            "were",
            "now|currently|still|already|also|all|not|both|going|delighted|pleased|looking|hoping|able|unable|so|very",
        ),
    ),
    WrongWords(
        (),
        r"\b(?:a|the|our|your|their|this|some|more|regular|first|last|next|extra|weekly|good|best|into"
        r"|out of) practise\b"
        r"(?! (?:the|it|their|your|our|what)\b)|\b(?:the|this|some|any|our|your|their|latest|following|helpful"
        r"|government)"
        r" advise\b(?! (?:you|us|them|the)\b)|\b(?:to|please|will|would|can|must|should|may) advice (?:you|us|them"
        r"|the|that"
        r"|if|on|of|your|all|me)\b",
        "Did you mean “practice”, “advice” or “advise”?",
        (
            *pairs(
                "a|the|our|your|their|this|some|more|regular|first|last|next|extra|weekly|good|best|into|of", "practise"
            ),
            *pairs("the|this|some|any|our|your|their|latest|following|helpful|government", "advise"),
            *pairs("to|please|will|would|can|must|should|may", "advice"),
        ),
    ),
    WrongWords(
        (),
        r"\b(?:to|will|not|don['’]t|may|might|could|would|can|never|cannot) loose (?:the|your|their|our|it|any|weight"
        r"|money|out"
        r"|sight|touch|a|an|his|her|my|everything)\b|\bloosing (?:the|your|our|their|money|weight|touch|out|members|a"
        r"|it|his|her)\b"
        r"|\ba quite (?:time|place|corner|week|period|month|year|room|space|night|day|word|start|moment)\b"
        r"|\b(?:know|check|decide|ask|asked|unsure|sure|see) weather\b(?! (?:forecasts?|warnings?|reports?|is|was"
        r"|permitting))"
        r"|\bweather or not\b|\bvary (?:good|nice|much|busy|important|pleased|happy|well|welcome|grateful|few|many)\b",
        "Did you mean “lose”, “quiet”, “whether” or “very”?",
        (
            *pairs("to|will|not|don't|don’t|may|might|could|would|can|never|cannot", "loose"),
            *pairs("loosing", "the|your|our|their|money|weight|touch|out|members|a|it|his|her"),
            *pairs("quite", "time|place|corner|week|period|month|year|room|space|night|day|word|start|moment"),
            *pairs("know|check|decide|ask|asked|unsure|sure|see", "weather"),
            "weather or",
            *pairs("vary", "good|nice|much|busy|important|pleased|happy|well|welcome|grateful|few|many"),
        ),
    ),
    WrongWords(
        (),
        r"\b(?:like|want|need|able|going|wish|hope|plan|welcome|used|invited|asked|happy|trying|wants|needs"
        r"|wishes) too (?:be|see"
        r"|have|come|make|join|help|attend|get|thank|do|go|take|the|know|say|hear|keep|give|find|use|put|book|bring)\b"
        r"|\b(?:everyone|all|anyone|open|nothing|anything|everything|days?) accept (?:for|on|the|bank|monday|tuesday"
        r"|wednesday"
        r"|thursday|friday|saturday|sunday|when|those)\b|\b(?:we|not|will|cannot|can|to|only) except (?:the|your|any"
        r"|cash"
        r"|cards?|payments?|responsibility|applications|this|cheques|donations|bookings|new)\b"
        r"|\b(?:to|can|may|please|you|will|could) chose\b(?! (?:to|not) )|\b(?:have|has|had|been|was|were) chose\b",
        "Did you mean “to”, “except”, “accept”, “choose” or “chosen”?",
        (
            *pairs(
                "like|want|need|able|going|wish|hope|plan|welcome|used|invited|asked|happy|trying|wants|needs|wishes",
                "too",
            ),
            *pairs("everyone|all|anyone|open|nothing|anything|everything|day|days", "accept"),
            *pairs("we|not|will|cannot|can|to|only", "except"),
            *pairs("to|can|may|please|you|will|could|have|has|had|been|was|were", "chose"),
        ),
    ),
    WrongWords(
        (),
        r"\bwho['’]s (?:names?|child|children|birthday|email|work|role|turn|details|photos?|family|parents|idea|house"
        r"|job"
        r"|first|last|contract|application)\b(?! (?:is|are|at|in|on|to|with)\b)|\bthey['’]re (?:own|children|child"
        r"|names?|families"
        r"|family|homes?|support|hard|respective)\b|\btheir (?:is|are|was|were|will be|has been|have been|isn['’]t"
        r"|aren['’]t)\b"
        r"|\b(?:it|he|she|this|that|who|what|how|where|when|which) dose\b(?! of\b)|\bdose not\b|\b(?:let|lets) (?:me"
        r"|us) no\b"
        r"|\b(?:i|we|you|they|who) no (?:that|how|what|who|where|it|there)\b|\b(?:i|we|they|he|she) though (?:that|it"
        r"|we|i|he"
        r"|she|they|the|this|you)\b",
        "Did you mean “whose”, “their”, “there”, “does”, “know” or “thought”?",
        (
            *pairs(
                "who's|who’s",
                "name|names|child|children|birthday|email|work|role|turn|details|photo|photos|family|parents|idea"
                "|house|job"
                "|first|last|contract|application",
            ),
            *pairs(
                "they're|they’re", "own|children|child|name|names|families|family|home|homes|support|hard|respective"
            ),
            *pairs("their", "is|are|was|were|will|has|have|isn't|isn’t|aren't|aren’t"),
            *pairs("it|he|she|this|that|who|what|how|where|when|which", "dose"),
            "dose not",
            *pairs("me|us|i|we|you|they|who", "no"),
            *pairs("i|we|they|he|she", "though"),
        ),
    ),
    WrongWords(
        (
            "fro ",
            "tot he",
            "int he",
            "ont he",
            "fort he",
            "oft he",
            "att he",
            "fromt he",
            "witht he",
            "byt he",
            "andt he",
            "thatt he",
        ),
        r"(?<!\band )(?<!\bto-and-)(?<![-'’])\bfro (?:the|a|an|your|our|all|more|this|any|those|their|further|his|her"
        r"|my)\b"
        r"|\b(?:tot|int|ont|fort|oft|att|fromt|witht|byt|andt|thatt) he\b",
        "Did you mean “for” or “from”, or stands a blank in the wrong place?",
    ),
    WrongWords(
        (),
        r"\b(?:deputy|vice|assistant|head|college|school) principle\b|\bin principal\b(?! (?:photography|roles?"
        r"|cities))"
        r"|\bprinciple (?:teacher|aim|reason|guest|speaker|officer|cause|author|investigator)\b|\bfull compliment\b"
        r"|\bpast away\b|\bpeace of (?:cake|paper|work|advice|information|equipment|music|land|art)\b|\bpiece of mind\b"
        r"|\b(?:in|out of|lose|lost|catch|caught) site of\b|\b(?:parish|town|county|city|district|borough) counsel\b"
        r"|\bcurrant (?:members?|events|situation|guidance|rules|chairman|issue|year|position|affairs)\b"
        r"|\b(?:staff|team|low|high|boost|good|raise) moral\b|\bbreath (?:in|out|deeply|easily)\b|\bto breath\b"
        r"|\ballot of\b"
        r"|\b(?:switch|switched|turned|logged|signed|kicked|kicks|dropped|dropping|paid|topped) of (?:your|at|in|with"
        r"|by|on|the)\b"
        r"|\b(?:to|please|can|must|you) by (?:tickets?|raffle|your ticket|a ticket|a copy|one|some|food)\b",
        "Did you mean a word that sounds or looks like one of these?",
        (
            *pairs("deputy|vice|assistant|head|college|school", "principle"),
            "in principal",
            *pairs("principle", "teacher|aim|reason|guest|speaker|officer|cause|author|investigator"),
            "full compliment",
            "past away",
            *pairs("peace|piece|site|allot", "of"),
            *pairs("parish|town|county|city|district|borough", "counsel"),
            *pairs("currant", "member|members|events|situation|guidance|rules|chairman|issue|year|position|affairs"),
            *pairs("staff|team|low|high|boost|good|raise", "moral"),
            *pairs("breath", "in|out|deeply|easily"),
            "to breath",
            *pairs("switch|switched|turned|logged|signed|kicked|kicks|dropped|dropping|paid|topped", "of"),
            *pairs("by", "ticket|tickets|raffle|your|a|one|some|food"),
        ),
    ),
)
MISTAKEN_WORDS = WrongWordRows(_ROWS)
"""Rows of words that are right elsewhere, and hardly ever beside their neighbours here."""
