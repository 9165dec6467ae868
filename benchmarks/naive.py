"""Make a bulletin with a simple script on the same libraries with their defaults, to compare Bulletin with it.

usage: naive.py FOLDER OUT        (FOLDER as corpus.py writes it)

It makes the email and the text of every issue, a page for each issue and item, a home page, a feed, and a calendar file
for each session. It uses Bulletin's style sheet and Bulletin's limit for feeds, and leaves items that are not public out
of public files. It has no checks and no search.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
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
    "email.html": """<!DOCTYPE html><html lang="en-GB" dir="ltr"><head><meta charset="utf-8"><title>{{ issue.name }}</title><style>{{ css }}</style></head>
<body class="page"><div class="preheader">News</div><div class="page" role="article"><table role="presentation" class="paper" width="640"><tr><td class="masthead"><p>Campus</p><h1>Campus bulletin</h1><p>{{ issue.day }}</p></td></tr></table>
<table role="presentation" class="paper" width="640"><tr><td class="cell"><p class="small">{{ issue.day }}. From Campus bulletin.</p><p>Welcome to the issue of {{ issue.day }}.</p></td></tr></table>
<table role="presentation" class="paper" width="640"><tr><td class="cell"><h2>In this issue</h2><ul>{% for item in items %}<li>{{ item.title }}</li>{% endfor %}</ul></td></tr></table>
<table role="presentation" class="paper" width="640"><tr><td class="cell"><h2>Training dates</h2><table class="data" width="100%"><caption>Sessions in this issue</caption><tr><th scope="col">Date and time</th><th scope="col">Session</th></tr>
{% for item in items %}{% for s in item.sessions %}<tr><th scope="row" class="when"><strong>{{ s.day }}</strong><br>10am to 11:30am</th><td class="what"><strong>{{ item.title }}: {{ s.label }}</strong><br><span class="small">Microsoft Teams</span>
<table role="presentation" class="button"><tr><td class="button"><a class="button" href="{{ s.book }}">Book: {{ s.label }}, {{ s.day }}</a></td></tr></table><p><a href="https://example.org/campus/items/{{ item.slug }}/{{ loop.index }}.ics">Add {{ s.label }}, {{ s.day }} to your calendar</a></p></td></tr>{% endfor %}{% endfor %}</table></td></tr></table>
{% for item in items %}<table role="presentation" class="paper" width="640"><tr><td class="cell"><h3><a href="https://example.org/campus/items/{{ item.slug }}/">{{ item.title }}</a></h3></td></tr><tr><td class="cell">{{ item.html | safe }}</td></tr>
{% if item.sessions %}<tr><td class="cell"><p><strong>Sessions</strong></p><ul>{% for s in item.sessions %}<li>{{ s.label }}: {{ s.day }}, 10am to 11:30am, Microsoft Teams<br><a href="{{ s.book }}">Book: {{ s.label }}, {{ s.day }}</a></li>{% endfor %}</ul></td></tr>{% endif %}</table>{% endfor %}
<table role="presentation" class="paper" width="640"><tr><td class="footer"><p>Campus bulletin</p><p>Contact: <a href="mailto:team@example.org">team@example.org</a></p><p>You get this because you are on the list.</p><p><a href="https://example.org/campus/{{ issue.name }}/">View this issue in your browser</a></p></td></tr></table></div></body></html>""",
    "email.txt": """Campus bulletin, {{ issue.day }}
{% for item in items %}{% for s in item.sessions %}
{{ s.day }}, 10am to 11:30am
{{ item.title }}: {{ s.label }}
Book: <{{ s.book }}>
{% endfor %}{% endfor %}{% for item in items %}
{{ item.title }}
Web page: <https://example.org/campus/items/{{ item.slug }}/>

