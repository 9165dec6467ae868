"""Over documents of every structure, imports invent no session and miss at most one in twenty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from benchmarks.imports import sessions_of
from bulletin.content.word_lists import package_lists
from bulletin.importing import ImportContext
from bulletin.importing.drafting import drafts_of
from tests.importing.made_documents import ISSUE, WITHOUT_SESSIONS, MadeDocument, every
from tests.importing.random_flyers import flyer

CONTEXT = ImportContext(ISSUE, words=package_lists())
MADE = tuple(every())


def found_in(document: MadeDocument) -> Counter[str]:
    return sessions_of(drafts_of(document.name, document.data, CONTEXT), ISSUE)


@pytest.mark.parametrize("document", MADE, ids=[document.name for document in MADE])
def test_the_sessions_of_a_document_are_those_that_it_states(document: MadeDocument) -> None:
    assert found_in(document) == Counter(document.sessions)


def test_there_are_thirty_documents_and_ten_without_any_session() -> None:
    assert len(MADE) >= 30
    assert len(WITHOUT_SESSIONS) >= 10


def missed_and_invented(documents: Iterable[MadeDocument]) -> tuple[float, Counter[str]]:
    stated, missed, invented = 0, 0, Counter[str]()
    for document in documents:
        sessions, true = found_in(document), Counter(document.sessions)
        stated += true.total()
        missed += (true - sessions).total()
        invented += Counter(f"{document.name}: {session}" for session in (sessions - true).elements())
    return missed / stated, invented


def test_nothing_is_invented_in_random_flyers_and_little_is_missed() -> None:
    missed, invented = missed_and_invented(map(flyer, range(30)))
    assert not invented
    assert missed <= 0.05


@pytest.mark.long
def test_nothing_is_invented_in_many_random_flyers_and_little_is_missed() -> None:
    missed, invented = missed_and_invented(map(flyer, range(1000, 4000)))
    assert not invented
    assert missed <= 0.05
