"""The built sample: every page is valid, every link has a target, and no output has text of another circulation."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import html5lib
import pytest

from bulletin import Circulation, LeakError, load, outputs, render
from bulletin.errors import BulletinError, TemplateError
from bulletin.model import Bulletin, File
from bulletin.outputs import OUTPUTS, output_files
from tests.support.folders import ISSUE, ITEM, SETTINGS, make_content
from tests.support.values import ROOT

BASE = "https://example.org/nw-safeguarding/"
XHTML = "{http://www.w3.org/1999/xhtml}"
LIST = """
manifest.json
mail/2022-02/{bulletin,limited}{.html,.txt,.eml,-send.eml,-copy.html}
mail/2022-02/calendar/cultural-competence-session-727d8829.ics
mail/2022-02/calendar/domestic-abuse-lunch-and-learn-session-{1bf3ee21,cf2bb9e2}.ics
mail/2022-02/calendar/self-neglect-session-{079c587d,f461d9d7}.ics
mail/2022-02/calendar/safer-recruitment-cohort-{1,2,3,4,5,6,7,8,9}.ics
site/{index.html,404.html,sitemap.xml,robots.txt,card.png,feed.xml,issues.xml,feed.json,calendar.ics}
site/assets/{site.css,feed.css,search.js,icon.png,search/index.js,search/words.js,search/rows.js}
site/{accessibility,archive,archive/2020-02,archive/2022-02,calendar,subscribe,topics}/index.html
site/topics/{adults,child-death,children,coercive-control,diversity-and-inclusion,domestic-abuse}/{index.html,feed.xml,calendar.ics}
site/topics/{harmful-sexual-behaviour,information-sharing,mental-capacity,safe-sleep,self-neglect}/{index.html,feed.xml,calendar.ics}
site/items/{cdop-for-gps/files/cdop-for-gps.docx,safer-recruitment/files/safer-recruitment-flyer.pdf}
site/{2020-02,2022-02}/{index.html,card.png}
site/items/{annual-report-overview,changes-ahead,gp-information-sharing,leder-reviews,masterclasses,rapid-reviews}/index.html
site/items/{achievements,adult-peer-review,children-reforms,looked-after-children,prevent}/index.html
site/items/{primary-care,providers,safeguarding-team}/index.html
site/items/{safe-sleep-visit,stockport-ccg-contact,stockport-sar-learning,training-compliance}/index.html
site/items/{cdop-for-gps,hsb-support-service}/index.html
site/items/cultural-competence/{index.html,session-727d8829.ics}
site/items/domestic-abuse-lunch-and-learn/{index.html,calendar.ics,session-1bf3ee21.ics,session-cf2bb9e2.ics}
site/items/self-neglect/{index.html,calendar.ics,session-079c587d.ics,session-f461d9d7.ics}
site/items/safer-recruitment/{index.html,calendar.ics}
site/items/safer-recruitment/cohort-{1,2,3,4,5,6,7,8,9}.ics
"""
"""Patterns of the paths that the sample is built to."""


def expanded(pattern: str) -> list[str]:
    match = re.search(r"\{([^{}]*)\}", pattern)
    if match is None:
        return [pattern]
    return [
        path
        for part in match[1].split(",")
        for path in expanded(pattern[: match.start()] + part + pattern[match.end() :])
    ]


@pytest.fixture(scope="module")
def bulletin() -> Bulletin:
    return load(ROOT / "content")


@pytest.fixture(scope="module")
def files(bulletin: Bulletin) -> dict[str, File]:
    return {file.path: file for file in render(bulletin)}


def text(file: File) -> str:
    assert isinstance(file.data, bytes)
    return file.data.decode("utf-8")


def pages(files: dict[str, File]) -> dict[str, ET.Element]:
    parser = html5lib.HTMLParser(strict=True)
    return {
        path: parser.parse(text(file))
        for path, file in files.items()
        if path.startswith("site/") and path.endswith(".html")
    }


def test_the_sample_is_built_to_the_expected_paths(files: dict[str, File]) -> None:
    assert {named(path, files) for path in files} == {path for line in LIST.split() for path in expanded(line)}


def named(path: str, files: dict[str, File]) -> str:
    """Return a path, with the hash in the name of a part of the search index replaced by what the part has."""
    if not path.startswith("site/assets/search/") or path.endswith("/index.js"):
        return path
    is_row = text(files[path]).startswith("bulletinSearch([")
    return f"site/assets/search/{'rows' if is_row else 'words'}.js"


def test_every_page_is_html_that_a_strict_parser_reads_with_one_h1_and_no_level_left_out(
    files: dict[str, File],
) -> None:
    titles = []
    for path, page in pages(files).items():
        levels = [
            int(element.tag[-1])
            for element in page.iter()
            if re.fullmatch(rf"{re.escape(XHTML)}h[1-6]", str(element.tag))
        ]
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path
        titles.append(page.findtext(f".//{XHTML}title"))
        assert page.get("lang") == "en-GB"
    assert len(set(titles)) == len(titles)


@pytest.mark.guarantee("WEB-02")
def test_every_link_of_every_page_leads_to_a_file_or_a_fragment_that_is_there(files: dict[str, File]) -> None:
    documents = pages(files)
    ids = {
        path: {element.get("id") for element in page.iter() if element.get("id")} for path, page in documents.items()
    }
    checked = 0
    for path, page in documents.items():
        here = BASE + path.removeprefix("site/").removesuffix("index.html")
        for element in page.iter():
            for name in ("href", "src"):
                link = element.get(name)
                if not link or link.startswith(("mailto:", "tel:", "data:")):
                    continue
                target = urlsplit(urljoin(here, link))
                if not target.geturl().startswith(BASE):
                    assert target.scheme in ("https", "webcal"), link
                    continue
                address = unquote(target.geturl().partition("#")[0].removeprefix(BASE))
                file = f"site/{address}index.html" if not address or address.endswith("/") else f"site/{address}"
                assert file in files, (path, link)
                assert not target.fragment or target.fragment in ids[file], (path, link)
                checked += 1
    assert checked > 500


@pytest.mark.guarantee("WEB-18")
def test_builds_with_two_base_urls_differ_only_in_the_base_url(files: dict[str, File]) -> None:
    other = "https://bulletin.example.net/"
    for file in render(
        load(ROOT / "content", base_url=other), only=["pages", "feed", "json-feed", "calendars", "sitemap"]
    ):
        if file.path == "manifest.json" or not isinstance(file.data, bytes):
            continue
        if file.path.endswith((".html", ".xml", ".json", ".txt", ".css")):
            page = text(file)
            for form in (str, lambda url: quote(url, safe=""), lambda url: url.replace("https:", "webcal:")):
                page = page.replace(form(other), form(BASE))
            assert page == text(files[file.path]), file.path


def test_the_sitemap_holds_every_page_once_and_nothing_else(files: dict[str, File]) -> None:
    root = ET.fromstring(text(files["site/sitemap.xml"]))
    locations = [element.text or "" for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    expected = {
        BASE + path[5:].removesuffix("index.html")
        for path in files
        if path.startswith("site/") and path.endswith("index.html")
    }
    assert (len(locations), set(locations)) == (len(expected), expected)


def test_every_page_says_that_this_is_a_sample(files: dict[str, File]) -> None:
    for path, page in pages(files).items():
        assert "This is a sample." in "".join(page.itertext()), path
    for name in ("bulletin", "limited"):
        assert "[Sample]" in text(files[f"mail/2022-02/{name}.eml"]).split("\r\n\r\n")[0]
        assert "This is a sample" in text(files[f"mail/2022-02/{name}.txt"])


@pytest.mark.parametrize("kind", ["mail"])
def test_the_nu_checker_finds_no_error(files: dict[str, File], kind: str, tmp_path: Path) -> None:
    jar = ROOT / "tests" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not (jar.is_file() and shutil.which("java")):
        pytest.skip("needs Java and the Nu checker from npm")
    names = []
    for path, file in files.items():
        if path.startswith(kind) and path.endswith(".html"):
            name = tmp_path / path.replace("/", "-")
            name.write_text(text(file), "utf-8")
            names.append(str(name))
    # Word's own properties and the dark colour metadata are no part of HTML.
    allowed = r".*(mso-|supported-color-schemes|text-underline-color).*"
    done = subprocess.run(
        ["java", "-Xss2m", "-jar", str(jar), "--errors-only", "--format", "gnu", "--filterpattern", allowed, *names],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (len(names) > 1, done.stderr) == (True, "")


def test_a_feed_reader_reads_every_item(files: dict[str, File], tmp_path: Path) -> None:
    if not shutil.which("newsboat"):
        pytest.skip("needs newsboat")
    (tmp_path / "feed.xml").write_text(text(files["site/feed.xml"]), "utf-8")
    (tmp_path / "urls").write_text(f"file://{tmp_path}/feed.xml\n", "utf-8")
    (tmp_path / "config").write_text("", "utf-8")
    command = ["newsboat", "-u", "urls", "-C", "config", "-c", "cache.db", "-x", "reload", "print-unread"]
    environment = {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "24 unread articles"


def test_a_calendar_program_reads_every_session(files: dict[str, File], tmp_path: Path) -> None:
    if not shutil.which("calcurse"):
        pytest.skip("needs calcurse")
    (tmp_path / "calendar.ics").write_bytes(files["site/calendar.ics"].data)  # type: ignore[arg-type]
    environment = {"HOME": str(tmp_path), "TZ": "Europe/London", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    command = ["calcurse", "-q", "-D", str(tmp_path / "data"), "-i", "calendar.ics"]
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    lines = (tmp_path / "data" / "apts").read_text("utf-8").splitlines()
    assert len(lines) == 14
    assert any(line.startswith("03/08/2022 @ 09:30 -> 03/08/2022 @ 16:30") for line in lines)
    assert any(line.startswith("05/10/2022 @ 09:30 -> 05/10/2022 @ 16:30") for line in lines)


# Which outputs of a small bulletin may have text of which circulation.

LEVELS = {
    "public": "circulation: public",
    "staff": "circulation: staff",
    "limited": "circulation: limited\ncirculation note: For safety leads only.",
    "held": "circulation: public\nhold until: the family agrees",
    "gone": "circulation: public\ngone: It came to its end.",
}
TRAINING = """\
---
title: {level} training about {level} matters
kind: training
{line}
time: 9:30am to 4:30pm
attachments: {level}-flyer.pdf
sessions:
  - Cohort {level}: 8 March 2022, https://{level}.example.org/book
