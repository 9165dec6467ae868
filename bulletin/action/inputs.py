"""The Action's inputs, read from INPUT_* variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..errors import RequestError
from ..publish.moments import read_duration
from ..reports.details import FAIL_ON
from ..text.humanize import listed

COMMANDS = ("check", "build", "publish", "mark-sent", "item")


class Input(NamedTuple):
    """One input of action.yml."""

    name: str
    default: str
    choices: tuple[str, ...] = ()
    """The allowed values; () if any text is allowed."""


_YES_NO = ("true", "false")
INPUTS = (
    Input("command", "check", COMMANDS),
    Input("path", "content"),
    Input("bundle", ""),
    Input("issue", ""),
    Input("correction", ""),
    Input("resume", "", ("", "sent", "again")),
    Input("after", ""),
    Input("fail-on", "error", tuple(FAIL_ON)),
    Input("output", ""),
    Input("site-url", ""),
    Input("annotations", "true", _YES_NO),
    Input("summary", "true", _YES_NO),
    Input("artifact-name", "bulletin-preview"),
    Input("retention-days", "14"),
    Input("screenshot", "auto", ("auto", *_YES_NO)),
    Input("comment", "false", _YES_NO),
    Input("token", "${{ github.token }}"),
    Input("smtp-url", ""),
    Input("smtp-password", ""),
    Input("oauth-token-url", ""),
    Input("oauth-client", ""),
    Input("oauth-secret", ""),
    Input("oauth-refresh-token", ""),
    Input("to", ""),
    Input("to-limited", ""),
    Input("to-editions", ""),
    Input("release", "true", _YES_NO),
    Input("dry-run", "false", _YES_NO),
    Input("python", "python3"),
)
"""Every input of action.yml, in its order. Only action.yml reads `python` and `retention-days`."""

_REMINDER = re.compile(r"reminder-\d{4}-\d\d-\d\d")
_ISSUE = re.compile(r"(\d{4}-(0[1-9]|1[0-2])(-[a-z0-9]+)*(/correction-[1-9][0-9]*)?)?")
_ARTIFACT = re.compile(r'[^":<>|*?\r\n\\/]*')
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The inputs of one run."""

    command: str
    path: str
    bundle: str
    issue: str
    correction: str
    resume: str
    after: float
    """Seconds to wait before the first message is sent."""
    fail_on: str
    output: str
    site_url: str
    annotations: bool
    summary: bool
    artifact_name: str
    screenshot: str
    comment: bool
    release: bool
    dry_run: bool
    to: str = field(repr=False)
    to_limited: str = field(repr=False)
    to_editions: str = field(repr=False)
    smtp_url: str = field(repr=False)
    smtp_password: str = field(repr=False)
    oauth_token_url: str
    oauth_client: str
    oauth_secret: str = field(repr=False)
    oauth_refresh_token: str = field(repr=False)
    token: str = field(repr=False)


def variable(name: str) -> str:
    """Return the name of the environment variable in which action.yml passes an input."""
    return f"INPUT_{name.upper().replace('-', '_')}"


def read(environ: Mapping[str, str]) -> Inputs:
    """Read the inputs; an input that is not set has its default. Raises RequestError for the first wrong one."""
    values = {row.name: _value(row, environ) for row in INPUTS}
    _check_issue_inputs(values)
    _check_artifact_name(values["artifact-name"])
    return Inputs(
        command=values["command"],
        path=values["path"],
        bundle=values["bundle"],
        issue=values["issue"],
        correction=values["correction"],
        resume=values["resume"],
        after=read_duration(values["after"]) if values["after"] else 0,
        fail_on=values["fail-on"],
        output=values["output"],
        site_url=values["site-url"],
        annotations=values["annotations"] == "true",
        summary=values["summary"] == "true",
        artifact_name=values["artifact-name"],
        screenshot=values["screenshot"],
        comment=values["comment"] == "true",
        release=values["release"] == "true",
        dry_run=values["dry-run"] == "true",
        to=values["to"],
        to_limited=values["to-limited"],
        to_editions=values["to-editions"],
        smtp_url=values["smtp-url"],
        smtp_password=values["smtp-password"],
        oauth_token_url=values["oauth-token-url"],
        oauth_client=values["oauth-client"],
        oauth_secret=values["oauth-secret"],
        oauth_refresh_token=values["oauth-refresh-token"],
        token=values["token"],
    )


def _check_issue_inputs(values: Mapping[str, str]) -> None:
    """Raise RequestError if `issue` or `correction` is not the name of an issue that the command can take.

    Only `mark-sent` takes corrections and reminders too, like "2022-02/correction-1" and "reminder-2022-02-01".
    """
    for name in ("issue", "correction"):
        marked = name == "issue" and values["command"] == "mark-sent" and _REMINDER.fullmatch(values[name])
        if not marked and not _ISSUE.fullmatch(values[name]):
            sentence = f'Input "{name}" is "{_short(values[name])}".'
            raise RequestError(f"{sentence} Write the name of an issue's folder, like 2022-02.")
    if "/" in values["correction"] or ("/" in values["issue"] and values["command"] != "mark-sent"):
        raise RequestError('A correction is published with the input "correction" and its issue\'s id, like 2022-02.')


def _check_artifact_name(name: str) -> None:
    if not _ARTIFACT.fullmatch(name):
        sentence = 'Input "artifact-name" holds a character that artifacts may not have.'
        raise RequestError(f"{sentence} Use letters and hyphens.")


def _value(row: Input, environ: Mapping[str, str]) -> str:
    default = "" if row.name == "token" else row.default
    value = environ.get(variable(row.name), default)
    if row.choices and value not in row.choices:
        allowed = listed([choice or "nothing" for choice in row.choices], "or")
        raise RequestError(f'Input "{row.name}" is "{_short(value)}". Use {allowed}.')
    return value


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
