"""The RSS feeds: the channel, entries, times and enclosures, read by feedparser and lxml."""

from __future__ import annotations

import html
import locale
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pytest
from feedgen.feed import FeedGenerator
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bulletin import BulletinError, __version__
from bulletin.model import Asset, Attachment, Bulletin, Circulation, Contact, Image, Item, Link, Prose, Snippet, State
from bulletin.outputs.calendar import calendar_files
from tests.support.rendering import rendered_files
from tests.support.values import (
    INSTANT,
    make_bulletin,
    make_issue,
    make_item,
    make_prose,
    make_session,
    make_settings,
    make_training,
)

BASE = "https://example.org/nw-safeguarding/"
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
FLYER = Asset(
    name="flyer.pdf", address="items/rich/files/flyer.pdf", source=Path("flyer.pdf"), media_type="application/pdf",
    size=545_000, sha256="0" * 64,
)  # fmt: skip
PICTURE = Asset(
    name="a.png", address="items/rich/files/a.png", source=Path("a.png"), media_type="image/png", size=9, sha256="1" * 64,
    width=600, height=400,
)  # fmt: skip
PAGE = (
    '<p>Read <a href="https://example.org/x?a=b&amp;c=d">this</a>.</p>\n'
    '<p><img src="asset:items/rich/files/a.png" alt="A &quot;sign&quot;" width="600" height="400" /></p>\n'
    '<blockquote class="call-out"><p>22%</p></blockquote>\n'
    '<ol class="key-messages"><li><strong>One</strong><br />two</li></ol>\n'
    '<div class="in-focus"><h2>In focus: this</h2><p>that</p></div>\n'
    '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>\n'
    "<pre><code>a &lt; b ]]&gt; c\n</code></pre><hr /><p><em>e</em></p>\n"
)


def rich() -> Item:
    """Return an item with every field that an item may have."""
    sessions = (
        make_session("rich", "day-2", label="Day 2", start=INSTANT + timedelta(days=60)),
        make_session("rich", "day-1", label="Day 1", start=INSTANT + timedelta(days=30), places=16),
    )
    return make_training(
        "rich", *sessions, title="R&D < 25k", prose=Prose(page=PAGE, email=PAGE, text="Read this."),
        summary="Using <b> tags & more", organisation="NSPCC", topics=("adults", "A & E"), published=(2019, 9),
        audience=("GPs",), areas=("Wirral",), presenters=("NSPCC",), cost="Free", details=(("Opening hours", "8am to 8pm"),),
        links=(Link(label="SAR 3", url="https://example.org/sar-3?a=b&c=d"), Link(label="Helpline", url="tel:08088005000")),
        attachments=(Attachment(label="Flyer", asset=FLYER),), image=Image(alt='A "sign"', asset=PICTURE),
        body_images=(Image(alt='A "sign"', asset=PICTURE),),
        contacts=(Contact(label="Team", name="CDOP", email="cdop@example.org", phone="0151 496 0000", tel="tel:+441514960000"),),
        snippets=(Snippet(slug="s", title="Before you book", body="", prose=make_prose("Think.")),),
        content_note="Abuse.", support="Help is there.", credit="Thanks.", corrections=((date(2022, 2, 3), "the date"),),
    )  # fmt: skip


def seed(*items: Item, **changes: object) -> Bulletin:
    return make_bulletin(make_issue(*items), settings=make_settings(topics=("adults", "A & E", "unused"), **changes))


def feeds(bulletin: Bulletin) -> dict[str, bytes]:
    return {file.path: file.data for file in rendered_files("feed", bulletin) if isinstance(file.data, bytes)}


def main(bulletin: Bulletin) -> bytes:
    return feeds(bulletin)["site/feed.xml"]


def dated(count: int, issue: str = "2022-02", start: datetime = INSTANT) -> list[Item]:
    return [
        make_item(
            f"{issue}-{number:03d}", issue=issue, first_published=start + timedelta(seconds=number), modified=start
        )
        for number in range(count)
    ]


def titles(data: bytes) -> list[str]:
    return etree.fromstring(data).xpath("//item/title/text()")


@dataclass(frozen=True)
class Markup:
    tags: Counter[str]
    attributes: Counter[tuple[str, str, str | None]]


