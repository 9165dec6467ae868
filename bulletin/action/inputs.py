"""The Action's inputs, read from INPUT_* variables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

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
    value: Callable[[str], str | bool | float] = str
    """Read the text of the input as the value of its field in `Inputs`."""


def _is_true(text: str) -> bool:
    return text == "true"


def _seconds(text: str) -> float:
    return read_duration(text) if text else 0


_YES_NO = ("true", "false")
INPUTS = (
    Input("command", "check", COMMANDS),
    Input("path", "content"),
    Input("bundle", ""),
    Input("issue", ""),
    Input("correction", ""),
    Input("resume", "", ("", "sent", "again")),
    Input("after", "", value=_seconds),
    Input("fail-on", "error", tuple(FAIL_ON)),
    Input("output", ""),
    Input("site-url", ""),
    Input("annotations", "true", _YES_NO, _is_true),
    Input("summary", "true", _YES_NO, _is_true),
    Input("artifact-name", "bulletin-preview"),
    Input("retention-days", "14"),
    Input("screenshot", "auto", ("auto", *_YES_NO)),
    Input("comment", "false", _YES_NO, _is_true),
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
    Input("release", "true", _YES_NO, _is_true),
    Input("dry-run", "false", _YES_NO, _is_true),
    Input("python", "python3"),
)
"""Every input of action.yml, in its order. Only action.yml reads `python` and `retention-days`."""

_REMINDER = re.compile(r"reminder-\d{4}-\d\d-\d\d")
_ISSUE = re.compile(r"(\d{4}-(0[1-9]|1[0-2])(-[a-z0-9]+)*(/correction-[1-9][0-9]*)?)?")
_ARTIFACT = re.compile(r'[^":<>|*?\r\n\\/]*')
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The inputs of one run; each field is named like its row of INPUTS, with "_" for "-"."""

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
    texts = {row.name: _text(row, environ) for row in INPUTS}
    _check_issue_inputs(texts)
    _check_artifact_name(texts["artifact-name"])
    values: dict[str, Any] = {row.name.replace("-", "_"): row.value(texts[row.name]) for row in INPUTS}
    return Inputs(**{field.name: values[field.name] for field in fields(Inputs)})


def _check_issue_inputs(texts: Mapping[str, str]) -> None:
    """Raise RequestError if `issue` or `correction` is not the name of an issue that the command can take.

    Only `mark-sent` takes corrections and reminders too, like "2022-02/correction-1" and "reminder-2022-02-01".
    """
    for name in ("issue", "correction"):
        marked = name == "issue" and texts["command"] == "mark-sent" and _REMINDER.fullmatch(texts[name])
        if not marked and not _ISSUE.fullmatch(texts[name]):
            sentence = f'Input "{name}" is "{_short(texts[name])}".'
            raise RequestError(f"{sentence} Write the name of an issue's folder, like 2022-02.")
    if "/" in texts["correction"] or ("/" in texts["issue"] and texts["command"] != "mark-sent"):
        raise RequestError('A correction is published with the input "correction" and its issue\'s id, like 2022-02.')


def _check_artifact_name(name: str) -> None:
    if not _ARTIFACT.fullmatch(name):
        sentence = 'Input "artifact-name" holds a character that artifacts may not have.'
        raise RequestError(f"{sentence} Use letters and hyphens.")


def _text(row: Input, environ: Mapping[str, str]) -> str:
    # The default of `token` is an expression, which GitHub fills in before this program starts.
    default = "" if row.name == "token" else row.default
    text = environ.get(variable(row.name), default)
    if row.choices and text not in row.choices:
        allowed = listed([choice or "nothing" for choice in row.choices], "or")
        raise RequestError(f'Input "{row.name}" is "{_short(text)}". Use {allowed}.')
    return text


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
