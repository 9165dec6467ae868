"""Read the settings of a bulletin from bulletin.yml."""

from __future__ import annotations

import re
from datetime import date, time
from typing import NamedTuple

from .. import addresses
from ..model import Circulation, Settings
from ..model.rows import KINDS
from ..text import zones
from ..text.humanize import excerpt
from ..text.slugs import slug
from .dates import read_date
from .editions import EditionTerms, read_editions
from .fields import Fields
from .frontmatter import Wrong
from .holidays import REGIONS
from .session_hours import zone_named
from .session_places import judge_key_place
from .times import EARLIEST, LATEST, HourLimits, read_range
from .values import (
    check_url,
    read_choice,
    read_duration,
    read_email,
    read_joining,
    read_language,
    read_length,
    read_number,
    read_slug_value,
)

SUBJECT = "{name}: {covers}"
SUBJECT_WITHOUT_COVERS = "{name}: {date}"
LIMITED_SUBJECT = "[Limited] {items}"
SUBJECT_NAMES = ("name", "team", "region", "title", "date", "covers", "issue", "number")
DEFAULT_TIME_ZONE = "Europe/London"
SMALLEST_BUDGET, LARGEST_BUDGET, BUDGET = 20_000, 102_400, 73_000

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_DOUBLED = re.compile(r"\{\{ *([a-z]+) *\}\}")
_NAME = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+"
_HOST = re.compile(_NAME)
_REPOSITORY = re.compile(
    r"([A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/(?!\.{1,2}(?:@|$))[A-Za-z0-9._-]{1,100})(?:@(?!.*\.\.)([A-Za-z0-9][A-Za-z0-9._/-]{0,99}))?"
)
_BRANCH = "main"
_BASE_URL = re.compile(rf"https://{_NAME}(:[0-9]{{1,5}})?(/[A-Za-z0-9._~-]+)*/?")
LEVELS = ("off", "info", "warning", "error")
"""The levels that `checks:` may give to a rule."""
_FIXED_RULES = ("RST", "PRIV", "CIRCULATION")


class SettingsFile(NamedTuple):
    """The values of bulletin.yml: the settings, and what is needed to read the other files."""

    settings: Settings
    subject: str
    """The pattern of the email's subject, "" for the usual one."""
    limited_subject: str
    theme: str
    logo: str
    logo_alt: str
    logo_width: str
    """A name in PICTURE_WIDTHS, "" if it is not set."""
    fields: Fields
    """The entries, for problems that are only found after other files are read."""


