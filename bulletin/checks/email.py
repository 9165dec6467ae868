"""Rules of the email and the calendar, before a build and on built files."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timing
from ..text import zones
from .checked_file import CheckedFile
from .dates import session_offset
from .rule import EXAMPLE_FILE, EXAMPLE_SETTINGS, Example, Finding, Rule, rule

_LONGEST_SUBJECT = 60
_ZONED = EXAMPLE_SETTINGS + "time zone: {zone}\n"
_SESSION = "---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - 10 May 2022, 9:30am to 4:30pm\n---\nText.\n"
_TRAINING = {EXAMPLE_FILE: _SESSION}


long_email = Rule(
    "EML01",
    "warning",
    "The email is so long that Gmail cuts off its end.",
    "Shorten an item, or set `summary only: yes`.",
    wrong=Example("The email of 2022-02 has 104KB.", described=True),
    right=Example("The email of 2022-02 has 71KB.", described=True),
    note="Judged on what is built, from 90,000 bytes on; the three largest items are named. Before that, items "
    "turn short by themselves where they do not fit into `email budget`.",
)


heavy_email = Rule(
    "EML02",
    "warning",
    "The email is heavy.",
    "Use fewer or smaller pictures, or link to files.",
    wrong=Example("The message has 3.1MB with its pictures and attachments.", described=True),
    right=Example("The message has 0.4MB.", described=True),
    note="Judged on what is built: over 1MB without attachments, or a picture inside the text.",
)


@rule(
    "EML03",
    "info",
    "The subject is long, or nothing stands after it.",
    "Write one or two sentences under the second --- line of issue.md, or a line `preheader: …` above it.",
    on=("issue",),
    wrong=Example(
        "---\nissue date: 1 February 2022\nstatus: ready\n---\n", "2022-02/issue.md", at=("2022-02/issue.md", 5, 1)
    ),
    right=Example("---\nissue date: 1 February 2022\nstatus: ready\n---\nWelcome to this issue.\n", "2022-02/issue.md"),
)
def unclear_subject(file: CheckedFile) -> Iterator[Finding]:
    issue = file.issue
    if issue is None:
        return
    length = len(issue.subject)
    if length > _LONGEST_SUBJECT:
        message = f"The subject of the email has {length} characters; {_LONGEST_SUBJECT} are shown everywhere."
        offset = file.value_offset("subject") or file.value_offset("covers")
        yield Finding(offset, message, "Shorten `covers:` or `subject:`.")
    if issue.subject.isupper() and len(issue.subject.split()) > 1:
        offset = file.value_offset("subject") or file.value_offset("covers")
        yield Finding(
            offset, "The subject of the email is in capitals, as spam is.", "Write it in small letters.", "warning"
        )
    if not issue.preheader:
        lack = "introduction is only a greeting" if issue.prose.text else "issue has no introduction"
        message = f"The {lack}, so mail programs show nothing after the subject."
        yield Finding(file.source.body, message)


weak_contrast = Rule(
    "EML04",
    "error",
    "Two colours of the theme are hard to read on each other.",
    "They must have a contrast of 4.5 to 1 or more (WCAG 2.2, 1.4.3).",
    wrong=Example("White on orange is 2.53 to 1.", described=True),
    right=Example("White on blue is 6.38 to 1.", described=True),
    note="Judged on the values of theme.yml, also those for dark screens, and on each text of a built email.",
)


different_plain_text = Rule(
    "EML05",
    "error",
    "The email and its plain text do not say the same.",
    "This is a fault of a template or of Bulletin.",
    wrong=Example("A heading of the email is not in its plain text.", described=True),
    right=Example("Each title and session of the email is in its plain text.", described=True),
    note="Judged on what is built.",
)


inaccessible_part = Rule(
    "EML06",
    "error",
    "A part of what was built cannot be used by everybody.",
    "This is a fault of a template or of Bulletin.",
    wrong=Example("A picture of a built page has no alt.", described=True),
    right=Example("Each picture has its alt, each link its words, and headings leave no level out.", described=True),
    note="Judged on what is built: alt text, the order of headings, names of links, language and title, in the email "
    "and the pages; in the email also letters of less than 14 pixels.",
)


active_part = Rule(
    "EML07",
    "error",
    "Something in what was built runs by itself, or tells others who reads it.",
    "This is a fault of a template or of Bulletin.",
    wrong=Example("A built email has a picture of one pixel from another site.", described=True),
    right=Example("Opening an email or a page asks for nothing but its own files.", described=True),
    note="Judged on what is built: scripts, forms, frames, event handlers, files from other sites, pictures that "
    "count, links without https.",
)


leftover_mark = Rule(
    "EML08",
    "error",
    "A mark of a template was not filled in.",
    "This is a fault of a template or of Bulletin.",
    wrong=Example('A built email says "{{ name }}".', described=True),
    right=Example("No brace of a template is in what readers see.", described=True),
    note="Judged on what is built; braces that an editor wrote are judged where they stand.",
)


incomplete_entry = Rule(
    "CAL01",
    "error",
    "A calendar entry does not say all that people need on the day.",
    "Add `place:` here or in bulletin.yml.",
    wrong=Example(
        "---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - ‸8 March 2022, 10am to 11am\n---\nText.\n",
        others={"bulletin.yml": EXAMPLE_SETTINGS.replace("place: Microsoft Teams\n", "")},
    ),
    right="---\ntitle: Training\nbooking: Ask.\nsessions:\n  - 8 March 2022, 10am to 11am, at Stopford\n---\nText.\n",
    note="On what is built: a warning where place, contact or a snippet with `calendar: yes` is not in it.",
)


wrong_revision = Rule(
    "CAL02",
    "error",
    "A calendar entry does not carry the name, the revision or the time of its session.",
    "This is a fault of Bulletin.",
    wrong=Example("An entry of cohort 4 has a SEQUENCE below the recorded one.", described=True),
    right=Example("UID, SEQUENCE, start and end are those of the session.", described=True),
    note="Judged on what is built.",
)


@rule(
    "CAL03",
    "info",
    "The calendar files give this session in UTC: its zone has no yearly rule for it.",
    "Programs show the right hour; look at it once in yours.",
    triggers=("sessions", "session", "date"),
    wrong=Example(_ZONED.format(zone="Africa/Casablanca"), "bulletin.yml", _TRAINING, (EXAMPLE_FILE, 5, 5)),
    right=Example(_ZONED.format(zone="Europe/London"), "bulletin.yml", _TRAINING),
    note="Morocco, for one, changes its clocks by the moon.",
)
def session_in_utc(file: CheckedFile) -> Iterator[Finding]:
    settings = file.workspace.settings
    for session in file.item.sessions if file.item is not None else ():
        zone = session.zone or settings.time_zone
        rule_text = zones.posix_rule(zone) if session.zone else settings.zone_rule
        is_whole_day = session.deadline or session.timing is not Timing.TIMED
        if rule_text == zones.UTC_ALONE or is_whole_day:
            continue
        zone_rule = zones.parse(rule_text)
        if not (zones.gives(zone_rule, session.start) and zones.gives(zone_rule, session.end)):
            yield Finding(
                session_offset(file, session),
                f"The calendar files give this session in UTC: {zone} has no yearly rule for it.",
            )


large_calendar = Rule(
    "CAL04",
    "warning",
    "A calendar to subscribe to is nearly as large as it may be.",
    "From 1MB on it goes back less far, and then says less of each session. Shorten what is in every entry.",
    wrong=Example("calendar.ics has 861KB of the 1,000KB that it may have.", described=True),
    right=Example("calendar.ics has 24KB.", described=True),
    note="Judged on what is built: from 800KB on.",
)
