"""Read issue.md, and put the items of the issue into printing order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from .. import addresses
from ..model import Circulation, Issue, Item, Settings, State
from ..model.rows import KINDS, TRAINING
from ..text import humanize, zones
from ..text.slugs import slug
from ..text.suggest import did_you_mean
from .comments import without_comments
from .fields import Fields
from .files import AssetFolder
from .frontmatter import Wrong
from .images import AssetReader
from .item_names import NAME_A_FILE, ItemNames, is_unread
from .keys import SECTIONS
from .markdown import MarkdownText, ParsedText, parse
from .settings import LIMITED_SUBJECT, SUBJECT, SUBJECT_WITHOUT_COVERS, SettingsFile, read_full_date, read_subject
from .values import read_number

ISSUE_HOUR = time(9)
"""The time of day at which an issue goes out, in the bulletin's zone."""

NO_DAY = date(2000, 1, 1)
"""The placeholder for an issue date that cannot be read, with which the rest of the issue is read."""

ALERTS = ("update", "notice")
"""The kinds of item that are printed before training if readers must act by a day."""

_LAST = datetime.max.replace(tzinfo=UTC)
_UNORDERED = 10_000


class IssueHead(NamedTuple):
    """The keys and text of issue.md, before the items are read."""

    id: str
    assets: AssetFolder
    fields: Fields
    day: date
    """NO_DAY if it cannot be read."""
    instant: datetime
    ready: bool
    circulation: Circulation
    introduction: str
    body: ParsedText
    number: int | None = None


def read_issue_head(fields: Fields, assets: AssetReader, settings: Settings) -> IssueHead:
    """Read the head of an issue as well as it can be read; `assets` are the issue's."""
    folder, document = assets.folder.path, fields.document
    fields.required("issue date")
    day = fields.read("issue date", lambda text: read_full_date(text, month_first=fields.month_first), NO_DAY)
    body = parse(
        MarkdownText(
            text=document.body,
            acronyms=settings.acronyms,
            image=assets.image,
            path=document.path,
            name=addresses.introduction(folder.name),
            language=settings.language,
        )
    )
    fields.note_refused(body.refused)
    if not fields.knows("status"):
        message = "This issue is a draft, because it has no status."
        fields.refuse("status", Wrong("SET03", message, 'Write "status: ready" when it may go out.'), "info")
    zone = zones.zone(settings.time_zone)
    return IssueHead(
        id=folder.name,
        assets=assets.folder,
        fields=fields,
        day=day,
        instant=datetime.combine(day, ISSUE_HOUR, zone).astimezone(UTC),
        ready=fields.choice("status", "draft") == "ready",
        circulation=_read_circulation(fields, settings),
        introduction=without_comments(document.body).strip(),
        body=body,
        number=fields.read("number", read_number, None),
    )


def _read_circulation(fields: Fields, settings: Settings) -> Circulation:
    def read(text: str) -> Circulation:
        level = text.casefold()
        if level not in (Circulation.PUBLIC, Circulation.STAFF):
            raise Wrong("RST04", f'I do not know "circulation: {text[:60]}".', "Use public or staff.")
        return Circulation(level)

    return fields.read("circulation", read, settings.default_circulation)


def assemble(head: IssueHead, own: Sequence[Item], repeated: Sequence[Item], read: SettingsFile) -> Issue:
    """Make an issue of its head, its own items, and the items of earlier issues that it repeats."""
    fields, settings = head.fields, read.settings
    here = {item.slug: item for item in own}
    everything = here | {item.slug: item for item in repeated}
    start = _items_named(fields, "start with", ItemNames(everything.values()), _Pool("this issue", head.id))
    listed = fields.texts("sections")
    first = tuple(item.slug for item in (*start, *_alerts(everything.values(), start, head.day, listed)))
    rest = [item for item in everything.values() if item.slug not in first]
    sections = _sections(rest, listed, settings.kinds)
    printed = (*first, *(slug for _, slugs in sections for slug in slugs))
    title = fields.text("title", settings.name)
    limited = tuple(item for item in own if item.circulation is Circulation.LIMITED and not item.held)
    return Issue(
        id=head.id,
        title=title,
        day=head.day,
        instant=head.instant,
        covers=fields.text("covers"),
        ready=head.ready,
        path=fields.document.path,
        introduction=head.introduction,
        prose=head.body.prose,
        preheader=fields.text("preheader", head.body.first.sentence),
        circulation=head.circulation,
        items=tuple(everything[slug] for slug in printed),
        sections=sections,
        first=first,
        has_limited=bool(limited),
        limited_note=fields.says_yes("limited note"),
        images=head.body.images,
        number=head.number,
        dates_before=_dates_before(sections, everything) if settings.kinds != KINDS else "",
        month_first=settings.month_first,
        at=fields.at,
        **_subjects(head, read, limited),
    )


