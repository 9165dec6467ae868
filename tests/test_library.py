"""The public names are those that the documentation lists, and each is imported at its first use."""

from __future__ import annotations

import contextlib
import inspect
import io
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import bulletin
from bulletin import model
from bulletin.text import slugs
from tests.support.folders import make_content
from tests.support.values import ROOT

LIBRARY = (ROOT / "docs" / "library.md").read_text("utf-8")
CONTRACT = (
    "OUTPUTS", "Asset", "Attachment", "Bulletin", "BulletinError", "Change", "Circulation", "Contact", "ContentError",
    "File", "Image", "Issue", "Item", "LeakError", "Ledger", "Link", "Problem", "Revision", "Session", "Settings",
    "Snippet", "State", "Theme", "Told", "__version__", "check", "load", "record", "render", "seen_by", "write",
)  # fmt: skip


def test_every_public_name_exists_and_the_list_is_sorted() -> None:
    assert sorted(bulletin.__all__) == bulletin.__all__
    assert set(CONTRACT) <= set(bulletin.__all__)
    assert [name for name in bulletin.__all__ if not hasattr(bulletin, name)] == []
    assert dir(bulletin) == bulletin.__all__


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        bulletin.lode  # noqa: B018


def test_every_public_name_is_documented() -> None:
    missing = [name for name in bulletin.__all__ if not re.search(rf"\b{name}\b", LIBRARY) and name != "__version__"]
    assert missing == []


FUNCTIONS = [name for name in bulletin.__all__ if inspect.isfunction(getattr(bulletin, name))]


def _written(value: object) -> str:
    """Return a default as the documentation writes it."""
    return json.dumps(value) if isinstance(value, str) else "{}" if isinstance(value, Mapping) else repr(value)


@pytest.mark.parametrize("name", [*FUNCTIONS, "Output"])
def test_every_argument_with_its_default_is_documented(name: str) -> None:
    parameters = inspect.signature(getattr(bulletin, name)).parameters.values()
    parts: list[str] = []
    for parameter in parameters:
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        default = "" if parameter.default is parameter.empty else f"={_written(parameter.default)}"
        parts.append(parameter.name + default)
    assert f"`{name}({', '.join(parts)})`" in LIBRARY


def test_importing_bulletin_imports_none_of_its_rooms() -> None:
    code = (
        "import sys, bulletin; print([m for m in sys.modules if m.startswith('bulletin.') or m in ('click', 'lxml')])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_asking_for_the_version_loads_no_heavy_library() -> None:
    code = (
        "import sys\nsys.argv = ['bulletin', '--version']\nfrom bulletin.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = ('markdown_it', 'jinja2', 'premailer', 'icalendar', 'feedgen', 'lxml', 'PIL', 'requests')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.splitlines() == [f"bulletin, version {bulletin.__version__}", "[]"]


HEAVY = (
    "jinja2", "lxml", "premailer", "cssutils", "icalendar", "feedgen", "PIL", "pypdf", "holidays", "requests", "http.client",
    "email", "importlib.resources", "difflib", "tempfile", "zipfile",
)  # fmt: skip
CHECKED = {"difflib", "tempfile", "zipfile", "email"}
"""What the suggestions, platformdirs and the reader of attachments import at their top: a mail may be attached."""
BUILT = CHECKED | {
    "jinja2", "lxml", "premailer", "cssutils", "requests", "http.client", "importlib.resources", "feedgen",
}  # fmt: skip
"""Libraries that build an email, a page and a feed, and search them; premailer imports requests but never uses it."""


@pytest.mark.parametrize(("more", "needed"), [((), CHECKED), (("--built",), BUILT)])
def test_a_check_of_one_item_loads_only_what_it_needs(tmp_path: Path, more: tuple[str, ...], needed: set[str]) -> None:
    code = (
        f"import sys\nsys.argv = {['bulletin', 'check', str(make_content(tmp_path)), *more]}\nfrom bulletin.cli import main\n"
        f"try:\n    main()\nexcept SystemExit:\n    pass\nprint(*(name for name in {HEAVY} if name in sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    output, _, loaded = out.stdout.splitlines()
    assert output == "Nothing is wrong."
    assert set(loaded.split()) <= needed


EXAMPLES = re.findall(r"```python\n(.*?)```", LIBRARY, re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_every_example_of_the_documentation_runs(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").symlink_to(ROOT / "content")
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(EXAMPLES[number], f"docs/library.md example {number}", "exec"), {})
    if "site" in EXAMPLES[number] or "build" in EXAMPLES[number]:
        assert (tmp_path / "build" / "site" / "index.html").is_file()
    else:
        assert printed.getvalue()


def test_slugs_of_these_titles_do_not_change() -> None:
    table = {
        "Self Neglect (2)": "self-neglect-2",
        "Cohort 4": "cohort-4",
        "Élan & Café": "elan-and-cafe",
        "Let’s Talk": "lets-talk",
        "A/B test": "a-b-test",
        "日本": "",
        "Straße & Œuvre": "strasse-and-oeuvre",
        "x" * 79 + " yz": "x" * 79,
    }
    assert {text: slugs.slug(text) for text in table} == table


def test_uuids_of_these_names_do_not_change() -> None:
    assert str(slugs.bulletin_uid("nw-safeguarding")) == "0169f3b0-7ffa-5f68-b71c-a7a8adcf9158"
    assert str(slugs.item_uid("nw-safeguarding", "safer-recruitment")) == "ccd137e2-d5cf-5476-9878-2f7a906320f8"
    uid = slugs.session_uid("nw-safeguarding", "safer-recruitment", "cohort-4")
    assert str(uid) == "9a2afd6a-b224-5f27-bcac-e2b43e7f5119"


def test_folders_may_be_named_by_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_content(tmp_path)
    (tmp_path / "own").mkdir()
    monkeypatch.chdir(tmp_path)
    named = bulletin.load("content", "own")
    assert named == bulletin.load(Path("content"), Path("own"))
    assert bulletin.read("content", templates="own").bulletin == named
    assert bulletin.changed(bulletin.render(named), "build")
    assert bulletin.write(bulletin.render(named), "build").made


def test_values_are_frozen() -> None:
    link = model.Link(label="x", url="https://example.org/")
    with pytest.raises(AttributeError):
        link.label = "y"  # type: ignore[misc]
