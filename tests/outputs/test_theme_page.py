"""The page with every element of a theme, the command that writes it, and the width of a logo."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner
from PIL import Image

from bulletin import load, render
from bulletin.cli import commands
from bulletin.outputs.theme_page import theme_page
from tests.support.folders import SETTINGS, make_content
from tests.support.values import ROOT

SHEET = (ROOT / "templates" / "web" / "site.css").read_text("utf-8")


@pytest.mark.parametrize("look", ["health", "regatta"])
def test_the_page_has_every_class_that_the_pages_use_and_loads_nothing(tmp_path: Path, look: str) -> None:
    data = theme_page(load(make_content(tmp_path, {"bulletin.yml": f"{SETTINGS}theme: {look}\n"})))
    page = lxml.html.document_fromstring(data.decode())
    classes = {name for value in page.xpath("//body//@class") for name in value.split()}
    assert {"button", "state", "stopped", "notice", "cards", "panel", "facts", "sessions", "masthead"} <= classes
    assert not [link for _, _, link, _ in page.iterlinks() if not link.startswith(("#", "mailto:")) and link]
    assert len(page.xpath("//h1")) == 1


def test_the_style_sheet_has_no_fixed_colours_but_for_print_and_for_stopped_sessions() -> None:
    on_screen = SHEET[: SHEET.index("@media print")]
    coloured_lines = {line.strip() for line in on_screen.splitlines() if re.search("#[0-9a-f]{6}", line)}
    assert {line.split(":")[0] for line in coloured_lines if not line.startswith("--stopped")} <= {
        ".masthead .logo { grid-row"
    }


def test_the_command_prints_contrasts_and_writes_the_page(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    result = CliRunner().invoke(commands, ["theme", str(content)])
    assert (result.exit_code, "text #212b32 on paper #ffffff" in result.output) == (0, True)
    written = CliRunner().invoke(commands, ["theme", str(content), "--preview", "--out", str(tmp_path / "build")])
    assert written.output == f"Open {tmp_path / 'build' / 'theme.html'}\n"
    assert (tmp_path / "build" / "theme.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_logo_is_as_wide_as_the_settings_say(tmp_path: Path) -> None:
    settings = f"{SETTINGS}logo: logo.png\nlogo alt: The team\nlogo width: small\n"
    content = make_content(tmp_path, {"bulletin.yml": settings})
    (content / "files").mkdir()
    Image.new("RGB", (600, 200), "navy").save(content / "files" / "logo.png")
    files = {file.path: file.data for file in render(load(content), ["email", "pages"])}
    mail, page = (files[path].decode() for path in ("mail/2022-02/bulletin.html", "site/index.html"))  # type: ignore[union-attr]
    assert 'width="144"' in mail
    assert 'width="144" height="48" style="max-width:144px;max-height:none"' in page