---
The {level} text that only those may read who may see what is {level} here.
"""


def circulated(tmp_path: Path, draft: bool = False) -> dict[str, bytes]:
    content: dict[str, str | bytes] = {"2022-02/week.md": ""}
    for level, line in LEVELS.items():
        content[f"2022-02/{level}-item.md"] = TRAINING.format(level=level, line=line)
        content[f"2022-02/files/{level}-flyer.pdf"] = f"%PDF-1.7 {level}".encode()
    issue = ISSUE.replace("Welcome to this issue.", "The introduction that was written for our staff alone to read.")
    issue = issue.replace(
        "status: ready", "circulation: staff\nlimited note: yes\nstatus: " + ("draft" if draft else "ready")
    )
    folder = make_content(tmp_path, {**content, "2022-02/issue.md": issue})
    contents = {}
    for file in render(load(folder)):
        contents[file.path] = file.read_bytes()
    return contents


def holding(contents: dict[str, bytes], level: str) -> set[str]:
    """Return the kinds of file that have a title, text, link, label or flyer of an item of this circulation."""
    marks = (
        f"{level} training",
        f"{level} text that",
        f"{level}.example.org",
        f"Cohort {level}",
        f"{level}-flyer",
        f"%PDF-1.7 {level}",
    )
    import base64
    import quopri

    kinds = set()
    for path, data in contents.items():
        decoded = (
            data
            + quopri.decodestring(data)
            + b"".join(
                base64.b64decode(line + b"=" * (-len(line) % 4))
                for line in re.findall(rb"^[A-Za-z0-9+/]{16,}={0,2}\r?$", data, re.MULTILINE)
                if len(line.strip()) % 4 == 0
            )
        )
        unfolded = re.sub(rb"\r\n ", b"", decoded)
        if any(mark.encode() in unfolded for mark in marks):
            kinds.add(
                path.split("/")[0]
                + (
                    "/limited"
                    if re.match("mail/[^/]+/limited", path)
                    else "/calendar"
                    if re.match("mail/[^/]+/calendar/", path)
                    else ""
                )
            )
    return kinds


MATRIX = {
    "public": {"mail", "mail/calendar", "site", "manifest.json"},
    "staff": {"mail", "mail/calendar", "manifest.json"},
    "limited": {"mail/limited", "mail/calendar", "manifest.json"},
    "held": set(),
    "gone": {"site", "manifest.json"},
}


def test_each_circulation_is_in_the_outputs_of_the_table_and_in_no_others(tmp_path: Path) -> None:
    contents = circulated(tmp_path)
    for level, kinds in MATRIX.items():
        assert holding(contents, level) == kinds, level
    manifest = json.loads(contents["manifest.json"])
    limited = [item for item in manifest["items"] if item["slug"] == "limited-item"]
    assert [item.get("title") for item in limited] == [None]
    assert manifest["held"] == 1
    assert b"held" not in b"".join(path.encode() for path in contents)
    paths_of_retired = [path for path in contents if "gone" in path]
    assert paths_of_retired == ["site/items/gone-item/index.html"]
    text_of_main = contents["mail/2022-02/bulletin.txt"].decode()
    assert "A further update was sent to some readers separately." in text_of_main
    assert "written for our staff alone" in text_of_main
    assert not any(
        b"written for our staff alone" in data for path, data in contents.items() if path.startswith("site/")
    )


def test_a_draft_is_in_its_own_mail_alone(tmp_path: Path) -> None:
    contents = circulated(tmp_path, draft=True)
    assert holding(contents, "public") == {"mail", "mail/calendar", "manifest.json"}
    assert not any(path.startswith("site/items/") for path in contents)


def test_a_renderer_that_leaks_on_purpose_is_stopped_by_the_tripwire(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Give each output the whole bulletin instead of the view of its readers, and expect an error."""
    folder = make_content(
        tmp_path,
        {
            "2022-02/staff-only-item.md": TRAINING.format(level="staff", line="circulation: staff").replace(
                "attachments: staff-flyer.pdf\n", ""
            )
        },
    )
    whole_bulletin = load(folder)
    assert list(render(whole_bulletin))
    for output in OUTPUTS:
        if output.audience is not Circulation.PUBLIC or output.name in ("assets", "cards", "files", "form"):
            continue
        broken = tuple(
            entry._replace(render=lambda _view, real=entry: output_files(real, whole_bulletin))
            if entry is output
            else entry
            for entry in OUTPUTS
        )
        monkeypatch.setattr(outputs, "OUTPUTS", broken)
        with pytest.raises(LeakError, match="RST01"):
            list(render(whole_bulletin))