{{ item.body }}
{% for s in item.sessions %}- {{ s.label }}: {{ s.day }}, 10am to 11:30am
  Book: <{{ s.book }}>
{% endfor %}{% endfor %}
Contact: team@example.org
""",
    "base.html": """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{% block title %}{% endblock %}</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml"><link rel="stylesheet" href="/assets/site.css"></head><body><header><p><a href="/">Campus bulletin</a></p></header>
<nav><ul><li><a href="/">Home</a></li><li><a href="/calendar/">Training calendar</a></li><li><a href="/archive/">All issues</a></li><li><a href="/subscribe/">Subscribe</a></li></ul></nav>
<main>{% block main %}{% endblock %}</main><footer><p>Campus bulletin</p><p>Email <a href="mailto:team@example.org">team@example.org</a></p></footer></body></html>""",
    "sessions.html": """{% macro table(rows) %}<table class="sessions"><caption>Sessions</caption><thead><tr><th scope="col">Date and time</th><th scope="col">Training</th><th scope="col">Place</th><th scope="col">What to do</th></tr></thead><tbody>
{% for item, s, n in rows %}<tr><th scope="row"><time datetime="{{ s.day }}">{{ s.day }}</time><br>10am to 11:30am</th><td><a href="/items/{{ item.slug }}/">{{ item.title }}</a><br>{{ s.label }}</td><td>Microsoft Teams</td>
<td><p><a class="button" href="{{ s.book }}">Book</a></p><p><a href="/items/{{ item.slug }}/{{ n }}.ics">Add to calendar</a></p></td></tr>{% endfor %}</tbody></table>{% endmacro %}""",
    "item.html": """{% extends "base.html" %}{% from "sessions.html" import table %}{% block title %}{{ item.title }}{% endblock %}{% block main %}<article><h1>{{ item.title }}</h1>
{{ item.html | safe }}{% if rows %}{{ table(rows) }}{% endif %}<h2>Contact</h2><p><a href="mailto:team@example.org">team@example.org</a></p></article>{% endblock %}""",
    "issue.html": """{% extends "base.html" %}{% from "sessions.html" import table %}{% block title %}{{ issue.name }}{% endblock %}{% block main %}<h1>{{ issue.name }}</h1>
{% if rows %}{{ table(rows) }}{% endif %}<ul>{% for item in items %}<li><h3><a href="/items/{{ item.slug }}/">{{ item.title }}</a></h3><p>{{ item.body[:200] }}</p></li>{% endfor %}</ul>{% endblock %}""",
    "home.html": """{% extends "base.html" %}{% block title %}Campus bulletin{% endblock %}{% block main %}<h1>Campus bulletin</h1>
<ul>{% for issue in issues %}<li><a href="/{{ issue.name }}/">{{ issue.name }}</a></li>{% endfor %}</ul>{% endblock %}""",
}


def style_sheet() -> str:
    """Return Bulletin's style sheet, with the values of its theme filled in."""
    theme = {}
    for line in (ROOT / "templates" / "themes" / "health" / "theme.yml").read_text("utf-8").splitlines():
        name, _, value = line.partition(": ")
        theme[name] = value
    return jinja2.Template((ROOT / "templates" / "email" / "bulletin.css").read_text("utf-8")).render(theme=theme)


def write(path: Path, data: str | bytes) -> None:
    """Write a file, and its folders if they do not exist."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def calendar(sessions: list[tuple[dict, dict]]) -> bytes:
    """Return a calendar file with sessions."""
    whole = Calendar()
    whole.add("prodid", "-//Naive//EN")
    whole.add("version", "2.0")
    for item, session in sessions:
        day = date.fromisoformat(session["day"])
        event = Event()
        event.add("uid", f"{item['slug']}-{session['label']}@example.org")
        event.add("dtstamp", datetime(2022, 1, 1, tzinfo=UTC))
        event.add("dtstart", datetime.combine(day, time(10), LONDON))
        event.add("dtend", datetime.combine(day, time(11, 30), LONDON))
        event.add("summary", f"{item['title']}: {session['label']}")
        event.add("location", "Microsoft Teams (link sent before the session)")
        text = f"Book: {session['book']}\n\n{item['title']}\n{session['day']}\nMicrosoft Teams\nThis does not book your place."
        event.add("description", f"{text}\n\nCancel your place: mailto:team@example.org\n\nContact: team@example.org")
        event.add("url", session["book"])
        whole.add_component(event)
    whole.add_missing_timezones()
    return whole.to_ical()


def message(subject: str, text: str, html: str) -> bytes:
    """Return an email with text and HTML as the bytes of a message."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject
    mail["From"] = "team@example.org"
    mail["X-Unsent"] = "1"
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    return mail.as_bytes()


