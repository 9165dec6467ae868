"""Write GitHub issue forms that ask for an item, and read the answers as the item's values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..model import Circulation
from ..model.rows import ARTICLES, KINDS, Key
from .keys import ITEM
from .writing import Written

MARK = "What is it called?"
"""A question that every form has, by which an issue is recognised as a filled-in form."""
_LEVEL = "Who may see it?"
"""A question that only the forms of private repositories have."""
LONGEST = 65_536
"""The most characters of an issue that GitHub accepts."""

_KEYS_OF_ROWS = (
    "for", "place", "book", "booking", "presenter", "cost", "open", "source", "email", "phone", "links", "published",
)  # fmt: skip
"""The keys that are asked for in the words of their rows; the other questions are written in `questions`."""
_NOTHING = ("_No response_", "None")
_DATES = (
    "Each date on a line of its own, with the day of the week: Tuesday 9 February 2027, 1pm to 2:30pm, "
    "at Stopford House, https://example.org/book. What is the same for all may be left out."
)
_FILES = "Drag each file into this box: at most 5, each at most 10MB; PDF, Word, Excel, PowerPoint, text or pictures."
_WITH_LINES = ("body", "attachments")
"""The keys whose answers keep their line breaks."""
_HEADING = re.compile(r"### (.+?) *")
_BULLET = re.compile(r"^\s*[-*•] +")


class Question(NamedTuple):
    """One question of a form, and the key whose value is the answer; the key `body` is the item's text."""

    label: str
    key: str
    help: str = ""
    control: str = "input"
    """GitHub's name of the field: input, textarea or dropdown."""
    required: bool = False
    choices: tuple[str, ...] = ()
    is_list: bool = False


class Answers(NamedTuple):
    """The answers of an issue as the values of an item and its text, and the problems of the issue itself."""

    values: Mapping[str, Written]
    body: str
    problems: tuple[str, ...]
    attachments: str = ""
    """The answer with the uploaded files, as GitHub's Markdown; only forms of public repositories ask for files."""


def questions(kind: str, *, public: bool) -> tuple[Question, ...]:
    """List the questions for a kind of item. public: whether anybody can read the repository, and so each item."""
    levels = tuple(map(str, Circulation))
    closed = (
        Question(_LEVEL, "circulation", "", "dropdown", True, levels),
        Question("If it is limited: who is it for?", "circulation note", "One sentence, which stands above the item."),
    )
    keys = {key.name: key for key in ITEM if kind in key.kinds}
    files = (Question("Attachments", "attachments", _FILES, "textarea"),)
    dates = (Question("Dates", "sessions", _DATES, "textarea", required=True, is_list=True),)
    return (
        Question("What is it?", "kind", "", "dropdown", True, (kind,)),
        Question(MARK, "title", "A title of at most 65 characters.", required=True),
        *(() if public else closed),
        *(dates if "sessions" in keys else ()),
        Question("Text", "body", "What it is about, with an empty line between paragraphs.", "textarea", required=True),
        *(_question(keys[name]) for name in _KEYS_OF_ROWS if name in keys),
        *(files if public else ()),
    )


def _question(key: Key) -> Question:
    """Make the question for a key from the key's row."""
    control = "textarea" if key.one_a_line else "input"
    help = f"{key.help} Like: {key.example}" if key.example else key.help
    return Question(key.name[:1].upper() + key.name[1:], key.name, help, control, is_list=key.one_a_line)


def label(key: str) -> str:
    """Return the label of the question for a key, "" if none of the forms asks for it."""
    every = (question for kind in KINDS for public in (False, True) for question in questions(kind, public=public))
    return next((question.label for question in every if question.key == key), "")