def _subjects(head: IssueHead, read: SettingsFile, limited: Sequence[Item]) -> dict[str, Any]:
    settings, covers = read.settings, head.fields.text("covers")
    day = humanize.day(head.day, month_first=settings.month_first)
    values = {
        "name": settings.name,
        "team": settings.team,
        "region": settings.region,
        "title": head.fields.text("title", settings.name),
        "date": day,
        "covers": covers,
        "issue": head.id,
        "number": str(head.number or ""),
        "items": limited[0].title if len(limited) == 1 else f"{settings.name}, {day}",
    }
    usual = SUBJECT if covers else SUBJECT_WITHOUT_COVERS
    usual = usual.replace("{name}", "{name} {number}") if values["number"] else usual
    subject = head.fields.read("subject", read_subject, "") or read.subject or usual
    if "{number}" in subject and not values["number"]:
        message = 'The subject has "{number}", and this issue has no number, so it has the usual subject.'
        head.fields.refuse("number", Wrong("SET02", message, 'Add "number:" with the number of this issue.'), "warning")
        subject = usual
    limited_subject = read.limited_subject or LIMITED_SUBJECT
    subject = subject.format(**values)
    return {
        "subject": subject,
        "limited_subject": limited_subject.format(**values),
        "edition_subjects": tuple(
            (edition.slug, edition.subject.format(**values) if edition.subject else f"{subject} ({edition.name})")
            for edition in settings.editions
        ),
    }


def repeated_items(head: IssueHead, items: ItemNames, is_earlier: Callable[[Item], bool]) -> tuple[Item, ...]:
    """Return the items that an issue repeats. is_earlier: tells whether an item is in an earlier ready issue."""
    return _items_named(head.fields, "repeat", items, _Pool("an earlier issue", head.id, is_earlier))


class _Pool(NamedTuple):
    """The items that a key of issue.md may name."""

    words: str
    """Where they are, for messages: "this issue"."""
    issue: str
    """The id of the issue that names them."""
    holds: Callable[[Item], bool] = lambda item: True
    """Tell whether an item belongs to the pool."""


def _items_named(fields: Fields, key: str, items: ItemNames, pool: _Pool) -> tuple[Item, ...]:
    """Return the items that a key names by file name or title; note each name that no item has (STR07)."""
    named: dict[str, Item] = {}
    for written in fields.entries(key):
        item = items.find(written.text, pool.issue, pool.holds)
        if item:
            named[item.slug] = item
        elif not is_unread(written.text, fields.problems):
            message = f'There is no item "{written.text}" in {pool.words}.'
            names = [other.slug for other in items if pool.holds(other)]
            hint = did_you_mean(written.text, names, quoted=False) or NAME_A_FILE
            fields.note(written, Wrong("STR07", message, hint))
    return tuple(named.values())


def _sections(
    items: Sequence[Item], listed: Sequence[str], kinds: Sequence[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return headings with the slugs under them: first the listed headings, then the others in the order of kinds."""
    spelled = {slug(heading): heading for heading in listed}
    groups: dict[str, list[Item]] = {heading: [] for heading in listed}
    for item in sorted(items, key=_sort_key):
        heading = _heading(item, spelled)
        groups.setdefault(spelled.get(slug(heading), heading), []).append(item)
    ranks = {
        heading: min(kinds.index(item.kind) for item in groups[heading]) for heading in groups if heading not in listed
    }
    others = sorted(ranks, key=lambda heading: (ranks[heading], heading))
    order = (*listed, *others)
    return tuple((heading, tuple(item.slug for item in groups[heading])) for heading in order if groups[heading])


def _alerts(items: Collection[Item], start: Collection[Item], day: date, listed: Collection[str]) -> list[Item]:
    """Return the updates and notices to print before training: those on which readers must act by a coming day.

    start: the items that `start with` names, which come first anyway. listed: the headings in `sections`, whose items
    stay where the editor put them.
    """
    spelled = {slug(heading): heading for heading in listed}
    alerts = [
        item
        for item in items
        if item.kind in ALERTS
        and item not in start
        and item.act_by
        and item.act_by.state is not State.CANCELLED
        and item.act_by.start.date() >= day
        and slug(_heading(item, spelled)) not in spelled
    ]
    return sorted(alerts, key=_sort_key)


def _heading(item: Item, spelled: Mapping[str, str]) -> str:
    if item.section:
        return item.section
    audiences = (spelled.get(slug(f"For {audience}")) for audience in item.audience)
    return next((heading for heading in audiences if heading), SECTIONS[item.kind])


def _dates_before(sections: Sequence[tuple[str, Sequence[str]]], items: Mapping[str, Item]) -> str:
    """Return the heading of the first section with training, above which the list of all dates is printed."""
    return next((heading for heading, slugs in sections if any(items[name].kind in TRAINING for name in slugs)), "")


def _sort_key(item: Item) -> tuple[bool, int, datetime, str, str]:
    """Return the sort key of an item in its section: pin, order, first session, title, slug."""
    first = min((session.start for session in item.sessions), default=_LAST)
    return (not item.pinned, item.order or _UNORDERED, first, item.title.casefold(), item.slug)
