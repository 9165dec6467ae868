"""The one table of rules, from which checking, settings and documentation are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from . import calendars, circulation, contacts, dates, email, links, privacy, reading, structure, text
from .page import Page
from .reading import SETTINGS
from .rule import GROUPS, Example, Found, Rule

LEVELS = ("off", "info", "warning", "error")


def _unknown(page: Page) -> Iterator[Found]:
    """A rule or group in `checks:` or `ignore:` that does not exist."""
    for value in page.source.values:
        name = value.text.split()[0].upper() if value.text.split() else ""
        if value.key == "ignore" and page.source.kind == "item" and value.start in page.line_starts_of("ignore"):
            if name not in BY_ID:
                yield Found(value.start, f'There is no rule "{name[:20]}".')
        elif value.key == "checks" and page.source.kind == "settings" and not _is_known(value.text):
            yield Found(value.start, f'There is no rule or group "{value.text[:40]}".')


def _is_known(text: str) -> bool:
    """Whether a name or value under `checks:` is a level, a rule, a group, or the letters of one."""
    return text.casefold() in (*LEVELS, *GROUPS.values()) or text.upper() in (*BY_ID, *GROUPS)


RULES: tuple[Rule, ...] = (
    *privacy.RULES,
    *circulation.RULES,
    *dates.RULES,
    *links.RULES,
    *contacts.RULES,
    *text.RULES,
    *structure.RULES,
    *email.RULES,
    *calendars.RULES,
    *reading.RULES,
    Rule(
        id="SET04",
        severity="warning",
        says="A rule is named that does not exist.",
        hint="Write it as it is said in brackets at the end of a problem.",
        wrong=Example(SETTINGS + "checks:\n  ‸TXT99: off\n", "bulletin.yml"),
        right=Example(SETTINGS + "checks:\n  TXT10: off\n  dates: warning\n", "bulletin.yml"),
        find=_unknown,
        on=("settings", "item"),
        triggers=("checks", "ignore"),
    ),
)

BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
