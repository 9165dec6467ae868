"""A ledger of version 1 is read, and its facts about published sessions stay the same in version 2."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bulletin import load
from bulletin.ledger import document, hashes, recording
from bulletin.ledger.entries import Ledger, session_ref
from bulletin.model import Bulletin
from tests.support.values import ROOT

LEDGERS = ROOT / "tests" / "ledgers"
CASES = {
    "sample": (ROOT / "content", LEDGERS / "sample.json"),
    "small": (ROOT / "tests" / "golden" / "plain" / "content", LEDGERS / "small.json"),
    "many": (LEDGERS / "many" / "content", LEDGERS / "many" / "ledger.json"),
}
"""Content folders with their ledgers of version 1, and the items that were added to the sample since."""
AT = datetime(2022, 2, 2, 9, tzinfo=UTC)


def upgraded(tmp_path: Path, name: str) -> tuple[Ledger, Bulletin]:
    """Return a ledger of version 1, and its content as this Bulletin reads it with that ledger."""
    folder, path = CASES[name]
    content = tmp_path / "content"
    shutil.copytree(folder, content)
    shutil.copy(path, content / "ledger.json")
    return document.parse(path.read_text("utf-8")), load(content, mail=["all"], revised=AT)


@pytest.mark.parametrize("name", CASES)
def test_after_the_upgrade_every_revision_uid_and_sequence_is_what_it_was(tmp_path: Path, name: str) -> None:
    ledger, bulletin = upgraded(tmp_path, name)
    zone = bulletin.settings.time_zone
    items = {item.slug: item for issue in bulletin.issues for item in issue.items if not item.held}
    assert {session_ref(slug, session.key) for slug, item in items.items() for session in item.sessions} == set(
        ledger.sessions
    )
    for slug, item in items.items():
        assert (ledger.items[slug].hash, ledger.items[slug].modified) == (hashes.item_hash(item), item.modified)
        for session in item.sessions:
            entry, current = ledger.sessions[session_ref(slug, session.key)], hashes.session_hashes(item, session, zone)
            assert (current.hash, current.time_hash) == (entry.hash, entry.time_hash), session
            assert session.uid == entry.uid
            assert session.revision.sequence == entry.sequence
            assert (session.revision.created, session.revision.modified) == (entry.created, entry.modified)
    assert bulletin.changes == ()


@pytest.mark.parametrize("name", CASES)
def test_the_next_record_writes_version_2_and_loses_nothing(tmp_path: Path, name: str) -> None:
    ledger, bulletin = upgraded(tmp_path, name)
    before = json.loads(CASES[name][1].read_text("utf-8"))
    after = json.loads(document.dump(recording.record(ledger, bulletin, ledger.addresses, AT)))
    assert (before["version"], after["version"]) == (1, 2)
    for kind in ("issues", "items", "sessions"):
        for key, entry in before[kind].items():
            assert entry.items() <= after[kind][key].items()
    assert before["addresses"] == after["addresses"]
    assert recording.record(document.parse(json.dumps(after)), bulletin, ledger.addresses, AT) == document.parse(
        json.dumps(after)
    )
