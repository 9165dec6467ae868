"""Rules of structure: headings, pictures, tables, lists, and how an item is built."""

from __future__ import annotations

from . import building
from .rule import Example, Rule

_SAME = {"2022-02/another.md": "---\ntitle: Child death overview panel for GPs\n---\nText.\n"}
_PICTURE = {"2022-02/files/a.png": b"not read"}

RULES = (
    Rule(
        id="STR01",
        severity="error",
        says="A heading is not on the level under the one before it.",
        hint='Begin with "## ", and leave no level out.',
        wrong="## One\n\n‸#### Two\n\nText.",
        right="## One\n\n### Two\n\n**A bold sentence is no heading.**",
        find=building.headings,
        on=("item", "issue", "snippet"),
        note="A bold line that stands for a heading is a warning, a question in a heading is advice.",
    ),
    Rule(
        id="STR02",
        severity="error",
        says="Nothing says what a picture shows.",
        hint='Say it in one sentence of at most 125 characters; if it is only decoration write "none".',
        wrong=Example("---\ntitle: An example\nimage: a.png\nimage alt: ‸logo\n---\nText.\n", others=_PICTURE),
        right=Example("---\ntitle: An example\nimage alt: Two nurses at a table\n---\nText.\n"),
        find=building.weak_words_for_pictures,
        on=("item", "issue", "settings"),
    ),
    Rule(
        id="STR03",
        severity="warning",
        says="A table is hard to read.",
        hint="Give every column a heading.",
        wrong="‸| Date |  |\n| --- | --- |\n| 1 May | Leeds |",
        right="| Date | Place |\n| --- | --- |\n| 1 May | Leeds |",
        find=building.tables,
        on=("item", "issue", "snippet"),
        triggers=("|",),
    ),
    Rule(
        id="STR04",
        severity="warning",
        says="A key message has no first sentence in bold, or another number than its place.",
        hint="Start each entry with **…**, and number them 1, 2, 3.",
        wrong="## Key messages\n\n1. **Read it.**\n   Here.\n2. ‸Use it.",
        right="## Key messages\n\n1. **Read it.**\n   Here.\n2. **Use it.**",
        find=building.key_messages,
        triggers=("key messages",),
    ),
    Rule(
        id="STR05",
        severity="info",
        says="A title or text is too long, or the item is empty.",
        hint="Say it shorter.",
        wrong="---\ntitle: ‸Learning events.\n---\nText.\n",
        right="---\ntitle: Learning events\n---\nText.\n",
        find=building.proportions,
        note="Titles over 65 characters, texts over 600 words; an empty item is a warning.",
    ),
    Rule(
        id="STR06",
        severity="warning",
        says="Two items of an issue look like the same item.",
        hint="Keep one, or say in the titles what is different.",
        wrong=Example("---\ntitle: ‸Child death overview panels for GPs\n---\nText.\n", others=_SAME),
        right=Example("---\ntitle: Safe sleep for babies\n---\nText.\n", others=_SAME),
        find=building.looks_alike,
        on=("issue",),
    ),
    Rule(
        id="STR07",
        severity="error",
        says="A key is unknown, written twice, missing, or has a value of the wrong kind.",
        hint="Use a key of this kind of file, and write its value like the example.",
        wrong="---\ntitle: An example\n‸presentr: NSPCC\n---\nText.\n",
        right="---\ntitle: An example\nfrom: NSPCC\n---\nText.\n",
    ),
    Rule(
        id="STR08",
        severity="error",
        says="HTML is not allowed here.",
        hint="Use Markdown.",
        wrong="This is ‸<br> broken.",
        right="This is **not** broken.",
    ),
    Rule(
        id="STR09",
        severity="warning",
        says="No item of this issue is new.",
        hint="Add an item, or leave the issue out.",
        wrong=Example(
            "‸---\nissue date: 1 March 2022\nstatus: ready\nrepeat: week\n---\nWelcome.\n", "2022-03/issue.md"
        ),
        right=Example(
            "---\nissue date: 1 March 2022\nstatus: ready\n---\nWelcome.\n",
            "2022-03/issue.md",
            {"2022-03/new.md": "---\ntitle: New\n---\nText.\n"},
        ),
        find=building.empty_issue,
        on=("issue",),
    ),
    Rule(
        id="LED04",
        severity="warning",
        says="The email of this issue was sent, so this new item will be on the web but in no email.",
        hint="Move it to the next issue, if readers should get it.",
        wrong=Example("A file that is new in the folder of an issue that was sent.", told=True),
        right=Example("The same file in the folder of the next issue.", told=True),
        find=building.late_item,
        note="The ledger knows which were sent. Their errors, but those of privacy and circulation, are warnings.",
    ),
)