def read_settings(fields: Fields, base_url: str) -> SettingsFile:
    """Read the settings, and note every problem. base_url: replaces the one in the file; "" for that one."""
    name = fields.required("name")
    site = base_url or fields.read("base url", read_base_url, "")
    if not base_url and not fields.has("base url"):
        message = "There is no base url, so the email has no links to web pages."
        fields.refuse("base url", Wrong("SET01", message, 'Add "base url: https://…" before you publish.'), "warning")
    time_zone = _time_zone(fields)
    email = fields.read("email", read_email, "") if fields.has("email") else fields.required("email")
    team = fields.text("team", name)
    month_first = fields.choice("dates", "day first") == "month first"
    repository, branch = fields.read("repository", _read_repository, ("", _BRANCH))
    public_repository = fields.says_yes("public repository")
    settings = Settings(
        id=fields.read("id", read_slug_value, slug(name)),
        name=name,
        team=team,
        email=email,
        default_circulation=_default_circulation(fields),
        base_url=site or addresses.STAND_IN,
        hosted=bool(site),
        region=fields.text("region"),
        address=fields.text("address"),
        language=fields.read("language", read_language, "en-GB"),
        time_zone=time_zone,
        zone_rule=zones.posix_rule(time_zone),
        why=fields.text("why you get this", f"You get this because you are on the {team} list."),
        place=fields.read("place", judge_key_place, ""),
        online=fields.text("online"),
        also=fields.read_entries("also show", lambda text: zone_named(text, 0)),
        month_first=month_first,
        usual_hours=fields.read("usual hours", _read_usual_hours, (EARLIEST, LATEST)),
        lasts=fields.read("lasts", read_length, None),
        bookings_stand=fields.text("bookings stand"),
        kinds=_read_kinds(fields),
        editions=read_editions(fields, EditionTerms(fields.texts("topics"), read_subject)),
        joining=fields.read("joining details", _read_joining_text, ""),
        reminders=fields.read_entries("remind", read_duration),
        reminder=fields.choice("reminder", ""),
        bank_holidays=_bank_holidays(fields, time_zone),
        extra_bank_holidays=fields.read_entries(
            "extra bank holidays", lambda text: read_full_date(text, month_first=month_first)
        ),
        send_from=fields.read("send from", read_email, email),
        list_id=fields.read("list id", _read_list_id, ""),
        unsubscribe=fields.read_entries("unsubscribe", _read_unsubscribe),
        one_click=_read_one_click(fields),
        email_budget=fields.read("email budget", _read_budget, BUDGET),
        topics=fields.texts("topics"),
        acronyms=_read_acronyms(fields),
        sample=fields.says_yes("sample"),
        repository=repository,
        branch=branch,
        public_repository=public_repository,
        form=_has_form(fields, repository, public_repository=public_repository),
        checks=_read_checks(fields),
        at=fields.at,
    )
    return SettingsFile(
        settings=settings,
        subject=fields.read("subject", read_subject, ""),
        limited_subject=fields.read("limited subject", read_limited_subject, ""),
        theme=fields.text("theme", "health"),
        logo=fields.text("logo"),
        logo_alt=fields.text("logo alt"),
        logo_width=fields.choice("logo width", ""),
        fields=fields,
    )


def _read_kinds(fields: Fields) -> tuple[str, ...]:
    """Return the kinds of item in order: the listed kinds, then the others in their usual order."""
    listed = fields.read_entries("kinds", lambda text: read_choice(text, "kinds", KINDS))
    return (*listed, *(kind for kind in KINDS if kind not in listed))


def _read_repository(text: str) -> tuple[str, str]:
    """Read a repository, "owner/name" or "owner/name@branch", as its name and branch; raises Wrong (SET02)."""
    match = _REPOSITORY.fullmatch(text)
    if match is None:
        raise Wrong("SET02", f'"{excerpt(text)}" is not a repository.', "Write it like our-team/our-bulletin.")
    return match[1], match[2] or _BRANCH


def _has_form(fields: Fields, repository: str, *, public_repository: bool) -> bool:
    """Read whether pages have a form for new items: by default those of public repositories do."""
    asked = fields.says_yes("form", default=public_repository)
    if asked and fields.has("form") and not fields.has("repository"):
        message = "The form needs to know the repository that it opens."
        fields.refuse("form", Wrong("SET02", message, 'Add "repository: owner/name".'))
    return asked and bool(repository)


def _read_joining_text(text: str) -> str:
    """Check when joining details come, and return it as written, since each item reads it anew; raises Wrong."""
    read_joining(text)
    return text


def _read_usual_hours(text: str) -> tuple[time, time]:
    start, end = read_range(text, HourLimits(unusual=True))
    if end <= start:
        raise Wrong("SET02", f'"{excerpt(text)}" is not a part of one day.', 'Write it like "7am to 10pm".')
    return start, end


def read_full_date(text: str, *, month_first: bool = False) -> date:
    """Read a date whose year is written in full."""
    return read_date(text, None, month_first=month_first).day


def read_time_zone(text: str) -> str:
    """Read the IANA name of a time zone; raises Wrong (SET02)."""
    try:
        zones.zone(text)
    except LookupError:
        message = f'I do not know the time zone "{excerpt(text)}".'
        raise Wrong("SET02", message, f"Write it like {DEFAULT_TIME_ZONE}.") from None
    return text


