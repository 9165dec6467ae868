"""`bulletin serve` prints its address, opens a browser only on request, and reports what it cannot do."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bulletin.cli import commands, serve
from bulletin.cli.serve import ServeOptions, Terminal, has_editor, run
from tests.support.folders import make_content


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Raise KeyboardInterrupt at the first look for changes, as Ctrl-C would."""

    def watch(folder: Path, look: Callable[[], None], pause: Callable[[], object]) -> None:
        look()

    monkeypatch.setattr(serve, "watch", watch)


def served(folder: Path, *options: str) -> list[str]:
    done = CliRunner().invoke(commands, ["serve", *options, str(folder)])
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


@pytest.mark.usefixtures("stopped")
def test_serve_prints_an_address_that_differs_each_time(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    first, second = served(content, "--port", "0"), served(content, "--port", "0")
    assert first[0].startswith("Open http://127.0.0.1:")
    secrets = [lines[0].rstrip("/").rpartition("/")[2] for lines in (first, second)]
    assert (len(secrets[0]), secrets[0] != secrets[1], first[-1]) == (22, True, "Stopped.")


@pytest.mark.usefixtures("stopped")
def test_a_port_in_use_is_reported(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert f"Port {port} is taken, so it is " in served(content, "--port", str(port))[1]


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize(("library", "sentence"), [(True, False), (False, True)])
def test_a_missing_faster_watcher_is_recommended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: bool, sentence: bool
) -> None:
    monkeypatch.setattr(serve, "has_library", lambda: library)
    assert ("pip install 'bulletin[serve]'" in served(make_content(tmp_path), "--port", "0")[1]) is sentence


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize("opens", [True, False])
def test_the_browser_is_opened_only_on_request(tmp_path: Path, opens: bool) -> None:
    lines: list[str] = []
    opened: list[str] = []
    run(ServeOptions(make_content(tmp_path), 0, "2022-02", opens), Terminal(lines.append, opened.append))
    assert opened == ([lines[0].removeprefix("Open ")] if opens else [])


def test_a_missing_issue_is_reported_and_nothing_is_served(tmp_path: Path) -> None:
    done = CliRunner().invoke(commands, ["serve", "--issue", "2022-20", str(make_content(tmp_path))])
    assert (done.exit_code, done.output) == (2, 'There is no issue "2022-20". Did you mean "2022-02"?\n')


def test_links_open_in_vs_code_where_its_terminal_runs() -> None:
    assert (has_editor({"TERM_PROGRAM": "vscode"}), has_editor({"TERM_PROGRAM": "xterm"}), has_editor({})) == (
        True, False, False,
    )  # fmt: skip
