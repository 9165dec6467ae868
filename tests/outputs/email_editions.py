"""Make the emails that every check reads: the sample in both themes, its limited edition, and one with all features."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from bulletin import load
from bulletin.circulation.audience import seen_by
from bulletin.content.markdown import MarkdownText, parse
from bulletin.content.templates import read_theme_files
from bulletin.model import (
    Asset,
    Attachment,
    Bulletin,
    Change,
    Circulation,
    Contact,
    Image,
    Link,
    Prose,
    Snippet,
    State,
    Told,
)
from tests.outputs.email_checks import Email, of
from tests.support.rendering import rendered_files
from tests.support.values import (
    LONDON,
    ROOT,
    make_bulletin,
    make_issue,
    make_item,
    make_prose,
    make_session,
    make_settings,
    make_training,
)

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
THEMES = ("health", "regatta")


@cache
def editions() -> dict[str, Email]:
    """Return every email by a descriptive name."""
    sample = load(ROOT / "content")
    mails = {}
    for theme in THEMES:
        whole = themed(sample, theme)
        mails[f"the sample, {theme}"] = of(_files(seen_by(whole, Circulation.STAFF)))
        mails[f"limited, {theme}"] = of(_files(seen_by(whole, Circulation.LIMITED), limited=True), "limited")
        mails[f"everything, {theme}"] = of(_files(themed(everything(), theme)))
    return mails


def themed(bulletin: Bulletin, theme: str) -> Bulletin:
    """Return the bulletin with another built-in theme."""
    look = read_theme_files(theme, None)
    assert look.problems == ()
    styled = replace(bulletin.theme, name=theme, values=look.values)
    return replace(
        bulletin,
        theme=styled,
        templates=look.texts,
        templates_hash=look.hash,
        own_templates=look.own,
        package_templates_hash=look.package_hash,
    )


def _files(bulletin: Bulletin, *, limited: bool = False) -> dict[str, bytes]:
    return {
        file.path.rpartition("/")[2]: file.data
        for file in rendered_files("limited" if limited else "email", bulletin)
        if isinstance(file.data, bytes)
    }


def asset(name: str, data: bytes, media_type: str, size: tuple[int, int] = (0, 0)) -> Asset:
    """Return an asset of an item."""
    return Asset(
        name=name, address=f"items/inside/files/{name}", source=Path(name), media_type=media_type, size=len(data),
        sha256=hashlib.sha256(data).hexdigest(), width=size[0], height=size[1], data=data,
    )  # fmt: skip


def everything() -> Bulletin:
    """Return a bulletin in which every part of the templates has content."""
    picture = asset("door.png", PNG, "image/png", (1200, 800))
    logo = Image(alt="The boathouse", asset=asset("logo.png", PNG, "image/png", (200, 60)))
    sessions = (
        make_session(
            "course", "day-1", label="Day 1", places=12, book_by=date(2022, 3, 1), joining_by=date(2022, 3, 2)
        ),
        make_session("course", "day-2", label="Day 2", state=State.FULL, moved_from=date(2022, 3, 30)),
        make_session("course", "day-3", start=datetime(2022, 5, 3, 10, tzinfo=LONDON), state=State.CANCELLED),
        make_session("course", "day-4", start=datetime(2022, 5, 4, 10, tzinfo=LONDON), state=State.WAITING_LIST),
    )
    policy = Snippet(slug="policy", title="Before you book", body="x", shared=True, prose=make_prose("Please come."))
    snippet = Snippet(slug="help", title="If the link fails", body="x", prose=make_prose("Try another browser."))
    course = make_training(
        "course", *sessions, presenters=("The club",), cost="Free", level="All", requires="A coat", booking="Apply early.",
        snippets=(policy, snippet), organisation="The club", audience=("GPs", "nurses"), areas=("North",),
    )  # fmt: skip
    inside = make_training(
        "inside", circulation=Circulation.STAFF, image=Image(alt="A door", asset=picture),
        attachments=(Attachment(label="The flyer", asset=asset("flyer.pdf", b"%PDF-1.7", "application/pdf")),),
        corrections=((date(2022, 1, 3), "The number was wrong."),), content_note="Abuse.", support="Call 116 123.",
        credit="With thanks to the trust.",
    )  # fmt: skip
    service = make_item(
        "service", kind="service", details=(("Opening hours", "Monday to Friday, 8am to 8pm"),),
        contacts=(Contact(label="Helpline", phone="0344 255 0623", tel="tel:+443442550623"), Contact(email="hsbs@example.org")),
    )  # fmt: skip
    update = make_item(
        "update",
        kind="update",
        prose=_messages(),
        links=(Link(label="The report", url="https://example.org/r?a=1&b=2"),),
    )
    figures = make_item("figures", prose=_figures())
    marks = make_item("marks", prose=_marks("marks"))
    more_marks = make_item("more-marks", prose=_marks("more-marks"), title="More marks")
    learning = make_item("review", kind="learning", details=(("Source", "Annual report"),), published=date(2022, 1, 18))
    brief = make_item("brief", summary_only=True, summary="In short.")
    notice = make_item("think-first", kind="notice", circulation=Circulation.STAFF)
    issue = make_issue(
        notice,
        course,
        inside,
        service,
        update,
        figures,
        marks,
        more_marks,
        learning,
        brief,
        has_limited=True,
        limited_note=True,
        first=("think-first",),
    )
    issue = replace(
        issue,
        ready=False,
        sections=tuple(
            (name, tuple(slug for slug in slugs if slug != "think-first")) for name, slugs in issue.sections
        ),
    )
    earlier = make_issue(
        make_training("trauma", make_session("trauma", label="Morning")), id="2022-01", day=date(2022, 1, 4)
    )
    last_telling = Told(issue="2022-01", start=sessions[1].start, end=sessions[1].end, place="Zoom", state=State.OPEN)
    settings = make_settings(
        sample=True, address="1 Example Street", unsubscribe=("https://example.org/leave?a=1&b=2", "mailto:leave@example.org"),
        list_id="nw.lists.example.org", one_click=True,
    )  # fmt: skip
    return make_bulletin(
        issue, earlier, settings=settings, theme=replace(make_bulletin(issue).theme, logo=logo),
        changes=(Change(what=("moved",), item=course, session=sessions[1], before=last_telling),),
    )  # fmt: skip


def _messages() -> Prose:
    html = (
        "<h4>Key messages</h4>\n"
        '<ol class="key-messages">\n<li>\n<p><strong>Read the guidance.</strong>\nIt is <a href="https://example.org/g">new guidance</a>.</p>\n'
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n</li>\n<li><strong>Act on it.</strong> Soon.</li>\n</ol>\n"
        '<div class="in-focus"><h4>In focus: the framework</h4>\n<p>It changes.</p>\n</div>'
    )
    text = "Key messages\n\n1. Read the guidance. It is new guidance <https://example.org/g>.\n   - one\n   - two\n2. Act on it. Soon.\n\nIn focus: the framework\n\nIt changes."
    return replace(make_prose("x"), email=html, text=text)


def _figures() -> Prose:
    head = '<thead>\n<tr>\n<th scope="col">Year</th>\n<th scope="col">Deaths</th>\n</tr>\n</thead>'
    table = f"<table>\n{head}\n<tbody>\n<tr>\n<td>2021</td>\n<td>7</td>\n</tr>\n</tbody>\n</table>"
    html = f'<blockquote class="call-out">\n<p>22% of them.</p>\n</blockquote>\n<h4>Numbers</h4>\n{table}\n<pre><code>x\n</code></pre>\n<hr />'
    return replace(
        make_prose("x"), email=html, text="> 22% of them.\n\nNumbers\n\nYear  Deaths\n2021  7\n\n    x\n\n* * *"
    )


def _marks(slug: str) -> Prose:
    """Return Markdown with markup of GitHub, and passages in other scripts."""
    text = (
        "The dose is ~~20 mg~~ 10 mg.[^1]\n\n> [!WARNING]\n> The room has changed.\n\n- [ ] Book\n- [x] Send\n\n"
        "Term\n: What it means\n\nTable: Clinics\n\n| Clinic | Hours |\n|---|---|\n| Leeds | 9am<br>to 5pm |\n\n"
        "مرحبا بالعالم.\n\n- نقطة\n\n> שלום\n\n| اليوم |\n|---|\n| الاثنين |\n\n[^1]: Example review, page 4.\n"
    )
    return parse(MarkdownText(text, shift=2, name=slug, title=slug)).prose
