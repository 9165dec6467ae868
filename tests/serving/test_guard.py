"""Only requests from the desk's own pages are answered: hosts, origins, Fetch Metadata, secrets and paths."""

from __future__ import annotations

import pytest

from bulletin.serving.guard import Head, judge
from bulletin.serving.messages import WebAnswer, WebRequest

SECRET = "k3J"
OWN = {"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000"}


def judged(target: str = f"/{SECRET}/view", method: str = "GET", **headers: str) -> int | str:
    """Return the path of a request that may be answered, else the status of its refusal."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    result = judge(Head(method, target, named), SECRET)
    return result.status if isinstance(result, WebAnswer) else result.path


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "localhost", "127.0.0.1"])
def test_this_machines_own_names_are_answered(host: str) -> None:
    assert judged(host=host) == "view"


@pytest.mark.parametrize(
    "host",
    ["rebind.example:8000", "127.0.0.1.example:8000", "localhost.example", "", "0.0.0.0:8000", "[::1]:8000", "2130706433:8000",
     "LOCALHOST.example:80", "127.0.0.1:8000.example", "example@127.0.0.1:8000", "127.1:8000"],
)  # fmt: skip
def test_a_name_that_an_attacker_points_at_this_machine_is_refused(host: str) -> None:
    assert judged(host=host) == 421
    assert judged(host=host, method="POST", origin=f"http://{host}") == 421


@pytest.mark.parametrize(
    "origin",
    ["https://example.org", "null", "http://localhost:8000", "http://127.0.0.1:8001", "https://127.0.0.1:8000", "http://127.0.0.1:8000.example", ""],
)  # fmt: skip
def test_a_request_that_changes_something_must_come_from_the_desks_origin(origin: str) -> None:
    assert judged(method="POST", host="127.0.0.1:8000", origin=origin) == 403


def test_a_post_that_names_no_origin_is_refused() -> None:
    assert judged(method="POST", host="127.0.0.1:8000") == 403
    assert judged(method="POST", **OWN) == "view"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "post"])
def test_only_reading_may_leave_its_origin_out(method: str) -> None:
    assert judged(method=method, host="127.0.0.1:8000") == 403


@pytest.mark.parametrize(("site", "result"), [("cross-site", 403), ("same-site", "view"), ("same-origin", "view"), ("none", "view")])  # fmt: skip
def test_another_sites_page_may_not_even_read(site: str, result: int | str) -> None:
    assert judged(host="127.0.0.1:8000", sec_fetch_site=site) == result


@pytest.mark.parametrize("target", ["/", "/view", "/K3J/view", "/k3/view", "//view", "/k3Jx/view", "http://127.0.0.1/", "*", "/k%33J/view", "/é/view"])  # fmt: skip
def test_a_request_without_the_secret_is_not_found(target: str) -> None:
    assert judged(target, **OWN) == 404


@pytest.mark.parametrize(
    "path",
    ["../x", "site/../../x", "site/%2e%2e/x", "site/%2E%2E/%2E%2E/etc/passwd", "site\\..\\x", "site/..", "%2e%2e%2fx", "site/\0x", "site/%00", "site/%0d%0aX: y", "site/..%5cx"],
)  # fmt: skip
def test_a_path_with_dots_or_control_characters_is_refused(path: str) -> None:
    assert judged(f"/{SECRET}/{path}", **OWN) == 404


def test_an_allowed_request_is_parsed() -> None:
    target = f"/{SECRET}/site/items/self%20neglect/?after=3&issue=2022-02"
    request = judge(Head("HEAD", target, {"host": "localhost:8000"}), SECRET)
    assert request == WebRequest("GET", "site/items/self neglect/", {"after": "3", "issue": "2022-02"})