def markup(text: str) -> Markup:
    """Return the tags and attributes of some HTML."""
    tags, attributes = Counter[str](), Counter[tuple[str, str, str | None]]()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags[tag] += 1
            attributes.update((tag, *attr) for attr in attrs)

    Reader().feed(text)
    return Markup(tags, attributes)


@pytest.mark.guarantee("FEED-03", "FEED-04")
def test_the_channel_says_who_it_is_from():
    root = etree.fromstring(main(seed(rich())))
    channel = {element.tag: element.text for element in root[0] if element.tag != "item"}
    assert channel == {
        "title": "North West safeguarding bulletin",
        "link": BASE,
        "description": "News and training from North West safeguarding team.",
        "{http://www.w3.org/2005/Atom}link": None,
        "image": "\n      ",
        "copyright": "North West safeguarding team",
        "docs": "http://www.rssboard.org/rss-specification",
        "generator": f"Bulletin {__version__}",
        "language": "en-gb",
        "lastBuildDate": "Tue, 01 Feb 2022 09:00:00 +0000",
        "managingEditor": "team@example.org (North West safeguarding team)",
        "pubDate": "Tue, 01 Feb 2022 09:00:00 +0000",
        "ttl": "60",
        "webMaster": "team@example.org (North West safeguarding team)",
    }
    self_link, other_link = root.xpath("//atom:link", namespaces=NAMES)
    assert dict(self_link.attrib) == {"href": BASE + "feed.xml", "rel": "self", "type": "application/rss+xml"}
    assert dict(other_link.attrib) == {"href": BASE + "feed.json", "rel": "alternate", "type": "application/feed+json"}


@pytest.mark.guarantee("FEED-06", "FEED-18")
def test_an_item_has_all_that_readers_ask_for():
    item = rich()
    (entry,) = etree.fromstring(main(seed(item))).xpath("//item")
    assert entry.findtext("title") == "R&D < 25k"
    assert entry.findtext("link") == BASE + "items/rich/"
    assert entry.findtext("guid") == f"urn:uuid:{item.uid}"
    assert entry.find("guid").get("isPermaLink") == "false"
    assert entry.findtext("pubDate") == "Tue, 01 Feb 2022 09:00:00 +0000"
    assert [category.text for category in entry.findall("category")] == ["adults", "A & E"]
    assert entry.findtext("dc:creator", namespaces=NAMES) == "NSPCC"
    assert entry.find("author") is None
    names = [element.tag for element in entry]
    assert names.index("description") < names.index("{http://purl.org/rss/1.0/modules/content/}encoded")


@pytest.mark.guarantee("FEED-16")
def test_the_enclosure_is_the_calendar_file_with_its_size_and_is_linked_in_the_text_too():
    bulletin = seed(rich())
    (enclosure,) = etree.fromstring(main(bulletin)).xpath("//enclosure")
    sizes = {
        file.path: len(file.data) for file in rendered_files("calendars", bulletin) if isinstance(file.data, bytes)
    }
    assert dict(enclosure.attrib) == {
        "url": BASE + "items/rich/calendar.ics",
        "length": str(sizes["site/items/rich/calendar.ics"]),
        "type": "text/calendar",
    }
    text = etree.fromstring(main(bulletin)).findtext("channel/item/content:encoded", namespaces=NAMES)
    assert f'href="{BASE}items/rich/calendar.ics"' in text
    assert f'href="{BASE}items/rich/day-1.ics"' in text


def test_the_enclosure_of_one_session_is_its_own_file():
    item = make_training("self-neglect")
    bulletin = seed(item)
    (enclosure,) = etree.fromstring(main(bulletin)).xpath("//enclosure")
    assert enclosure.get("url") == f"{BASE}items/self-neglect/{item.sessions[0].stem}.ics"
    assert enclosure.get("length") == str(len(calendar_files.session_file(bulletin.settings, item, item.sessions[0])))


def test_an_item_without_sessions_has_no_enclosure():
    assert etree.fromstring(main(seed(make_item()))).xpath("//enclosure") == []