def test_an_output_that_does_not_exist_is_an_error(bulletin: Bulletin) -> None:
    with pytest.raises(BulletinError, match="fed"):
        list(render(bulletin, only=["fed"]))


# A template of the team replaces the built-in template of the same name.


def test_a_template_of_the_team_replaces_the_built_in_one(tmp_path: Path) -> None:
    folder = make_content(tmp_path)
    templates = tmp_path / "templates"
    (templates / "web").mkdir(parents=True)
    (templates / "web" / "404.html").write_text(
        "{% extends 'web/base.html' %}{% block main %}<h1>Lost?</h1>{% endblock %}", "utf-8"
    )
    built = {file.path: file for file in render(load(folder), only=["pages"])}
    assert "<h1>Lost?</h1>" in text(built["site/404.html"])
    assert "Next sessions" not in text(built["site/404.html"])
    assert "<h1>Accessibility statement</h1>" in text(built["site/accessibility/index.html"])


FAULTS = [
    ("{{ nothing }}", r"templates/web/404\.html:1: 'nothing' is undefined \[TPL01\]"),
    ("x\n{{ settings.nmae }}", r"templates/web/404\.html:2: .*has no attribute 'nmae' \[TPL01\]"),
    ("x\n\n{% if %}", r"templates/web/404\.html:3: Expected an expression"),
    ("{% include 'web/none.html' %}", r"templates/web/none\.html:1: There is no such template\."),
]


