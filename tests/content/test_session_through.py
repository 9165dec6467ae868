"""A meeting over several days must end after it starts and last at most 31 days."""

from __future__ import annotations

from datetime import date

import pytest

from bulletin.content.frontmatter import Wrong
from bulletin.content.session_line_values import LineContext
from bulletin.content.session_lines import read_session


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Camp: 6 March 2022, 6pm to 4 March 2022, 4pm", "The end is not after the start."),
        ("Camp: 4 March 2022, 6pm to 6 May 2022, 4pm", "is longer than 31 days."),
        ("Camp: 4 and 5 March 2022, 6pm to 6 March 2022, 4pm", "looks like 2 dates."),
    ],
)
def test_an_impossible_meeting_over_several_days_is_refused(line: str, sentence: str) -> None:
    with pytest.raises(Wrong, match=sentence):
        read_session(line, LineContext(near=date(2022, 2, 1)))
