"""Read the context of a step (repository, event, commit) from the runner's variables and the event's payload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import RequestError


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The context of one run on GitHub."""

    workspace: Path
    temp: Path
    repository: str
    """The repository's name as owner/name."""
    public: bool
    """Whether everybody can read the repository; True if the event does not say."""
    api_url: str
    run_url: str
    event: str
    number: int
    """The number of the pull request, 0 if there is none."""
    foreign: bool
    """Whether the token cannot write, because the pull request is from a fork or from Dependabot."""
    on_default_branch: bool
    branch: str
    sha: str
    attempt: int
    """The number of the run's attempt: 2 or more if somebody runs it again."""
    commit_time: str
    """The time of the head commit (ISO 8601), "" if the event does not say."""


def context(environ: Mapping[str, str], payload: Mapping[str, Any]) -> Context:
    """Read the context; raise RequestError outside GitHub Actions."""
    try:
        workspace, temp = Path(environ["GITHUB_WORKSPACE"]), Path(environ["RUNNER_TEMP"])
    except KeyError as missing:
        raise RequestError(f"This is a step of the GitHub Action, and {missing} is not set.") from None
    repository = mapping(payload.get("repository"))
    pull = mapping(payload.get("pull_request"))
    name = environ.get("GITHUB_REPOSITORY", "")
    server = environ.get("GITHUB_SERVER_URL", "https://github.com")
    default = str(repository.get("default_branch") or "main")
    return Context(
        workspace=workspace,
        temp=temp,
        repository=name,
        public=is_public(payload),
        api_url=environ.get("GITHUB_API_URL", "https://api.github.com"),
        run_url=f"{server}/{name}/actions/runs/{environ.get('GITHUB_RUN_ID', '')}",
        event=environ.get("GITHUB_EVENT_NAME", ""),
        number=int(pull.get("number") or 0),
        foreign=_is_foreign(pull, name) or environ.get("GITHUB_ACTOR") == "dependabot[bot]",
        on_default_branch=environ.get("GITHUB_REF") == f"refs/heads/{default}",
        branch=default,
        sha=environ.get("GITHUB_SHA", ""),
        attempt=int(environ.get("GITHUB_RUN_ATTEMPT") or 1),
        commit_time=str(mapping(payload.get("head_commit")).get("timestamp") or ""),
    )


def is_public(payload: Mapping[str, Any]) -> bool:
    """Return whether everybody can read the repository; True if the event does not say."""
    return mapping(payload.get("repository")).get("private") is not True


def _is_foreign(pull: Mapping[str, Any], name: str) -> bool:
    head = mapping(mapping(pull.get("head")).get("repo"))
    return bool(pull) and str(head.get("full_name") or "") != name


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a value of GitHub's API if it is an object, else an empty one: many keys may be missing or null."""
    return value if isinstance(value, dict) else {}
