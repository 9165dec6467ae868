"""Write what the style sheet of a page says of classes into its elements, as far as it changes what readers see.

Google Docs and others strike words out by a class: without it, a dose that no longer holds would read as valid.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import html as lxml_html  # type: ignore[import-untyped]

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CONDITIONAL = re.compile(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[\w-]+[^{};]*;")
"""What holds on some screens only, or in print."""
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_CLASS = re.compile(r"[a-z0-9]*\.([\w-]{1,80})", re.IGNORECASE)
_DECLARATION = re.compile(
    r"(text-decoration(?:-line)?|display|visibility|font-size|font-weight|vertical-align)\s*:\s*([^;!]{1,60})",
    re.IGNORECASE,
)
_LONGEST_SHEET = 500_000


def write_class_styles(root: lxml_html.HtmlElement) -> None:
    """Put the declarations of classes in front of the `style` of the elements that have these classes."""
    sheet = "\n".join(style.text_content() for style in root.iter("style"))[:_LONGEST_SHEET]
    classes = _declarations_by_class(sheet)
    if not classes:
        return
    for element in root.iter():
        names = str(element.get("class") or "").split() if isinstance(element.tag, str) else []
        own = str(element.get("style") or "") if names else ""
        added = [
            f"{key}:{value}"
            for name in names
            for key, value in classes.get(name, {}).items()
            if not re.search(rf"(?i)(?<![\w-]){re.escape(key)}\s*:", own)
        ]
        if added:
            element.set("style", ";".join([*added, own]))


def _declarations_by_class(sheet: str) -> dict[str, dict[str, str]]:
    """Return the declarations for each class that a selector names alone; others would need the whole of CSS."""
    classes: dict[str, dict[str, str]] = {}
    for rule in _RULE.finditer(_CONDITIONAL.sub("", _COMMENT.sub("", sheet))):
        declarations: Mapping[str, str] = {key.lower(): value.strip() for key, value in _DECLARATION.findall(rule[2])}
        for selector in rule[1].split(",") if declarations else ():
            match = _CLASS.fullmatch(selector.strip())
            if match:
                classes.setdefault(match[1], {}).update(declarations)
    return classes
