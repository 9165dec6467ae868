"""The values of a theme are checked by name, and its style sheets for rules that emails would not apply as written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin import ContentError, load
from bulletin.content.frontmatter import Wrong
from bulletin.content.stylesheets import judge_base, judge_narrow
from bulletin.content.templates import read_theme_files
from bulletin.content.themes import PAIRS, WEB_COLOURS, judge_theme, read_theme
from bulletin.outputs.web_colours import web_colours
from bulletin.text.colours import contrast_ratio
from tests.support.folders import SETTINGS, make_content
from tests.support.values import ROOT, TEMPLATES, THEME

THEMES = ROOT / "templates" / "themes"
HEALTH = (THEMES / "health" / "theme.yml").read_text("utf-8")


def sentences(text: str) -> list[str]:
    return [str(problem) for problem in judge_theme(read_theme(text), "theme.yml")]


@pytest.mark.guarantee("EMAIL-57")
@pytest.mark.parametrize("name", ["health", "regatta"])
def test_the_built_in_themes_have_every_value_and_enough_contrast(name: str) -> None:
    assert sentences((THEMES / name / "theme.yml").read_text("utf-8")) == []


def test_the_theme_of_other_tests_is_the_built_in_theme_health() -> None:
    assert [(name, value.text) for name, value in read_theme(HEALTH).items()] == list(THEME)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#005eb8", "#ffffff", 6.38),
        ("#ffffff", "#ed8b00", 2.53),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert round(contrast_ratio(first, second), 2) == round(contrast_ratio(second, first), 2) == ratio


WRONG = [
    ("brand: #005eb8", "brand: orange", '"orange" is no colour. Write it like #005eb8. [SET02]', 6),
    ("brand: #005eb8", "brand: #05b", '"#05b" is no colour. Write it like #005eb8. [SET02]', 6),
    ("width: 640", "width: 100%", '"100%" is no width. Write a number of pixels from 480 to 700. [SET02]', 17),
    ("width: 640", "width: 1200", '"1200" is no width. Write a number of pixels from 480 to 700. [SET02]', 17),
    ("font: Arial, Helvetica, sans-serif", 'font: "Open Sans"', '"Open Sans" is no font. Write it like Arial, Helvetica, sans-serif. [SET02]', 16),
    ("font: Arial, Helvetica, sans-serif", "font: Arial; color: red", '"Arial; color: red" is no font. Write it like Arial, Helvetica, sans-serif. [SET02]', 16),
    ("brand: #005eb8", 'brand: "#005eb"', '"#005eb" is no colour. Write it like #005eb8. [SET02]', 6),
    ("button edge: ", "buton edge: ", 'I do not know "buton edge". Did you mean "button edge"? [SET02]', 30),
    ("link: #005eb8\n", "", 'This theme has no "link". Add a line "link: …". [SET02]', 1),
    ("on brand: #ffffff", "on brand: #4488cc", '"on brand" on "brand" has a contrast of 1.71 to 1. It must be 4.5 or more. Write "on brand: #c9dcf0", the nearest colour that can be read. [EML04]', 8),
    ("dark muted: #aeb7bd", "dark muted: #4c6272", '"dark muted" on "dark paper" has a contrast of 2.50 to 1. It must be 4.5 or more. Write "dark muted: #7b8b97", the nearest colour that can be read. [EML04]', 22),
]  # fmt: skip


@pytest.mark.guarantee("EMAIL-57")
@pytest.mark.parametrize(("old", "new", "sentence", "line"), WRONG)
def test_a_value_that_cannot_be_used_is_refused_by_name(old: str, new: str, sentence: str, line: int) -> None:
    assert old in HEALTH
    assert sentences(HEALTH.replace(old, new))[0] == f"theme.yml:{line}:1: {sentence}"


def test_a_value_may_stand_in_quotes_and_not_twice() -> None:
    assert sentences(HEALTH.replace("brand: #005eb8", 'brand: "#005eb8"')) == []
    with pytest.raises(Wrong, match=r'^"brand" is on line 6 and on line 7 of theme\.yml\. Keep one\.$'):
        read_theme(HEALTH.replace("brand: #005eb8", "brand: #005eb8\nbrand: #005eb9"))


@pytest.mark.guarantee("EMAIL-57")
@pytest.mark.parametrize("pair", PAIRS, ids=[f"{above} on {below}" for above, below, _ in PAIRS])
def test_the_contrast_of_every_pair_of_adjacent_colours_is_checked(pair: tuple[str, str, float]) -> None:
    above, below, _ = pair
    same = re.sub(rf"^{above}: .*$", f"{above}: {dict(THEME)[below]}", HEALTH, flags=re.MULTILINE)
    assert any(f'"{above}" on "{below}" has a contrast of 1.00 to 1' in line for line in sentences(same))


BASE = [
    ("@font-face { src: url(x) }", "@font-face", "begin with @"),
    ('@import "x.css";', '@import "x.css"', "begin with @"),
    ("@media screen { p { color: #000000 } }", "@media screen", "begin with @"),
    ("@supports (x: y) { p { margin: 0 } }", "@supports (x: y)", "begin with @"),
    ("@keyframes a { from { margin: 0 } }", "@keyframes a", "begin with @"),
    ("a:hover { margin: 0 }", "a:hover", "colon"),
    ("p:not(.x) { margin: 0 }", "p:not(.x)", "colon"),
    ("li:nth-child(2) { margin: 0 }", "li:nth-child(2)", "colon"),
    ('[title="a,b"] { margin: 0 }', '[title="a,b"]', "attributes"),
    ("p[class] { margin: 0 }", "p[class]", "attributes"),
    ("[data-ogsc] .x { margin: 0 }", "[data-ogsc] .x", "attributes"),
    ("* { margin: 0 }", "*", "everything"),
    ("u + .x { margin: 0 }", "u + .x", "neighbours"),
    ("h2 ~ p { margin: 0 }", "h2 ~ p", "neighbours"),
    (".x { color: #000000 !important }", ".x", "!important"),
    (".x { width: 50%; width: 60% }", ".x", "two values for width"),
    (".x { --brand: #000000 }", ".x", "variables"),
    (".x { color: var(--brand) }", ".x", "variables"),
    ('.x { font-family: "Open Sans" }', ".x", "quotation mark"),
    (".x { color: #fff }", ".x", "short colours"),
    (".x { width: calc(50% - 2px) }", ".x", "calculate"),
    (".x { margin: 2rem }", ".x", "rem"),
    (".x { background-image: url(x.png) }", ".x", "behind text"),
    (".x { background: linear-gradient(red, blue) }", ".x", "behind text"),
    (".x { display: flex }", ".x", "tables"),
    (".x { float: left }", ".x", "tables"),
    (".x { position: absolute }", ".x", "tables"),
]  # fmt: skip


@pytest.mark.guarantee("EMAIL-58")
@pytest.mark.parametrize(("css", "selector", "reason"), BASE)
def test_a_rule_that_would_be_inlined_wrongly_is_refused_with_its_selector_and_line(
    css: str, selector: str, reason: str
) -> None:
    sheet = f"p {{ margin: 0; }}\n/* a\ncomment */\n{{% if theme.brand %}}\n{css}\n{{% endif %}}\nli {{ margin: 0 }}\n"
    (problem,) = judge_base(sheet, "email/own.css")
    assert (problem.path, problem.line, problem.rule) == ("templates/email/own.css", 5, "TPL02")
    assert problem.message.startswith(f'"{selector}": ')
    assert reason in problem.message


@pytest.mark.guarantee("EMAIL-57")
@pytest.mark.parametrize("pair", PAIRS, ids=[f"{above} on {below}" for above, below, _ in PAIRS])
def test_the_colour_that_is_proposed_passes_when_it_is_written(pair: tuple[str, str, float]) -> None:
    above, below, _ = pair
    text = re.sub(rf"^{above}: .*$", f"{above}: {dict(THEME)[below]}", HEALTH, flags=re.MULTILINE)
    for _ in PAIRS:
        problems = judge_theme(read_theme(text), "theme.yml")
        if not problems:
            return
        name, colour = re.findall(r'Write "([a-z ]+): (#[0-9a-f]{6})"', problems[0].hint)[0]
        text = re.sub(rf"^{name}: .*$", f"{name}: {colour}", text, flags=re.MULTILINE)
    raise AssertionError(problems)


def test_a_theme_without_colours_for_the_web_gets_readable_ones() -> None:
    regatta = read_theme((THEMES / "regatta" / "theme.yml").read_text("utf-8"))
    values = {name: value.text for name, value in regatta.items()}
    assert not values.keys() & set(WEB_COLOURS)
    colours = web_colours(values)
    assert set(WEB_COLOURS) <= colours.keys()
    text = "\n".join(f"{name}: {value}" for name, value in colours.items())
    assert judge_theme(read_theme(text), "theme.yml") == ()
    light = web_colours(values | {"button": "#ffe066", "on button": "#1a1a1a"})
    assert contrast_ratio(light["button hover"], light["on button"]) > contrast_ratio(
        light["button"], light["on button"]
    )


def test_each_declaration_of_a_rule_is_reported_at_its_line() -> None:
    sheet = ".x {\n  margin: 2rem;\n  color: #000000;\n  display: flex;\n}\n"
    places = [(problem.line, problem.message) for problem in judge_base(sheet, "email/own.css")]
    assert places == [(2, '".x": Word knows no rem.'), (4, '".x": Mail programs lay out with tables.')]


HOSTILE = [
    ("#a { color: #000000 }", 1, "No element of the email has an id."),
    ("\n" + "#" * 200_000 + " { color: #000000 }", 2, "No element of the email has an id."),
    (".a { color: #000000", 1, "has no { or no }"),
    ("p { margin: 0; }\n}}} .b { margin: 0; }", 2, "has no { or no }"),
    ("p { margin: 0; }\nwords alone", 2, "has no { or no }"),
    ("p { margin: 0; }\n{ margin: 0; }", 2, "Only tags and classes"),
    (".a\\62 { margin: 0; }", 1, "Only tags and classes"),
    (".a { margin: \\30; }", 1, "This value would be lost."),
    (".a { margin: 0 /* and no end; }", 1, "This value would be lost."),
    ("/*" * 100_000, 1, "has no { or no }"),
    ("{{" * 100_000, 1, "has no { or no }"),
    (".a:hover { margin: 0; }\n" * 5_000, 1, "What has a colon"),
    (f".a {{ width: {'1' * 200_000}; }}", 1, "This is over 300 characters."),
    (".a { margin: 0; }\n" * 501, 501, "A sheet may have 500 rules"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "line", "reason"), HOSTILE)
def test_a_text_that_is_not_a_style_sheet_is_refused_at_its_line(sheet: str, line: int, reason: str) -> None:
    problems = list(judge_base(sheet, "email/own.css"))
    assert 0 < len(problems) <= 50
    assert problems[0].line == line
    assert reason in problems[0].message


@pytest.mark.parametrize(
    ("font", "fits"),
    [
        ("Arial, sans-serif", True),
        ("a,  b c ,serif", True),
        ("serif", False),
        ("Arial,", False),
        (", ".join("a" * 400), False),
    ],
)
def test_a_font_is_a_list_that_ends_in_a_family_that_every_mail_program_has(font: str, fits: bool) -> None:
    problems = sentences(HEALTH.replace("font: Arial, Helvetica, sans-serif", f"font: {font}"))
    assert (problems == []) is fits


NARROW = [
    ("@media (prefers-color-scheme: dark) { p { margin: 0 !important; } }", "@media (prefers-color-scheme: dark)"),
    ("@font-face { src: url(x) }", "@font-face"),
    ("p { margin: 0 !important; }", "p"),
    ("@media only screen and (max-width: 600px) { @media (min-width: 2px) { p { margin: 0 !important; } } }", "@media (min-width: 2px)"),
    ("@media only screen and (max-width: 600px) { p { margin: 0; } }", "p"),
    ("@media only screen and (max-width: 600px) { p { margin: 0!important; } }", "p"),
]  # fmt: skip


@pytest.mark.guarantee("EMAIL-58")
@pytest.mark.parametrize(("css", "selector"), NARROW)
def test_a_kept_rule_that_a_mail_program_would_drop_is_refused(css: str, selector: str) -> None:
    (problem,) = judge_narrow(f"\n{css}\n", "email/narrow.css")
    assert (problem.line, problem.rule) == (2, "TPL02")
    assert problem.message.startswith(f'"{selector}": ')


@pytest.mark.guarantee("EMAIL-58")
def test_the_built_in_style_sheets_are_not_refused() -> None:
    assert list(judge_base(TEMPLATES["email/bulletin.css"], "x")) == []
    assert list(judge_base(TEMPLATES["email/rtl.css"], "x")) == []
    assert list(judge_base((THEMES / "regatta" / "email" / "own.css").read_text("utf-8"), "x")) == []
    assert list(judge_narrow(TEMPLATES["email/narrow.css"], "x")) == []


@pytest.mark.guarantee("EMAIL-57", "EMAIL-58")
@pytest.mark.parametrize("name", sorted(path.name for path in THEMES.iterdir()))
def test_the_built_in_themes_have_no_problem_so_that_only_themes_of_a_team_are_checked(
    name: str, tmp_path: Path
) -> None:
    assert read_theme_files(name, tmp_path).problems == ()
    sheet = tmp_path / "email" / "own.css"
    sheet.parent.mkdir()
    sheet.write_text("a:hover { margin: 0; }\n", "utf-8")
    assert [problem.rule for problem in read_theme_files(name, tmp_path).problems] == ["TPL02"]


def test_a_folder_with_a_bad_theme_is_refused_as_a_whole(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": SETTINGS + "theme: river\n"})
    theme = tmp_path / "templates" / "themes" / "river"
    (theme / "email").mkdir(parents=True)
    (theme / "theme.yml").write_text(HEALTH.replace("on button: #ffffff", "on button: #44aa66"), "utf-8")
    (theme / "email" / "own.css").write_text(".x { color: #000000; }\n.y:hover { color: #000000; }\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        load(content)
    assert [str(problem).split(": ")[0] for problem in caught.value.problems] == [
        "templates/themes/river/email/own.css:2:1",
        "templates/themes/river/theme.yml:11:1",
    ]


def test_the_table_of_the_guide_has_every_value_and_the_real_refusals() -> None:
    guide = (ROOT / "docs" / "themes.md").read_text("utf-8")
    values = set(re.findall(r"`([a-z ]+)`", guide.split("| Value |")[1].split("\n\n")[0]))
    assert {name for name, _ in THEME if not name.startswith("dark")} <= values
    [by_name] = re.findall(r"theme\.yml:(8:1: .*)", guide)
    assert sentences(HEALTH.replace("on brand: #ffffff", "on brand: #4488cc"))[0] == f"theme.yml:{by_name}"
    [css, *_] = re.findall(r"```css\n(.*?)```", guide, re.DOTALL)
    assert list(judge_base(css, "email/own.css")) == []
    [by_line] = re.findall(r"^templates/themes/river/email/own\.css:1:1: .*$", guide, re.MULTILINE)
    [problem] = judge_base(".button:hover { margin: 0; }", "themes/river/email/own.css")
    assert str(problem) == by_line


def test_the_theme_regatta_has_as_few_lines_as_the_guide_says() -> None:
    folder = THEMES / "regatta"
    assert len(read_theme((folder / "theme.yml").read_text("utf-8"))) == 23
    assert len(re.findall(r"^\S.*\{", (folder / "email" / "own.css").read_text("utf-8"), re.MULTILINE)) == 10
