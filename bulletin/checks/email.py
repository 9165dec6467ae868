"""Rules of the email and the calendar: what is judged of an issue before it is built, and of what was built."""

from __future__ import annotations

from collections.abc import Iterator

from ..content.themes import low_contrasts
from ..text import zones
from .dates import at
from .page import Page
from .reading import SETTINGS
from .rule import Example, Found, Rule

_LONGEST_SUBJECT = 60


def subject(page: Page) -> Iterator[Found]:
    """A subject that is cut by mail programs, and an issue without a first sentence."""
    issue = page.issue
    if issue is None or page.source.kind != "issue":
        return
    if len(issue.subject) > _LONGEST_SUBJECT:
        said = f"The subject of the email has {len(issue.subject)} characters; {_LONGEST_SUBJECT} are shown everywhere."
        yield Found(page.value("subject") or page.value("covers"), said, "Shorten `covers:` or `subject:`.")
    if not issue.preheader:
        yield Found(page.source.body, "The issue has no introduction, so mail programs show nothing after the subject.")


def colours(page: Page) -> Iterator[Found]:
    """Colours of the theme that are hard to read on each other."""
    for pair, ratio in low_contrasts(dict(page.workspace.theme.values)):
        said = f'The colour "{pair.foreground}" on "{pair.background}" has a contrast of {ratio:.2f} to 1.'
        yield Found(page.value("theme"), said, f"It must be {pair.minimum} or more: change one in theme.yml.")


RULES: tuple[Rule, ...] = (
    Rule(
        id="EML01",
        severity="warning",
        says="The email is so long that Gmail cuts off its end.",
        hint="Shorten an item, or set `summary only: yes`.",
        wrong=Example("The email of 2022-02 has 104KB.", told=True),
        right=Example("The email of 2022-02 has 71KB.", told=True),
        note="Judged on what is built, from 90,000 bytes on; the three largest items are named. Before that, items "
        "turn short by themselves where they do not fit into `email budget`.",
    ),
    Rule(
        id="EML02",
        severity="warning",
        says="The email is heavy.",
        hint="Use fewer or smaller pictures, or link to files.",
        wrong=Example("The message has 3.1MB with its pictures and attachments.", told=True),
        right=Example("The message has 0.4MB.", told=True),
        note="Judged on what is built: over 1MB without attachments, or a picture inside the text.",
    ),
    Rule(
        id="EML03",
        severity="info",
        says="The subject is long, or nothing stands after it.",
        hint="Write one or two sentences under the second --- line of issue.md.",
        wrong=Example(
            "---\nissue date: 1 February 2022\nstatus: ready\n---\n", "2022-02/issue.md", at=("2022-02/issue.md", 5, 1)
        ),
        right=Example("---\nissue date: 1 February 2022\nstatus: ready\n---\nWelcome.\n", "2022-02/issue.md"),
        find=subject,
        on=("issue",),
    ),
    Rule(
        id="EML04",
        severity="error",
        says="Two colours of the theme are hard to read on each other.",
        hint="They must have a contrast of 4.5 to 1 or more (WCAG 2.2, 1.4.3).",
        wrong=Example("White on orange is 2.53 to 1.", told=True),
        right=Example("White on blue is 6.38 to 1.", told=True),
        find=colours,
        on=("settings",),
        note="Judged on the values of theme.yml, also those for dark screens.",
    ),
    Rule(
        id="EML05",
        severity="error",
        says="The email and its plain text do not say the same.",
        hint="This is a fault of a template or of Bulletin.",
        wrong=Example("A heading of the email is not in its plain text.", told=True),
        right=Example("Each title and session of the email is in its plain text.", told=True),
        note="Judged on what is built.",
    ),
    Rule(
        id="EML06",
        severity="error",
        says="A part of what was built cannot be used by everybody.",
        hint="This is a fault of a template or of Bulletin.",
        wrong=Example("A picture of a built page has no alt.", told=True),
        right=Example("Each picture has its alt, each link its words, and headings leave no level out.", told=True),
        note="Judged on what is built: alt text, the order of headings, names of links, in the email and the pages.",
    ),
    Rule(
        id="CAL01",
        severity="error",
        says="A calendar entry does not say all that people need on the day.",
        hint="Add `place:` here or in bulletin.yml.",
        wrong=Example(
            "---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - ‸8 March 2022, 10am to 11am\n---\nText.\n",
            others={"bulletin.yml": SETTINGS.replace("place: Microsoft Teams\n", "")},
        ),
        right="---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - 8 March 2022, 10am to 11am\n---\nText.\n",
        note="On what is built: a warning where place, contact or a snippet with `calendar: yes` is not in it.",
    ),
    Rule(
        id="CAL02",
        severity="error",
        says="A calendar entry does not carry the name or revision that the ledger knows.",
        hint="This is a fault of Bulletin.",
        wrong=Example("An entry of cohort 4 has a SEQUENCE below the recorded one.", told=True),
        right=Example("UID and SEQUENCE are those of the session.", told=True),
        note="Judged on what is built.",
    ),
)


_ZONED = SETTINGS + "time zone: {zone}\n"
_SESSION = "---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - ‸10 May 2022, 9:30am to 4:30pm\n---\nText.\n"


def _in_utc(page: Page) -> Iterator[Found]:
    """A session whose hours no yearly rule of its zone gives."""
    settings = page.workspace.settings
    rule = zones.parse(settings.zone_rule)
    if page.item is None or settings.zone_rule == zones.UTC_ALONE:
        return
    for session in page.item.sessions:
        if not all(zones.gives(rule, one) for one in (session.start, session.end)):
            yield Found(
                at(page, session),
                f"The calendar files give this session in UTC: {settings.time_zone} has no yearly rule for it.",
            )


CALENDAR_RULES = (
    Rule(
        id="CAL03",
        severity="info",
        says="The calendar files give this session in UTC: its zone has no yearly rule for it.",
        hint="Programs show the right hour; look at it once in yours.",
        wrong=Example(_SESSION, others={"bulletin.yml": _ZONED.format(zone="Africa/Casablanca")}),
        right=Example(_SESSION.replace("‸", ""), others={"bulletin.yml": _ZONED.format(zone="Europe/London")}),
        find=_in_utc,
        triggers=("sessions", "session", "date"),
        note="Morocco, for one, changes its clocks by the moon.",
    ),
    Rule(
        id="CAL04",
        severity="warning",
        says="A calendar to subscribe to is nearly as large as it may be.",
        hint="From 1MB on it goes back less far, and then says less of each session. Shorten what is in every entry.",
        wrong=Example("calendar.ics has 861KB of the 1,000KB that it may have.", told=True),
        right=Example("calendar.ics has 24KB.", told=True),
        note="Judged on what is built: from 800KB on.",
    ),
)