@pytest.mark.parametrize(("template", "words"), FAULTS)
def test_a_mistake_in_a_template_names_the_template_and_the_line(tmp_path: Path, template: str, words: str) -> None:
    folder = make_content(tmp_path)
    themes = tmp_path / "looks"
    (themes / "web").mkdir(parents=True)
    (themes / "web" / "404.html").write_text(template, "utf-8")
    with pytest.raises(TemplateError, match=words):
        list(render(load(folder, themes), only=["pages"]))


def test_a_theme_of_the_teams_own_changes_its_values_and_templates(tmp_path: Path) -> None:
    folder = make_content(tmp_path, {"bulletin.yml": SETTINGS + "theme: river\n"})
    theme = tmp_path / "templates" / "themes" / "river"
    (theme / "web").mkdir(parents=True)
    values = (ROOT / "templates" / "themes" / "health" / "theme.yml").read_text("utf-8")
    (theme / "theme.yml").write_text(values.replace("brand: #005eb8", "brand: #123456"), "utf-8")
    (theme / "web" / "robots.txt").write_text("# river\n", "utf-8")
    built = {file.path: file for file in render(load(folder), only=["assets", "sitemap"])}
    assert "--brand: #123456" in text(built["site/assets/site.css"])
    assert text(built["site/robots.txt"]) == "# river\n"
    (theme / "theme.yml").write_text("brand #123456\n", "utf-8")
    with pytest.raises(BulletinError, match=r"I do not understand line 1 of theme\.yml"):
        load(folder)