@pytest.mark.guarantee("FEED-17")
def test_the_picture_is_a_media_element_and_in_the_text():
    data = main(seed(rich()))
    (picture,) = etree.fromstring(data).xpath("//media:content", namespaces=NAMES)
    assert dict(picture.attrib) == {
        "url": BASE + "items/rich/files/a.png", "medium": "image", "type": "image/png", "width": "600", "height": "400",
    }  # fmt: skip
    text = etree.fromstring(data).findtext("channel/item/content:encoded", namespaces=NAMES)
    assert (
        text.count(f'<img src="{BASE}items/rich/files/a.png" alt="A &quot;sign&quot;" width="600" height="400">') == 1
    )
    assert (
        text.count(f'<img src="{BASE}items/rich/files/a.png" alt="A &quot;sign&quot;" width="600" height="400" />') == 1
    )


@pytest.mark.guarantee("FEED-12", "FEED-25")
def test_the_description_is_escaped_html_and_begins_with_when_and_where():
    raw = etree.fromstring(main(seed(rich()))).findtext("channel/item/description")
    assert raw == (
        "Day 1: Thursday 3 March 2022, 9am to 4pm, Microsoft Teams. 16 places; "
        "Day 2: Saturday 2 April 2022, 9am to 4pm, Microsoft Teams. "
        "Using &lt;b&gt; tags &amp; more"
    )


@pytest.mark.guarantee("FEED-25")
def test_the_description_of_many_sessions_names_the_first_and_the_last():
    sessions = [
        make_session("many", f"day-{number}", label=f"Day {number}", start=INSTANT + timedelta(days=number))
        for number in range(9, 0, -1)
    ]
    raw = etree.fromstring(main(seed(make_training("many", *sessions)))).findtext("channel/item/description")
    assert raw.startswith(
        "9 sessions, the first Day 1: Wednesday 2 February 2022, 9am to 4pm, Microsoft Teams, the last Thursday 10 February 2022. "
    )


