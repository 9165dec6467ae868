"""The rule of words that do not go together in a sentence: "would saving", "to been", "a files", "with you name"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ..content.word_lists import english
from ..text import humanize
from .checked_file import CheckedFile
from .missing_words import MISSING_WORDS
from .quotes import is_quoted
from .rule import TEXTS, Finding, rule
from .wrong_words import WrongWordRows, WrongWords, pairs

_END = (
    r"(?=[.,;:!?)\n]| (?:from|of|to|in|on|at|for|with|and|or|by"
    r"|that|which|who|is|are|was|were|will|may|can|has|have)\b|$)"
)
_PLURALS = (
    "activities|appointments|articles|books|calls|cases|children|classes|clinics|colleagues|comments|copies|courses"
    "|days"
    "|deadlines|details|documents|emails|errors|events|families|files|forms|friends|groups|hours|ideas|images"
    "|issues|items"
    "|jobs|leaflets|letters|links|meetings|members|messages|minutes|months|names|nurses|options|organisations|pages"
    "|parents"
    "|patients|people|photos|places|policies|posters|practices|problems|projects|pupils|questions|reports|requests"
    "|resources"
    "|results|rooms|schools|services|sessions|stories|students|surveys|teachers|teams|things|tickets|topics|updates"
    "|users"
    "|visits|volunteers|webinars|weeks|women|workshops|years"
)
_SINGULARS = (
    "activity|appointment|article|book|call|case|child|class|clinic|colleague|comment|copy|course|day|deadline"
    "|document|email"
    "|event|family|file|form|friend|group|hour|idea|image|issue|item|job|leaflet|letter|link|meeting|member|message"
    "|month|name"
    "|nurse|option|organisation|page|parent|patient|person|photo|place|policy|poster|problem|project|pupil|question"
    "|report"
    "|request|resource|result|room|school|session|story|student|survey|teacher|team|thing|ticket|topic|user|visit"
    "|volunteer"
    "|webinar|week|woman|workshop|year"
)
_COUNTED = (
    "|".join(
        word for word in _PLURALS.split("|") if word not in ("days", "hours", "minutes", "months", "weeks", "years")
    )
    + "|visitors|cars|crowds|staff members|deaths|places"
)
"""Words for more than one of what is counted, and not measured."""
_DAYS = "|".join(name.lower() for name in humanize.DAYS)
_OF_SOMEBODY = (
    "name|address|family|parish|email|child|children|own|school|diary|diaries|calendar|calendars|team|gp|views|feedback"
    "|details|application|form|forms|place|places|ticket|tickets|account|password|local|practice|garden|friends|parents"
    "|patients|staff|colleagues|organisation|service|community|support|phone|booking|dog|dogs|car|cars|hands|house|home"
    "|ideas|contribution|contributions|donation|donations|patience|understanding|generosity|continued|hard|time"
    "|kind|kindness"
    "|membership|order|orders|request|requests|entry|entries|answer|answers|opinion|bags|bins|letters|comments"
    "|questions|photos|lunch|seat|seats|help"
)
"""What belongs to somebody."""
_MODALS = "should|would|could|must|cannot|might|shall"
_OF_THIRD = (
    "takes|makes|gets|gives|goes|comes|includes|provides|begins|has|does|allows|requires|receives|remains|continues"
    "|becomes|brings|keeps|offers|seems"
)
_BEFORE_YOUR = (
    "of|with|in|on|from|for|to|at|about|by|bring|send|put|check|see|update|use|complete|contact|keep|order|book"
    "|make|take"
    "|return|support|wash|leave|share|read|lock|add|enter|confirm|submit|include|collect"
)
_OF_SOMEBODY_ELSE = (
    "son|daughter|husband|wife|partner|parent|baby|pet|job|employer|date of birth|choices?|preferred|preference"
)
_ONLY_VERBS = (
    "remain|attend|receive|agree|decide|provide|include|continue|achieve|arrive|introduce|publish|join|enjoy"
    "|happen|create"
    "|confirm|announce|allow|appear|believe|consider|describe|develop|ensure|explain|improve|inform|involve"
    "|organise|prepare"
    "|propose|protect|recommend|reduce|replace|require|suggest|invite|appoint|resign|retire|apply|accept|suffer"
)
"""Verbs that are no noun, and whose past has another form."""
_ALL_MODALS = "will|may|must|should|could|would|might|can|shall|cannot"
_ADVERBS = "only|also|not|then|now|still|always|never|soon|all|both|just|probably|usually|normally|already"
_BEFORE_BEEN = "kindly|very kindly|recently|also|not|now|always|already|just|never"
_NO_PAST = (
    "need|feed|seed|weed|heed|speed|bleed|breed|proceed|succeed|exceed|embed|shed|wed|shred|impede|indeed|hundred"
)
"""Verbs whose plain form ends like a past, and other words that do."""
_PASTS = (
    "distributed|circulated|needed|required|used|published|updated|opened|closed|cancelled|posted|printed|moved"
    "|changed|released|charged|invited|asked|provided|offered|received|returned|completed|submitted|announced"
    "|confirmed|arranged|added|included|accepted|allowed|delivered|discussed|displayed|emailed|followed"
    "|informed|limited|locked|monitored|notified|organised|paid|planned|presented|recorded|reduced|removed|replaced"
    "|reported|reviewed|served|shared|supplied|supported|treated|uploaded|viewed|welcomed|attended|appreciated"
)
"""Verbs in the past that other people do to something, which need “be” behind a modal verb."""
_WITH_VOWELS = (
    "hour|application|appointment|email address|invitation|update|opportunity|issue|item|idea|article|agenda"
    "|introduction|exhibition|account|address|answer|example|extra|additional|excellent|exciting|enjoyable"
    "|important|interesting|amazing|official|evening of|individual|assessment|entry form|order form"
)
"""Words that follow “an”, and hardly ever “for and”, “as and” or “half and”."""
_PLAIN_VERBS = (
    "linger|leave|park|forget|hesitate|bring|use|have|want|come|attend|worry|let|send|contact|book|feed|allow|know|wish"
    "|expect|think|believe|include|require|apply|exceed|enter|drive|smoke|touch|open|remove"
)
_BY_WHEN_OR_HOW = (
    "e-?mail|phone|telephone|post|text|letter|noon|midday|midnight|then|now|tomorrow|today|the (?:end|close|day|date"
    "|time|deadline|[0-9])|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may"
    "|june|july|august|september|october|november|december|end|close|next|this"
)
"""What follows "by" if it says when or how, and not who."""
_ROWS = (
    WrongWords(
        ("ing",),
        rf"\b(?:{_MODALS})(?: not)? (?!(?:bring|sing|ring|spring|swing|cling|fling|sting|wring|ping|king|thing|anything"
        r"|everything|nothing|something|string|wing)\b)[a-z]+ing\b",
        "Write the plain form of the verb, or put “be” in front.",
    ),
    WrongWords(
        (),
        r"\b(?:would|will|should|could|might) (?:willing|able|unable|happy|pleased|glad|delighted|grateful|required"
        r"|likely)"
        r"(?= (?:to|that|if)\b)",
        "Put “be” in front.",
        pairs(
            "would|will|should|could|might", "willing|able|unable|happy|pleased|glad|delighted|grateful|required|likely"
        ),
    ),
    WrongWords(("been",), r"\bto been\b|\b(?:is|are|was|were|be) been\b", "Write “be” or “have been”."),
    WrongWords(
        (),
        r"\b(?:is|are|was|were) be\b|\bbe (?:soon |now |also |still |then )?be(?=[ .,])|\b(?:has|have|had) be(?=[ ,.])"
        r"|\bwill be on (?:taken|held|made|given)\b",
        "Delete a word.",
        (
            *pairs("is|are|was|were|has|have|had|be|soon|now|also|still|then", "be"),
            *pairs("on", "taken|held|made|given"),
        ),
    ),
    WrongWords(
        ("did not ", "didn't ", "didn’t "),
        r"\bdid(?: not|n['’]t) (?!(?:need|feed|succeed|proceed|exceed|speed|bleed|breed|seed|heed|weed|embed|shed|wed"
        r"|shred|impede)\b)[a-z]{3,}ed\b",
        "Write the plain form of the verb.",
    ),
    WrongWords(
        (),
        rf"(?<!\bthe )(?<!\ba )(?<!\bfree )\b(?:will|must|should|could|would|might|can|may) (?:{_OF_THIRD})\b",
        "Write the verb without its s.",
        pairs("will|must|should|could|would|might|can|may", _OF_THIRD),
    ),
    WrongWords(
        (),
        r"(?<!of )\b(?:they|we) (?:is|has|does|doesn['’]t|isn['’]t|needs|wants|goes|takes|makes)\b",
        "Let the verb agree.",
        pairs("they|we", "is|has|does|doesn't|doesn’t|isn't|isn’t|needs|wants|goes|takes|makes"),
    ),
    WrongWords(
        ("there is ", "there was "),
        r"\bthere (?:is|was) (?:many|several|two|three|four|five|six|seven|eight|nine|ten|numerous|various"
        r"|[2-9][0-9]?) "
        r"(?!(?:per|percent|thirds?|hours?|weeks?|minutes?|quarters?)\b)(?:\w+ )?[a-z]+s\b",
        "Write “there are” or “there were”.",
    ),
    WrongWords(
        (),
        r"\b(?:that|because|know|think|hope) (?:this|it) (?:sound|seem|look|mean|feel|depend|belong|appear|happen)\b",
        "Let the verb agree.",
        pairs("this|it", "sound|seem|look|mean|feel|depend|belong|appear|happen"),
    ),
    WrongWords(
        (),
        rf"\ban? (?:{_PLURALS}){_END}(?! (?:and|or)\b)",
        "Delete “a”, or write of one.",
        pairs("a|an", _PLURALS),
    ),
    WrongWords(
        ("these ", "those ", "many ", "several ", "two ", "three ", "four ", "five "),
        rf"\b(?:these|those|many|several|two|three|four|five) (?:{_SINGULARS})(?=[.,;:!?)\n]| (?:are|were|have|who"
        rf"|will|that)\b)",
        "Write of more than one.",
    ),
    WrongWords(
        (),
        rf"\bthis (?!(?:results|forms|links|calls|reports|places|names|visits|copies|books|files|questions"
        rf"|requests) )(?:{_PLURALS}){_END}",
        "Write “these”, or of one.",
        pairs("this", _PLURALS),
    ),
    WrongWords(
        (),
        r"\b(?:of|with|in|on|from|for|to|at|and|about|by|bring|send|put|check|see|update|use|complete|give|contact"
        r"|keep|order"
        r"|book|make|let|take|tell|ask|buy|pay|get|return|support|wash|leave|share|read|lock) you "
        rf"(?:{_OF_SOMEBODY})\b(?! (?:have|are|can|want|need)\b)",
        "Did you mean “your”?",
        pairs("you", _OF_SOMEBODY),
    ),
    WrongWords(
        (" there ",),
        rf"\b(?:for|of|with|to|from|in|contact|thank|bring|send|use|share|about|by) there (?:{_OF_SOMEBODY}"
        rf"|efforts?|lives"
        r"|child['’]s|families|teacher|teachers|names?|commitment|work|gp|views)\b(?! (?:is|are|was|were|will)\b)",
        "Did you mean “their”?",
    ),
    WrongWords(
        ("its ", "were ", "whose ", "we ", "they "),
        r"(?m)(?:^|[.!?] )(?:its (?:a|an|the|been|not|all|always|great|good|lovely|hard|easy|never|going|that|your"
        r"|our|about"
        r"|worth|only|just)|were (?:looking|pleased|delighted|hoping|planning|running|holding|having|going|excited"
        r"|proud)(?! to be)"
        r"|(?:we|they) (?:looking|going|having|hoping|planning|holding|running))\b(?![^.!?\n]*\?)"
        r"|\bwhose (?:coming|going|been|in charge|who)\b",
        "An apostrophe or a word is missing: “it’s”, “we’re”, “who’s”.",
    ),
    WrongWords(
        ("one of ", "is one "),
        rf"\bone of (?:our|the|these|those|my|their|your) (?:{_SINGULARS})(?=[.,;!]| (?:is|was|has|who|will)\b)"
        r"|\bis one the (?:best|most|first|few|biggest|largest|main|key)\b",
        "Write of more than one, or “one of the”.",
    ),
    WrongWords(
        (" thank to", " thank for"),
        r"\b(?:big|huge|many|special|warm|sincere) thank (?:to|for)\b",
        "Write “thank you” or “thanks”.",
    ),
    WrongWords(
        (),
        rf"\b(?:each|every) (?:{_PLURALS})\b(?!['’]| (?:of|and)\b)",
        "Write of one.",
        pairs("each|every", _PLURALS),
    ),
    WrongWords(
        (" close ",),
        r"\b(?:is|are|was|were|will be) close (?:for|until|from|over) (?!(?:comfort|now)\b)",
        "Write “closed”.",
    ),
    WrongWords(
        (
            "be hold",
            "be took",
            "be gave",
            "be went",
            "be wrote",
            "be did",
            "be chose",
            "be came",
            "will held",
            "be began",
        ),
        r"\bbe (?:hold|took|gave|went|wrote|did|chose|came|began)\b",
        "Write the other form of the verb.",
    ),
    WrongWords(
        (),
        r"(?<!\bof )(?<!\bfor )(?<!\bwith )(?<!\bto )(?<!\bfrom )(?<!\bby )(?<!\bin )(?<!\bon )(?<!\babout )(?<!\bat )"
        r"(?<!\ball )(?<!\band )(?<!\bbetween )(?<!\bamong )\b(?:the|our) (?:minutes|tickets|children|parents|members"
        r"|volunteers|patients|pupils|students|teachers|nurses|refreshments|applications|dates|places) (?:is|was"
        r"|has)\b",
        "Let the verb agree.",
        pairs(
            "minutes|tickets|children|parents|members|volunteers|patients|pupils|students|teachers|nurses"
            "|refreshments|applications|dates|places",
            "is|was|has",
        ),
    ),
    WrongWords(
        (),
        r"\b(?:delighted|pleased|happy|able|glad|proud|sorry|want|need|going|sure|ready|keen|hard|easy|excited) to "
        r"(?!(?:need|feed|succeed|proceed|exceed|speed|breed|seed|heed|weed|embed|shed"
        r"|impede)\b)[a-z]{3,}ed\b(?! [a-z]+ing\b)",
        "Write the plain form of the verb.",
        pairs("delighted|pleased|happy|able|glad|proud|sorry|want|need|going|sure|ready|keen|hard|easy|excited", "to"),
    ),
    WrongWords(
        (" out ",),
        r"\b(?:at|of|on|in|from|to|for|visit|see|join|have|enjoy|support) out (?:next|new|website|web|own|harvest"
        r"|school|annual"
        r"|monthly|team|members|meeting|church|club|newsletter|facebook|thanks|patients|volunteers|community"
        r"|services|local"
        r"|summer|christmas|regular|latest|first|surgery|village)\b(?! (?:of)\b)",
        "Did you mean “our”?",
    ),
    WrongWords(
        (),
        r"(?m)(?:^|[.!?] )(?:this|the) (?:week|month|year|event|meeting|session) as the (?:first|second|third|last|best"
        r"|most|[a-z]{3,}est|[0-9]{1,3}(?:st|nd|rd|th))\b",
        "Did you mean “was” or “is”?",
        pairs("week|month|year|event|meeting|session", "as"),
    ),
    WrongWords(
        ("'s", "’s", "s' ", "s’ "),
        r"\b(?!(?:what|that|it|he|she|who|here|there|where|how|let|when|why|one|everyone|someone|anyone|nobody"
        r"|everybody)['’]"
        r")(?:parent|pupil|student|member|patient|child|volunteer|cheque|photo|ticket|book|cake|video|nurse|school"
        r"|teacher"
        r"|carer|service|practice|resident|visitor|friend|meeting|session|event|form|question|comment|message|email"
        r"|newsletter)"
        r"['’]s (?:are|were|have|who|will be|can be|should|must)\b"
        r"|\ba (?:days|weeks|months|years)['’] (?:time|notice|work)\b"
        r"|(?<!\bthe )(?<!\ba )(?<!\bthis )(?<!\bour )(?<!\byour )(?<!\beach )\b(?:cheque|photo|ticket|book|cake"
        r"|video|form|question|comment"
        r"|message|email|cd|dvd|tea|scone|pizza|potato|tomato|banana|drink|prize|toy|taxi|menu|plant|sandwich"
        r"|coffee|biscuit|hat|shoe|bag"
        r"|chair|table|card|quiz|dog|cat|barbecue|subscription|membership|donation|raffle)['’]s"
        r"(?=[.,;!?\n]| (?:to|from|for|with|and|or|are|will|at|on|can)\b)",
        "For more than one, write it without the apostrophe.",
    ),
    WrongWords(
        ("patients ", "childrens", "mens"),
        r"\b(?:childrens|womens)\b|\bmens\b(?! rea| sana)|\bto the patients (?:chosen|own|home|local)\b",
        "Add its apostrophe.",
    ),
    WrongWords(
        ("were scammed", "was asked", "me and ", "myself "),
        r"(?m)(?:^|[.!?,]\s)(?:me and (?:[a-z]+ ){1,3}|(?:[a-z]+ ){1,2}and myself )(?:will|are|have|were|read|had"
        r"|went)\b",
        "Write “I”.",
    ),
    WrongWords(
        ("thanks", "thank "),
        r"(?m)(?:^|[.!?]\s)\W*thanks\W{1,4}(?:all|everyone|everybody) (?:those|the|who)\b",
        "Write “thanks to”.",
    ),
    WrongWords(
        ("look forward to ", "looking forward to "),
        r"\blook(?:ing)? forward to (?:see|meet|hear|welcome|receive|read)(?= (?:you|from|all|our|your|many|the)\b)",
        "Write the verb with -ing.",
    ),
    WrongWords(
        (),
        r"\b(?:more (?:better|easier|quicker|happier)|most easiest|less (?:people|children|patients))\b",
        "Write “better”, or “fewer” of what can be counted.",
        (*pairs("more", "better|easier|quicker|happier"), "most easiest", *pairs("less", "people|children|patients")),
    ),
    WrongWords(
        ("been ",),
        r"\b(?:has|have|had) been (?:took|went|wrote|gave|came|broke|chose|drove|ate|began|began)\b",
        "Write the other form of the verb.",
    ),
    WrongWords(
        (),
        r"\b(?:able|want|need|like|hope|plan|aim|continue|agreed|decided|used|asked|invited) to (?:has|had|is|was"
        r"|are|were|been"
        r"|takes|makes|helps|gets|gives|provides|joined|attended|helped|received)\b",
        "Write the plain form of the verb.",
        pairs("able|want|need|like|hope|plan|aim|continue|agreed|decided|used|asked|invited", "to"),
    ),
    WrongWords(
        (
            "have has",
            "has have",
            "was were",
            "were was",
            "will can",
            "does are",
        ),
        r"\b(?:have has|has have|was were|were was|will can|does are)\b",
        "Delete one verb.",
    ),
    WrongWords(
        (),
        rf"(?<!\bto )\b(?:has|have|had) (?:{_ONLY_VERBS})\b",
        "Write the other form of the verb: “has agreed”.",
        pairs("has|have|had", _ONLY_VERBS),
    ),
    WrongWords(
        (" as ",), r"\b(?!(?:as|such|so|same|well) )\w+ as (?:been|become|begun|taken place)\b", "Did you mean “has”?"
    ),
    WrongWords(
        ("your ",),
        r"\b(?:if|when|that|because|as|and|so) your (?:have|are|can|will|would|want|wish|do|is|could"
        r"|should)\b(?<!and your will)"
        r"(?! (?:power|be done)\b)"
        r"|\byour (?:(?:most|very|more|also|still|always|now|probably|really|not|all) )?(?:likely to|not alone"
        r"|not sure|able to"
        r"|unable to|going to|more than|coming to|planning to|thinking of|looking (?:for|to)|all set"
        r"|most likely (?:to|going|all|already))\b",
        "Did you mean “you” or “you're”?",
    ),
    WrongWords(
        (),
        rf"(?<!\bof )(?<!\bthank )\b(?:{_BEFORE_YOUR}) you (?:{_OF_SOMEBODY}|{_OF_SOMEBODY_ELSE})\b"
        r"(?! (?:have|are|can|want|need)\b)(?<!\bif you own)(?<!\bor you own)",
        "Did you mean “your”?",
        pairs(
            "you", f"{_OF_SOMEBODY}|{_OF_SOMEBODY_ELSE}".replace(" of birth", "").replace("choices?", "choice|choices")
        ),
    ),
    WrongWords(
        ("you ",),
        r"\b(?:if|or|when|what|whether|whichever way|and|but) you (?:son|daughter|child|husband|wife|partner"
        r"|parent|baby|family|children"
        r"|school|gp|choice|class|teacher|pet|organisation|employer|membership|details)\b(?! (?:can|will|have"
        r"|might|and) )",
        "Did you mean “your”, or is a verb missing?",
    ),
    WrongWords(
        (" that ",),
        r"\b(?:more|less|better|later|earlier|fewer|higher|lower|greater|larger|rather) (?:[a-z]+ )?that"
        r" (?:usual|normal|expected|ever|before|last year|planned|average|one|two|three|[0-9])\b",
        "Did you mean “than”?",
    ),
    WrongWords(
        ("you many ",),
        r"\byou many (?:now|also|be|have|need|want|like|wish)\b",
        "Did you mean “may”?",
    ),
    WrongWords(
        (" passed ",),
        r"\b(?:go|going|goes|went|walk|walks|walked|walking|move|drive|drove|driving|run|ran|cycle|get|come|came|just"
        r"|half|quarter|half-|minutes|straight) passed (?!(?:through|away|on|out|over|by|to|down|into|up|off|it"
        r"|all|and|with"
        r"|around)\b)[a-z]",
        "Did you mean “past”?",
    ),
    WrongWords(
        ("here ", "there "),
        r"(?m)(?:^|[.!?] )\W*(?:here an? |there (?:always|still|often|now) (?:an?|the|some|many|room|time)\b"
        r"|there an? (?:few|lot|number|range|chance|great|new)\b)",
        "A verb is missing: “is” or “are”.",
    ),
    WrongWords(
        ("chance", "opportunity"),
        r"\b(?<!there )(?<!such )(?:is|was|as|be|have|had|has) (?:great |good |wonderful |lovely |fantastic "
        r"|perfect |ideal |rare )?"
        r"(?:opportunity|chance) (?:to|for)\b",
        "Write “a” or “an” in front.",
    ),
    WrongWords(
        (),
        r"\b(?:be|been|can|will|please) (?:pickup|setup|signup|backup|checkout|turnout|cleanup|dropoff|lookup)\b"
        r"(?! (?:point|area|page|details?|time|location|form|screen|meeting)\b)",
        "Write two words.",
        pairs("be|been|can|will|please", "pickup|setup|signup|backup|checkout|turnout|cleanup|dropoff|lookup"),
    ),
    WrongWords(
        (" place ",),
        r"\b(?:demands?|pressures?|emphasis|restrictions|orders|limits|bets|strain|burden|trust) place (?:on"
        r"|upon|with|in)\b",
        "Write “placed”.",
    ),
    WrongWords(("with regards ",), r"\bwith regards (?!to\b|from\b|and\b)[a-z]", "Write “with regard to”."),
    WrongWords(
        ("due the ", "due a ", "due our ", "due to to "),
        r"\bdue (?:the|a|our|to to) (?:weather|bad|poor|fact|lack|number|high|low|current|ongoing|covid"
        r"|coronavirus|pandemic"
        r"|illness|change|changes|heavy|wet|recent|rise|increase|shortage|demand)\b",
        "Write “due to”.",
    ),
    WrongWords(
        ("so free to", "please free", "feel fee", "fell free"),
        r"\b(?:so|please) free to\b|\bfeel fee to\b|\bfell free to\b",
        "Write “feel free to”.",
    ),
    WrongWords(
        (),
        r"\b(?:part ?way|half ?way|all the way|go|goes|going|get|getting|come|coming|walk|look|looking|run|running|pass"
        r"|passing|led|available|booked?|accessed|delivered|work|working) though (?:the|an?|our|your)\b",
        "Did you mean “through”?",
        pairs("though", "the|a|an|our|your"),
    ),
    WrongWords(
        ("heath",),
        r"\bheath (?:issues?|problems?|care|centres?|services?|advice|conditions?|board|workers?|checks?"
        r"|professionals?|needs"
        r"|and (?:social|wellbeing|well-being)|inequalit\w+|promotion|records?|scrutiny|team|outcomes?)\b"
        r"|\b(?:ill|mental|public|physical|sexual|better|poor|good|your|their|own) heath\b",
        "Did you mean “health”?",
    ),
    WrongWords(
        (" cloths", " loose "),
        r"\b(?:warm|old|spare|dry|outdoor|waterproof|change of|wear|suitable|winter|baby|second ?hand) cloths\b",
        "Did you mean “clothes”?",
    ),
    WrongWords(
        (" sort",),
        r"\b(?:been|being|be|is|are|were|was) sort (?:and|for|from|by|to)\b|\b(?:help|advice|permission"
        r"|volunteers) (?:was|were|is) sort\b",
        "Did you mean “sought”?",
    ),
    WrongWords(
        (" poplar",),
        r"\b(?:still|very|more|most|so|remains?|remained|always|proved|proving|is|are|was|were|increasingly"
        r"|as) poplar\b",
        "Did you mean “popular”?",
    ),
    WrongWords(
        ("possible ", "possible."),
        r"\b(?:could|might|may|can|would|will) possible (?!(?:also)\b)[a-z]+|\b(?:but|and) possible (?:change"
        r"|add|move|have|need|be)\b",
        "Did you mean “possibly”?",
    ),
    WrongWords(
        ("ould the ", "hould our ", "hould your ", "ill the "),
        r"(?m)(?:^|[.!?] )(?:(?:should|would|could|will) the|should (?:our|your)) (?:\w+ ){1,3}(?:should|would|could"
        r"|will|can) (?:be|have|not)\b",
        "Delete one verb.",
    ),
    WrongWords(
        ("would that", "will on ", "will in place", "will up and running", "will back "),
        r"\b(?:benefit|advantage|idea|aim|problem|question|answer|reason|point) would that\b|\bwill (?:on sale"
        r"|on display|in place|up and running|back (?:in|on|at))\b",
        "A verb is missing: “be”.",
    ),
    WrongWords(
        (" these ", " those ", "these ", "those "),
        rf"\b(?:these|those) (?:{_SINGULARS}|project|subject|club|programme|award|exercise|activity|offer|scheme)"
        r" (?:and|or|is|at|in|on|for|from|to|with)\b(?! (?:type|kind|form|week|day|year|term|school)\w* )",
        "Write of more than one.",
    ),
    WrongWords(
        ("series ", "number ", "variety ", "range "),
        r"\ba series (?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2}) [a-z]+s?\b(?! (?:finale|boxset))",
        "Write “a series of”.",
    ),
    WrongWords(
        ("taken place",),
        r"\b(?:is|are|was|were|be|been|currently) taken place\b",
        "Write “taking place”.",
    ),
    WrongWords(
        ("at before", "at by", "by before"),
        r"(?<!ed )\b(?:at before|at by|by before) (?=[a-z]{3} [0-9]|monday|tuesday|wednesday"
        r"|thursday|friday|saturday|sunday|the)",
        "Delete a word.",
    ),
    WrongWords(
        ("lead by ",),
        # A lead is also a person: "tell your safeguarding lead by Friday", "contact our lead by email".
        r"(?<!\bto )(?<!\bwill )(?<!\bcan )(?<!\bmust )(?<!\bshould )(?<!\bwe )(?<!\bthey )(?<!\bwho )(?<!\ba "
        r")(?<!\bthe )(?<!\band )(?<!\bour )(?<!\byour )(?<!\btheir )(?<!\bits )(?<!\bmy )(?<!\bthis )(?<!\beach )"
        r"(?<!\bevery )(?<!\ban )(?<!ing )(?<!al )(?<!\bpractice )(?<!\bteam )(?<!\bservice )(?<!\btrust )(?<!\bnurse )"
        r"(?<!\bproject )(?<!\bschool )"
        rf"\blead by (?!example\b|[0-9]|(?:{_BY_WHEN_OR_HOW})\b|(?:an?|one|two|three|four|five) (?:goal|point|run|shot"
        r"|game|length|set|wicket)s?\b)",
        "Did you mean “led”?",
    ),
    WrongWords(
        ("ed be ",),
        r"\b(?!(?:need|indeed|speed|breed|proposed|deed|agreed|seed)\b)[a-z]{4,}ed be (?:the|a|an|our|your|their)\b",
        "Did you mean “by”?",
    ),
    WrongWords(
        (),
        r"\bits (?:a|an|the)\b(?! cappella)(?! (?:la|la carte)\b)",
        "Did you mean “it's”?",
        pairs("its", "a|an|the"),
    ),
    WrongWords(
        ("enquires",),
        r"\b(?:all|any|further|general|your|other|for|of|these|many|booking|press|media|membership|with"
        r"|and) enquires\b(?! (?:about|after|into)\b)",
        "Did you mean “enquiries”?",
    ),
    WrongWords(
        (" to a ", " to an "),
        r"\b(?:able|want|wish|need|going|like|hope|have) to an? (?:choose|make|get|have|be|book|join|attend|help"
        r"|see|take|do|go|come)\b",
        "Delete “a”.",
    ),
    WrongWords(
        (
            " to soon",
            " to late",
            " to early",
            " to many",
            " to much",
            " to big",
            " to small",
            " to busy",
            " to long",
            " to good",
        ),
        r"\b(?:way|far|much|bit|little|rather|are|was|were|not|get|got|never|none|all|just|be) to (?:soon"
        r"|late|early|many|much|big|small"
        r"|busy|good)\b(?! to (?:be|the))(?!-)",
        "Did you mean “too”?",
    ),
    WrongWords(
        ("you ",),
        r"\b(?:that|if|when|so|then) you (?:place|name|child|form|order|ticket|seat|email|plot|booking"
        r"|team) (?:can|will|is|has|was|must"
        r"|should|may)\b|\b(?:has|have|had|got|need|needs|know) you (?:name|number|address|details|email|child)\b",
        "Did you mean “your”?",
    ),
    WrongWords(
        ("my prevent", "my be", "my not", "my have", "my need", "my wish", "my want", "my also"),
        r"\b(?!(?:of|in|with|for|to|on|from|by|at)\b)[a-z]+ my (?:prevent|be|not be|have to|need to|wish to"
        r"|want to|also be)\b",
        "Did you mean “may”?",
    ),
    WrongWords(
        (" for it ", " for us ", " for them ", " for this "),
        r"\b(?:order|way|time|need|hope|plan|like|hard|easy|possible|ready) for (?:it|us|them|this) (?:run|work"
        r"|go|happen|continue|be|have"
        r"|make|get|become|take)\b",
        "Write “to” in front of the verb.",
    ),
    WrongWords(
        (),
        r"(?m)(?<!\bthe )(?<!\ba )(?<!\bgood )(?<!\bfree )\b(?:would|will|should|could|might|must) (?:helpful"
        r"|useful|good|great|nice|better"
        r"|interesting|open|available|ready|necessary|responsible|grateful|delighted|welcome"
        r"|possible)\b(?=[.,;!?\n]| (?:to|if|for|that|from|at"
        r"|on|by|until|in)\b)(?<!will open)(?<!will welcome)(?<!would welcome)(?<!should open)(?<!could "
        r"open)(?<!might open)(?<!must open)"
        r"(?<!would open)(?<!will ready)(?<!will better)",
        "Write “be” in front.",
        pairs(
            "would|will|should|could|might|must",
            "helpful|useful|good|great|nice|better|interesting|open|available|ready|necessary|responsible|grateful"
            "|delighted|welcome|possible",
        ),
    ),
    WrongWords(
        ("find our ",),
        r"\bfind our (?:more|about|how|what|who|when|where|if|why)\b",
        "Did you mean “out”?",
    ),
    WrongWords(
        (" turn out",),
        r"\b(?:good|great|excellent|large|low|high|better|poor|best|largest|full|record|healthy|brilliant|amazing"
        r"|fantastic|big|small|disappointing"
        r"|wonderful) turn out\b(?! to\b)",
        "Write “turnout”.",
    ),
    WrongWords(
        ("lets ",),
        r"(?m)(?:^|[.!?] )lets (?:hope|go|see|make|get|all|have|keep|try|meet|start|do|not|be|look|talk)\b",
        "Write “let's”.",
    ),
    WrongWords(
        ("its ",),
        r"\bits (?:so|too|quite|such an?) [a-z]|\bits very (?!own|best|nature|existence|core|heart|first|last"
        r"|name|early|high|low|large|small|many)"
        r"(?=[a-z])",
        "Did you mean “it's”?",
    ),
    WrongWords(
        ("bought ",),
        r"\bbought (?:to (?:[a-z]+['’]s|my|your|our|their|his|her|the) (?:attention|notice)|about by"
        r"|forward from|to an end)\b",
        "Did you mean “brought”?",
    ),
    WrongWords(
        (),
        r"\b(?:has|have|had) (?:becomes|receives|begins|provides|requires|includes|allows"
        r"|continues)\b",
        "Write the other form of the verb.",
        pairs("has|have|had", "becomes|receives|begins|provides|requires|includes|allows|continues"),
    ),
    WrongWords(
        ("the should ", "the would ", "the could ", "the are ", "the was ", "the were ", "the have ", "the has "),
        r"\bthe (?:should|would|could|are|was|were|have|has) (?:be|have|not|to|been|the|a|also|[a-z]+ing"
        r"|implement|make|take)\b",
        "Did you mean “they”, or is a word missing?",
    ),
    WrongWords(
        (" of who ",),
        r"\b(?:both|all|some|many|most|one|each|none|two|three|several) of who (?=(?:have|has|are|is|were|was"
        r"|will|had|can)\b)",
        "Write “whom”.",
    ),
    WrongWords(
        (" ran by", "been have"),
        r"\b(?:is|are|was|were|be|been|being|clinics?|sessions?|events?|courses?|classes|groups?|clubs?"
        r"|workshops?|schemes?) ran by\b"
        r"|\bbeen have\b",
        "Write “run by”, or delete a verb.",
    ),
    WrongWords(
        ("insure ",),
        r"\binsure (?:that|you (?:can|are|have|bring|know|read)|everyone|they|we|there)\b",
        "Did you mean “ensure”?",
    ),
    WrongWords(
        (),
        r"\b(?:(?:is|are|was|were|am|more|less|not|also) (?:likely|unlikely)|going|hoping|expected|supposed) be\b",
        "Write “to be”.",
        pairs("likely|unlikely|going|hoping|expected|supposed", "be"),
    ),
    WrongWords(
        ("maybe ",),
        r"\b(?:it|this|they|these|you|which|that|there|who|we|and) maybe (?:(?!(?:need|feed|indeed"
        r"|speed)\b)[a-z]{2,}ed|able|given|held|made"
        r"|taken|seen|subject|available|necessary|possible|eligible|entitled)\b",
        "Did you mean “may be”?",
    ),
    WrongWords(
        (),
        r"\b(?:i|we|you|they|he|she|it|that|just|and|who|people|children) (?:cant|wont)\b",
        "Write “can't” or “won't”.",
        pairs("i|we|you|they|he|she|it|that|just|and|who|people|children", "cant|wont"),
    ),
    WrongWords(
        ("a number of ",),
        r"\ba number of (?:the )?(?:an?|every|each)\b(?! (?:day|evening|age))",
        "Write of more than one.",
    ),
    WrongWords(
        (),
        rf"(?<=[a-z,] )(?<!\bthe )(?<!\ba )(?<!\bmy )(?<!\byour )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\bfree )"
        rf"(?:{_ALL_MODALS}) (?:(?:{_ADVERBS}) (?!(?:{_NO_PAST}|interested|united"
        rf"|[a-z]*[^aeiou]eed)\b)[a-z]{{3,}}ed|{_PASTS})\b"
        r"(?! (?:people|parties|persons?|members|families)\b)",
        "Put “be” in front, or write the plain form of the verb.",
        pairs(_ALL_MODALS, f"{_ADVERBS}|{_PASTS}"),
    ),
    WrongWords(
        (),
        rf"(?<!\bdo )(?<!\bdoes )(?<!\bdid )\b(?:was|were|been|are) (?:(?:{_ADVERBS}) )?(?:give|take|send|write|choose"
        rf"|begin|speak|teach|bring|sell|tell|hear|spend|forget|grow|throw|build|become|{_ONLY_VERBS})\b"
        r"(?<!are include)(?<!are build)",
        "Write the other form of the verb: “was given”.",
        pairs(
            "was|were|been|are",
            f"{_ADVERBS}|give|take|send|write|choose|begin|speak|teach|bring|sell|tell|hear"
            f"|spend|forget|grow|throw|build|become|{_ONLY_VERBS}",
        ),
    ),
    WrongWords(
        (),
        rf"\b(?:has|have|had) (?:(?:{_BEFORE_BEEN}) )?being (?!(?:a|an|the|able|part|together"
        r"|here|there|with|at|outside)\b)[a-z]+",
        "Write “been”.",
        pairs(f"has|have|had|{_BEFORE_BEEN}".replace("very ", ""), "being"),
    ),
    WrongWords(
        (),
        r"(?m)(?:^|[.!?,;] |\b(?:and|but|that|as|because) )(?:he|she|it|we|they|you|i) (?:has|have|had) (?:is|are|was"
        r"|were|will|can)\b|\b(?:will|can|should|must|would|could) (?:is|are|was|were|has)\b(?! (?:of|for)\b)"
        r"(?<!\bthe will is)(?<!\bgod's will is)(?<!\bmy will is)(?<!\bwill will is)(?<!\ba can is)",
        "Delete one verb.",
        pairs("has|have|had|will|can|should|must|would|could", "is|are|was|were|will|can|has"),
    ),
    WrongWords(
        (),
        r"(?m)(?:^|[.!?,;] |\b(?:and|but|that|as|because) )(?:it|they|we|he|she) (?:still|currently|now|also)"
        r"(?: currently)? being [a-z]+",
        "A verb is missing: “is” or “are”.",
        pairs("still|currently|now|also|being", "being|discussed|held|considered|planned|reviewed|run"),
    ),
    WrongWords(
        (),
        r"(?m)(?:^|[.!?] |\b(?:obviously|sadly|currently|fortunately|unfortunately|because|that) )there (?:lots|plenty"
        r"|loads|several|no longer|many (?:people|ways|things|other)|a (?:lot|number|few))\b(?! (?:of us )?(?:is"
        r"|are)\b)"
        r"|(?:^|[.!?] )this (?:our|my|your|the|an?) (?:first|second|third|last|next|main|new|annual|best|only"
        r"|[a-z]+ (?:is|was|will|for|to|of|covering|meeting|year|week))\b|(?:^|[.!?] )it an? (?:great|good|very|lovely"
        r"|new|shame|pity|wonderful|fantastic|pleasure)\b",
        "A verb is missing: “is” or “are”.",
        (
            *pairs("there", "lots|plenty|loads|several|no|many|a"),
            *pairs("this", "our|my|your|the|a|an"),
            *pairs("it", "a|an"),
        ),
    ),
    WrongWords(
        (),
        rf"\b(?:half|of|for|with|as|such|is|was|be|by|from|complete|submit|fill in|need|make) and (?:{_WITH_VOWELS})\b"
        r"(?<!\bby and event)(?! (?:and|or)\b)",
        "Did you mean “an”?",
        pairs("and", re.sub(r" \w+", "", _WITH_VOWELS)),
    ),
    WrongWords(
        (),
        r"\b(?:should|must|could|would|cannot) to (?:be|the|our|your|have|make|[a-z]+)\b",
        "A verb is missing, or a word is wrong.",
        pairs("should|must|could|would|cannot", "to"),
    ),
    WrongWords(
        (),
        rf"\b(?:has|is|was) any (?:{_PLURALS})\b|\bthere(?: is|['’]s| was) (?:some|any|more|lots of|plenty of|loads of"
        rf"|a few|various) (?:[a-z]+ )?(?:{_PLURALS}|plans|spaces|activities|opportunities)\b",
        "Let the verb agree.",
        (
            *pairs("has|is|was", "any|some|more|lots|plenty|loads|a|various"),
            *pairs("there's|there’s", "some|any|more|lots|plenty|loads|a|various"),
        ),
    ),
    WrongWords(
        (),
        rf"(?m)(?:^|[.!?;,] |\b(?:when|if|because|while|until|that|but|hope) )(?:the|our|these|those|your|my|their|all"
        rf"|both|most|many) (?!friends)(?:{_PLURALS}|times) (?:comes|takes|goes|is|was|has|needs|wants|gets|makes"
        r"|starts|begins|runs|requires|remains)\b",
        "Let the verb agree.",
        pairs(
            f"{_PLURALS}|times",
            "comes|takes|goes|is|was|has|needs|wants|gets|makes|starts|begins|runs|requires|remains",
        ),
    ),
    WrongWords(
        (),
        r"(?m)(?:^|[.!?] )(?:the|our|this|each|every) (?:[a-z]+ )?(?:quiz|meeting|session|event|course|form|clinic|"
        r"workshop|webinar|project|report|survey|letter|newsletter|document|appointment|ticket|hall|building|concert"
        r"|match|game|talk|walk|fair|fete|sale) (?:are|were|have|begin|include|provide|remain|continue)\b"
        r"(?! (?:of|and)\b)",
        "Let the verb agree.",
        pairs(
            "quiz|meeting|session|event|course|form|clinic|workshop|webinar|project|report|survey|letter|newsletter"
            "|document|appointment|ticket|hall|building|concert|match|game|talk|walk|fair|fete|sale",
            "are|were|have|begin|include|provide|remain|continue",
        ),
    ),
    WrongWords(
        (),
        r"(?m)(?:^|[.!?] |\b(?:because|although|since|as|but|while|so) )(?:it|he|she) (?:have|need|seem|mean|provide"
        r"|include|give|take|require|help|allow|make|contain)\b(?! not\b)",
        "Let the verb agree.",
        pairs("it|he|she", "have|need|seem|mean|provide|include|give|take|require|help|allow|make|contain"),
    ),
    WrongWords(
        (),
        rf"\ban? (?:additional|new|large|small|great|good|special|local|free|further|extra|second|weekly|monthly|brief)"
        rf" (?:(?!many|few|number|range|variety|series|couple|group|set|selection)[a-z]+ )?(?:{_PLURALS}|containers)"
        rf"{_END}",
        "Delete “a”, or write of one.",
        pairs(
            "a|an", "additional|new|large|small|great|good|special|local|free|further|extra|second|weekly|monthly|brief"
        ),
    ),
    WrongWords(
        (),
        rf"\b(?:in|on|of|from|at|into|within|during|outside|through|near|around|for|with|to) you (?:{_SINGULARS}"
        rf"|{_PLURALS}"
        r"|village|town|area|street|road|region|shop|club|church|hand|neighbourhood|convenience|workplace|ward"
        r"|department|inbox|browser|computer|diary|head|body|mind|business)\b(?! (?:have|are|can|want|need|will|all)\b)"
        r"(?<!of you people)(?<!for you people)(?<!to you people)(?<!you people)(?<!you parents)(?<!you members)"
        r"(?<!you contact)(?<!you email)(?<!you call)(?<!you visit)(?<!you book)(?<!you form)",
        "Did you mean “your”?",
        pairs(
            "you",
            f"{_SINGULARS}|{_PLURALS}|village|town|area|street|road|region|shop|club|church|hand|neighbourhood"
            "|convenience|workplace|ward|department|inbox|browser|computer|diary|head|body|mind|business",
        ),
    ),
    WrongWords(
        (),
        r"\band or (?!(?:else|not|or|and)\b)[a-z]|\bas per previously\b|\bas per as\b",
        "Write “and”, “or” or “and/or”; “as before”.",
        ("and or", "as per", "per previously"),
    ),
    WrongWords(
        (),
        r"\b(?:and|but|so|now|then|well|please) lets (?:hope|go|see|make|get|all|keep|try|meet|start|do|not|be|look"
        r"|talk)\b",
        "Write “let's”.",
        pairs("lets", "hope|go|see|make|get|all|keep|try|meet|start|do|not|be|look|talk"),
    ),
    WrongWords(
        (),
        r"\b(?:more|less|fewer|higher|lower|later|longer|older|greater|larger|smaller) that (?=[£$€0-9])",
        "Did you mean “than”?",
        pairs("more|less|fewer|higher|lower|later|longer|older|greater|larger|smaller", "that"),
    ),
    WrongWords(
        tuple(f"{word} a " for word in ("with", "for", "of", "in", "by", "from", "to")),
        r"\b(?:with|for|of|in|by|from) a (?!(?:mapping|string|king|ring|spring|wedding|thing|wing|sling|swing|meeting"
        r"|ceiling"
        r"|building|painting|drawing|evening|morning)\b)[a-z]{3,}ing (?:an?|the|our|your|their|this|these) ",
        "Delete “a”.",
    ),
    WrongWords(
        (),
        rf"\b(?:do|does|did) no (?:{_PLAIN_VERBS})\b",
        "Did you mean “not”?",
        pairs("no", _PLAIN_VERBS),
    ),
    WrongWords(
        (),
        r"\b(?:there|it|this|that|he|she) (?:is|was) (?:group|number|range|variety|series|couple|lot|list|selection"
        r"|member)"
        r" of\b",
        "Write “a” in front.",
        pairs("is|was", "group|number|range|variety|series|couple|lot|list|selection|member"),
    ),
    WrongWords(
        (),
        r"(?<!\bof )(?<!\bfor )(?<!\bwith )(?<!\bwithout )(?<!\babout )(?<!\bsee )(?<!\bhear )(?<!\bfrom )(?<!\band )"
        r"(?<!\bare )(?<!\bwere )(?<!\bis )(?<!\bwas )(?<!\bbe )(?<!\bbeen )"
        r"\b(?:we|they|he|she|you) (?:actually|currently|still|also|only|now) (?!(?:bring|sing|ring|spring|swing|fling"
        r"|cling|sting|string|wing|being)\b)[a-z]{3,}ing\b",
        "A verb is missing, or has the wrong form.",
        pairs("we|they|he|she|you", "actually|currently|still|also|only|now"),
    ),
    WrongWords(
        (),
        r"\b(?:we|they|you|he|she|it|i) will to [a-z]+",
        "Delete a word.",
        ("will to",),
    ),
    WrongWords(
        (),
        rf"\bthere (?:is|was) no (?:(?!(?:of|for|to|in|on)\b)[a-z]+ ){{0,2}}(?:{_PLURALS}|cars|spaces|seats|toilets"
        rf"|buses|trains)\b"
        rf"|\ba (?:number|couple|variety|series) of (?:[a-z]+ )?(?:{_SINGULARS}|problem|issue|reason)(?=[.,;!]| (?:and"
        rf"|so|who|that"
        r"|which|are|were|have|from)\b)",
        "Write “there are”, or of more than one.",
        (*pairs("is|was", "no"), *pairs("number|couple|variety|series", "of")),
    ),
    WrongWords(
        (),
        r"\b(?:be|is|are|was|were|so) a (?:fair|safe|good|quick|quickly|soon|easy|clear|accurate|flexible|early|much"
        r"|many"
        r"|helpful|open|smooth|short|simple|close|near|often) as\b|\banother other\b|\bsome much\b",
        "Write “as”, or delete a word.",
        (
            *pairs(
                "a",
                "fair|safe|good|quick|quickly|soon|easy|clear|accurate|flexible|early|much|many|helpful|open"
                "|smooth|short|simple|close|near|often",
            ),
            "another other",
            "some much",
        ),
    ),
    WrongWords(
        (),
        r"\b(?:to|will|be|can|been|was|were|is|are|should|must|please|not) re [a-z]{4,}",
        "Write one word.",
        pairs("to|will|be|can|been|was|were|is|are|should|must|please|not", "re"),
    ),
    WrongWords(
        ("lets ",),
        r"(?m)(?:^|[.!?] )lets (?!(?:you|users|us|people|readers|everyone|anyone|them|the|an?|it|him|her|me|your|in|out"
        r"|go)\b)"
        r"[a-z]+ (?=[a-z])",
        "Write “let's”.",
    ),
    WrongWords(
        (),
        rf"\b(?:the|any|large|small|increasing|growing|limited|total|great) number of (?:{_SINGULARS})(?=[.,;!]"
        rf"| (?:and|who|that"
        rf"|which|are|were|have|has|had|from|is|was|will|in)\b)|\bone of the [a-z]+ (?:{_SINGULARS}|factor|reason|way"
        rf"|club"
        rf"|country|school|shop|garden)(?=[.,;!]| (?:is|was|has|who|will|to|in|for|of|that)\b)",
        "Write of more than one.",
        pairs("number|one", "of"),
    ),
    WrongWords(
        (",000 ",),
        r"\bper [0-9]{1,3},000 (?:resident|person|patient|inhabitant)\b",
        "Write of more than one.",
    ),
    WrongWords(
        tuple(f"{day}s" for day in _DAYS.split("|")),
        rf"(?<!\bevery )(?<!\beach )(?<!\ba )\b(?:{_DAYS})(?: (?:and|or|to)|,| &) (?:{_DAYS})s\b(?!['’])"
        rf"|\b(?:{_DAYS})s(?: (?:and|or)| &) (?:{_DAYS})\b(?! [0-9]|['’]|,? [0-9]| (?:morning|afternoon|evening)s)",
        "Write both with an s, or neither.",
    ),
    WrongWords(
        ("there has ", "there was ", "there is "),
        rf"\bthere has (?:again |also |already |recently |sadly |now )?been (?:problems|some|many|several"
        rf"|lots of [a-z]+s|a lot of"
        rf" (?:[a-z]+ )?(?!news\b)[a-z]{{3,}}(?<!s)s|a number of|issues|various|changes|reports|two|three|four"
        rf"|(?:{_PLURALS}))\b"
        rf"(?<!been some)|\bthere has (?:again |also )?been some (?:{_PLURALS})\b",
        "Write “there have been”.",
    ),
    WrongWords(
        ("this are", "this were", "these is", "these was", "these has"),
        r"\bthis are\b|\bthese (?:is|was|has)\b|(?<!\bif )(?<!\bas )(?<!\bonly )\bthis were\b(?! to\b)",
        "Write “these are”, or “this is”.",
    ),
    WrongWords(
        (),
        rf"\bless (?:{_COUNTED})\b(?! (?:than|that)\b)",
        "Write “fewer” of what can be counted.",
        pairs("less", _COUNTED),
    ),
)
_FAULTS = WrongWordRows(_ROWS)


_ARTICLE = re.compile(
    r"(?<![\w'’./&-])(?:(?P<a>[Aa]) (?P<vowel>(?!one|once|eu|ewe)[aeio][a-z]{2,})"
    r"|(?P<an>[Aa]n) (?P<consonant>[bcdfgjklmnpqrstvwyz][a-z]{2,}|huge|(?:uni(?!n|m)|use|usu|eur)[a-z]{1,}))\b(?!['’])"
)
"""A and an in front of small letters; a capital behind them may be a letter that is read by its name."""
_SOUNDS = frozenset(
    (
        "able", "also", "app", "area", "easy", "egg", "end", "even", "event", "eye", "idea", "item", "old", "open",
        "over",
    )
)  # fmt: skip
"""Short words that begin with a vowel."""
_CONSONANTS = frozenset(
    (
        "big", "book", "call", "copy", "date", "day", "free", "form", "full", "good", "hall", "huge", "link", "list",
        "long", "meal", "name", "new", "page", "part", "place", "plan", "role", "safe", "shop", "site", "small",
        "team", "text",
        "time", "tour", "very", "visit", "walk", "week", "wide", "work", "year", "user", "unit", "union",
    )
)  # fmt: skip
"""Short words that begin with the sound of a consonant."""


def _wrong_articles(file: CheckedFile) -> Iterator[Finding]:
    """Yield "a" in front of a vowel and "an" in front of a consonant, as words of the dictionary begin."""
    for match in _ARTICLE.finditer(file.prose_as_written):
        word = match["vowel"] or match["consonant"]
        known = word in english().common or word in (_SOUNDS if match["vowel"] else _CONSONANTS)
        if not known or word.startswith(("hour", "honest", "heir", "honour")):
            continue
        start = match.start()
        if match[0][0] == "A" and _NAME_OF_LETTER.fullmatch(file.prose_as_written, max(start - 2, 0), start):
            continue
        right = f"{match['a']}n" if match["a"] else match["an"][0]
        yield Finding(start, f'"{match[0]}" does not go together.', f'Write "{right} {word}".')


_NAME_OF_LETTER = re.compile(r"[\w,;-] ")
"""What stands in front of a letter that is a name: "Group A opens"."""


@rule(
    "TXT24",
    "warning",
    "Words do not go together, or one is missing.",
    "Read the sentence aloud.",
    on=TEXTS,
    wrong="The new boiler ‸would saving the hall money.",
    right="The new boiler would be saving money. We looked into it, and they saw it mean more. A members area is new.",
    note="Forms of verbs, one and many, “you” for “your” and the like; what stands in quotation marks stays.",
)
def words_that_do_not_fit(file: CheckedFile) -> Iterator[Finding]:
    yield from _wrong_articles(file)
    places: set[int] = set()
    for row, match in chain(_FAULTS.matches(file), MISSING_WORDS.matches(file)):
        start = match.start() + len(match[0]) - len(match[0].lstrip(".!?, \n"))
        if start not in places and not is_quoted(file.prose, start):
            places.add(start)
            words = file.words_at(start, match.end())
            if not _ends_with_acronym(words):
                yield Finding(start, f'"{words}" does not go together.', row.hint, end=match.end())


def _ends_with_acronym(words: str) -> bool:
    """Tell whether the last of some words alone is in capitals: "the OR" is no article and a joining word."""
    *others, last = words.split() or [""]
    return last.isupper() and len(last) > 1 and not "".join(others).isupper()
