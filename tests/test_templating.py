"""Templates that were compiled when the package was built do what their texts say."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from bulletin import load, render
from bulletin.building import Templates
from bulletin.content.templates import built_in, read_theme_files
from bulletin.errors import TemplateError
from bulletin.outputs import templates
from bulletin.outputs.templates import fill
from tests.folders import make_content
from tests.values import ROOT, make_bulletin


def texts() -> dict[str, str]:
    return dict(read_theme_files("health", None).texts)


def is_compiled(environment: Environment, name: str) -> bool:
    return templates.COMPILED in environment.get_template(name).root_render_func.__code__.co_filename


def test_every_template_of_the_package_was_compiled() -> None:
    environment = templates.environment(texts())
    names = list(texts())
    assert len(names) > 20
    assert [name for name in names if not is_compiled(environment, name)] == []


def test_a_text_that_is_not_the_one_that_was_compiled_is_used_itself() -> None:
    changed = templates.environment(texts() | {"web/404.html": "Lost."})
    assert changed.get_template("web/404.html").render() == "Lost."
    assert is_compiled(changed, "web/home.html")


def test_compiled_templates_make_the_same_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    content = make_content(tmp_path)
    compiled = list(render(load(content)))
    monkeypatch.setattr(templates, "_built_in", dict)
    # Another template: environments are remembered by the hash of all texts.
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "unused.txt").write_text("x")
    again = list(render(load(content)))
    assert not is_compiled(templates.environment(texts()), "web/home.html")
    assert again == compiled


def test_a_mistake_in_a_compiled_template_names_the_template_and_the_line() -> None:
    assert is_compiled(templates.environment(texts()), "web/404.html")
    line = next(number for number, text in enumerate(texts()["web/base.html"].splitlines(), 1) if "page.title" in text)
    with pytest.raises(TemplateError, match=rf"web/base\.html:{line}: 'page' is undefined"):
        fill(make_bulletin(), "web/base.html")


def test_two_bulletins_do_not_share_what_they_filled_in() -> None:
    ours, theirs = templates.environment(texts()), templates.environment(texts())
    theirs.filters["listed"] = lambda _values: "theirs"
    mine, other = (one.get_template("web/404.html") for one in (ours, theirs))
    assert mine.environment is ours
    assert other.environment is theirs
    assert mine.root_render_func.__globals__ is not other.root_render_func.__globals__


def test_building_the_package_compiles_its_templates(tmp_path: Path) -> None:
    for name in ("templates", "bulletin"):
        (tmp_path / name).mkdir()
    (tmp_path / "templates" / "web").mkdir()
    (tmp_path / "templates" / "web" / "404.html").write_text((built_in() / "web" / "404.html").read_text("utf-8"))
    (tmp_path / "bulletin" / templates.COMPILED).mkdir()
    (tmp_path / "bulletin" / templates.COMPILED / "tmpl_of_a_template_that_is_gone.py").write_text("")
    data: dict[str, list[str]] = {"artifacts": []}
    Templates(str(tmp_path), {}, None, None, "", "wheel").initialize("standard", data)  # type: ignore[arg-type]
    made = sorted(path.name for path in (tmp_path / "bulletin" / templates.COMPILED).iterdir())
    assert len(made) == 3
    assert made[:2] == ["__init__.py", "fingerprints.py"]
    assert data == {"artifacts": [f"bulletin/{templates.COMPILED}/*.py"]}
    installed = ROOT / "bulletin" / templates.COMPILED / made[2]
    assert (tmp_path / "bulletin" / templates.COMPILED / made[2]).read_text() == installed.read_text()