def test_the_content_holds_all_of_the_item_and_sessions_come_first():
    text = etree.fromstring(main(seed(rich()))).findtext("channel/item/content:encoded", namespaces=NAMES)
    order = (
        "<strong>Day 1: Thursday 3 March 2022, 9am to 4pm, Microsoft Teams. 16 places</strong>",
        "<strong>Day 2: Saturday 2 April 2022",
        "does not book your place",
        "Corrected 3 February 2022: the date",
        "From: NSPCC<br>Published: September 2019<br>For: GPs<br>Areas: Wirral",
        "<strong>Content note:</strong> Abuse.",
        '<blockquote class="call-out">',
        "<strong>Opening hours:</strong> 8am to 8pm",
        "<strong>Cost:</strong> Free",
        "<h2>Before you book</h2>",
        "<p>Think.</p>",
        '<a href="https://example.org/sar-3?a=b&amp;c=d">SAR 3</a>',
        "<li>Helpline (08088005000)</li>",
        f'<a href="{BASE}items/rich/files/flyer.pdf">Flyer (PDF, 545KB)</a>',
        "Help is there.",
        '<a href="mailto:cdop@example.org">cdop@example.org</a>, 0151 496 0000',
        "Thanks.",
    )
    places = [text.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.guarantee("FEED-14")
def test_every_address_in_a_feed_is_whole():
    for data in feeds(seed(rich())).values():
        text = "".join(etree.fromstring(data).xpath("//item/*/text()"))
        assert "asset:" not in text
        assert all(re.match("https?:|mailto:", url) for url in re.findall(r'(?:href|src)="([^"]*)"', text))


@pytest.mark.guarantee("FEED-15")
def test_feed_readers_take_nothing_out():
    data = main(seed(rich()))
    clean = feedparser.parse(data)
    raw = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert markup(clean.entries[0].content[0].value) == markup(raw.entries[0].content[0].value)
    assert markup(raw.entries[0].content[0].value).tags["img"] == 2


def test_a_feed_reader_reads_every_item():
    items = [rich(), *dated(3)]
    feed = feedparser.parse(main(seed(*items)))
    assert feed.bozo is False
    assert {entry.id for entry in feed.entries} == {f"urn:uuid:{item.uid}" for item in items}
    assert {entry.link for entry in feed.entries} == {f"{BASE}items/{item.slug}/" for item in items}
    assert feed.version == "rss20"
    assert feed.feed.language == "en-gb"


@pytest.mark.guarantee("FEED-08")
def test_the_newest_entry_is_first_and_all_times_differ():
    data = main(seed(*dated(9)))
    times = [parsedate_to_datetime(date) for date in etree.fromstring(data).xpath("//item/pubDate/text()")]
    assert times == sorted(set(times), reverse=True)


@pytest.mark.guarantee("FEED-08")
def test_the_order_is_not_that_of_the_source():
    items = dated(9)
    assert main(seed(*items)) == main(seed(*reversed(items)))


@pytest.mark.guarantee("FEED-22")
@pytest.mark.parametrize(("items_each", "count"), [(3, 12), (20, 50), (30, 60)])
def test_a_feed_holds_two_issues_or_fifty_items(items_each, count):
    issues = [
        make_issue(*dated(items_each, id_, start), id=id_, day=start.date(), instant=start)
        for id_, start in ((f"2022-0{number}", datetime(2022, number, 1, 9, tzinfo=UTC)) for number in range(1, 5))
    ]
    kept_titles = titles(main(make_bulletin(*issues)))
    assert len(kept_titles) == count
    assert kept_titles[0] == f"2022 04 {items_each - 1:03d}"


def test_a_late_item_of_an_old_issue_is_in_the_feed():
    old = dated(60, "2021-12", datetime(2021, 12, 1, tzinfo=UTC))
    late = replace(old[0], title="Late", first_published=datetime(2022, 3, 1, tzinfo=UTC))
    issues = (
        make_issue(late, *old[1:], id="2021-12", day=date(2021, 12, 1)),
        *(
            make_issue(*dated(40, id_), id=id_, day=date(2022, number, 1))
            for number, id_ in ((1, "2022-01"), (2, "2022-02"))
        ),
    )
    assert titles(main(make_bulletin(*issues)))[0] == "Late"


@pytest.mark.guarantee("FEED-07")
def test_an_edit_keeps_guid_and_time_and_moves_the_build_date():
    item = make_item()
    edited = replace(item, title="Another title", modified=datetime(2022, 2, 3, tzinfo=UTC))
    before, after = (etree.fromstring(main(seed(version))) for version in (item, edited))
    for path in ("channel/item/guid", "channel/item/pubDate", "channel/pubDate"):
        assert before.findtext(path) == after.findtext(path)
    assert after.findtext("channel/lastBuildDate") == "Thu, 03 Feb 2022 00:00:00 +0000"


def test_a_moved_session_moves_the_build_date():
    session = make_session()
    moved = replace(session, revision=replace(session.revision, modified=datetime(2022, 2, 5, tzinfo=UTC)))
    root = etree.fromstring(main(seed(make_training("self-neglect", moved))))
    assert root.findtext("channel/lastBuildDate") == "Sat, 05 Feb 2022 00:00:00 +0000"


@pytest.mark.guarantee("FEED-24")
@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((State.CANCELLED, State.CANCELLED), "CANCELLED: Self neglect"),
        ((State.CANCELLED, State.OPEN), "Self neglect (1 session cancelled)"),
        (
            (State.CANCELLED, State.CANCELLED, State.PROVISIONAL),
            "Self neglect (2 sessions cancelled and 1 provisional)",
        ),
        ((State.PROVISIONAL,), "PROVISIONAL: Self neglect"),
        ((State.FULL, State.FULL), "Self neglect"),
    ],
)
def test_a_title_has_the_state_of_its_sessions(states, expected):
    sessions = (
        make_session("self-neglect", f"day-{number}", label=f"Day {number}", state=state)
        for number, state in enumerate(states)
    )
    assert titles(main(seed(make_training("self-neglect", *sessions)))) == [expected]


def test_retired_items_are_in_no_feed():
    items = (make_item("here"), make_item("gone", gone="It ended."), make_item("moved", moved_to="here"))
    assert titles(main(seed(*items))) == ["Here"]


