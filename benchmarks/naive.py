"""The straightforward script over the same libraries with their defaults: what Bulletin is measured beside.

usage: naive.py FOLDER OUT        (FOLDER as corpus.py writes it)

It makes the same things: every issue's email and its text, a page for each issue and item and a
home page, a feed, a calendar file for each session. It gets Bulletin's style sheet and feed cap,
and leaves what is not public out of what is public. It checks nothing and searches nothing.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import jinja2
import premailer
import yaml
from feedgen.feed import FeedGenerator
from icalendar import Calendar, Event
from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[1]
LONDON = ZoneInfo("Europe/London")
FEED_ISSUES, FEED_ITEMS = 2, 50
TEMPLATES = {
    "email.html": """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{{ issue.name }}</title><style>{{ css }}</style></head>
<body><table role="presentation" class="page" width="100%"><tr><td><table role="presentation" class="paper" width="640">
<tr><td class="masthead"><h1>Campus bulletin</h1><p>{{ issue.day }}</p></td></tr>
<tr><td class="opening"><ul>{% for item in items %}<li>{{ item.title }}</li>{% endfor %}</ul></td></tr>
{% for item in items %}{% for s in item.sessions %}<tr><td class="when">{{ s.day }}</td><td class="what">{{ item.title }}: {{ s.label }} <a class="button" href="{{ s.book }}">Book</a></td></tr>{% endfor %}{% endfor %}
{% for item in items %}<tr><td class="item"><h3><a href="https://example.org/campus/items/{{ item.slug }}/">{{ item.title }}</a></h3>{{ item.html | safe }}</td></tr>{% endfor %}
<tr><td class="footer"><p>Campus bulletin</p></td></tr></table></td></tr></table></body></html>""",
    "email.txt": """Campus bulletin, {{ issue.day }}
{% for item in items %}
{{ item.title }}

{{ item.body }}
{% for s in item.sessions %}{{ s.day }} {{ s.label }} {{ s.book }}
{% endfor %}{% endfor %}""",
    "base.html": """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="/assets/site.css"></head><body><main>{% block main %}{% endblock %}</main></body></html>""",
    "item.html": """{% extends "base.html" %}{% block title %}{{ item.title }}{% endblock %}{% block main %}<h1>{{ item.title }}</h1>
{{ item.html | safe }}<ul>{% for s in item.sessions %}<li>{{ s.day }} <a href="{{ s.book }}">{{ s.label }}</a> <a href="{{ loop.index }}.ics">Calendar</a></li>{% endfor %}</ul>{% endblock %}""",
    "issue.html": """{% extends "base.html" %}{% block title %}{{ issue.name }}{% endblock %}{% block main %}<h1>{{ issue.name }}</h1>
<ul>{% for item in items %}<li><a href="/items/{{ item.slug }}/">{{ item.title }}</a></li>{% endfor %}</ul>{% endblock %}""",
    "home.html": """{% extends "base.html" %}{% block title %}Campus bulletin{% endblock %}{% block main %}<h1>Campus bulletin</h1>
<ul>{% for issue in issues %}<li><a href="/{{ issue.name }}/">{{ issue.name }}</a></li>{% endfor %}</ul>{% endblock %}""",
}


def style_sheet() -> str:
    """Bulletin's own, its theme values filled in."""
    theme = {}
    for line in (ROOT / "templates" / "themes" / "health" / "theme.yml").read_text("utf-8").splitlines():
        name, _, value = line.partition(": ")
        theme[name] = value
    return jinja2.Template((ROOT / "templates" / "email" / "bulletin.css").read_text("utf-8")).render(theme=theme)


def write(path: Path, data: str | bytes) -> None:
    """One file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def calendar(item: dict, session: dict) -> bytes:
    """One session's calendar file."""
    day = date.fromisoformat(session["day"])
    event = Event()
    event.add("uid", f"{item['slug']}-{session['label']}@example.org")
    event.add("dtstamp", datetime(2022, 1, 1, tzinfo=UTC))
    event.add("dtstart", datetime.combine(day, time(10), LONDON))
    event.add("dtend", datetime.combine(day, time(11, 30), LONDON))
    event.add("summary", f"{item['title']}: {session['label']}")
    event.add("location", "Microsoft Teams")
    event.add("description", f"Book: {session['book']}\n\n{item['title']}\nMicrosoft Teams\nThis does not book your place.")
    event.add("url", session["book"])
    whole = Calendar()
    whole.add("prodid", "-//Naive//EN")
    whole.add("version", "2.0")
    whole.add_component(event)
    whole.add_missing_timezones()
    return whole.to_ical()


def read(folder: Path) -> list[tuple[dict, list[dict]]]:
    """Every issue and its items, newest first."""
    markdown = MarkdownIt("commonmark").enable("table")
    found = []
    for place in sorted(folder.iterdir(), key=lambda path: yaml.safe_load((path / "issue.yaml").read_text())["day"], reverse=True):
        items = []
        for path in sorted(place.glob("*.md")):
            _, front, body = path.read_text("utf-8").split("---\n", 2)
            item = yaml.safe_load(front)
            item |= {"html": markdown.render(body), "body": body}
            items.append(item)
        found.append((yaml.safe_load((place / "issue.yaml").read_text("utf-8")), items))
    return found


def main(folder: Path, out: Path) -> None:
    """Make everything."""
    env = jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), autoescape=jinja2.select_autoescape())
    css, issues = style_sheet(), read(folder / "naive")
    for issue, items in issues:
        staff = [item for item in items if item["circulation"] in ("public", "staff")]
        public = [item for item in staff if item["circulation"] == "public"]
        html = env.get_template("email.html").render(issue=issue, items=staff, css=css)
        write(out / "mail" / issue["name"] / "bulletin.html", premailer.transform(html))
        write(out / "mail" / issue["name"] / "bulletin.txt", env.get_template("email.txt").render(issue=issue, items=staff))
        write(out / "site" / issue["name"] / "index.html", env.get_template("issue.html").render(issue=issue, items=public))
        for item in public:
            write(out / "site" / "items" / item["slug"] / "index.html", env.get_template("item.html").render(item=item))
        for item in staff:
            for number, session in enumerate(item["sessions"], 1):
                data = calendar(item, session)
                write(out / "mail" / issue["name"] / "calendar" / f"{item['slug']}-{number}.ics", data)
                if item["circulation"] == "public":
                    write(out / "site" / "items" / item["slug"] / f"{number}.ics", data)
    write(out / "site" / "index.html", env.get_template("home.html").render(issues=[issue for issue, _ in issues]))
    feed = FeedGenerator()
    feed.title("Campus bulletin")
    feed.link(href="https://example.org/campus/", rel="alternate")
    feed.description("All items")
    public = [(place, item) for place, (_, items) in enumerate(issues) for item in items if item["circulation"] == "public"]
    for number, (place, item) in enumerate(public):
        if number < FEED_ITEMS or place < FEED_ISSUES:
            entry = feed.add_entry()
            entry.id(item["slug"])
            entry.title(item["title"])
            entry.link(href=f"https://example.org/campus/items/{item['slug']}/")
            entry.description(item["title"])
            entry.content(item["html"], type="CDATA")
    write(out / "site" / "feed.xml", feed.rss_str())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