def read_base_url(text: str) -> str:
    """Read an https address, and return it with one "/" at its end; raises Wrong (SET02)."""
    if not _BASE_URL.fullmatch(text):
        raise Wrong(
            "SET02", f'"{text}" is not an address for a web site.', "Write it like https://example.org/bulletin/."
        )
    return text.rstrip("/") + "/"


def read_subject(text: str) -> str:
    """Read the pattern of a subject; raises Wrong (SET02) for a name that does not exist."""
    return _check_pattern(text, SUBJECT_NAMES)


def read_limited_subject(text: str) -> str:
    """Read the pattern of a limited subject, which may have `{items}`, too; raises Wrong (SET02)."""
    return _check_pattern(text, (*SUBJECT_NAMES, "items"))


def _check_pattern(text: str, names: tuple[str, ...]) -> str:
    for match in _BRACES.finditer(text):
        doubled = _DOUBLED.match(text, match.start())
        if doubled and doubled[1] in names:
            hint = f'Write "{{{doubled[1]}}}".'
            raise Wrong("SET02", f'I do not know "{doubled[0]}".', hint, match.start())
        if match[1] not in names:
            hint = "Use {name}, {team}, {region}, {title}, {date}, {covers}, {issue} or {number}."
            raise Wrong("SET02", f'I do not know "{match[0]}".', hint, match.start())
    return text


def _default_circulation(fields: Fields) -> Circulation:
    written = fields.text("default circulation")
    if written.casefold() in (Circulation.PUBLIC, Circulation.STAFF):
        return Circulation(written.casefold())
    if not fields.knows("default circulation") or written:
        message = "bulletin.yml must say who sees an item that does not say so."
        wrong = Wrong("RST04", message, 'Write "default circulation: staff" or "public".')
        fields.refuse("default circulation", wrong)
    return Circulation.STAFF


def _time_zone(fields: Fields) -> str:
    return fields.read("time zone", read_time_zone, DEFAULT_TIME_ZONE)


def _bank_holidays(fields: Fields, time_zone: str) -> str:
    default = REGIONS[0] if time_zone == DEFAULT_TIME_ZONE else "none"
    return fields.read("bank holidays", lambda text: read_choice(text, "bank holidays", (*REGIONS, "none")), default)


def _read_list_id(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise Wrong("SET02", f'"{text}" is not the name of a list.', "Write it like nw.lists.example.org.")
    return text


def _read_unsubscribe(text: str) -> str:
    if not text.startswith(("https://", "mailto:")):
        raise Wrong("SET02", f'"{text}" is not an address to unsubscribe.', "Use https or mailto.")
    return check_url(text)


def _read_one_click(fields: Fields) -> bool:
    one_click = fields.says_yes("one click unsubscribe")
    if one_click and not any(address.startswith("https:") for address in fields.texts("unsubscribe")):
        wrong = Wrong("SET02", "One-click needs an https address in `unsubscribe`.")
        fields.refuse("one click unsubscribe", wrong)
    if one_click and fields.texts("list id"):
        fields.refuse("one click unsubscribe", Wrong("SET02", _SAME_FOR_ALL, "Delete the line, or `list id`."))
    return one_click


_SAME_FOR_ALL = (
    "A list sends everybody the same message, so one click cannot say who leaves. "
    "A list manager or service that has one-click sets it by itself."
)


def _read_budget(text: str) -> int:
    return read_number(text, SMALLEST_BUDGET, LARGEST_BUDGET)


def _read_acronyms(fields: Fields) -> tuple[tuple[str, str], ...]:
    return tuple((name.text, meaning.text) for name, meaning in fields.sub_lines("acronyms") if meaning.text)


def _read_checks(fields: Fields) -> tuple[tuple[str, str], ...]:
    levels = []
    for name, written in fields.sub_lines("checks"):
        level = fields.parse(written, lambda text: read_choice(text, "checks", LEVELS), "")
        if name.text.upper().startswith(_FIXED_RULES):
            fields.note(name, Wrong("SET02", "RST and PRIV rules cannot be turned down."))
        elif level:
            levels.append((name.text.upper(), level))
    return tuple(levels)