@pytest.mark.guarantee("FEED-31")
def test_a_topic_has_a_feed_of_its_own():
    files = feeds(seed(rich(), make_item("other")))
    assert sorted(files) == [
        "site/feed.xml",
        "site/issues.xml",
        "site/topics/a-and-e/feed.xml",
        "site/topics/adults/feed.xml",
    ]
    data = files["site/topics/a-and-e/feed.xml"]
    root = etree.fromstring(data)
    assert root.findtext("channel/title") == "North West safeguarding bulletin: A & E"
    assert root.findtext("channel/link") == BASE + "topics/a-and-e/"
    assert root.xpath("//atom:link/@href", namespaces=NAMES) == [BASE + "topics/a-and-e/feed.xml"]
    assert titles(data) == ["R&D < 25k"]


def test_a_topic_whose_last_item_is_gone_keeps_its_feed():
    files = feeds(seed(make_item("gone", gone="It ended.", topics=("adults",))))
    assert titles(files["site/topics/adults/feed.xml"]) == []


@pytest.mark.guarantee("FEED-26")
def test_a_feed_without_items_is_a_valid_feed():
    feed = feedparser.parse(main(make_bulletin()))
    assert feed.bozo is False
    assert feed.entries == []
    assert feed.feed.updated == "Tue, 01 Feb 2022 00:00:00 +0000"


def test_the_feed_of_a_sample_is_marked_as_a_sample():
    data = main(seed(rich(), sample=True)).decode()
    assert "<title>[Sample] North West safeguarding bulletin</title>" in data
    assert "This is a sample.</description>" in data
    assert "&lt;p&gt;&lt;strong&gt;This is a sample.&lt;/strong&gt;&lt;/p&gt;" in data


@pytest.mark.guarantee("FEED-05")
@pytest.mark.parametrize(
    ("size", "media_type", "expected"),
    [((144, 88), "image/png", 1), ((600, 88), "image/png", 0), ((9, 9), "image/svg+xml", 0)],
)
def test_the_logo_is_the_channels_picture_if_it_may_be_else_the_icon(size, media_type, expected):
    logo = Image(alt="The team", asset=replace(PICTURE, width=size[0], height=size[1], media_type=media_type))
    bulletin = seed(rich())
    root = etree.fromstring(main(replace(bulletin, theme=replace(bulletin.theme, logo=logo))))
    assert root.findtext("channel/image/url") == BASE + ("items/rich/files/a.png" if expected else "assets/icon.png")
    assert root.findtext("channel/image/title") == root.findtext("channel/title")
    assert root.findtext("channel/image/link") == root.findtext("channel/link")
    assert int(root.findtext("channel/image/width")) <= 144


def test_feeds_with_two_base_urls_differ_only_in_the_base_url():
    feed, other_feed = (main(seed(rich(), base_url=base)) for base in (BASE, "https://other.example/"))
    size = re.compile(rb' length="\d+"')
    assert size.sub(b"", feed).replace(BASE.encode(), b"https://other.example/") == size.sub(b"", other_feed)


def test_the_same_values_make_the_same_bytes():
    assert feeds(seed(rich(), *dated(5))) == feeds(seed(rich(), *dated(5)))


@pytest.mark.guarantee("FEED-01")
def test_a_feed_is_utf_8_and_begins_with_its_declaration_and_its_style_sheet():
    for path, data in feeds(seed(rich())).items():
        depth = "../" * (path.count("/") - 1)
        assert data.startswith(
            b"<?xml version='1.0' encoding='UTF-8'?>\n"
            + f'<?xml-stylesheet type="text/css" href="{depth}assets/feed.css"?>\n<rss '.encode()
        )
        assert etree.fromstring(data).tag == "rss"
        assert "xml-stylesheet" not in data.decode().partition("<rss")[2]


@pytest.mark.guarantee("FEED-07")
def test_the_id_of_an_entry_depends_on_no_text_of_the_item():
    item = rich()
    others = (
        replace(item, title="x"),
        replace(item, prose=make_prose("x"), summary="x"),
        replace(item, slug="x", topics=(), sessions=()),
        replace(item, modified=datetime(2022, 3, 1, tzinfo=UTC), first_published=datetime(2022, 3, 1, tzinfo=UTC)),
    )
    guid = f"urn:uuid:{item.uid}"
    assert [etree.fromstring(main(seed(item))).findtext("channel/item/guid") for item in others] == [guid] * 4
    assert etree.fromstring(main(seed(item, base_url="https://x.example/"))).findtext("channel/item/guid") == guid


