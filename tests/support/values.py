"""Make bulletins of model values, for tests of the modules that use them after reading."""

from __future__ import annotations

import html
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bulletin import model
from bulletin.content.themes import read_fonts
from bulletin.text import slugs as text_slugs
from bulletin.text.online import split_place

ROOT = Path(__file__).parents[2]
TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text("utf-8")
    for path in sorted((ROOT / "templates").rglob("*.*"))
}
LONDON = ZoneInfo("Europe/London")
LONDON_RULE = "GMT0BST,M3.5.0/1,M10.5.0"
BULLETIN_ID = "nw-safeguarding"
INSTANT = datetime(2022, 2, 1, 9, tzinfo=UTC)
THEME = (
    ("text", "#212b32"), ("muted", "#4c6272"), ("page", "#f0f4f5"), ("paper", "#ffffff"), ("brand", "#005eb8"),
    ("brand dark", "#003087"), ("on brand", "#ffffff"), ("link", "#005eb8"), ("button", "#007f3b"),
    ("on button", "#ffffff"), ("line", "#d8dde0"), ("warning", "#fff9c4"), ("warning line", "#ffeb3b"),
    ("focus", "#ffeb3b"), ("font", "Arial, Helvetica, sans-serif"), ("width", "640"),
    ("dark page", "#10171c"), ("dark paper", "#1a2329"), ("dark text", "#f0f4f5"), ("dark muted", "#aeb7bd"),
    ("dark link", "#9ecbf7"), ("dark line", "#4c6272"), ("dark warning", "#40390a"),
    ("hover", "#7c2855"), ("visited", "#330072"), ("button hover", "#00662f"), ("button edge", "#00401e"),
    ("tag", "#ccdff1"), ("tag line", "#005eb8"), ("tag text", "#004281"), ("dark hover", "#ffffff"),
    ("dark visited", "#c9b8f0"), ("dark tag", "#10304d"), ("dark tag line", "#9ecbf7"), ("dark tag text", "#d6e9fb"),
)  # fmt: skip


def make_prose(*paragraphs: str) -> model.Prose:
    page = "".join(f"<p>{html.escape(paragraph)}</p>\n" for paragraph in paragraphs)
    return model.Prose(page=page, email=page, text="\n\n".join(paragraphs))


def make_session(item: str = "self-neglect", key: str = "2022-04-01", **changes: Any) -> model.Session:
    label = changes.get("label", "")
    uid = text_slugs.session_uid(BULLETIN_ID, item, key)
    start = changes.get("start", datetime(2022, 4, 1, 9, 30, tzinfo=LONDON))
    values: dict[str, Any] = {
        "key": key,
        "uid": uid,
        "stem": text_slugs.session_stem(uid, key, labelled=bool(label)),
        "label": "",
        "start": start,
        "end": start + timedelta(hours=7),
        "place": "Microsoft Teams",
        "state": model.State.OPEN,
        "moved_from": None,
        "book": f"https://example.org/book/{item}-{key}",
        "places": None,
        "book_by": None,
        "joining_by": None,
        "reminders": (timedelta(days=1),),
        "revision": model.Revision(sequence=0, created=INSTANT, modified=INSTANT),
        "told": None,
    }
    venue, service = split_place(changes.get("place", values["place"]))
    return model.Session(**(values | {"venue": venue, "service": service} | changes))


def make_item(slug: str = "self-neglect", *paragraphs: str, **changes: Any) -> model.Item:
    paragraphs = paragraphs or (f"This is what {slug} says.",)
    values: dict[str, Any] = {
        "slug": slug, "uid": text_slugs.item_uid(BULLETIN_ID, slug), "issue": "2022-02", "kind": "information",
        "title": slug.replace("-", " ").capitalize(), "path": f"content/2022-02/{slug}.md",
        "circulation": model.Circulation.PUBLIC, "circulation_note": "", "held": "",
        "body": "\n\n".join(paragraphs), "body_line": 5, "prose": make_prose(*paragraphs), "summary": paragraphs[0],
        "summary_only": False, "section": "", "order": None, "pinned": False, "organisation": "", "published": None,
        "audience": (), "areas": (), "topics": (), "contacts": (), "links": (), "attachments": (), "image": None,
        "body_images": (), "snippets": (), "details": (), "sessions": (), "presenters": (), "booking": "", "cost": "",
        "requires": "", "level": "", "joining": "", "content_note": "", "support": "", "credit": "",
        "corrections": (), "show_until": None, "gone": "", "moved_to": "", "first_published": INSTANT,
        "modified": INSTANT, "ignored": (),
    }  # fmt: skip
    return model.Item(**(values | changes))


def make_training(slug: str = "self-neglect", *sessions: model.Session, **changes: Any) -> model.Item:
    return make_item(slug, kind="training", sessions=sessions or (make_session(slug),), **changes)


def make_issue(*items: model.Item, **changes: Any) -> model.Issue:
    headings: dict[str, list[str]] = {}
    for item in items:
        headings.setdefault(
            {"training": "Training", "service": "New services"}.get(item.kind, "Information"), []
        ).append(item.slug)
    values: dict[str, Any] = {
        "id": "2022-02", "title": "North West safeguarding bulletin", "day": date(2022, 2, 1), "instant": INSTANT,
        "covers": "February and March 2022", "ready": True, "path": "content/2022-02/issue.md",
        "introduction": "Welcome to this issue.", "prose": make_prose("Welcome to this issue."),
        "preheader": "Welcome to this issue.", "circulation": model.Circulation.PUBLIC, "items": items,
        "sections": tuple((heading, tuple(slugs)) for heading, slugs in headings.items()), "first": (),
        "has_limited": any(item.circulation is model.Circulation.LIMITED for item in items), "limited_note": False,
        "subject": "North West safeguarding bulletin: February and March 2022",
        "limited_subject": "[Limited] Patient safety update",
    }  # fmt: skip
    return model.Issue(**(values | changes))


def make_settings(**changes: Any) -> model.Settings:
    values: dict[str, Any] = {
        "id": BULLETIN_ID, "name": "North West safeguarding bulletin", "team": "North West safeguarding team",
        "email": "team@example.org", "default_circulation": model.Circulation.STAFF,
        "base_url": "https://example.org/nw-safeguarding/", "hosted": True, "region": "North West", "address": "",
        "language": "en-GB", "time_zone": "Europe/London", "zone_rule": LONDON_RULE,
        "why": "You get this because you are on the North West safeguarding team list.", "place": "Microsoft Teams",
        "joining": "", "reminders": (timedelta(days=1),), "bank_holidays": "England and Wales",
        "extra_bank_holidays": (), "send_from": "team@example.org", "list_id": "", "unsubscribe": (),
        "one_click": False, "email_budget": 73000, "topics": (), "acronyms": (), "sample": False, "checks": (),
    }  # fmt: skip
    return model.Settings(**(values | changes))


def make_bulletin(*issues: model.Issue, **changes: Any) -> model.Bulletin:
    newest_first = tuple(sorted(issues, key=lambda issue: (issue.day, issue.id), reverse=True))
    values: dict[str, Any] = {
        "settings": make_settings(), "theme": model.Theme(name="health", values=THEME, logo=None, fonts=read_fonts()),
        "as_of": max((issue.day for issue in issues), default=date(2022, 2, 1)), "issues": newest_first,
        "mail": newest_first[:1], "changes": (), "promised": (), "templates_hash": "test", "templates": TEMPLATES,
    }  # fmt: skip
    return model.Bulletin(**(values | changes))
