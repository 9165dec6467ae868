"""An output of an installed package has the same audience, leak search, manifest and folder rules as the others."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from bulletin import Circulation, LeakError, Output, OutputError, load, outputs, plugins, render, write
from tests.support.folders import TRAINING, make_content
from tests.support.values import ROOT

STAFF = """\
---
title: Supervision for the duty team
circulation: staff
booking: Ask your manager.
sessions:
  - 9 March 2022, 2pm to 3pm
---
Bring a case that you would like to talk about.
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the package was installed into."""
    place = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-index"]
    options = ["--no-deps", "--no-build-isolation", "--target", str(place)]
    subprocess.run([*pip, *options, str(ROOT / "tests" / "plugins" / "tally")], check=True)
    return place


def run(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {"PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "bulletin", *arguments]
    return subprocess.run(command, cwd=cwd, env=environ, capture_output=True, text=True, check=False, timeout=60)


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_output_of_a_package_is_built_listed_and_pruned_like_any_other(installed: Path, tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-02/safer-recruitment.md": TRAINING, "2022-02/supervision.md": STAFF})
    done = run(installed, "build", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert rows(tmp_path / "build" / "site" / "sessions.csv") == [
        ["start", "title", "place"],
        ["2022-03-08T09:30:00+00:00", "Safer recruitment training", "Microsoft Teams"],
    ]
    manifest = json.loads((tmp_path / "build" / "manifest.json").read_text("utf-8"))
    assert "tally" in manifest["outputs"]
    assert manifest["files"]["site/sessions.csv"]["output"] == "tally"
    assert "sessions.csv" in manifest["addresses"]
    only = run(installed, "build", "--only", "tally", cwd=tmp_path)
    assert (only.returncode, run(installed, "build", "--check", cwd=tmp_path).returncode) == (0, 0)
    assert "bulletin-tally" not in done.stdout
    subprocess.run([sys.executable, "-m", "bulletin", "build"], cwd=tmp_path, capture_output=True, check=True)
    assert (
        tmp_path / "build" / "site" / "sessions.csv"
    ).exists()  # A build without this output does not delete the file.


def test_a_build_without_the_package_does_not_delete_its_published_file(installed: Path, tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-02/safer-recruitment.md": TRAINING})
    assert run(installed, "publish", "--record", cwd=tmp_path).returncode == 0
    done = subprocess.run(
        [sys.executable, "-m", "bulletin", "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "sessions.csv" in done.stderr, "NAM03" in done.stderr) == (1, True, True)


CODE = (ROOT / "tests" / "plugins" / "tally" / "bulletin_tally" / "__init__.py").read_text("utf-8")
PATH = 'path="site/sessions.csv"'
BROKEN = [
    (
        "audience=Circulation.PUBLIC",
        "audience=Circulation.STAFF",
        "is for staff readers, and site/sessions.csv would be",
    ),
    ("circulation=OUTPUT.audience", "circulation=Circulation.STAFF", "as another output's, or for other readers."),
    ("output=OUTPUT.name", 'output="pages"', "as another output's, or for other readers."),
    (PATH, 'path="mail/2022-02/bulletin.eml"', "may not write mail/2022-02/bulletin.eml"),
    (PATH, 'path="../sessions.csv"', "may not write ../sessions.csv"),
    ("table = io", "table = 1 / 0 or io", "failed with ZeroDivisionError in "),
    ("yield File(", "yield dict(", "makes something that is no File."),
    ('"title", "place"', '"Supervision for the duty team", "place"', "supervision for the duty team"),
]


def output(code: str, name: str = "tally") -> Output:
    """Return the output of a package with other code."""
    names: dict[str, object] = {}
    exec(compile(code, "bulletin_tally.py", "exec"), names)
    plugin_output = names["OUTPUT"]
    assert isinstance(plugin_output, Output)
    return plugin_output._replace(name=name, package="bulletin-tally")


@pytest.mark.parametrize(("old", "new", "says"), BROKEN, ids=[row[1][:40] for row in BROKEN])
def test_forbidden_results_of_an_output_are_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, old: str, new: str, says: str
) -> None:
    bulletin = load(make_content(tmp_path, {"2022-02/supervision.md": STAFF}))
    assert old in CODE
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.BUILT_IN, output(CODE.replace(old, new))))
    with pytest.raises((OutputError, LeakError), match=re.escape(says)):
        write(render(bulletin), tmp_path / "build")
    assert not (tmp_path / "build").exists()


def test_a_file_of_another_output_is_never_taken_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bulletin = load(make_content(tmp_path))
    other = output(CODE.replace(PATH, 'path="site/index.html"'))
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.BUILT_IN, other))
    with pytest.raises(OutputError, match=r"may not write site/index\.html: only what is new"):
        list(render(bulletin))


def test_a_built_in_output_for_some_readers_alone_may_not_be_in_the_site(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bulletin = load(make_content(tmp_path))
    with_code = output(CODE)._replace(package="", audience=Circulation.STAFF)
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.BUILT_IN, with_code))
    with pytest.raises(OutputError, match="tally is for staff readers"):
        list(render(bulletin, ["tally"]))


WRONG_POINTS = [
    ("tally", CODE.replace('name="tally"', 'name="other"'), "is not an Output of the name tally for one audience."),
    (
        "tally",
        CODE.replace("OUTPUT = Output(", "OUTPUT = dict("),
        "is not an Output of the name tally for one audience.",
    ),
    ("tally", CODE.replace("import csv", "import no_such_module"), "cannot be imported (ModuleNotFoundError)."),
    ("pages", CODE.replace('"tally"', '"pages"'), "cannot have this name: it is taken, or no name of a folder."),
    (
        "Two Words",
        CODE.replace('"tally"', '"Two Words"'),
        "cannot have this name: it is taken, or no name of a folder.",
    ),
]


@pytest.mark.parametrize(("name", "code", "says"), WRONG_POINTS, ids=[row[2][:40] for row in WRONG_POINTS])
def test_an_entry_point_that_names_no_output_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, code: str, says: str
) -> None:
    module = f"other_{abs(hash((name, code)))}"
    (tmp_path / f"{module}.py").write_text(code, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    point = EntryPoint(name, f"{module}:OUTPUT", plugins.GROUP)
    monkeypatch.setattr(plugins, "entry_points", lambda group: [point])
    with pytest.raises(OutputError, match=re.escape(says)):
        plugins.installed_outputs(["pages"])


def test_a_mistake_in_a_package_is_reported_in_a_sentence(installed: Path, tmp_path: Path) -> None:
    make_content(tmp_path)
    code = installed / "bulletin_tally" / "__init__.py"
    code.write_text(CODE.replace("audience=Circulation.PUBLIC", "audience=Circulation.STAFF"), "utf-8")
    done = run(installed, "build", cwd=tmp_path)
    code.write_text(CODE, "utf-8")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert 'The output "tally" of the package bulletin-tally is for staff readers' in done.stderr
    assert not (tmp_path / "build").exists()


def test_the_folder_takes_a_path_that_is_a_text(tmp_path: Path) -> None:
    assert write([], str(tmp_path / "out")).made == ()
