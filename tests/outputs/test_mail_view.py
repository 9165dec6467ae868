"""The items of earlier issues that concern an issue are found without reading all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import Item, State
from bulletin.outputs.email.mail_view import MailView
from bulletin.outputs.sessions import is_past
from tests.support.values import LONDON, make_bulletin, make_issue, make_session, make_training

FIRST = date(2022, 1, 3)


def trained(slug: str, issue: str, days: list[int], state: State) -> Item:
    """Return an item with sessions this many days after the first issue."""
    sessions = []
    for number, days_after in enumerate(days):
        start = datetime(2022, 1, 3, 10, tzinfo=LONDON) + timedelta(days=days_after)
        sessions.append(make_session(slug, f"s{number}", start=start, end=start + timedelta(hours=1), state=state))
    return make_training(slug, *sessions, issue=issue)


ITEMS = st.tuples(st.lists(st.integers(-10, 60), max_size=3), st.sampled_from([State.OPEN, State.POSTPONED]))


@given(st.lists(st.lists(ITEMS, max_size=3), min_size=1, max_size=5))
def test_earlier_items_are_those_with_a_day_ahead_or_none_yet_in_the_order_of_issues(
    weeks: list[list[tuple[list[int], State]]],
) -> None:
    issues = []
    for week, rows in enumerate(weeks):
        day = FIRST + timedelta(weeks=week)
        items = [trained(f"item-{week}-{number}", f"{day}", *row) for number, row in enumerate(rows)]
        issues.append(make_issue(*items, id=f"{day}", day=day))
    view = MailView(make_bulletin(*issues))
    for issue in issues:
        earlier = [item for other in view.bulletin.issues if other.day < issue.day for item in other.items]
        ahead = [
            item.slug
            for item in earlier
            if any(session.state is State.POSTPONED or not is_past(session, issue.day) for session in item.sessions)
        ]
        assert [item.slug for item in view.earlier_items(issue)] == ahead


def test_items_that_are_no_longer_shown_or_are_in_the_issue_are_left_out() -> None:
    item = trained("course", "2022-01-03", [30], State.OPEN)
    hidden = replace(item, slug="hidden", show_until=FIRST)
    first = make_issue(item, hidden, id="2022-01-03", day=FIRST)
    later = make_issue(id="2022-01-10", day=FIRST + timedelta(weeks=1))
    view = MailView(make_bulletin(first, later))
    assert [item.slug for item in view.earlier_items(later)] == ["course"]
    assert list(view.earlier_items(replace(later, items=(item,)))) == []
