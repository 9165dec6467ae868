"""The sample bulletin in content/, for tests of its words: its items, files and sessions."""

from __future__ import annotations

from functools import cache

from bulletin import Bulletin, Item, load
from tests.support.values import ROOT

CONTENT = ROOT / "content"


@cache
def sample() -> Bulletin:
    return load(CONTENT, mail=("all",))


@cache
def items() -> dict[str, Item]:
    return {item.slug: item for issue in sample().issues for item in issue.items}


@cache
def text(name: str) -> str:
    """Return the text of a file as one line, without the bars of tables and the marks of quotations."""
    return " ".join((CONTENT / name).read_text("utf-8").replace("|", " ").replace("> ", "").split())


def markdown_paths() -> list[str]:
    """Return the paths of the Markdown files that are published, so without README.md."""
    names = [path.relative_to(CONTENT).as_posix() for path in sorted(CONTENT.rglob("*.md"))]
    return [name for name in names if name != "README.md"]


# file: (kind, circulation, number of sessions)
ITEMS = {
    "2020-02/annual-report-overview.md": ("information", "public", 0),
    "2020-02/achievements.md": ("information", "public", 0),
    "2020-02/adult-peer-review.md": ("learning", "public", 0),
    "2020-02/children-reforms.md": ("information", "public", 0),
    "2020-02/looked-after-children.md": ("information", "public", 0),
    "2020-02/prevent.md": ("information", "public", 0),
    "2020-02/primary-care.md": ("information", "public", 0),
    "2020-02/providers.md": ("information", "public", 0),
    "2020-02/safeguarding-team.md": ("information", "public", 0),
    "2020-02/changes-ahead.md": ("update", "public", 0),
    "2020-02/gp-information-sharing.md": ("information", "public", 0),
    "2020-02/leder-reviews.md": ("learning", "public", 0),
    "2020-02/masterclasses.md": ("information", "public", 0),
    "2020-02/rapid-reviews.md": ("information", "public", 0),
    "2020-02/safe-sleep-visit.md": ("learning", "public", 0),
    "2020-02/scr-learning.md": ("learning", "public", 0),
    "2020-02/stockport-ccg-contact.md": ("information", "public", 0),
    "2020-02/stockport-sar-learning.md": ("learning", "public", 0),
    "2020-02/training-compliance.md": ("information", "public", 0),
    "2022-02/cdop-for-gps.md": ("information", "public", 0),
    "2022-02/cultural-competence.md": ("training", "public", 1),
    "2022-02/domestic-abuse-lunch-and-learn.md": ("training", "public", 2),
    "2022-02/hsb-support-service.md": ("service", "public", 0),
    "2022-02/patient-safety-update.md": ("update", "limited", 0),
    "2022-02/safer-recruitment.md": ("training", "public", 9),
    "2022-02/self-neglect.md": ("training", "public", 2),
    "2022-02/training-notice.md": ("notice", "staff", 0),
}

NONE_STATED = "not stated"
SESSIONS = [
    ("safer-recruitment", "Cohort 1", "Wednesday 23 February 2022", "9:30am to 4:30pm", "20220223T0930Z to 1630Z", "closer to the start of the course"),
    ("domestic-abuse-lunch-and-learn", "", "Wednesday 23 February 2022", "midday to 1pm", "20220223T1200Z to 1300Z", NONE_STATED),
    ("safer-recruitment", "Cohort 2", "Wednesday 2 March 2022", "9:30am to 4:30pm", "20220302T0930Z to 1630Z", "closer to the start of the course"),
    ("safer-recruitment", "Cohort 3", "Friday 4 March 2022", "9:30am to 4:30pm", "20220304T0930Z to 1630Z", "closer to the start of the course"),
    ("safer-recruitment", "Cohort 4", "Tuesday 8 March 2022", "9:30am to 4:30pm", "20220308T0930Z to 1630Z", "closer to the start of the course"),
    ("safer-recruitment", "Cohort 5", "Friday 11 March 2022", "9:30am to 4:30pm", "20220311T0930Z to 1630Z", "closer to the start of the course"),
    ("safer-recruitment", "Cohort 6", "Monday 14 March 2022", "9:30am to 4:30pm", "20220314T0930Z to 1630Z", "closer to the start of the course"),
    ("safer-recruitment", "Cohort 7", "Thursday 17 March 2022", "9:30am to 4:30pm", "20220317T0930Z to 1630Z", "closer to the start of the course"),
    ("safer-recruitment", "Cohort 8", "Tuesday 22 March 2022", "9:30am to 4:30pm", "20220322T0930Z to 1630Z", "closer to the start of the course"),
    ("cultural-competence", "", "Wednesday 23 March 2022", "10am to 1pm", "20220323T1000Z to 1300Z", NONE_STATED),
    ("safer-recruitment", "Cohort 9", "Friday 25 March 2022", "9:30am to 4:30pm", "20220325T0930Z to 1630Z", "closer to the start of the course"),
    ("domestic-abuse-lunch-and-learn", "", "Friday 25 March 2022", "midday to 1pm", "20220325T1200Z to 1300Z", NONE_STATED),
    ("self-neglect", "", "Friday 1 April 2022", "9:30am to 4:30pm", "20220401T0830Z to 1530Z", "Tuesday 29 March 2022"),
    ("self-neglect", "", "Tuesday 10 May 2022", "9:30am to 4:30pm", "20220510T0830Z to 1530Z", "Thursday 5 May 2022"),
]  # fmt: skip
