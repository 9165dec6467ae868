"""Render problems as SARIF 2.1.0 (OASIS, 2020), for code scanning and text editors."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from ..errors import Problem
from .details import NO_DETAILS, Details, in_order, plain_path, to_json

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(problems: Sequence[Problem], details: Details = NO_DETAILS) -> str:
    """Return one SARIF log with one run; columns count Unicode code points."""
    ordered = in_order(problems)
    ids = sorted({problem.rule for problem in ordered})
    run = {
        "tool": {"driver": {"name": "Bulletin", "rules": [_rule(rule, details) for rule in ids]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, ids) for problem in ordered],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return to_json(log)


def _rule(rule: str, details: Details) -> dict[str, object]:
    about = {"shortDescription": {"text": details.rules[rule]}} if rule in details.rules else {}
    return {"id": rule, **about}


def _result(problem: Problem, ids: list[str]) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": quote(plain_path(problem.path))},
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.rule,
        "ruleIndex": ids.index(problem.rule),
        "level": _LEVELS[problem.severity],
        "message": {"text": problem.sentence},
        "locations": [{"physicalLocation": place}],
    }
