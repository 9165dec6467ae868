"""The site of the sample as other software reads it: search engines, link previews, link checkers; and its size."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
from collections import Counter
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

import icalendar
import lxml.html
import pytest
from lxml import etree

from bulletin import Circulation, load, seen_by
from bulletin.model import live_items
from bulletin.text import humanize
from tests.sample.test_built import LEVELS
from tests.sample.test_built import TRAINING as LEVELLED
from tests.support.folders import ISSUE, ITEM, SETTINGS, TRAINING, make_content
from tests.support.site import BASE, files, pages, published, site
from tests.support.values import ROOT

JAR = ROOT / "tests" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
XSD = ROOT / "tests" / "tools" / "node_modules" / "sitemap" / "schema" / "sitemap.xsd"
LOCATIONS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ITEMS = live_items(seen_by(published(), Circulation.PUBLIC))
ITEM_PAGES = [f"items/{item.slug}/" for item in ITEMS if item.sessions]
LONGEST_PAGE = 60_000
LONGEST_ISSUE = 100_000
"""The most bytes of a page with its style sheet and script."""


def meta(address: str) -> dict[str, str]:
    metas = pages()[address].xpath("//meta[@property or @name]")
    return {
        meta_element.get("property") or meta_element.get("name"): meta_element.get("content") for meta_element in metas
    }


def address_of(url: str) -> str:
    """Return the address that a full URL of this site names, without its fragment."""
    assert url.startswith(BASE), url
    return unquote(url.removeprefix(BASE).partition("#")[0])


@pytest.mark.guarantee("WEB-07", "WEB-09")
def test_every_page_has_the_metadata_for_search_engines_and_link_previews() -> None:
    titles = []
    for address, page in pages().items():
        values = meta(address)
        titles.append(page.findtext("head/title"))
        assert page.get("lang") == "en-GB"
        assert values["description"], address
        (icon,) = page.xpath("//link[@rel='icon']/@href")
        assert urljoin(BASE + address, icon) == BASE + "assets/icon.png"
        if address == "404.html":
            assert values["robots"] == "noindex"
            continue
        assert page.xpath("//link[@rel='canonical']/@href") == [BASE + address]
        assert values["og:url"] == BASE + address
        assert values["og:title"] == titles[-1]
        assert values["og:description"] == values["description"]
        assert values["og:site_name"] == "North West safeguarding bulletin"
        assert values["og:locale"] == "en_GB"
        assert values["og:type"] == ("article" if address.startswith("items/") else "website")
        assert values["twitter:card"] == "summary_large_image"
        assert values["og:image:alt"]
        picture = files()[address_of(values["og:image"])]
        assert picture[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", picture[16:24]) == (int(values["og:image:width"]), int(values["og:image:height"]))
    assert len(set(titles)) == len(titles)


@pytest.mark.guarantee("WEB-08")
def test_an_issue_and_its_items_have_the_picture_of_the_issue() -> None:
    assert meta("2022-02/")["og:image"] == BASE + "2022-02/card.png"
    assert meta("items/self-neglect/")["og:image"] == BASE + "2022-02/card.png"
    assert meta("2022-02/")["og:image:alt"] == "February and March 2022. 1 February 2022. North West"
    assert meta("")["og:image"] == BASE + "card.png"


@pytest.mark.guarantee("WEB-01")
def test_the_nu_checker_finds_no_error_and_no_warning_in_pages_and_style_sheets(tmp_path: Path) -> None:
    if not (JAR.is_file() and shutil.which("java")):
        pytest.skip("needs Java and the Nu checker from npm")
    names = []
    for address, data in files().items():
        if address in pages() or address.endswith(".css"):
            name = tmp_path / (address.replace("/", "-") if "." in address else f"{address.replace('/', '-')}.html")
            name.write_bytes(data)
            names.append(str(name))
    command = ["java", "-Xss2m", "-jar", str(JAR), "--Werror", "--also-check-css", "--format", "gnu", *names]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(names) > 35


@pytest.mark.guarantee("WEB-18")
def test_two_bases_make_sites_that_differ_in_the_base_alone(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/course.md": TRAINING, "bulletin.yml": SETTINGS + "topics: safety\n"})
    root, deep = "https://bulletin.example.net/", "https://example.org/a-longer/place/"
    first, second = (site(load(content, base_url=base)) for base in (root, deep))
    assert set(first) == set(second)
    for address, data in first.items():
        moved = data.decode("latin-1")
        for form in (str, lambda url: quote(url, safe=""), lambda url: url.replace("https:", "webcal:")):
            moved = moved.replace(form(root), form(deep))
        assert moved == second[address].decode("latin-1"), address


@pytest.mark.guarantee("FEED-30")
def test_every_page_names_the_feeds_and_links_to_the_page_that_explains_them() -> None:
    for address, page in pages().items():
        feeds = {link.get("type"): link for link in page.xpath("//link[@rel='alternate']")[:2]}
        assert feeds["application/rss+xml"].get("href") == BASE + "feed.xml"
        assert feeds["application/feed+json"].get("href") == BASE + "feed.json"
        assert all(link.get("title") for link in feeds.values())
        links = {urljoin(BASE + address, link.get("href")): link.text for link in page.xpath("//a[@href]")}
        assert links[BASE + "subscribe/"] == "Subscribe", address
    (topic,) = pages()["topics/self-neglect/"].xpath("//link[@rel='alternate'][3]")
    assert topic.get("href") == BASE + "topics/self-neglect/feed.xml"


@pytest.mark.guarantee("WEB-10")
def test_the_sitemap_fits_its_schema_and_its_days_are_those_of_the_content() -> None:
    if not XSD.is_file():
        pytest.skip("needs the schema from npm")
    document = etree.fromstring(files()["sitemap.xml"])
    etree.XMLSchema(etree.parse(XSD)).assertValid(document)
    dates = {address_of(row.findtext(f"{LOCATIONS}loc")): row.findtext(f"{LOCATIONS}lastmod") for row in document}
    assert set(dates) == set(pages()) - {"404.html"}
    for item in ITEMS:
        assert datetime.fromisoformat(dates[f"items/{item.slug}/"]) == item.modified
    assert files()["robots.txt"].decode() == f"User-agent: *\nAllow: /\nSitemap: {BASE}sitemap.xml\n"


@pytest.mark.guarantee("WEB-02")
def test_every_address_in_feeds_calendars_and_sitemap_exists() -> None:
    titles = Counter[str]()
    ids = {address: set(page.xpath("//@id")) for address, page in pages().items()}
    for name, data in files().items():
        if name.endswith((".xml", ".json")):
            text = data.decode()
            # HTML within a feed is escaped a second time, and so is text that JSON quotes.
            plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace('\\"', '"')
            for url in re.findall(rf"{BASE}[^\s\"'<>]*", plain.replace("&amp;", "&")):
                address, _, fragment = url.removeprefix(BASE).partition("#")
                assert unquote(address) in files(), (name, url)
                assert not fragment or fragment in ids[address], (name, url)
                titles[name] += 1
    assert titles["feed.xml"] > 40
    assert titles["feed.json"] > 40
    assert {"sitemap.xml", "topics/adults/feed.xml"} <= set(titles)
    assert {address_of(url) for url in etree.fromstring(files()["feed.xml"]).xpath("//enclosure/@url")} <= set(files())


@pytest.mark.guarantee("WEB-13")
def test_every_page_is_reached_from_the_home_page_by_links() -> None:
    reached, waiting = set[str](), [""]
    while waiting:
        address = waiting.pop()
        if address not in reached and address in pages():
            reached.add(address)
            links = (urljoin(BASE + address, url) for url in pages()[address].xpath("//main//a/@href"))
            waiting += [address_of(link) for link in links if link.startswith(BASE)]
    # These two are in the footer of every page.
    assert reached | {"404.html", "accessibility/", "topics/"} == set(pages())


@pytest.mark.guarantee("WEB-16")
def test_a_page_has_less_than_60_kilobytes() -> None:
    for address, page in pages().items():
        linked = page.xpath("//link[@rel='stylesheet']/@href | //script/@src")
        parts = [address, *(address_of(urljoin(BASE + address, url)) for url in linked)]
        most = LONGEST_ISSUE if re.fullmatch(r"[0-9]{4}-[0-9]{2}/", address) else LONGEST_PAGE
        assert sum(len(files()[part]) for part in parts) < most, address


@pytest.mark.guarantee("WEB-24")
def test_addresses_are_lower_case_and_no_server_hides_them() -> None:
    for address in files():
        assert re.fullmatch(r"([a-z0-9][a-z0-9-]*/)*([a-z0-9][a-z0-9-]*\.[a-z0-9]+)?", address), address


def events(address: str) -> list[dict[str, object]]:
    (script,) = pages()[address].xpath("//script[@type='application/ld+json']/text()")
    return [node for node in json.loads(script)["@graph"] if node["@type"] == "Event"]


def said_in_calendar(address: str) -> dict[tuple[datetime, datetime], icalendar.Event]:
    name = next(path for path in (f"{address}calendar.ics", *sorted(files())) if path in files() and path.startswith(address) and path.endswith(".ics"))  # fmt: skip
    events_in_file = icalendar.Calendar.from_ical(files()[name]).walk("VEVENT")
    return {(entry["DTSTART"].dt, entry["DTEND"].dt): entry for entry in events_in_file}


@pytest.mark.guarantee("WEB-05", "WEB-06")
@pytest.mark.parametrize("address", ITEM_PAGES)
def test_events_agree_with_the_page_the_calendar_and_the_feed(address: str) -> None:
    calendar, in_script = said_in_calendar(address), events(address)
    rows = pages()[address].xpath("//table[@class='sessions']/tbody/tr")
    (entry,) = etree.fromstring(files()["feed.xml"]).xpath(f"//item[link='{BASE}{address}']")
    content = " ".join(entry.findtext("{http://purl.org/rss/1.0/modules/content/}encoded").split())
    assert len(in_script) == len(rows) == len(calendar) > 0
    for event, row in zip(in_script, rows, strict=True):
        start, end = (datetime.fromisoformat(str(event[key])) for key in ("startDate", "endDate"))
        assert start.tzinfo is not None
        assert row.xpath(".//time/@datetime") == [event["startDate"]]
        place = row.xpath("td[2]/text()")[0].strip()
        when = f"{humanize.weekday(start)}, {humanize.hours(start, end)}, {place}"
        assert " ".join(row.xpath("th")[0].text_content().split()).startswith(humanize.weekday(start))
        assert when in content
        assert event["location"]["name"] == place  # type: ignore[index]
        assert str(calendar[start, end]["LOCATION"]).startswith(place)
        assert event["eventStatus"] == "https://schema.org/EventScheduled"
        assert calendar[start, end]["STATUS"] == "CONFIRMED"
        assert event["image"] == meta(address)["og:image"]
        assert address_of(str(event["url"])) == address
        assert pages()[address].xpath(f"//*[@id='{str(event['url']).partition('#')[2]}']")


@pytest.mark.guarantee("WEB-17")
def test_the_site_has_the_same_bytes_with_and_without_items_that_are_not_public(tmp_path: Path) -> None:
    public = {
        "2022-02/issue.md": ISSUE,
        "2022-02/course.md": TRAINING,
        "bulletin.yml": SETTINGS + "topics: safety\n",
        "2022-02/week.md": ITEM.replace("title:", "topics: safety\ntitle:"),
    }
    hidden = {
        name: text
        for level in ("staff", "limited", "held")
        for name, text in (
            (f"2022-02/{level}-item.md", LEVELLED.format(level=level, line=LEVELS[level])),
            (f"2022-02/files/{level}-flyer.pdf", f"%PDF-1.7 {level}"),
        )
    }
    with_it = site(load(make_content(tmp_path / "with", {**public, **hidden})))
    without = site(load(make_content(tmp_path / "without", public)))
    assert {"assets/search/index.js", "card.png", "2022-02/card.png", "sitemap.xml"} <= set(without)
    assert with_it == without


@pytest.mark.guarantee("WEB-12")
def test_an_item_that_is_gone_or_has_moved_leaves_a_page_that_says_only_that(tmp_path: Path) -> None:
    content = make_content(
        tmp_path,
        {
            "2022-02/old.md": "---\ntitle: Old course\nkind: training\nmoved to: week\n---\n",
            "2022-02/ended.md": "---\ntitle: Ended course\nkind: training\ngone: It ended in 2021.\n---\n",
        },
    )
    files_of_site = site(load(content))
    old, ended = (lxml.html.fromstring(files_of_site[f"items/{slug}/"]) for slug in ("old", "ended"))
    assert old.xpath("//link[@rel='canonical']/@href") == [BASE + "items/week/"]
    assert "has moved to Safeguarding week starts on 21 March 2022" in " ".join(old.text_content().split())
    assert "It ended in 2021." in ended.text_content()
    for page in (old, ended):
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    parts = [address for address in files_of_site if address.startswith("assets/search/")]
    assert len(parts) == 3
    for name in (*parts, "feed.xml", "feed.json", "sitemap.xml", "calendar.ics", "2022-02/", ""):
        for trace in (b"items/old/", b"Old course", b"items/ended/", b"Ended course"):
            assert trace not in files_of_site[name], name


@pytest.mark.guarantee("WEB-23")
def test_the_help_pages_have_the_facts_that_readers_need() -> None:
    subscribe = " ".join(pages()["subscribe/"].text_content().split())
    for word in ("By email", "In your calendar", "In Teams or a feed reader", BASE + "calendar.ics", BASE + "feed.xml"):
        assert word in subscribe
    statement = pages()["accessibility/"].text_content()
    for word in (
        "Web Content Accessibility Guidelines",
        "What may not be accessible",
        "Equality and Human Rights Commission",
    ):
        assert word in statement
    missing = pages()["404.html"]
    assert all(
        url.startswith((BASE, "#", "mailto:")) for url in missing.xpath("//a/@href | //link/@href | //form/@action")
    )
