"""Whole hostile issues: the email is valid and has their text, or the issue is refused with a sentence."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, example, given
from hypothesis import strategies as st

from bulletin import ContentError, load, render
from bulletin.circulation.needles import words
from tests.outputs.email_checks import CHECKS, Email, of
from tests.support.examples import examples
from tests.support.folders import ISSUE, SETTINGS, make_content

IN_FIELDS = (
    "<script>alert(1)</script>", "]]>", "<!--[if mso]>", "<![endif]-->", "-->", "<!--", "{{ 7*7 }}", "{% raw %}", "${x}",
    "</td></tr></table>", "</style>", "&amp;",  "\\", "a" * 60, "w" * 900, "\u05d0\u05d1", "key: value", "=?utf-8?q?x?=",
    "Bcc: someone@example.org", "*" * 40, "`", "\u2028", "%0d%0aBcc: x", "\u200d", "#", "'", '"',
)  # fmt: skip
IN_TEXTS = (
    "]]>", "-->", "{{ 7*7 }}", "{% raw %}", "${x}", "\\<script>", "`<script>alert(1)</script>`", "`<!--[if mso]>`", "\n\n```\n</table>\n```\n\n",
    "> " * 15 + "deep", "\n\n" + "- " * 15 + "deep", "`", "\n\n| a | b |\n|---|---|\n| <!-- | c |\n\n".replace("<!--", "]]>"),
    "\n\n## Key messages\n\n1. **x** y\n   - z\n2. w\n\n", "\n\n## In focus: x\n\ny\n\n### z\n\n", "\n\n> 22%\n\n", "&lt;b&gt;",
    "<https://example.org/?a=1&b=2>", "*" * 40, "~~x~~", "w" * 900, "\u05d0\u05d1", "\n\n---\n\n", "\nBcc: someone@example.org", "\u2028",
)  # fmt: skip
REFUSED = (
    ("\0", "There is a hidden character (U+0000) here."), ("\x07", "There is a hidden character (U+0007) here."),
    ("\x92", "There is a hidden character (U+0092) here."), ("\u202e", "There is a hidden character (U+202E) here."),
    ("\u2067", "There is a hidden character (U+2067) here."), ("<b>x</b>", "HTML is not allowed here."),
    ("<!-- x", "This comment has no end."), ("[x](javascript:alert(1))", '"javascript:alert(1)" is not an address I can use.'),
    ("&#0;", "The number here stands for a hidden character (U+FFFD)."), ("a&#146;s", '"&#146;" is a number of old Windows programs'),
    ("&#x202e;x", "The number here stands for a hidden character (U+202E)."), ("![x](files/x.png)", "There is no file files/x.png."), ("\n\n" + "> " * 200 + "deep", "This text is nested too deep."),
    ("\n# x", "The title is the only heading of the first level."),
)  # fmt: skip
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Phases without shrinking, because shrinking a whole issue takes too long."""
FIELDS = (
    "title",
    "from",
    "for",
    "areas",
    "summary",
    "content note",
    "support",
    "credit",
    "cost",
    "requires",
    "level",
    "presenter",
    "booking",
    "section",
)
SOUND = ("EMAIL-01", "EMAIL-02", "EMAIL-03", "EMAIL-05", "EMAIL-06", "EMAIL-07", "EMAIL-10", "EMAIL-11", "EMAIL-19", "EMAIL-21",
         "EMAIL-25", "EMAIL-27", "EMAIL-41", "EMAIL-42", "EMAIL-43", "EMAIL-44", "EMAIL-46")  # fmt: skip
"""The checks that no text of an editor may fail."""

_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co"))
_OTHER = st.text(_LETTERS, min_size=1, max_size=12)


def _texts(hostile: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(st.sampled_from(hostile), _OTHER), min_size=1, max_size=4).map(" ".join)


_FIELD = _texts(IN_FIELDS).map(lambda text: "X " + " ".join(text.split()))
_TEXT = _texts(IN_TEXTS)
_ITEM = st.fixed_dictionaries({"title": _FIELD, "body": _TEXT}, optional=dict.fromkeys(FIELDS[1:], _FIELD))
_NAMES = re.compile(r"^([A-Za-z-]+):")