def form_text(kind: str, *, public: bool) -> str:
    """Return the issue form of a kind, as a file of .github/ISSUE_TEMPLATE/."""
    warning = "Everybody who can see this repository can read what you write here. Name no patient, child or family."
    lines = [
        f"name: Propose {_NAMES.get(kind, kind)}",
        "description: Something for the next bulletin, for people who do not edit files",
        'title: "Item: "',
        "body:",
        "  - type: markdown",
        "    attributes:",
        f"      value: {json.dumps(warning)}",
    ]
    for question in questions(kind, public=public):
        lines += _question_lines(question)
    return "\n".join(lines) + "\n"


_NAMES = ARTICLES | {"training": "a training course"}


def _question_lines(question: Question) -> list[str]:
    """Return the YAML lines of one question of a form."""
    lines = [
        f"  - type: {question.control}",
        f"    id: {question.key.replace(' ', '-')}",
        "    attributes:",
        f"      label: {json.dumps(question.label)}",
    ]
    lines += [f"      description: {json.dumps(question.help)}"] if question.help else []
    lines += [f"      options: {json.dumps(question.choices)}"] if question.choices else []
    lines += ["      default: 0"] if len(question.choices) == 1 else []
    return [*lines, "    validations:", "      required: true"] if question.required else lines


def answers(text: str, *, public: bool) -> Answers:
    """Read the text of an issue. An answer begins after a line of `###` and a question of the form, no other line.

    public: whether the repository is public.
    """
    # JSON may hold half of a surrogate pair, which UTF-8 cannot.
    whole = text[: LONGEST + 1].encode("utf-8", "replace").decode("utf-8")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kind = _kind(lines)
    if len(text) > LONGEST:
        return Answers({}, "", (f"The issue has more than {LONGEST:,} characters. Put long text into a file.",))
    if not kind:
        return Answers({}, "", ("I cannot find out what it is. Begin a new issue with one of the forms.",))
    asked = {question.label: question for question in questions(kind, public=public)}
    found, problems = _answers_by_label(lines, asked)
    for label, question in asked.items():
        if label not in found:
            problems.append(f'I cannot find the question "{label}". Do not change the lines that begin with ###.')
        elif question.required and not found[label]:
            problems.append(f'The question "{label}" has no answer.')
    level = found.get(_LEVEL, "")
    if public and level not in ("", Circulation.PUBLIC):
        problems.append("Everybody can read this repository, and so this issue: it cannot be for some alone.")
    values = {question.key: _answer_value(question, found.get(label, "")) for label, question in asked.items()}
    body, files = values.pop("body"), str(values.pop("attachments", ""))
    return Answers({"title": values.pop("title")} | values, f"{body}\n", tuple(problems), files)


def _kind(lines: Sequence[str]) -> str:
    """Return the answer to "What is it?" if it is a kind of item, else ""."""
    at = next((number for number, line in enumerate(lines) if line.rstrip() == "### What is it?"), len(lines))
    answer = next((line.strip() for line in lines[at + 1 :] if line.strip()), "")
    return answer if answer in KINDS else ""


def _answers_by_label(lines: Sequence[str], asked: Mapping[str, Question]) -> tuple[dict[str, str], list[str]]:
    """Return the answers of an issue by the labels of their questions, and the problems, such as a repeated label."""
    found: dict[str, list[str]] = {}
    problems = []
    label = ""
    for line in lines:
        match = _HEADING.fullmatch(line)
        if match and (match[1] in asked or match[1] == _LEVEL):
            label = match[1]
            if label in found:
                problems.append(
                    f'The question "{label}" stands in the issue twice, so I do not know which answer counts.'
                )
            found.setdefault(label, [])
        elif label:
            found[label].append(line)
        elif line.strip():
            problems.append("There is text before the first question. Write it as an answer.")
    texts = {label: "\n".join(answer).strip() for label, answer in found.items()}
    return {label: "" if text in _NOTHING else text for label, text in texts.items()}, list(dict.fromkeys(problems))


def _answer_value(question: Question, answer: str) -> Written:
    if question.key in _WITH_LINES:
        return answer
    if question.is_list:
        return [" ".join(_BULLET.sub("", line).split()) for line in answer.split("\n") if line.strip()]
    return " ".join(answer.split())
