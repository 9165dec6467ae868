"""A key of an item is declared once, on its field, and its documentation, schema, hash and search are derived."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from bulletin import load
from bulletin.ledger.hashes import item_hash, session_hashes
from bulletin.model import Contact, Item, Link, Session
from bulletin.model.rows import rows
from tests.support.folders import make_content
from tests.support.values import ROOT, make_item, make_session, make_training

COST = "    cost: str = field(\n"
PARKING = (
    '    parking: str = field(default="", metadata=key("parking", "Where to park.", "Behind the hall", ("car park",), '
    'kinds=TRAINING, prose=True, hashed="parking", in_session_hash=True, secret=(Secret.PHRASES,)))\n'
)
ITEM = """\
---
title: Safer recruitment
sessions:
  - 1 April 2022, 10am to 11am
booking: Ask us.
car park: Behind the hall, where the old library stood for forty years
---
A day on safer recruitment.
"""
WITHOUT = "".join(line for line in ITEM.splitlines(keepends=True) if "car park" not in line)
PROBE = """
import json, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from docs.make import documents
from bulletin import read
from bulletin.circulation.tripwire import Tripwire
from bulletin.content.keys import ITEM, PROSE_KEYS
from bulletin.ledger.hashes import item_hash, session_hashes
from bulletin.model import Circulation, File
from bulletin.errors import LeakError
from dataclasses import replace
from bulletin.outputs.form import fields
from bulletin.scaffold.item import item_text
from datetime import date
schema = json.loads(documents()["schemas/item.json"])
bulletin = read({content!r}).complete()
[item] = bulletin.issues[0].items
other = replace(item, parking="")
limited = replace(item, circulation=Circulation.LIMITED)
cut = replace(bulletin, issues=(replace(bulletin.issues[0], items=(limited,)),), mail=())
page = File(path="site/x.html", data=item.parking.encode(), output="pages", circulation=Circulation.PUBLIC)
try:
    Tripwire(cut).check(page)
    found = False
except LeakError:
    found = True
print(json.dumps({{
    "value": item.parking,
    "key": [key.name for key in ITEM if key.name == "parking"],
    "prose": "parking" in PROSE_KEYS,
    "schema": [schema["properties"][name]["description"] for name in ("parking", "car park")],
    "kinds": [rule["if"]["properties"]["kind"]["const"] for rule in schema["allOf"]
              if "parking" in rule["then"]["propertyNames"]["anyOf"][0]["enum"]],
    "new": [kind for kind in ("training", "notice") if "# parking: Behind the hall" in item_text(kind, "X", date(2022, 2, 1))],
    "form": [one.help for one in fields(bulletin) if one.key == "parking"],
    "item hash": item_hash(item) != item_hash(other),
    "session hash": session_hashes(item, item.sessions[0], "Europe/London") != session_hashes(other, other.sessions[0], "Europe/London"),
    "tripwire": found,
    "without it": [item_hash(other), session_hashes(other, other.sessions[0], "Europe/London").hash],
}}))
"""


def with_parking(folder: Path) -> Path:
    """Return a copy of the package in which one line was added."""
    shutil.copytree(ROOT / "bulletin", folder / "bulletin", ignore=shutil.ignore_patterns("__pycache__", "_compiled"))
    for name in ("docs", "templates"):
        (folder / name).symlink_to(ROOT / name)
    model = folder / "bulletin" / "model" / "__init__.py"
    text = model.read_text("utf-8")
    assert text.count(COST) == 1
    model.write_text(text.replace(COST, PARKING + COST), "utf-8")
    return folder


def test_a_new_key_is_one_line_in_one_place(tmp_path: Path) -> None:
    package = with_parking(tmp_path)
    content = make_content(tmp_path / "team", {"2022-02/week.md": ITEM})
    code = PROBE.format(root=str(package), content=str(content))
    environ = os.environ | {"PYTHONPATH": str(package)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environ, check=False)
    assert done.returncode == 0, done.stderr
    [plain] = load(make_content(tmp_path / "plain", {"2022-02/week.md": WITHOUT})).issues[0].items
    assert json.loads(done.stdout) == {
        "value": "Behind the hall, where the old library stood for forty years",
        "key": ["parking"],
        "prose": True,
        "schema": ["Where to park.", "Where to park."],
        "kinds": ["training", "event"],
        "new": ["training"],
        "form": ["Where to park."],
        "item hash": True,
        "session hash": True,
        "tripwire": True,
        "without it": [item_hash(plain), session_hashes(plain, plain.sessions[0], "Europe/London").hash],
    }


def test_the_hashes_of_existing_ledgers_do_not_change() -> None:
    """Compare the hashes of a full item and its session with those in ledgers from before fields had rows."""
    session = make_session(label="Cohort 1", places=16)
    item = make_training(
        "self-neglect",
        session,
        contacts=(Contact(label="Team", email="team@example.org", phone="0161 496 0000", tel="tel:+441614960000"),),
        links=(Link(label="Report", url="https://example.org/report"),),
        details=(("Source", "Annual report"),),
        presenters=("NSPCC",),
        cost="Free",
        body="",
        published=(2022, 1),
    )
    hashes = session_hashes(item, session, "Europe/London")
    assert (item_hash(item), hashes.time_hash, hashes.hash) == FROM_BEFORE


FROM_BEFORE = ("50c120cac13e074c", "6699dd8df6c03c4f", "99b3608b72a366b0")


def test_each_field_of_an_item_that_readers_see_is_in_its_hash_or_in_a_session_s() -> None:
    item = make_item()
    seen_elsewhere = {
        "sessions",
        "snippets",
    }  # Sessions have their own hashes, and boilerplate is the same in many items.
    arranged = {"slug", "uid", "issue", "path", "body_line", "prose", "at", "first_published", "modified", "ignored"}
    arranged |= {
        "updates",
        "bookings_stand",
        "section",
        "order",
        "pinned",
        "summary_only",
        "link_title",
        "circulation",
        "held",
        "was",
        "withdrawn",
        "show_until",
    }
    hashed = {name for name, row in rows(Item).items() if row.hashed}
    assert {name for name in rows(Item) if name not in hashed | seen_elsewhere | arranged} == set()
    assert item_hash(replace(item, cost="£20")) != item_hash(item)


def test_no_two_fields_of_a_class_but_the_pictures_have_one_name_in_a_hash() -> None:
    for kind in (Item, Session):
        names = [row.hashed for row in rows(kind).values() if row.hashed and row.hashed != "images"]
        assert len(names) == len(set(names))
