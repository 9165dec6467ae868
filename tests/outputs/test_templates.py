"""Templates that were compiled when the package was built give the same files as their texts."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from jinja2 import Environment

import hatch_build
from bulletin import load, render
from bulletin.content.package_templates import built_in, package_texts, texts_hash
from bulletin.content.templates import read_theme_files
from bulletin.errors import TemplateError
from bulletin.model import Bulletin
from bulletin.outputs.templates import Templates, bulletin_environment, fill
from bulletin.text.jinja import COMPILED
from tests.support.folders import make_content
from tests.support.values import ROOT, make_bulletin

PACKAGE = f"bulletin.{COMPILED}"


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Compile the package's templates into a folder, and use it as the installed one."""
    folder = tmp_path / "installed" / COMPILED
    folder.parent.mkdir()
    install(package_texts(built_in()), folder, monkeypatch)
    return folder


@pytest.fixture
def not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, PACKAGE, None)
    bulletin_environment.cache_clear()


def install(texts: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hatch_build.write_compiled(texts, folder)
    spec = spec_from_file_location(PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)])
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setitem(sys.modules, PACKAGE, module)
    bulletin_environment.cache_clear()


def look(team_templates: Path | None = None, theme: str = "health") -> Bulletin:
    """Return a bulletin with the package's templates and those of a team."""
    files = read_theme_files(theme, team_templates)
    return replace(
        make_bulletin(),
        templates=files.texts,
        templates_hash=files.hash,
        own_templates=files.own,
        package_templates_hash=files.package_hash,
    )


def environment(bulletin: Bulletin) -> Environment:
    return bulletin_environment(
        Templates(bulletin.templates_hash, bulletin.package_templates_hash, bulletin.templates, bulletin.own_templates)
    )


def not_from(folder: Path, bulletin: Bulletin) -> list[str]:
    """Return the names of the templates that are not loaded from the compiled ones in a folder."""
    env = environment(bulletin)
    files = {name: env.get_template(name).root_render_func.__code__.co_filename for name in bulletin.templates}
    return [name for name, file in files.items() if not file.startswith(str(folder))]


def own_templates(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / "own" / name.replace("__", "/").replace("_html", ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "own"


def test_every_template_of_the_package_is_used_compiled(compiled: Path) -> None:
    assert len(look().templates) > 20
    assert look().own_templates == {}
    assert not_from(compiled, look()) == []


def test_a_team_s_own_template_is_used_from_its_text_and_the_others_compiled(compiled: Path, tmp_path: Path) -> None:
    bulletin = look(own_templates(tmp_path, web__404_html="Lost.", web__new_html="New."))
    assert bulletin.own_templates == {"web/404.html": "web/404.html", "web/new.html": "web/new.html"}
    assert not_from(compiled, bulletin) == ["web/404.html", "web/new.html"]
    assert fill(bulletin, "web/404.html") == "Lost."


def test_a_copy_of_a_template_is_not_a_team_s_own(tmp_path: Path) -> None:
    text = look().templates["web/404.html"]
    assert look(own_templates(tmp_path, web__404_html=text)).own_templates == {}


def test_a_theme_s_templates_are_used_from_their_texts(compiled: Path) -> None:
    assert look(theme="regatta").own_templates == {
        "email/masthead.html": "themes/regatta/email/masthead.html",
        "email/own.css": "themes/regatta/email/own.css",
    }
    assert not_from(compiled, look(theme="regatta")) == ["email/masthead.html", "email/own.css"]


def test_templates_compiled_from_other_texts_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / COMPILED
    install(package_texts(built_in()) | {"web/404.html": "Older."}, folder, monkeypatch)
    assert not_from(folder, look()) == list(look().templates)


def test_compiled_templates_make_the_same_files(
    monkeypatch: pytest.MonkeyPatch, compiled: Path, tmp_path: Path
) -> None:
    bulletin = load(make_content(tmp_path))
    assert not_from(compiled, bulletin) == []
    files = list(render(bulletin))
    monkeypatch.setitem(sys.modules, PACKAGE, None)
    bulletin_environment.cache_clear()
    assert not_from(compiled, bulletin) == list(bulletin.templates)
    assert list(render(bulletin)) == files


@pytest.mark.parametrize("installed", ["compiled", "not_compiled"])
def test_a_mistake_names_the_template_and_the_line(
    installed: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    request.getfixturevalue(installed)
    lines = look().templates["web/base.html"].splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "direction" in text)
    with pytest.raises(TemplateError, match=rf"^templates/web/base\.html:{line}: 'direction' is undefined \[TPL01\]$"):
        fill(look(), "web/base.html")
    bulletin = look(
        own_templates(tmp_path, web__404_html="\n{{ lost }}", web__a_html="{% if", web__b_html="\n\n{% include 'c' %}")
    )
    with pytest.raises(TemplateError, match=r"^templates/web/404\.html:2: 'lost' is undefined \[TPL01\]$"):
        fill(bulletin, "web/404.html")
    with pytest.raises(TemplateError, match=r"^templates/web/a\.html:1: .* \[TPL01\]$"):
        fill(bulletin, "web/a.html")
    with pytest.raises(TemplateError, match=r"^templates/c:1: There is no such template\. \[TPL01\]$"):
        fill(bulletin, "web/b.html")


def test_two_bulletins_do_not_share_filled_in_values(compiled: Path, tmp_path: Path) -> None:
    first, second = environment(look()), environment(look(own_templates(tmp_path, web__404_html="Lost.")))
    second.filters["listed"] = lambda _values: "theirs"
    first_template, second_template = (env.get_template("web/home.html") for env in (first, second))
    assert first_template.environment is first
    assert second_template.environment is second
    assert first_template.root_render_func.__globals__ is not second_template.root_render_func.__globals__


def test_building_the_package_compiles_its_templates_and_removes_those_that_are_gone(tmp_path: Path) -> None:
    (tmp_path / "templates" / "web").mkdir(parents=True)
    (tmp_path / "templates" / "web" / "404.html").write_text(look().templates["web/404.html"], "utf-8")
    folder = tmp_path / "bulletin" / COMPILED
    folder.mkdir(parents=True)
    (folder / "tmpl_of_a_template_that_is_gone.py").write_text("")
    data: dict[str, list[str]] = {"artifacts": []}
    hook = hatch_build.CompiledTemplates(str(tmp_path), {}, None, None, "", "wheel")  # type: ignore[arg-type]
    hook.initialize("standard", data)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 2
    assert (names[0], names[1][:5]) == ("__init__.py", "tmpl_")
    assert data == {"artifacts": [f"bulletin/{COMPILED}/*.py"]}


def test_the_hash_changes_with_every_text() -> None:
    texts = {"a.html": "a", "b.html": "b"}
    hashes = {
        texts_hash(version) for version in (texts, texts | {"a.html": "b"}, texts | {"c.html": ""}, {"a.html": "a"})
    }
    assert len(hashes) == 4
    assert texts_hash(dict(reversed(texts.items()))) == texts_hash(texts)


IMPORTED = """
import sys
import hatchling.builders.hooks.plugin.interface, jinja2.sandbox
before = set(sys.modules)
import hatch_build
print(*sorted({name.partition(".")[0] for name in sys.modules.keys() - before} - sys.stdlib_module_names))
"""


def test_building_the_package_needs_nothing_but_hatchling_and_jinja2() -> None:
    """Build in an environment that has only hatchling, jinja2 and their dependencies."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{IMPORTED}"]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert names == ["bulletin", "hatch_build"]