@pytest.mark.guarantee("FEED-11")
def test_dates_are_in_english_with_a_numeric_zone_in_any_locale():
    old = locale.setlocale(locale.LC_TIME)
    available = next((name for name in ("fr_CA.UTF-8", "de_DE.UTF-8", "C.UTF-8") if _is_set(name)), old)
    try:
        locale.setlocale(locale.LC_TIME, available)
        data = main(seed(rich(), *dated(3)))
        assert locale.setlocale(locale.LC_TIME) == available
    finally:
        locale.setlocale(locale.LC_TIME, old)
    dates = etree.fromstring(data).xpath("//pubDate/text() | //lastBuildDate/text()")
    assert len(dates) == 6
    for moment in dates:
        assert re.fullmatch(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar) \d{4} \d\d:\d\d:\d\d \+0000", moment)


def _is_set(name):
    old = locale.setlocale(locale.LC_TIME)
    try:
        return bool(locale.setlocale(locale.LC_TIME, name))
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_TIME, old)


@pytest.mark.guarantee("FEED-12")
def test_a_long_summary_is_not_cut_short():
    words = "é & <b> " * 200 + "the end"
    raw = etree.fromstring(main(seed(make_item("long", summary=words)))).findtext("channel/item/description")
    assert html.unescape(raw) == words


@pytest.mark.guarantee("FEED-21")
def test_fifty_full_items_stay_below_512_kilobytes_and_more_than_5_megabytes_are_refused():
    text = " ".join(f"word{number}" for number in range(380))
    items = [
        replace(rich(), slug=f"rich-{number}", uid=make_item(f"rich-{number}").uid, prose=make_prose(text))
        for number in range(50)
    ]
    assert 200_000 < len(main(seed(*items))) < 512_000
    long = make_item("long", prose=make_prose("much " * 195_000))
    others = [make_item(f"other-{number}", prose=make_prose("much " * 190_000)) for number in range(5)]
    with pytest.raises(
        BulletinError, match=r"5\.\d\dMB.* stop at 5\.00MB\. The longest item is content/2022-02/long\.md"
    ):
        main(seed(*others, long))


def test_feeds_are_public():
    assert {(file.output, file.circulation) for file in rendered_files("feed", seed(rich()))} == {
        ("feed", Circulation.PUBLIC)
    }


HOSTILE = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
        st.sampled_from("]]><&\"'👩🏽\u200d\u05d0\u202e"),
    ),
    min_size=1,
    max_size=60,
).map(lambda text: f"a{text}z")


@pytest.mark.guarantee("FEED-19")
@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_any_text_is_read_back_unchanged(title, words):
    item = make_item("hostile", words, title=title, credit=words, organisation=words)
    entry = etree.fromstring(main(seed(item))).find("channel/item")
    assert entry.findtext("title") == title
    assert entry.findtext("dc:creator", namespaces=NAMES) == words
    for name in ("description", "content:encoded"):
        read = etree.fromstring(f"<div>{entry.findtext(name, namespaces=NAMES)}</div>".replace("<br>", "<br/>"))
        assert words in "".join(read.itertext())


@pytest.mark.guarantee("FEED-34")
def test_feedgen_still_has_the_faults_that_are_avoided_here():
    generator = FeedGenerator()
    generator.title("a")
    generator.description("b")
    generator.link(href="https://example.org/", rel="alternate")
    generator.link(href="https://example.org/feed.xml", rel="self")
    for name in ("first", "second"):
        added = generator.add_entry()
        added.title(name)
        added.author(name="A name alone")
    root = etree.fromstring(generator.rss_str())
    assert root.findtext("channel/link") == "https://example.org/feed.xml", "the order of links does not matter now"
    assert root.xpath("//item/title/text()") == ["second", "first"], "entries are appended now"
    assert root.xpath("//item/author") == [], "authors without an address are written now"
    assert abs(parsedate_to_datetime(root.findtext("channel/lastBuildDate")) - datetime.now(UTC)) < timedelta(minutes=5)
