"""Find the writing direction and the language of a text by its letters."""

from __future__ import annotations

import unicodedata

from markupsafe import Markup

from .expressions import compiled

_LANGUAGES = (
    ("he", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff"),
    ("pa", "\u0a00-\u0a7f"),
    ("gu", "\u0a80-\u0aff"),
    ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"),
    ("kn", "\u0c80-\u0cff"),
    ("ml", "\u0d00-\u0d7f"),
    ("si", "\u0d80-\u0dff"),
    ("th", "\u0e00-\u0e7f"),
    ("lo", "\u0e80-\u0eff"),
    ("my", "\u1000-\u109f"),
    ("km", "\u1780-\u17ff"),
    ("ko", "\u1100-\u11ff\uac00-\ud7af"),
    ("ja", "\u3040-\u30ff\u3400-\u9fff"),
)
"""Scripts that are used for one language, but for a few texts, and their letters. Arabic ones are those of many."""
_KANA = "[\u3040-\u30ff]"
"""The letters of Japanese alone; those of Chinese are in its texts, too."""
_MOSTLY = 0.5

RIGHT_TO_LEFT = ("ar", "arc", "ckb", "dv", "fa", "ha-arab", "he", "ks", "ku-arab", "ps", "sd", "syr", "ug", "ur", "yi")
"""Languages that are written from right to left."""


def has_words(text: str) -> bool:
    """Tell whether a text has a letter, a digit or a symbol such as a pound sign or an emoji, and not signs alone."""
    return any(letter.isalnum() or unicodedata.category(letter) in ("So", "Sc") for letter in text)


def direction_of(language: str) -> str:
    """Return the direction of a language by its tag: ltr or rtl."""
    tag = language.lower()
    return "rtl" if tag.split("-")[0] in RIGHT_TO_LEFT or tag in RIGHT_TO_LEFT else "ltr"


def direction(text: str) -> str:
    """Return the direction of most of the words of a text: ltr or rtl, "" if it has no letters.

    Where as many run each way, the first one tells.
    """
    if text.isascii():
        return "ltr" if any(map(str.isalpha, text)) else ""
    directions = [direction for direction in map(_direction_of_word, text.split()) if direction]
    if not directions:
        return ""
    from_right = directions.count("rtl") * 2
    return directions[0] if from_right == len(directions) else ("rtl" if from_right > len(directions) else "ltr")


def _direction_of_word(word: str) -> str:
    kinds = map(unicodedata.bidirectional, word)
    return next(("ltr" if kind == "L" else "rtl" for kind in kinds if kind in ("L", "R", "AL")), "")


def language(text: str) -> str:
    """Return the language whose script has most of the letters of a text, "" if there is none."""
    if text.isascii():
        return ""
    count = sum(map(str.isalpha, text))
    for tag, letters in _LANGUAGES:
        if tag == "ja" and not compiled(_KANA).search(text):
            continue
        if count and len(compiled(f"[{letters}]").findall(text)) > _MOSTLY * count:
            return tag
    return ""


def direction_attributes(text: str) -> Markup:
    """Return the attributes `dir` and `lang` for a text that runs from right to left or has a script of its own."""
    attributes = ' dir="rtl"' if direction(text) == "rtl" else ""
    return Markup(attributes + (f' lang="{language(text)}"' if language(text) else ""))
