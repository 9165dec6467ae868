"""Make the documents that come from tables and code: docs/rules.md, keys.md, api.md and docs/schemas/.

usage: python docs/make.py
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Sequence
from pathlib import Path

import bulletin
from bulletin.checks.rule import GROUPS, PLACE, Example, Rule, as_example
from bulletin.checks.run import RULES
from bulletin.content.keys import ISSUE, ITEM, SETTINGS, SNIPPET
from bulletin.content.schemas import schema
from bulletin.model.rows import KINDS, Key

_INTRODUCTION = """\
# The rules of `bulletin check`

Made from the table of rules by `make docs`; a test keeps the two alike. Each rule has an address: `rules.md#dat01`.

An **error** stops the build, a **warning** is shown and does not, **info** is advice. Every file is judged at the date
of its issue, so an old issue can be built for ever without new complaints; in an issue that the ledger knows as
sent, errors other than those of privacy and circulation are warnings.

- To make a rule or a group weigh less or more in the whole bulletin, write in bulletin.yml under `checks:` a line like
  `TXT10: off` or `text: info` (`off`, `info`, `warning`, `error`).
- To silence a rule in one item, write in it `ignore: TXT03 because it is the title of a film`. A reason is needed.
- To add words to a list, put a file with the list's name into `content/words/`, one entry a line, such as
  `content/words/acronyms.txt`. The lists, with what their lines mean, are in `bulletin/lists/`.

Rules of privacy and circulation cannot be turned down.
Of these only PRIV02 and PRIV05, RST03 and RST11 can be ignored in an item, with a reason,
PRIV01, PRIV04 and PRIV06 for one number or address, by how it ends:
`ignore: PRIV01 …137 because it is a purchase order`. The Action's summary lists such lines.
What a rule of privacy finds is never printed: at most the last 2 digits of a number.

`bulletin check --format json` answers as [problems.schema.json](problems.schema.json) says. How exact the rules are is
measured in [precision.md](precision.md).
"""
_LONGEST = 400
"""Characters of an example."""


def rules_page(rules: Sequence[Rule] = RULES) -> str:
    """Return docs/rules.md."""
    parts = [_INTRODUCTION]
    for group in dict.fromkeys(GROUPS.values()):
        group_rules = [rule for rule in rules if rule.group == group]
        if group_rules:
            parts.append(f"\n## {group.capitalize()}\n")
            parts += [_entry(rule) for rule in sorted(group_rules, key=lambda rule: rule.id)]
    return "".join(parts)


def _entry(rule: Rule) -> str:
    parts = [f"\n### {rule.id}\n\n**{rule.severity.capitalize()}.** {rule.says} {rule.hint}".rstrip()]
    if rule.note:
        parts.append(rule.note)
    parts.append(_example("Wrong", rule.wrong))
    parts.append(_example("Right", rule.right))
    return "\n\n".join(parts) + "\n"


def _example(title: str, example: str | Example) -> str:
    whole = as_example(example)
    if whole.described:
        return f"{title}: {whole.text}"
    text = example if isinstance(example, str) and not example.startswith(("---", f"{PLACE}---")) else whole.text
    text = text.replace(PLACE, "").encode("utf-8", "replace").decode("utf-8").replace("\x92", "(U+0092)").strip("\n")
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rstrip() + "…"
    file = "" if whole.file.endswith("example.md") else f", in `{whole.file}`"
    return f"{title}{file}:\n\n````text\n{text}\n````"


_KEYS = """\
# Every key

Made from the tables of keys by `make docs`. A key stands at the top of a file, between two lines of `---`, as
`key: value`; in bulletin.yml there are no such lines. Capitals, hyphens and underscores make no difference.
"""
_API = """\
# Every public name

Made from the code by `make docs`: what `import bulletin` gives, with its arguments and fields.
[The library](library.md) says how they go together.
"""


def keys_page() -> str:
    """Return docs/keys.md."""
    tables = (
        ("In an item", ITEM),
        ("In issue.md", ISSUE),
        ("In bulletin.yml", SETTINGS),
        ("In a snippet", SNIPPET),
    )
    parts = [_KEYS]
    for title, table in tables:
        parts.append(f"\n## {title}\n\n| Key | What it says | Example | In |\n|---|---|---|---|\n")
        parts += [_key_row(key) for key in table]
    return "".join(parts)


def _key_row(key: Key) -> str:
    names = ", ".join(f"`{name}`" for name in (key.name, *key.aliases))
    example = " ".join(key.example.split()).replace("|", "\\|")
    kinds = "all kinds" if set(key.kinds) >= set(KINDS) else ", ".join(key.kinds)
    return f"| {names} | {key.help} | {f'`{example}`' if example else ''} | {kinds} |\n"


def api_page() -> str:
    """Return docs/api.md."""
    groups: dict[str, list[str]] = {"Functions": [], "Values": [], "Errors": [], "Tables": []}
    for name in bulletin.__all__:
        value = getattr(bulletin, name)
        if inspect.isfunction(value):
            groups["Functions"].append(f".. autofunction:: bulletin.{name}")
        elif inspect.isclass(value):
            group = "Errors" if issubclass(value, Exception) else "Values"
            groups[group].append(f".. autoclass:: bulletin.{name}\n   :members:\n   :undoc-members:")
        elif name != "__version__":
            groups["Tables"].append(f".. autodata:: bulletin.{name}\n   :no-value:")
    parts = [_API]
    for title, lines in groups.items():
        body = "\n\n".join(lines)
        parts.append(f"\n## {title}\n\n```{{eval-rst}}\n{body}\n```\n")
    return "".join(parts)


def documents() -> dict[str, str]:
    """Return every document by its path in docs/."""
    tables = {
        "item": (ITEM, "Item of a bulletin"),
        "issue": (ISSUE, "Issue of a bulletin"),
        "snippet": (SNIPPET, "Snippet of a bulletin"),
        "bulletin": (SETTINGS, "Bulletin's settings"),
    }
    schemas = {
        f"schemas/{name}.json": json.dumps(schema(*about), indent=2, ensure_ascii=False) + "\n"
        for name, about in tables.items()
    }
    return {"rules.md": rules_page(), "keys.md": keys_page(), "api.md": api_page(), **schemas}


def write(folder: Path) -> None:
    """Write every document."""
    for name, text in documents().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(__file__).parent)
