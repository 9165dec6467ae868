"""An edition is a row of a table: its name, its audience and its selection of items."""

from __future__ import annotations

from bulletin.circulation.audience import seen_by
from bulletin.model import Bulletin, Change, Circulation, Item
from bulletin.outputs import OUTPUTS
from bulletin.outputs.email import email_files
from bulletin.outputs.email.editions import EDITIONS, MAIN
from bulletin.outputs.email.plan import plan
from tests.support.rendering import rendered_files
from tests.support.values import make_bulletin, make_issue, make_item, make_session, make_training


def _is_for_gps(item: Item) -> bool:
    return "GPs" in item.audience


GPS = MAIN._replace(
    name="gps",
    output="gps",
    selects=_is_for_gps,
    subject=lambda issue: f"For GPs: {issue.subject}",
    in_full="gps-in-full.txt",
    correction="gps-correction",
    is_whole=False,
)


def _bulletin(*items: Item) -> Bulletin:
    return seen_by(make_bulletin(make_issue(*items)), Circulation.STAFF)


def _sent(bulletin: Bulletin) -> dict[str, bytes]:
    ((planned, issue),) = email_files.commons_of(bulletin, (GPS,))
    return {file.path: file.data for file in email_files.part(planned, issue).files if isinstance(file.data, bytes)}


def test_each_edition_is_an_output() -> None:
    outputs = {output.name: output.audience for output in OUTPUTS}
    assert [outputs[row.output] for row in EDITIONS] == [row.audience for row in EDITIONS]


def test_each_edition_has_its_own_file_names() -> None:
    for names in zip(*((row.name, row.output, row.in_full, row.correction) for row in EDITIONS), strict=True):
        assert len(set(names)) == len(EDITIONS)


def test_another_edition_has_its_selected_items_in_files_of_its_name() -> None:
    for_gps = make_training("course", make_session("course", "a"), title="For the surgery", audience=("GPs",))
    theirs = make_training("other", make_session("other", "b"), title="For the school", audience=("teachers",))
    files = _sent(_bulletin(for_gps, theirs))
    names = ("gps.html", "gps.txt", "gps.eml", "gps-send.eml", "gps-copy.html")
    assert list(files) == [f"mail/2022-02/{name}" for name in names]
    for name in names[:2]:
        text = files[f"mail/2022-02/{name}"].decode()
        assert "For the surgery" in text
        assert "For the school" not in text
    assert b"Subject: For GPs: " in files["mail/2022-02/gps-send.eml"]
    assert b"Message-ID: <2022-02.gps." in files["mail/2022-02/gps-send.eml"]


def test_another_edition_is_left_out_where_it_has_no_items() -> None:
    bulletin = _bulletin(make_item("other", audience=("teachers",)))
    assert _sent(bulletin) == {}
    assert rendered_files("email", bulletin)


def test_a_plan_names_every_item_session_and_change_of_its_edition() -> None:
    for_gps = make_training("course", make_session("course", "a"), audience=("GPs",))
    theirs = make_training("other", make_session("other", "b"), audience=("teachers",))
    changes = tuple(
        Change(what=("added",), item=item, session=item.sessions[0], before=None) for item in (for_gps, theirs)
    )
    bulletin = make_bulletin(make_issue(for_gps, theirs), changes=changes)
    names = [(item.slug, session.key if session else "") for item, session in plan(bulletin, bulletin.mail[0]).mentions]
    assert sorted(set(names)) == [("course", ""), ("course", "a"), ("other", ""), ("other", "b")]
    assert [(item.slug, bool(session)) for item, session in plan(bulletin, bulletin.mail[0], GPS).mentions] == [
        ("course", False),
        ("course", True),
    ]


def test_an_email_has_a_page_to_copy_from_only_if_its_edition_has_one() -> None:
    bulletin = _bulletin(make_item())
    email = email_files.issue_email(bulletin, plan(bulletin, bulletin.mail[0]))
    paths = [file.path for file in email_files.email_files(bulletin.settings, email._replace(copy_page=""))]
    assert paths == [f"mail/2022-02/bulletin{ending}" for ending in (".html", ".txt", ".eml", "-send.eml")]