def test_a_template_that_is_not_utf_8_is_a_sentence(tmp_path: Path) -> None:
    folder = make_content(tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "x.html").write_bytes(b"\xff")
    with pytest.raises(BulletinError, match=r"I cannot read templates/x\.html\. Save the file as UTF-8\."):
        load(folder)


def test_the_site_of_a_bulletin_with_pictures_logo_and_retired_items(tmp_path: Path) -> None:
    from tests.content.test_pictures import picture

    png = picture("PNG", (60, 30))
    content = make_content(
        tmp_path,
        {
            "bulletin.yml": SETTINGS + "logo: logo.png\nlogo alt: The boathouse\ntopics: safety\n",
            "files/logo.png": png,
            "2022-02/files/river.png": png,
            "2022-02/issue.md": ISSUE + "\n![The river in flood](files/river.png)\n",
            "2022-02/week.md": ITEM.replace("title:", "topics: safety\ntitle:")
            + "\n![The landing stage](files/river.png)\n",
            "2022-02/old.md": "---\ntitle: Old course\nkind: training\nmoved to: week\n---\n",
            "2022-02/ended.md": "---\ntitle: Ended course\nkind: training\ngone: It ended in 2021.\n---\n",
        },
    )
    built = {file.path: file for file in render(load(content))}
    assert {"site/files/logo.png", "site/2022-02/files/river.png", "site/items/week/files/river.png"} <= set(built)
    assert 'src="files/river.png" alt="The landing stage" width="60" height="30"' in text(
        built["site/items/week/index.html"]
    )
    assert 'src="files/river.png" alt="The river in flood"' in text(built["site/2022-02/index.html"])
    assert 'has moved to <a href="../week/">' in text(built["site/items/old/index.html"])
    assert "It ended in 2021." in text(built["site/items/ended/index.html"])
    for path in ("site/feed.xml", "site/2022-02/index.html", "site/index.html", "mail/2022-02/bulletin.txt"):
        assert "Ended course" not in text(built[path]), path
