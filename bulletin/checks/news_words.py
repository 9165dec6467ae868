"""The words of news of somebody's health, death, family or child, as rows of patterns."""

from __future__ import annotations

from typing import NamedTuple

from .named_people import CHILD, DEATH, IN_CARE

NAME, PRONOUN, NAME_BEFORE, NAME_AFTER, SPOKEN_OF, SOMEBODY, NOBODY = (
    "name", "pronoun", "name before", "name after", "spoken of", "somebody", "nobody",
)  # fmt: skip
"""What the sentence must have besides the words: a name; a name or a pronoun; a name right before or behind them; "he"
or "she" in a text that names somebody; a name, and no words of everybody or of work; nothing."""


class News(NamedTuple):
    """Words of such news."""

    says: str
    """The message."""
    who: str
    """One of NAME, PRONOUN, NAME_BEFORE, NAME_AFTER, SPOKEN_OF, SOMEBODY, NOBODY."""
    words: str
    """The pattern of the words, in small letters."""
    triggers: str
    """With commas between them: each match has one of these, and a text without any is not searched."""


ILLNESS = "This tells of somebody's illness."
_FAMILY = "This tells of somebody's family."
GRIEF = "This tells of somebody's grief."
BIRTHDAY = "This tells of somebody's birthday."
_RELATIVE = (
    "family|families|wife|husband|partner|sons?|daughters?|children|parents|mother|mum|father|dad|brother|sister|"
    "friends|loved ones"
)
_RELATIVES = (
    r"(?:\w+[- ]){0,2}(?:wife|husband|partner|mother|mum|father|dad|son|daughter|brother|sister|baby|gran|granny|nan"
    r"|grandad|grand\w+|aunt|uncle|niece|nephew|in-law|fianc[eé]e?|parents|children|family)"
)
_DISEASE = (
    "cancer|leukaemia|lymphoma|tumour|stroke|heart attack|heart condition|pneumonia|sepsis|shingles|dementia"
    "|alzheimer['’]?s?"
    "|parkinson['’]?s?|depression|diabetes|covid(?:-19)?|flu|(?:tummy|stomach) bug|infection|disease|illness"
    "|ill[- ]health"
    "|(?:a|nasty|bad|heavy) fall|accident|injury|injuries|blood[- ]pressure|migraines?|arthritis|burn-?out|miscarriage"
    "|bereavement"
)
_DISEASES = (
    rf"(?:{_DISEASE}|autism|adhd|epilepsy|anorexia|asperger['’]?s?|bipolar(?: disorder)?|schizophrenia|psychosis"
    "|anxiety|ptsd|copd|asthma|ocd|multiple sclerosis|motor neurone(?: disease)?|mnd|dysphasia|aphasia|sickle cell"
    "|cystic fibrosis|cerebral palsy|osteoporosis|chicken ?pox|measles|meningitis|down['’]?s syndrome)"
)
_TREATMENT = (
    "operation|op|ops|surgery|bypass|transplant|chemo|chemotherapy|radiotherapy|treatment|(?:hip|knee|joint|valve)"
    " replacement|biopsy|amputation|hospital stay|convalescence"
)
_AILMENT = (
    rf"(?:{_DISEASE}|{_TREATMENT}"
    "|(?:health|medical) (?:challenges?|problems?|issues?|scares?|troubles?|emergency|condition))"
)
_SICK = "(?:sick|ill|unwell|poorly|under the weather|bedridden|incapacitated)"
_LIMB = (
    "(?:arm|leg|hip|ankle|wrist|shoulder|collarbone|foot|toes?|back|neck|knee|elbow|hand|fingers?|rib|ribs|pelvis|nose)"
)
_NOILLNESS = (
    r"(?![ -](?:training|course|awareness|nurse|nurses|nursing|clinic|research|jab|jabs|vaccin\w+|tests?|support"
    r"|groups?"
    r"|team|lead|leads|services?|sessions?|policy|policies|unit|medicine|care|specialist|charity|charities|patients?"
    r"|centre|caf[eé]s?|hub|friends|choir|fund|society|uk|drop-in|shop|friendly|campaign|appeal|champion|app"
    r"|talk|screening|reports?|forms?|book|control|prevention|work)\b)"
)
"""What makes work of the name of a disease: dementia training."""
_CLOSE_RELATIVE = (
    "(?:wife|husband|mother|mum|father|dad|son|daughter|brother|sister|baby|gran|granny|nan|grandad|grandson"
    "|granddaughter"
    "|grandmother|grandfather|grandchild|aunt|uncle|niece|nephew|fianc[eé]e?)"
)
_WARD = (
    "(?:hospital|infirmary|hospice|intensive care|a&e|a care home|a nursing home)"
    r"(?! (?:radio|management|pharmac\w*|care|medicine|practice|trust|administration|trolleys?|corridors?|at night)\b)"
)
_KIND = (
    r"(?:(?!(?:in|for|on|of|with|to|the|and|a|or|by|as|from|joined|led|helped|worked|studied|published|launched"
    r"|presented"
    r"|seen|made)\b)[\w-]+ ){0,2}?"
)
"""Words in front of the name of an illness that say which: "type 2", "rather nasty"."""
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_HEALTH_NEWS = (
    News(
        DEATH,
        NAME_BEFORE,
        rf"died (?:in {_MONTH}(?! [0-9])|aged|at the age|at home|in hospital|in (?:his|her) sleep|on \w+day)",
        "died ",
    ),
    News(
        DEATH,
        NAME_AFTER,
        r"minute['’]?s?['’]? silence (?:\w+ ){0,2}?(?:for|in memory of)",
        "silence ",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        r"(?:due|owing) to (?:\w+ )?(?:illness|ill[- ]health|sickness|injury)|through illness|because of illness"
        r"|out of action"
        r"|(?:is|was|been|are|is still|was still) not (?:very |at all |so )?well(?=[.,;!]| at | and | enough|\s*$)"
        r"|(?:is|now|moved|gone|moving|going|settled) (?:now )?(?:in|into|to) an? (?:care|nursing|residential"
        r"|rest) home",
        "due to ,owing to ,illness,out of action,not ,home",
    ),
    News(
        ILLNESS,
        NOBODY,
        "i (?:have|had|caught|got|have had) (?:\\w+ )?(?:covid(?:-19)?|flu|shingles|pneumonia|cancer|a stroke"
        "|a heart attack)",
        "i have ,i had ,i caught ,i got ",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        r"(?:is|was|has been|had been|will|due|about|waiting|hopes)(?: to)? (?:\w+ ){0,2}?(?:undergo|undergoing"
        r"|undertake|undertaking"
        rf"|have|having|awaiting|facing|recovering from|recuperating from|suffering (?:from"
        rf"|with)) (?:\w+ ){{0,3}}{_AILMENT}",
        "underg,undertak,have ,having ,awaiting ,facing ,recovering ,recuperating ,suffering ",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        rf"(?:in bed|at home|feeling|taken|fallen|falling|fell|been|is|was|getting),? (?:\w+ )?{_SICK}"
        r"(?![ -](?:of|advised|prepared|equipped|suited|informed|at ease|treated|child|children|people|patients|pay))",
        "sick,ill,unwell,poorly,under the weather,bedridden,incapacitated",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        r"(?:come|came|gone|went|going|struck) down with|laid up|laid low|signed off (?:work|sick)"
        rf"|(?:suffers?|suffered|suffering) (?:from|with) (?:\w+ ){{0,2}}{_AILMENT}|(?:a|the) sufferer"
        "|(?:on|off) (?:long[- ]term )?(?:sick|sickness) (?:leave|absence)|sickness absence"
        r"|(?:continues?|continuing) to (?:improve|recover|make (?:good|steady) progress)(?=[.,;!]| and| but|\s*$)"
        r"|on the mend|recuperating"
        "|convalescing"
        "|(?:has|is) recover(?:ed|ing) (?:well|slowly|at home|nicely)",
        "down with,laid ,signed off,suffer,sick leave,sickness,sick absence,continu,on the"
        " mend,recuperat,convalesc,recover",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        r"(?:was|been|is|were) (?:\w+ )?(?:taken|rushed|admitted|readmitted) (?:in)?to (?:the )?(?:hospital|hospice)"
        r"|(?:is|was|been|still|now|back|are|were) (?:\w+ )?(?:in|out of|home from|discharged from|released from"
        r"|back in) "
        "(?:hospital|intensive care|a hospice|the hospice)(?! (?:pharmac|medicine|care|practice|management|trust"
        "|radio))"
        r"|(?:home|back|out|discharged|released) (?:from|of) the hospital(?! (?:pharmac|car|shop|radio|league|trust))",
        "hospital,intensive care,hospice",
    ),
    News(
        ILLNESS,
        NAME_AFTER,
        "(?:take|took|taking|taken|rush|rushed|visit|visited|visiting)(?=(?: [a-z’'-]+){1,3} (?:to"
        "|in) (?:the )?hospital)",
        "hospital",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        rf"(?:his|her) (?:\w+ ){{0,2}}(?:{_TREATMENT}|illness|ill[- ]health|accident|diagnosis)(?! (?:of|plan|room)\b)"
        rf"|(?:broke|broken|fractured|dislocated) (?:his|her|a|an) (?:\w+ )?{_LIMB}",
        "his ,her ,broke,fractured,dislocated",
    ),
    News(
        ILLNESS,
        SPOKEN_OF,
        rf"(?:he|she) (?:has|had|was|is)(?: been)? (?:\w+ )?{_SICK}|not (?:been )?(?:very |at all "
        rf"|so )?well (?:enough|lately|recently)",
        "he has ,he had ,he was ,he is ,not ",
    ),
    News(
        ILLNESS,
        NOBODY,
        rf"i(?: have| had|['’]ve| am|['’]m| was) (?:\w+ )?(?:fallen|taken|been|feeling|off) (?:\w+ )?{_SICK}|i fell ill"
        rf"|i (?:have |had )?tested positive"
        r"|(?:due|owing) to (?:my )?(?:testing positive|(?:\w+ )?(?:illness|ill[- ]health|sickness|bereavement"
        r"|surgery) (?:in|of) (?:my|our|the) )"
        rf"|(?:illness|ill[- ]health|sickness|bereavement|(?:health|medical) (?:emergency|problems?|issues?)|death) in "
        r"(?:my|our) (?:own )?family|(?:we|i) (?:have )?had (?:a |an |some )?(?:\w+ )?(?:illness|emergency|bereavement"
        r"|death|problems?) in the family"
        rf"|my (?:recent |current |major |own )?(?:operation|surgery|illness|heart attack|stroke|cancer|diagnosis"
        rf"|hospital stay|broken {_LIMB})"
        r"|(?:the|my) (?:doctor|doctors|gp|consultant|surgeon)s? (?:has |have |had )?(?:ruled|signed|ordered|told"
        r"|advised) me"
        rf"|(?:my {_RELATIVES} and i|i|we) (?:have|had|am|are) (?:had |been )?(?:to deal with|dealing with|through"
        rf"|having"
        r"|facing|suffered|some|a few|serious) (?:[\w-]+ ){0,4}"
        r"(?:health|medical) (?:challenges?|problems?|issues?|scares?|emergency)",
        "i fell ,i have ,i had ,i am ,i was ,i've ,i’ve ,i'm ,i’m ,i tested ,due to ,owing to ,family,my , me,"
        "we have ,we had ,we am ,we are ,i are ",
    ),
    News(
        DEATH,
        NAME_AFTER,
        r"(?:despite|after|since|sad at|sorry at|mourn) losing|(?:club|group|society|choir|church|community|village"
        r"|we)(?: have| has|['’]ve)? (?:\w+ )?lost (?:\w+ ){0,6}?(?:members?|friends?"
        r"|colleagues?|individuals|people|stalwarts?|supporters?|volunteers?|neighbours?)"
        "|(?:most recent|sad|sudden|untimely) passing",
        "lost ,losing, passing",
    ),
    News(DEATH, SPOKEN_OF, "(?:sadly|dearly) missed(?! (?:the|a|an|out|this)\\b)", " missed"),
    News(
        DEATH, NOBODY, r"(?!people|mother|father)[a-z]{3,}['’]s funeral (?:will|is|takes|was|service|mass)", "s funeral"
    ),
    News(
        DEATH,
        NAME,
        r"(?:flowers|a card|cards|sad|sadly|news|sorry|saddened|shocked|mourn\w*"
        r"|memory)[^.!?]{0,60}['’]s (?:\w+ )?(?:death|passing|funeral|illness)"
        r"|(?:sincere|deepest|heartfelt|our|my|send|sent) (?:\w+ )?(?:condolences|sympath(?:y|ies))",
        "death,passing,funeral,illness,condolence,sympath",
    ),
    News(DEATH, NOBODY, r"their funerals? (?:will|is|takes?|was|were|service)", "their funeral"),
    News(
        DEATH,
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
        "This tells who is in need.",
        NAME_AFTER,
        r"(?:prayer|healing|sick) list(?: \w+){0,3}|(?:the|our) sick(?: and \w+)?(?= ?[:–-])",
        "prayer list,healing list,sick list,the sick,our sick",
    ),
    News(
        DEATH,
        NAME_AFTER,
        r"(?:recently|lately) (?:departed|deceased|died|dead)|repose of the souls? of|faithful departed",
        "departed,deceased,lately d,recently d,repose of",
    ),
    News(
        CHILD,
        NAME_AFTER,
        r"(?:boys|girls|lads|under[- ]?1?[0-9]s|juniors|cubs|brownies|beavers"
        r"|rainbows) (?:[\w-]+ ){0,3}?of(?= [^.!?]*(?:,| and ))",
        "boys,girls,lads,under,juniors,cubs,brownies,beavers,rainbows",
    ),
)
_TOLD_NEWS = (
    News(
        DEATH,
        NAME,
        r"celebration of (?:the life|\w+['’]s life|his life|her life)|\w+['’]s (?:memorial|interment|widow|widower)\b"
        r"|family of the late",
        "celebration of,memorial,interment,widow,of the late",
    ),
    News(
        DEATH,
        NAME_AFTER,
        r"anniversar(?:y|ies) of (?:the )?deaths?|year['’]?s mind|in memoriam|mass intentions?"
        r"|(?:cards|flowers|kindness|support)\b[^.!?\n]{0,60} (?:loss|death|passing) of",
        "of death,of the death,mind,in memoriam,mass intention,loss of,death of,passing of",
    ),
    News(DEATH, NAME_BEFORE, "whose funeral", "whose funeral"),
    News(GRIEF, NAME_AFTER, r"(?:condolences|sympath(?:y|ies)) (?:are |go )?(?:out )?to", "condolence,sympath"),
    News(
        "This tells who is in need.",
        NAME_AFTER,
        r"(?:those|all|members|friends) who are (?:\w+ )?(?:ill|sick|unwell|poorly)(?=\s?[:–-])",
        "who are ",
    ),
    News(
        ILLNESS,
        NOBODY,
        rf"i(?: have|['’]ve|['’]ve got| have got) (?:{_DISEASE}{_NOILLNESS}|ms(?=[.,;!]| and\b|\s*$))"
        r"|i(?: am|['’]m) (?:still )?(?:recovering|recuperating) from",
        "i have ,i've ,i’ve ,i am ,i'm ,i’m ",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        rf"(?:trouble|problems?|pains?|suffer(?:s|ed|ing)) (?:with|in|from) (?:his|her) (?:\w+ )?{_LIMB}s?"
        rf"|(?<=['’]s ){_KIND}(?:operation|illness|accident|stroke|heart attack|diagnosis|chemo|cancer)"
        rf"{_NOILLNESS}|(?<=['’]s )health (?:is|has|was)\b|back on (?:his|her) feet|tested positive"
        r"|(?:not in the best of|in poor|in failing|in declining) health|with (?:his|her) health",
        "trouble,problem,pain,suffer,operation,illness,accident,stroke,heart attack,diagnosis,chemo,cancer,health"
        " ,health"
        ",back on ,tested positive",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        r"(?:moved|gone|going|moving|admitted) (?:in)?to (?:the )?(?:[\w’'-]+ ){0,3}?(?:care|nursing|residential"
        r"|rest) home",
        "home",
    ),
    News(
        _FAMILY,
        NAME,
        r"(?:gave|given) birth|(?:is|are) expecting (?:their|her|in|again|soon)\b|new arrival(?! lounge)"
        r"|becoming (?:a )?(?:mum|dad|mother|father|parents?|grandparents?|grandad|grandmother|gran)"
        r"|proud (?:new )?grand\w+",
        "birth,expecting ,new arrival,becoming ,proud ",
    ),
)
_SINGLE_NEWS = (
    News(
        DEATH,
        NAME_AFTER,
        r"(?:record|recording|announce|report|note|heard|hear|learned|learnt|told|inform\w*"
        r"|news) (?:\w+ ){0,3}?(?:the )?"
        r"(?:\w+ )?(?:deaths?|passing) of|obituar(?:y|ies)|who (?:have |has )?(?:recently )?(?:died"
        r"|passed away)(?=\s?[:–-])",
        "deaths of,death of,passing of,obituar,died,passed away",
    ),
    News(
        DEATH,
        NAME_AFTER,
        "(?:announced?|report(?:ed)?|told us|inform(?:ed)? (?:us|you)|heard?|hear|learn(?:ed|t)?|tell you|say) that"
        r"(?=[^.!?\n]{3,90} (?:passed away|passed on|(?:has|had) (?:\w+ )?died)\b)",
        "passed away,passed on,died",
    ),
    News(
        DEATH,
        NAME_BEFORE,
        "(?<!those )(?<!all )(?<!people )(?<!any )(?:who |has |have |had |sadly "
        "|suddenly )?(?<!those who )(?<!all who )died"
        "(?! (?:out|down))",
        "died",
    ),
    News(
        DEATH,
        NAME,
        r"(?:is|are) (?:sadly )?no longer with us|(?:his|her|their|\w+['’]s) ashes|lost (?:his"
        r"|her) (?:\w+ )?(?:battle|fight)"
        rf"|passed (?:on|peacefully|suddenly) (?:on |in |at )?(?:[0-9]|{_MONTH}|home|hospital)",
        "no longer with us,ashes,lost his ,lost her ,passed on ,passed peacefully,passed suddenly",
    ),
    News(
        DEATH,
        NAME,
        rf"(?:lost|loses|losing) (?:his|her|their) (?:\w+ )?{_CLOSE_RELATIVE}",
        "lost his ,lost her ,lost their ,loses ,losing ",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        rf"(?:has|had|having) (?:a |an |had )?{_KIND}{_DISEASES}{_NOILLNESS}"
        rf"|(?:his|her) {_KIND}(?:{_AILMENT}|mental health|diagnosis){_NOILLNESS}"
        rf"|(?:struggl|cop|liv|battl|fight|suffer)ing with (?:his |her |a |an )?(?:\w+ )?(?:{_AILMENT}"
        rf"|mental health|stress)"
        rf"{_NOILLNESS}",
        "has ,had ,having ,his ,her ,ing with ",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        rf"(?:is|was|are|back|home|feet|well|better|absent|away)\b[^.!?\n]{{0,20}} (?:after|following) (?:a |an "
        rf"|his |her )?"
        rf"{_KIND}{_AILMENT}"
        r"|(?:is|was|now|still|remains|become)\b[^.!?\n]{0,25} (?:house-?bound|bed-?bound|frail|unsteady|very weak)",
        "after ,following ,housebound,house-bound,bedbound,bed-bound,frail,unsteady,very weak",
    ),
    News(
        ILLNESS,
        NAME,
        rf"(?:recovering|recuperating|recovered) (?:well )?(?:from|after) (?:an? |his |her |the )?(?:[\w-]+ )?"
        rf"(?:{_AILMENT}|break|breaking|broken|being)|get well soon",
        "recovering ,recuperating ,recovered ,get well soon",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        r"in (?:complete |full |partial )?remission|rough patch|off work|phased return|(?:because of|due to"
        r"|owing to|through)"
        rf" (?:his |her )?(?:{_AILMENT}|stress|bereavement)|(?:had|suffered|following) a (?:\w+ )?bereavement",
        "remission,rough patch,off work,phased return,because of ,due to ,owing to ,through ,bereavement",
    ),
    News(
        ILLNESS,
        NAME_AFTER,
        r"(?:due|owing) to (?:a |family )?(?:\w+ )?bereavement",
        "bereavement",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        rf"(?:is|was|been|now|still|remains|back) (?:\w+ )?in (?:the )?(?:[\w-]+ ){{0,3}}?{_WARD}(?!['’]|s\b)"
        rf"|(?:his|her|a|an) (?:\w+ )?{_LIMB}s? (?:replaced|done|operated|removed|fixed|pinned|rebuilt)",
        "hospital,infirmary,hospice,intensive care,a&e,home,replaced,done,operated,removed,fixed,pinned,rebuilt",
    ),
    News(
        ILLNESS,
        NOBODY,
        rf"(?:his|her|my) (?:\w+ )?{_CLOSE_RELATIVE} (?:\w+ )?in (?:the )?{_WARD}"
        rf"|(?:my|our) (?:[\w-]+ )?{_CLOSE_RELATIVE} (?:[\w'’]+ ){{0,3}}?(?:died|passed away|diagnos\w+"
        rf"|(?:{_DISEASE}|autis\w+|adhd|asd|down['’]s|epilepsy|anorexia){_NOILLNESS})",
        "his ,her ,my ,our ",
    ),
    News(
        _FAMILY,
        NAME_BEFORE,
        rf"(?:caring for|to care for|looking after|look after) (?:his|her) (?:[\w-]+ )?{_CLOSE_RELATIVE}",
        "care for,caring for,look",
    ),
    News(
        GRIEF,
        NOBODY,
        r"(?:condolences|sympathy|sympathies|love|thoughts|prayers) (?:are |go |goes )?(?:out )?(?:with|to) (?!all"
        r"|every)"
        r"\w+(?: \w+)? and (?:his|her) (?:family|children|wife|husband|sons?|daughters?|parents)",
        "condolences,sympath,love,thoughts,prayers",
    ),
    News(
        BIRTHDAY,
        NAME_BEFORE,
        r"(?<=['’]s )[0-9]{1,3}(?:st|nd|rd|th) birthday|(?<=her |his )[0-9]{1,3}(?:st|nd|rd|th) birthday",
        "birthday",
    ),
    News(
        BIRTHDAY,
        NAME_BEFORE,
        r"(?:turned|turns|turning|reached|celebrates|celebrated) (?:(?:his|her) )?(?:[7-9][0-9]|10[0-9])(?:th|st|nd"
        r"|rd)?\b",
        "turned ,turns ,turning ,reached ,celebrate",
    ),
    News(IN_CARE, NAME, r"welcom\w+ [^.!?\n]{0,40} to (?:the|our) (?:care |nursing )?home\b", "welcom"),
    News(
        CHILD,
        NAME_AFTER,
        r"(?:baptisms?|baptised|christenings?|christened)(?: [\w]+){0,2}(?=\s?[:–-])|(?:baptism|christening) of",
        "bapti,christen",
    ),
    News(
        CHILD,
        NAME,
        r"(?:goals?|scor\w+|winners?|player|hat-?trick|tries|medal\w*)\b[^.!?\n]{0,60}\b(?:under[- ]|u)(?:[5-9]"
        r"|1[0-7])s?",
        "goal,scor,winner,player,hat-trick,hattrick,tries,medal",
    ),
    News(
        CHILD,
        NAME,
        "arrival of (?:his|her|their|a|baby|little) (?:\\w+ )?(?:son|daughter|boy|girl|baby)",
        "arrival of ",
    ),
)
_NEWS = (
    News(
        DEATH,
        NOBODY,
        "leaves (?:behind )?(?:a|his|her) (?:wife|husband|widow|widower|son|daughter|partner|family)",
        "leaves ",
    ),
    News(
        DEATH,
        NOBODY,
        "family flowers only|in lieu of flowers|donations in (?:his|her) (?:memory|name)",
        "flowers,donations in ",
    ),
    News(DEATH, NOBODY, "(?:the|his|her) funeral (?:will|is|takes|was|service)", " funeral"),
    News(
        DEATH,
        NOBODY,
        r"(?:death|loss|passing|funeral) of (?:my|his|her) (?:\w+ )?(?:wife|husband|partner|mother|mum|father|dad|son"
        r"|daughter|brother|sister|baby|grand\w+|aunt|uncle)",
        "death of,loss of,passing of,funeral of",
    ),
    News(
        ILLNESS,
        NOBODY,
        r"i(?: have been| had been| was| am|['’]ve been) (?:\w+ )?(?:unwell|poorly|very ill|quite ill|in hospital"
        "|off sick|diagnosed|recovering|convalescing)",
        "i have been,i had been,i was,i am,i've been,i’ve been",
    ),
    News(
        DEATH,
        PRONOUN,
        "(?:sad|sadly|sorry|saddened|sadness|regret|heartbroken|devastated|shocked)[^.!?]{0,80}"
        " (?:death|passing|loss of|died|dies|passed away|called)",
        "sad,sorry,regret,heartbroken,devastated,shocked",
    ),
    News(
        DEATH,
        PRONOUN,
        r"(?:passed|passes|passing) (?:\w+ )?away|called (?:home )?to (?:higher service|glory|rest|the lord|god)",
        " away,called ",
    ),
    News(
        DEATH,
        PRONOUN,
        "(?:mourn|mourns|mourning|mourned|grieving)[^.!?]{0,40} (?:her|his|loss|passing|death)",
        "mourn,grieving",
    ),
    News(
        DEATH,
        PRONOUN,
        "in (?:loving )?memory of(?! (?:his|her|their|our|my) (?:time|days|years|visit))|rest in peace",
        "memory of,rest in peace",
    ),
    News(
        DEATH,
        PRONOUN,
        "(?:her|his) (?:late (?:husband|wife)|passing|funeral|cremation|burial)",
        "her late ,his late , passing, funeral, cremation, burial",
    ),
    News(
        DEATH,
        NAME,
        "(?:funeral|cremation|thanksgiving service|memorial service|requiem mass)[^.!?]{0,30} (?:of|for)",
        "funeral,cremation,thanksgiving service,memorial service,requiem mass",
    ),
    News(
        DEATH,
        NAME,
        r"died (?:peacefully|suddenly|recently|yesterday|this (?:week|month)|last (?:week|month|\w+day))",
        "died ",
    ),
    News(
        DEATH,
        NAME,
        r"(?:recent|sudden|untimely) (?:death|passing|loss) of|r\.?i\.?p",
        "death of,passing of,loss of,rip,r.ip,ri.p,r.i.p",
    ),
    News(
        GRIEF,
        NAME,
        "(?:condolences|sympathy|sympathies|prayers|thoughts|love)[^.!?]{0,30} (?:with|to|go out to)[^.!?]{0,60}"
        f" (?:{_RELATIVE})",
        "condolences,sympath,prayers,thoughts,love",
    ),
    News(
        "This tells who is in need.", NAME, r"(?:pray|praying|prayers) (?:\w+ ){0,2}for|in (?:your|our) prayers", "pray"
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        r"(?:is|was|been|being) (?:\w+ )?(?:unwell|poorly|very ill|seriously ill|in hospital(?! (?:radio|management"
        r"|care|pharmac))|in intensive care"
        "|diagnosed|recovering|convalescing|terminally ill|having an operation|having treatment"
        "|undergoing (?:treatment|surgery))",
        "unwell,poorly,very ill,seriously ill,in hospital,in intensive care,diagnosed,recovering"
        ",convalescing,terminally ill,having an operation,having treatment,undergoing ",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        r"(?:has|had|having) (?:had |suffered |broken |undergone )?(?:a|an|his|her) (?:\w+ )?"
        "(?:stroke|fall|heart attack|operation|hip|leg|ankle|arm)",
        "stroke,fall,heart attack,operation, hip, leg, ankle, arm",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        "after (?:a|his|her) (?:short |long |brief )?(?:illness|operation|bereavement)",
        "illness,operation,bereavement",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        "not been well|off sick|on sick leave|long[- ]term sick|(?:his|her|to) ill[- ]health",
        "been well,off sick,sick leave,term sick,ill-health,ill health",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        r"(?:has|had) (?:\w+ )?(?:cancer|leukaemia|dementia|covid(?:-19)?|pneumonia|depression|shingles|a tumour)"
        rf"{_NOILLNESS}"
        "|(?:has|had|have) tested positive|(?:is|been|be|going) on (?:long[- ]term )?(?:sick|bereavement"
        "|compassionate) leave",
        "cancer,leukaemia,dementia,covid,pneumonia,depression,shingles,a tumour,tested positive, leave",
    ),
    News(
        ILLNESS,
        NOBODY,
        r"(?:his|her|my) (?:wife|husband|partner|mother|mum|father|dad|son|daughter|brother|sister) (?:has|had|is|was) "
        r"(?:\w+ )?(?:cancer|ill|unwell|poorly|in hospital|dementia|leukaemia|diagnosed|dying)",
        "cancer,ill,unwell,poorly,in hospital,dementia,leukaemia,diagnosed,dying",
    ),
    News(
        GRIEF,
        NOBODY,
        r"(?:condolences|sympathy|sympathies|our love|our thoughts|thoughts and prayers) (?:are |go "
        r"|goes )?(?:out )?(?:with|to)"
        r" (?:the )?(?!families\b|all families\b|everyone|those)(?:\w+ ){1,2}(?:family|widow|parents)",
        "condolences,sympath,our love,our thoughts,thoughts and prayers",
    ),
    News(
        ILLNESS,
        NAME,
        "get well|speedy recovery|full recovery|recovering from (?:his|her|surgery)",
        "get well,speedy recovery,full recovery,recovering from ",
    ),
    News(
        _FAMILY,
        NAME,
        "(?:wife|husband|widow|widower|mum|mother|dad|father|son|daughter) of",
        "wife of,husband of,widow of,widower of,mum of,mother of,dad of,father of,son of,daughter of",
    ),
    News(BIRTHDAY, NAME, "happy (?:[0-9]{1,3}(?:st|nd|rd|th) )?birthday|birthdays this week", "birthday"),
    News(
        CHILD,
        NAME,
        "(?:welcomed?|welcoming)[^.!?]{0,20} (?:little|baby)|birth of (?:his|her|their|a|baby|little)",
        "welcom,birth of ",
    ),
    News(CHILD, NAME, "proud (?:new )?parents|baby (?:boy|girl|son|daughter)", "parents,baby "),
    News(CHILD, NAME, r"expecting (?:a|her|their) (?:\w+ )?(?:baby|child)", "expecting "),
    News(
        CHILD,
        NAME,
        r"(?:stars?|pupils?|students?|learners?|writers?|readers?|mathematicians?|child|children) of the (?:week"
        r"|month|term)|lost (?:her"
        r"|his) (?:\w+ )?tooth"
        "|(?:won|win|winners? of) the (?:year|yr) [0-9]{1,2}",
        " of the week, of the month, of the term,tooth, of the year , of the yr , the year , the yr ",
    ),
    News(
        CHILD,
        NAME_BEFORE,
        r"(?:in|from|(?<!head )(?<!heads )(?<!leader )(?<!lead )(?<!teacher )(?<!tutor )of) (?:(?:year|yr) "
        r"|y)[0-9]{1,2}|\((?:year|yr|y|class|aged?) ?[0-9]{1,2}\w?"
        r"(?: (?:years?|yrs?|months?)(?: old)?)?\)",
        " year , yr , y,(y,(class,(age",
    ),
)
_CASE_NEWS = (
    News(
        ILLNESS,
        NAME_BEFORE,
        r"(?:admitted|discharged|referred|detained|transferred) (?:in)?(?:to|from|under) (?:[\w'’]+"
        r" ){0,5}?(?:ward|wards|unit"
        r"|hospital|hospice|hdu|icu)\b",
        "admitted ,discharged ,referred ,detained ,transferred ",
    ),
    News(
        ILLNESS,
        NAME,
        r"(?:his|her|their|my) own (?:\w+ )?(?:mental health|mental illness|illness|diagnosis|disability"
        r"|addiction|recovery)"
        r"(?! (?:team|service|policy|lead|training)\b)|attempted to take (?:his|her) own life|nervous breakdown",
        " own ,breakdown",
    ),
    News(
        ILLNESS,
        NOBODY,
        rf"i (?:still |also |often )?(?:experience|suffer from|live with|struggle with|struggled with) (?:\w+"
        rf" )?{_DISEASES}",
        "i experience,i suffer,i live with,i struggle,i still ,i also ,i often ",
    ),
    News(
        ILLNESS,
        SPOKEN_OF,
        r"regaining (?:his|her) (?:\w+ )?(?:strength|health|mobility)|(?:is|was) getting (?:his|her) strength back",
        "regaining ,strength back",
    ),
    News(
        DEATH,
        NAME_AFTER,
        r"passed (?:\w+ )?(?:in)?to (?:higher service|glory|rest|the lord|eternal life)|silence to remember",
        "passed ,silence to",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        r"fell and (?:broke|hurt|was|had|could)|(?:had|after|experienced|suffered|of) (?:a |an |several |two "
        r"|three |a number of"
        r" )?(?:\w+ )?falls?(?=[.,;!]| and| at| in| before| last|\s*$)|(?:was|were|been) widowed|(?:lives?|lived"
        r"|living) alone"
        r"|found it (?:\w+ )?(?:difficult|hard) to (?:cope|manage|keep up|look after|get|walk|move|care|live)"
        r"|struggl(?:ed|es|ing) to (?:cope|manage|walk|look after|care for|live)|became (?:\w+ )?(?:homeless"
        r"|pregnant|unwell|ill)"
        r"|(?:spent|spending)\b[^.!?\n]{0,40} (?:in|at) (?:an? |the )?(?:\w+ )?(?:care home|nursing home"
        r"|hospital|hospice|refuge)"
        r"|(?:experienced|suffered|survived|fled|escaped) (?:an? )?(?:\w+ )?(?:stroke|seizure|breakdown|abuse|violence)"
        r"|(?:placed|taken) (?:in|into) (?:foster )?care|attempted suicide|self-harm(?:ed|ing|s)",
        "fell and,fall,widowed,alone,found it ,struggl,became ,spent,spending,experienced ,suffered ,survived "
        ",fled ,escaped "
        ",care,suicide,self-harm",
    ),
    News(
        ILLNESS,
        SPOKEN_OF,
        r"(?:he|she) (?:was widowed|lives? alone|lived alone|has lived alone|had (?:a|several|a number of)"
        r" falls?|broke (?:his|her))",
        "he ",
    ),
    News(
        DEATH,
        SPOKEN_OF,
        r"(?:her|his) (?:\w+ )?(?:death|passing|last (?:days|weeks|months))",
        "death,passing,last days,last weeks,last months",
    ),
    News(
        ILLNESS,
        NAME,
        r"(?:cared for|looked after|nursed|supported) (?:by|at|in) (?:the |our |a )?(?:\w+ )?hospice"
        r"|(?:his|her|their|a|with) terminal (?:illness|cancer|diagnosis)|(?:months|weeks|days) (?:left )?to live"
        r"|diagnosed with|(?:his|her) (?:prognosis|condition) (?:was|is|has|had)",
        "hospice,terminal,to live,diagnosed with,prognosis,condition",
    ),
    News(
        ILLNESS,
        NOBODY,
        rf"(?:my|our) (?:[\w-]+ )?{_CLOSE_RELATIVE}(?: \w+)?,? (?:has|had|needed|received|is having|was having"
        rf"|got|went through"
        rf"|underwent) (?:\w+ )?(?:counselling|therapy|{_TREATMENT}|stroke|fall)\b"
        rf"|(?:my|our) (?:[\w-]+ )?{_CLOSE_RELATIVE}(?: \w+)? (?:is|was|went|moved|lives?|lived) (?:\w+ )?(?:in"
        rf"|to|into) (?:the |an? )?"
        r"(?:[\w'’-]+ ){0,3}?(?:hospital|hospice|care home|nursing home)",
        "my ,our ",
    ),
    News(
        _FAMILY,
        NOBODY,
        r"my (?:wife|husband|partner|fianc[eé]e?) and i (?:are|were) expecting"
        r" (?:a (?:baby|child|boy|girl|son|daughter)|our|twins|again|soon|in )",
        " expecting",
    ),
    News(
        DEATH,
        NAME_BEFORE,
        r"(?:was|were|been|both) (?:\w+ ){0,2}?(?:killed(?! off)|murdered|drowned|stabbed|shot dead|hanged|found dead)"
        r"|(?:took|taken|taking) (?:his|her|their) own (?:life|lives)|died by suicide|fatally injured",
        "killed,murdered,drowned,stabbed,shot dead,hanged,found dead,own life,own lives,suicide,fatally",
    ),
    News(
        ILLNESS,
        NAME_BEFORE,
        r"(?:is|was|became|been|being|felt|feeling) (?:\w+ ){0,2}?(?:psychotic|suicidal|sectioned|bipolar|anorexic"
        r"|autistic|depressed|epileptic|paralysed|incontinent|wheelchair[- ]bound|in a wheelchair|registered blind"
        r"|detained under the mental health act|in a coma|on life support|on oxygen|in recovery)(?! (?:people|children"
        r"|adults|patients)\b)",
        "psychotic,suicidal,sectioned,bipolar,anorexic,autistic,depressed,epileptic,paralysed,incontinent,wheelchair"
        ",registered blind,detained under,in a coma,life support,on oxygen,in recovery",
    ),
    News(
        ILLNESS,
        NAME,
        rf"(?:his|her|their|a|\w+['’]s) (?:\w+ )?diagnosis of (?:[\w-]+ ){{0,3}}?{_DISEASES}{_NOILLNESS}"
        rf"|(?:suffers?|suffered|suffering) (?:badly )?(?:from|with) (?:\w+ ){{0,2}}?{_DISEASES}"
        rf"|recovers from (?:an? |his |her )?{_KIND}{_AILMENT}|(?:infected|ill|unwell) with {_KIND}{_DISEASES}",
        "diagnosis of,suffer,recovers from ,infected with,ill with,unwell with",
    ),
    News(
        CHILD,
        NAME,
        r"(?:born|arrived|baby|birth|called|son|daughter)\b[^.!?\n]{0,60} weigh(?:s|ed|ing) (?:in )?(?:at"
        r" )?(?:an? [a-z]+ )?[0-9]{1,2} ?(?:lbs?|pounds|kgs?)(?=[\s.,;!]|[0-9]|$)"
        r"|(?:grandchild|granddaughter|grandson|baby|son|daughter|twins)\b[^.!?\n]{0,40} (?:was|were) born\b",
        "weigh,born",
    ),
)
_BADLY = (
    "cancer|leukaemia|lymphoma|tumour|stroke|heart attack|heart condition|heart failure|pneumonia|sepsis|shingles"
    "|dementia|alzheimer['’]?s?|parkinson['’]?s?|depression|(?:tummy|stomach) bug|infection|illness|ill[- ]health"
    "|sickness|injur(?:y|ies)|burn-?out|miscarriage|seizures?|concussion|vertigo|sciatica|gout|an? (?:nasty |bad"
    " |heavy |serious |car |riding )?(?:fall|tumble|accident)|(?:nasty|bad|heavy) cold|broken (?:bones?|ankle"
    "|wrist|arm|leg|hip|ribs?|collarbone|foot|toe)"
    "|(?:health|medical) (?:reasons?|grounds|advice|problems?|issues?|scares?|setbacks?|troubles?|emergency)"
    "|(?:torn|ruptured|pulled|sprained|dislocated|fractured|cracked|trapped|slipped) (?:[\\w-]+ )?(?:ligaments?"
    "|tendon|muscle"
    "|hamstring|achilles|calf|disc|nerve|ankle|wrist|shoulder|ribs?|knee)|stitches"
    "|(?:hip|knee|heart|eye|back|foot|shoulder|cataract|major|minor|brain|open[- ]heart) (?:operation|op|surgery"
    "|replacement)|operation|chemo|chemotherapy|radiotherapy|transplant|bypass"
)
"""What befalls a person and is seldom a topic of work."""
_NO_KIND = r"(?:(?!(?:and|or|the|of|on|in|at|to|for)\b)[\w’'-]+ ){0,3}?"
_WIDE_NEWS = (
    News(
        ILLNESS,
        SOMEBODY,
        rf"(?:after|following|despite|due to|owing to|because of|through|with|by|from|had|has|having|suffer\w*|for|the"
        rf"|his|her|their|\w+['’]s) {_NO_KIND}(?:{_BADLY}){_NOILLNESS}",
        "cancer,leukaemia,lymphoma,tumour,stroke,heart ,pneumonia,sepsis,shingles,dementia,alzheimer,parkinson"
        ",depression, bug,infection,illness,ill-health,ill health,sickness,injur,burnout,burn-out,miscarriage,seizure"
        ",ligament,tendon,muscle,hamstring,achilles,calf,disc,nerve,ankle,wrist,shoulder,rib,knee,stitches"
        ",concussion,vertigo,sciatica,gout, fall,tumble, accident, cold,broken ,health ,medical ,operation, op, surgery"
        ",replacement,chemo,radiotherapy,transplant,bypass",
    ),
    News(
        ILLNESS,
        NOBODY,
        r"wish(?:es|ed|ing)? (?:him|her) (?:all the best for |well for "
        r"|well with )?(?:an? )?(?:\w+ )?(?:recovery|recuperation)"
        r"|(?:hope|hoping|good to (?:see|hear)) (?:that )?(?:he|she)(?:['’]s| is| will be) (?:\w+ ){0"
        r",2}?(?:better|recovered|recovering|on the mend)",
        "wish,hope,hoping,good to ",
    ),
    News(
        ILLNESS,
        NAME_AFTER,
        rf"(?:illness|sickness|injury|unwell|poorly|{_SICK}|health)\b[^.!?\n]{{0,20}} (?:including|such as"
        rf"|especially|notably|namely)",
        "including,such as,especially,notably,namely",
    ),
    News(
        ILLNESS,
        SOMEBODY,
        rf"(?:is|was|been|be|being|feels?|feeling|felt|so|very|quite|still|too|rather|taken|fell|fallen)"
        rf" (?:[\w-]+ ){{0,2}}{_SICK}(?=[.,;!)]| and| but| with| at| on| in| last| this| since| for| enough| again"
        rf"| earlier| recently| so| the| for| while| when| all| until|\s*$)",
        "sick,ill,unwell,poorly,under the weather,bedridden,incapacitated",
    ),
    News(
        ILLNESS,
        SOMEBODY,
        r"(?:is|was|are|were|been|still|now|went|gone|rushed|taken|admitted|transferred|back|spent|spending|few days"
        r"|week|weeks) (?:[\w’'-]+ ){0,3}?(?:in|to|into) (?:the )?(?:[\w'’-]+ ){0,2}?(?:hospital|hospice|infirmary|icu"
        r"|a&e|intensive care|rehab\w*)(?! (?:radio|management|pharmac\w*|care|medicine|practice|trust|administration"
        r"|trolleys?|corridors?|at night|staff|site|car|grounds|caf[eé]|chapel|visit)\b)",
        "hospital,hospice,infirmary,icu,a&e,intensive care,rehab",
    ),
    News(
        ILLNESS,
        SOMEBODY,
        rf"(?:away|off|absent|down|out|home|bed) with (?:a |an |the )?{_KIND}(?:{_DISEASES}){_NOILLNESS}"
        rf"|(?:out of|in) plaster|in the wars"
        rf"|hurt (?:his|her) (?:\w+ )?{_LIMB}|(?:his|her|\w+['’]s) (?:\w+ )?fall(?=[.,;!]| and| in| on| at|\s*$)"
        rf"|grounds of ill[- ]health"
        r"|not (?:been )?(?:too|so|very|at all|quite|feeling) (?:good|well|right|great|clever|himself|herself)\b"
        r"|still not right|badly (?:bruised|shaken|hurt|burnt)|(?:scans?|x-rays?|biopsy|test results?) (?:showed"
        r"|shows|was|were|came)"
        r"|in and out of hospital|in (?:a lot of |great |some |constant |terrible )?pain|walking (?:sticks?"
        r"|frame)|crutches"
        r"|(?:feel|feels|felt|feeling) (?:much |a lot |so much )?(?:better|stronger)|(?:is|are) (?:\w+ )?(?:well"
        r"|better) (?:again"
        r" )?and back|lost (?:his|her) (?:voice|sight|hearing|memory|leg)|(?:spread|spreading) to (?:his|her)"
        r"|(?:the|his|her) op(?:eration)?|(?:being|been|was|is) treated for|on (?:antibiotics|crutches|dialysis"
        r"|a ventilator|a drip)|in (?:plaster|a sling|traction|remission)|new (?:hip"
        r"|knee|kidney|pacemaker)|pacemaker (?:fitted|put)|(?:a|new) heart valve|(?:awaiting|waiting for|expecting"
        r"|undergoing|having|needs?|needed) (?:\w+ ){0,2}?(?:surgery|an? (?:\w+ )?(?:op|operation|scan|biopsy)|tests"
        r"|chemo\w*|dialysis)|(?:back|up) on (?:his|her|their) feet|a (?:good|full|speedy|quick|slow|complete"
        r"|steady|swift)"
        r" recovery|on the (?:road|way) to recovery|brain injury|wheelchair[- ]bound|is (?:shielding"
        r"|self[- ]isolating|isolating)",
        "badly ,scan,x-ray,biopsy,test result, with ,plaster,in the wars,hurt h, fall,grounds of ,not "
        ",in and out of hospital,pain,walking ,crutches,better,stronger,and back,lost his ,lost her ,spread"
        ", op,treated for,antibiotics,crutches,dialysis,ventilator,drip,plaster,sling,traction,remission,new hip"
        ",new knee,new kidney"
        ",pacemaker,heart valve,awaiting ,waiting for ,expecting ,undergoing ,having ,need, feet,recovery,brain injury"
        ",wheelchair,shielding,isolating",
    ),
    News(
        ILLNESS,
        NOBODY,
        rf"(?:we|i|and i)(?: (?:all|both|have|had|also|recently|then|just|each))* (?:caught|got|had|went down with"
        rf"|came down with|come down with|contracted|picked up) (?:a |an |the )?(?:[\w-]+ )?(?:covid(?:-19)?"
        rf"|coronavirus"
        rf"|flu|norovirus|(?:tummy|stomach) bug|shingles|pneumonia|chicken ?pox|measles){_NOILLNESS}"
        r"|i(?:['’]d| would| wanted to| tried to) (?:\w+ )?(?:kill myself|end it all|take my (?:own )?life)"
        r"|saved my life|when i was (?:\w+ )?(?:pregnant|homeless|suicidal|abused|sectioned|diagnosed"
        r"|in hospital|unwell"
        r"|ill)|whil(?:e|st) i was (?:unwell|ill|in hospital|recovering|off sick)"
        r"|my (?:own )?(?:mental health|depression|anxiety|illness|recovery|diagnosis|addiction|condition"
        r"|cancer) (?:\w+ )?"
        r"(?:was|is|has|had|got|began|started|deteriorated|declined|worsened|improved|left|leaves|makes|made)"
        r"|i(?: have| had|['’]ve| am|['’]m)?\b[^.!?\n]{0,50} (?:for|on|due to) (?:health|medical) (?:reasons"
        r"|grounds)|helped (?:with )?my recovery|(?:he|she) (?:\w+ )?(?:died (?:suddenly|peacefully|at home"
        r"|in hospital|this|last|on)"
        r"|passed away)|(?:a|my|our|one of (?:my|our)) (?:(?:very|dear|close|much loved|dearest|oldest) ){0"
        r",3}(?:family member|relative|friend"
        r"|colleague|neighbour|member of (?:my|our|the) family)s? (?:[\w-]+ ){0,2}?(?:passed away|died)"
        r"|after (?:he|she) (?:had )?(?:died|passed)|i was (?:referred|admitted|sectioned|detained) (?:to|in|under)",
        "health reasons,health grounds,medical reasons,medical grounds,friend,relative,colleague,neighbour"
        ",family member,member of ,died,passed away,he passed,she passed"
        ",he sadly,she sadly,suddenly,peacefully"
        ",helped my recovery,helped with my recovery,my condition,my cancer,caught ,got ,had ,down with "
        ",contracted ,picked up ,kill myself,end it all,my life,my own life,when i was ,i was"
        ",my mental health,my depression,my anxiety,my illness,my recovery,my diagnosis,my addiction,my own ",
    ),
    News(
        ILLNESS,
        NOBODY,
        rf"i(?:['’]ve)?(?: have| had| also| still)* (?:suffer(?:ed|ing)?(?: \w+)? (?:from|with)|had|have|developed"
        rf"|got|found out"
        rf" (?:that )?i had|found that i had|was told (?:that )?i had|(?:am |was )?liv(?:e|ed|ing) with) (?:an? )?"
        rf"(?:(?!no\b|not\b|to\b|the\b|seen\b|been\b|found\b)[\w-]+ ){{0,2}}?(?:{_DISEASES}){_NOILLNESS}",
        "i have ,i had ,i've ,i’ve ,i suffer,i developed ,i got ,i found ,i was ,i am ,i live,i also ,i still ",
    ),
    News(
        ILLNESS,
        NOBODY,
        r"(?:who|he|she)\b[^.!?\n]{0,60} (?:for|on|due to|because of|owing to) (?:health|medical) (?:reasons|grounds"
        r"|problems|issues)|(?:a|one|another|our|the) (?:[\w-]+ ){0,2}(?:member of (?:our |the )?(?:staff|team)"
        r"|colleague"
        r"|teacher|pupil|player)(?: (?:in|at|of|from) [^.!?,\n]{1,30})? (?:who )?(?:has|had|have|was|is)"
        r" (?:[\w-]+ ){0,5}?(?:tested positive|self[- ]isolate|isolate|isolating|confirmed case|diagnosed|passed away"
        r"|died|taken ill)",
        "health reasons,health grounds,health problems,health issues,medical ,positive,isolat,confirmed case,diagnosed"
        ",passed away,died,taken ill",
    ),
    News(
        GRIEF,
        NAME,
        r"(?:our|my) (?:[\w’'-]+,? (?:& |and )?){0,4}?(?:hearts?|thoughts|love|prayers) (?:are|is|go"
        r"|goes) (?:out )?(?:with|to) you\b",
        " with you, to you",
    ),
    News(
        DEATH,
        SOMEBODY,
        r"deceased|(?:memorial|burial|committal|interment|remembrance) (?:service|mass)|burial (?:service )?(?:of|for)"
        r"|(?:was|were|be|been) (?:buried|interred|cremated)|lost (?:his|her|their|a|the) (?:[\w-]+ ){0,4}?(?:battle"
        r"|fight|struggle)|(?:condolence|sympathy) cards?|(?:his|her) (?:mother|father|mum|dad|wife|husband|son"
        r"|daughter"
        r"|brother|sister|partner)['’]s (?:death|funeral|passing)|(?:has|had|just|sadly|recently|suddenly"
        r"|peacefully) (?:also )?died",
        "deceased,memorial,burial,committal,interment,remembrance,buried,interred,cremated,battle,fight,struggle"
        ",condolence card,sympathy card,'s ,’s "
        ", died",
    ),
    News(
        DEATH,
        SPOKEN_OF,
        r"laid to rest|lived (?:nearly |almost |to be |to )+(?:[7-9][0-9]|10[0-9])",
        "laid to rest,lived ",
    ),
    News(
        DEATH,
        NAME,
        r"\w+['’]s family (?:would like to|wish(?:es)? to|want to) (?:thank|express|say)|(?:bench|tree|plaque"
        r"|garden|concert|walk|seat|window)"
        r"\b[^.!?\n]{0,40} (?:to remember|remembering|in memory|in tribute)",
        "s family ,to remember,remembering,in memory,in tribute",
    ),
    News(
        CHILD,
        NAME_AFTER,
        r"(?:first (?:holy )?communions?|confirmation candidates)\b[^.!?\n]{0,20}[:–-]",
        "communion,confirmation",
    ),
    News(
        DEATH,
        NAME_AFTER,
        r"(?:loss|passing) of (?:our|my|a|such a|another|one of our|their)|(?:our|my|his|her|their) (?:dear |beloved"
        r" |much[- ]loved |own )?late (?!(?:night|summer|autumn|winter|spring)\b)",
        "loss of,passing of, late ",
    ),
    News(
        DEATH,
        NAME_AFTER,
        r"(?:anniversar(?:y|ies)(?: of deaths?)?|months?['’]?s?['’]? mind|recent deaths?|deceased|died"
        r"|rip) ?[:–-]{1,2}",
        "anniversar,mind,death,deceased,died,rip",
    ),
    News(
        DEATH,
        NAME_BEFORE,
        r"[–-] ?(?:[0-9]{1,2}(?:st|nd|rd|th) |first )?(?:anniversar(?:y|ies)|ann\.|months?['’]?s?['’]? mind"
        r"|rip|r\.i\.p\.?)"
        r"(?=[\s.,;)*_]{0,3}(?:\n|$))",
        "anniversar,ann.,mind,rip,r.i.p",
    ),
    News(
        CHILD,
        NAME,
        r"birth of [^.!?\n]{0,30}['’]s (?:\w+ )?(?:son|daughter|baby|twins|child|grandchild|grandson|granddaughter)"
        r"|expect(?:s|ing) (?:twins|triplets)\b|expect(?:s|ing) (?:another|her|their|his|an?) (?:\w+ )?(?:baby"
        r"|child|arrival|addition)\b",
        "birth of ,expects ,expecting ",
    ),
)
NEWS = (*_NEWS, *_HEALTH_NEWS, *_SINGLE_NEWS, *_TOLD_NEWS, *_CASE_NEWS, *_WIDE_NEWS)
"""The rows are tried in order; only the first that matches a sentence is reported."""