def read(folder: Path) -> list[tuple[dict, list[dict]]]:
    """Return every issue with its items, the newest issue first."""
    markdown = MarkdownIt("commonmark").enable("table")
    issues = []
    for place in sorted(
        folder.iterdir(), key=lambda path: yaml.safe_load((path / "issue.yaml").read_text())["day"], reverse=True
    ):
        items = []
        for path in sorted(place.glob("*.md")):
            _, front, body = path.read_text("utf-8").split("---\n", 2)
            item = yaml.safe_load(front)
            item |= {"html": markdown.render(body), "body": body}
            items.append(item)
        issues.append((yaml.safe_load((place / "issue.yaml").read_text("utf-8")), items))
    return issues


def main(folder: Path, out: Path) -> None:
    """Write all files of the bulletin in a folder."""
    env = jinja2.Environment(loader=jinja2.DictLoader(TEMPLATES), autoescape=jinja2.select_autoescape())
    css, issues = style_sheet(), read(folder / "naive")
    everything = []
    for issue, items in issues:
        staff = [item for item in items if item["circulation"] in ("public", "staff")]
        public = [item for item in staff if item["circulation"] == "public"]
        mail = out / "mail" / issue["name"]
        html = premailer.transform(env.get_template("email.html").render(issue=issue, items=staff, css=css))
        text = env.get_template("email.txt").render(issue=issue, items=staff)
        write(mail / "bulletin.html", html)
        write(mail / "bulletin.txt", text)
        write(mail / "bulletin.eml", message(f"Campus bulletin: {issue['day']}", text, html))
        for item in staff:
            rows = [(item, session, number) for number, session in enumerate(item["sessions"], 1)]
            for _, session, number in rows:
                data = calendar([(item, session)])
                write(mail / "calendar" / f"{item['slug']}-{number}.ics", data)
                if item in public:
                    write(out / "site" / "items" / item["slug"] / f"{number}.ics", data)
            if item in public:
                write(
                    out / "site" / "items" / item["slug"] / "index.html",
                    env.get_template("item.html").render(item=item, rows=rows),
                )
                everything += [(item, session) for _, session, _ in rows]
                if rows:
                    together = calendar([(item, session) for _, session, _ in rows])
                    write(out / "site" / "items" / item["slug"] / "calendar.ics", together)
        rows = [(item, session, number) for item in public for number, session in enumerate(item["sessions"], 1)]
        page = env.get_template("issue.html").render(issue=issue, items=public, rows=rows)
        write(out / "site" / issue["name"] / "index.html", page)
    newest = max((session["day"] for _, session in everything), default="")
    coming = [(item, session) for item, session in everything if session["day"] >= newest[:4]]
    write(out / "site" / "calendar.ics", calendar(coming))
    write(out / "site" / "index.html", env.get_template("home.html").render(issues=[issue for issue, _ in issues]))
    feed = FeedGenerator()
    feed.title("Campus bulletin")
    feed.link(href="https://example.org/campus/", rel="alternate")
    feed.description("All items")
    public = [
        (place, item) for place, (_, items) in enumerate(issues) for item in items if item["circulation"] == "public"
    ]
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
