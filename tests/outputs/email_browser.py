"""Check how Chromium shows an email: one function for each guarantee that needs a browser."""

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
"""Rules for whole pages. An email breaks them, because it is a part of a mail program's page."""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
HIGHEST = 1700
PAINTED = 2600
"""The height in pixels of the part of an email whose painted colours are checked."""

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
    """Return the email without style blocks and classes, as some programs show it."""
    return re.sub(r'\sclass="[^"]*"', "", STYLE_BLOCK.sub("", html))


def axe(tab: Page) -> list[str]:
    """Return the faults that axe finds, and those that it cannot decide."""
    tab.evaluate(AXE.read_text("utf-8"))
    options = {
        "runOnly": {"type": "tag", "values": list(TAGS)},
        "rules": {name: {"enabled": False} for name in NO_LANDMARKS}
        | {name: {"enabled": True} for name in ("link-in-text-block", "target-size")},
        "resultTypes": ["violations", "incomplete"],
    }
    results = tab.evaluate("options => axe.run(document, options)", options)
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for kind in ("violations", "incomplete")
        for fault in results[kind]
        for node in fault["nodes"]
    ]


def overflow(tab: Page) -> bool:
    return bool(tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def quirks(tab: Page) -> bool:
    return bool(tab.evaluate("document.compatMode") != "CSS1Compat")


def tall(tab: Page) -> list[str]:
    """Return the texts of cells and pictures that are higher than Word's page."""
    script = "most => [...document.querySelectorAll('td,th,img')].filter(element => element.offsetHeight > most).map(element => element.innerText.slice(0, 60))"
    return list(tab.evaluate(script, HIGHEST))


def looks(browser: Browser, html: str) -> dict[str, list[Any]]:
    """Return the computed styles of all elements in the body: mode → [tag and class, values of PROPERTIES]."""
    script = """names => [...document.body.querySelectorAll('*')].filter(element => element.tagName !== 'TBODY').map(element => {
        const style = getComputedStyle(element);
        return [element.tagName + '.' + element.className, names.map(name => style.getPropertyValue(name)).join('|')];
    })"""
    with opened(browser, html) as tab:
        return {mode: tab.evaluate(script, list(PROPERTIES)) for mode in switched(tab)}


def switched(tab: Page, modes: dict[str, tuple[int, str]] = MODES) -> Iterator[str]:
    """Switch the page to each mode in turn, and yield the mode's name."""
    for mode, (width, scheme) in modes.items():
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        yield mode


def differences(old_looks: dict[str, list[Any]], new_looks: dict[str, list[Any]]) -> Iterator[str]:
    """Yield the differences between the looks of two emails, in all modes."""
    for mode in MODES:
        if len(old_looks[mode]) != len(new_looks[mode]):
            yield f"{mode}: {len(old_looks[mode])} elements and {len(new_looks[mode])}"
            continue
        for (name, before), (_, after) in zip(old_looks[mode], new_looks[mode], strict=True):
            for name_of_property, old_value, new_value in zip(
                PROPERTIES, before.split("|"), after.split("|"), strict=True
            ):
                if old_value != new_value:
                    yield f"{mode}, {name}: {name_of_property} {old_value} and {new_value}"


def pale_on_paper(tab: Page) -> list[str]:
    """Return the printed words whose colour has too little contrast with white paper."""
    tab.emulate_media(media="print", color_scheme="light")
    script = """() => [...document.body.querySelectorAll('*')]
        .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && element.offsetHeight)
        .map(element => [element.innerText.slice(0, 60), getComputedStyle(element).color.match(/\\d+/g).map(Number)])"""
    colours = tab.evaluate(script)
    assert colours
    return [
        words for words, colour in colours if contrast_ratio("#{:02x}{:02x}{:02x}".format(*colour[:3]), "#ffffff") < 4.5
    ]


def printed(tab: Page, paper: str) -> list[list[str]]:
    """Return the lines of each page."""
    pages = pypdf.PdfReader(io.BytesIO(tab.pdf(format=paper, margin=dict.fromkeys(SIDES, "12mm")))).pages
    return [[line.strip() for line in page.extract_text().splitlines() if line.strip()] for page in pages]


def without_dark_colours(html: str) -> str:
    """Return the email without its own dark colours, as for a program that makes its own."""
    return STYLE_BLOCK.sub("", re.sub(r'<meta name="(?:supported-)?color-schemes?"[^>]*>', "", html))


def illegible(tab: Page, *selectors: str) -> Iterator[str]:
    """Yield elements whose painted letters have less contrast with their background than text needs."""
    tab.set_viewport_size({"width": 700, "height": PAINTED})
    whole = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    for selector in selectors:
        for box in [element.bounding_box() for element in tab.locator(selector).all()[:2]]:
            if not box or box["y"] + box["height"] > PAINTED:
                continue
            edges = (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
            ratio = painted_contrast(whole.crop(tuple(map(int, edges))))  # type: ignore[arg-type]
            if ratio < 4.5:
                yield f"{selector}: {ratio:.1f}"


def painted_contrast(picture: Image.Image) -> float:
    """Return the highest contrast between the commonest colour of a picture and another of its colours."""
    colours = Counter({colour: times for times, colour in picture.getcolors(1 << 24) or ()})
    hexes = ["#{:02x}{:02x}{:02x}".format(*colour) for colour, _ in colours.most_common(40)]
    return max((contrast_ratio(hexes[0], colour_code) for colour_code in hexes[1:]), default=1.0)