def _written(fields: dict[str, str]) -> str:
    lines = [f"{name}: {value}" for name, value in fields.items() if name != "body"]
    return (
        "---\n"
        + "\n".join(lines)
        + "\nkind: training\nsessions:\n  - 8 March 2022, 9am to 4pm, https://example.org/b\n---\n"
        + fields["body"]
        + "\n"
    )


def _email(folder: Path, files: dict[str, str]) -> dict[str, bytes]:
    content = make_content(folder, dict(files))
    return {
        file.path.rpartition("/")[2]: file.data
        for file in render(load(content), only=["email"])
        if isinstance(file.data, bytes)
    }


def _refused(folder: Path, body: str) -> str:
    with pytest.raises(ContentError) as caught:
        _email(folder, {"2022-02/hostile.md": _written({"title": "x", "body": f"Words {body}"})})
    return caught.value.problems[0].message


@pytest.mark.guarantee("EMAIL-60")
@pytest.mark.parametrize(("text", "sentence"), REFUSED, ids=[repr(text[:12]) for text, _ in REFUSED])
def test_text_that_no_email_may_have_is_refused_with_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    assert _refused(tmp_path, text).startswith(sentence)


def _judge(mail: Email) -> None:
    for key in SOUND:
        assert list(CHECKS[key](mail)) == [], key
    for data in (mail.draft, mail.sent):
        head = re.sub(rb"\r\n[ \t]", b" ", data.split(b"\r\n\r\n", 1)[0]).decode("ascii")
        names = [match[1] for line in head.split("\r\n") if (match := _NAMES.match(line))]
        assert set(names) <= {"From", "Subject", "X-Unsent", "Date", "Message-ID", "MIME-Version", "Content-Type"}
        assert len(names) == len(set(names)) == len(head.split("\r\n"))


@pytest.mark.guarantee("EMAIL-60", "EMAIL-45")
@examples(40, suppress_health_check=[HealthCheck.too_slow], phases=QUICK)
@given(item=_ITEM, title=_FIELD, introduction=_TEXT, name=_FIELD)
@example(item={"title": "<!--[if mso]>", "body": "`<!--[if mso]>`"}, title="-->", introduction="]]>", name="{{ 7*7 }}")
@example(item={"title": "x", "body": "w" * 100_000}, title="w" * 999, introduction="w" * 100_000, name="x")
def test_the_email_of_any_issue_is_valid_or_the_issue_is_refused(
    item: dict[str, str], title: str, introduction: str, name: str
) -> None:
    one_line = {key: " ".join(value.split()) if key != "body" else value for key, value in item.items()}
    files = {
        "bulletin.yml": SETTINGS.replace("North West safeguarding bulletin", " ".join(name.split())),
        "2022-02/issue.md": ISSUE.replace("status: ready", f"status: ready\ntitle: {' '.join(title.split())}")
        + introduction,
        "2022-02/hostile.md": _written(one_line),
    }
    with tempfile.TemporaryDirectory() as folder:
        try:
            mail = _email(Path(folder), files)
        except ContentError as error:
            assert error.problems
            assert all(problem.message and problem.line and problem.rule for problem in error.problems)
            return
    _judge(of(mail))


@pytest.mark.guarantee("EMAIL-60")
@examples(25, phases=QUICK)
@given(_FIELD)
@example("<script>alert(1)</script> {{ 7*7 }} -->")
def test_text_that_is_not_refused_is_in_both_parts(text: str) -> None:
    fields = {"title": "Fixtures", "cost": " ".join(text.split()), "body": "Words."}
    assume(fields["cost"])
    with tempfile.TemporaryDirectory() as folder:
        try:
            files = _email(Path(folder), {"2022-02/hostile.md": _written(fields)})
        except ContentError:
            return
    mail = of(files)
    cost = words(fields["cost"])
    page = words("".join(mail.page.find("body").itertext()))
    for part in (page, words(mail.text)):
        assert any(part[start : start + len(cost)] == cost for start in range(len(part))), text
