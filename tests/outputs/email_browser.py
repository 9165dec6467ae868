"""What Chromium shows of an email: as one check for each guarantee that needs a browser."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdf
from PIL import Image
from playwright.sync_api import Browser, Page

from bulletin.content.themes import contrast_ratio
from tests.support.browser import AXE, opened

STYLE_BLOCK = re.compile(r"<style\b.*?</style>", re.DOTALL)
NO_LANDMARKS = ("region", "landmark-one-main", "bypass", "skip-link")
"""Rules that hold for a page and not for an email, which stands in the page of a mail program."""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
HIGHEST = 1700
PAINTED = 2600
"""Pixels of an email that are looked at as they are painted."""

PROPERTIES = (
    "color", "background-color", "font-family", "font-size", "font-weight", "line-height", "margin-top", "margin-bottom",
    "margin-left", "margin-right", "padding-top", "padding-bottom", "padding-left", "padding-right", "border-top-width",
    "border-bottom-width", "border-left-width", "border-left-color", "border-top-color", "border-bottom-color",
    "border-top-left-radius", "text-align", "text-decoration-line", "vertical-align", "display", "width", "max-width",
    "overflow-wrap", "white-space", "border-collapse", "height",
)  # fmt: skip
SIDES = ("top", "bottom", "left", "right")
MODES = {"light": (800, "light"), "dark": (800, "dark"), "phone": (360, "light")}


def bare(html: str) -> str:
    """Return the email as programs show it that keep neither style blocks nor classes."""
    return re.sub(r'\sclass="[^"]*"', "", STYLE_BLOCK.sub("", html))


def axe(tab: Page) -> list[str]:
    """Return what axe finds wrong, and what it cannot decide."""
    tab.evaluate(AXE.read_text("utf-8"))
    options = {
        "runOnly": {"type": "tag", "values": list(TAGS)},
        "rules": {name: {"enabled": False} for name in NO_LANDMARKS}
        | {name: {"enabled": True} for name in ("link-in-text-block", "target-size")},
        "resultTypes": ["violations", "incomplete"],
    }
    found = tab.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']}: {node['html'][:120]}"
        for kind in ("violations", "incomplete")
        for one in found[kind]
        for node in one["nodes"]
    ]


def overflow(tab: Page) -> bool:
    return bool(tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def quirks(tab: Page) -> bool:
    return bool(tab.evaluate("document.compatMode") != "CSS1Compat")


def tall(tab: Page) -> list[str]:
    """Cells and pictures that are higher than Word's page."""
    script = "most => [...document.querySelectorAll('td,th,img')].filter(one => one.offsetHeight > most).map(one => one.innerText.slice(0, 60))"
    return list(tab.evaluate(script, HIGHEST))


def looks(browser: Browser, html: str) -> dict[str, list[Any]]:
    """Return the computed style of every element in the body, mode by mode."""
    script = """names => [...document.body.querySelectorAll('*')].filter(one => one.tagName !== 'TBODY').map(one => {
        const style = getComputedStyle(one);
        return [one.tagName + '.' + one.className, names.map(name => style.getPropertyValue(name)).join('|')];
    })"""
    with opened(browser, html) as tab:
        return {mode: tab.evaluate(script, list(PROPERTIES)) for mode in switched(tab)}


def switched(tab: Page, modes: dict[str, tuple[int, str]] = MODES) -> Iterator[str]:
    """Yield a page in each mode, one after the other."""
    for mode, (width, scheme) in modes.items():
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        yield mode


def differences(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> Iterator[str]:
    """Where two emails do not look the same."""
    for mode in MODES:
        if len(one[mode]) != len(other[mode]):
            yield f"{mode}: {len(one[mode])} elements and {len(other[mode])}"
            continue
        for (name, before), (_, after) in zip(one[mode], other[mode], strict=True):
            for what, old, new in zip(PROPERTIES, before.split("|"), after.split("|"), strict=True):
                if old != new:
                    yield f"{mode}, {name}: {what} {old} and {new}"


def pale_on_paper(tab: Page) -> list[str]:
    """Words in colours that cannot be read on white, as they are printed."""
    tab.emulate_media(media="print", color_scheme="light")
    script = """() => [...document.body.querySelectorAll('*')]
        .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && one.offsetHeight)
        .map(one => [one.innerText.slice(0, 60), getComputedStyle(one).color.match(/\\d+/g).map(Number)])"""
    said = tab.evaluate(script)
    assert said
    return [
        words for words, colour in said if contrast_ratio("#{:02x}{:02x}{:02x}".format(*colour[:3]), "#ffffff") < 4.5
    ]


def printed(tab: Page, paper: str) -> list[list[str]]:
    """Return the lines of each page."""
    pages = pypdf.PdfReader(io.BytesIO(tab.pdf(format=paper, margin=dict.fromkeys(SIDES, "12mm")))).pages
    return [[line.strip() for line in page.extract_text().splitlines() if line.strip()] for page in pages]


def recoloured(html: str) -> str:
    """Return the email as programs get it that know nothing of dark colours and make their own."""
    return STYLE_BLOCK.sub("", re.sub(r'<meta name="(?:supported-)?color-schemes?"[^>]*>', "", html))


def illegible(tab: Page, *selectors: str) -> Iterator[str]:
    """Elements whose letters and ground, as they are painted, have less contrast than text needs."""
    tab.set_viewport_size({"width": 700, "height": PAINTED})
    whole = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    for selector in selectors:
        for box in [one.bounding_box() for one in tab.locator(selector).all()[:2]]:
            if not box or box["y"] + box["height"] > PAINTED:
                continue
            edges = (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
            ratio = painted_contrast(whole.crop(tuple(map(int, edges))))  # type: ignore[arg-type]
            if ratio < 4.5:
                yield f"{selector}: {ratio:.1f}"


def painted_contrast(picture: Image.Image) -> float:
    """Return the contrast of the commonest colour of a picture and the one of its colours that is farthest from it."""
    colours = Counter({colour: times for times, colour in picture.getcolors(1 << 24) or ()})
    hexes = ["#{:02x}{:02x}{:02x}".format(*colour) for colour, _ in colours.most_common(40)]
    return max((contrast_ratio(hexes[0], one) for one in hexes[1:]), default=1.0)
