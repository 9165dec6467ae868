"""Inlining works around faults of premailer; a test fails when a release mends one, so that the code can be removed."""

from __future__ import annotations

import re

from premailer import Premailer  # type: ignore[import-untyped]

from bulletin.outputs.email.inline import inline_styles
from tests.support.values import ROOT


def premailed(page: str, **options: bool) -> str:
    """Return a page as premailer makes it with these options alone."""
    return str(Premailer(page, allow_network=False, disable_validation=True, **options).transform())


def test_premailer_still_has_the_faults_that_are_avoided() -> None:
    rule = "<html><head><style>@media print { p { color: red !important } }</style></head><body><p>x</p></body></html>"
    assert "!important" not in premailed(rule), "premailer keeps !important now: strip_important can go"
    cell = "<html><head><style>td { text-align: left; width: 5px }</style></head><body><table><tr><td>x</td></tr></table></body></html>"
    assert 'align="left"' in premailed(cell), "premailer adds no attributes now: disable_basic_attributes can go"
    picture = "<html><head><style>img { float: left }</style></head><body><img src='x'></body></html>"
    assert 'align="left"' in premailed(picture), "premailer aligns no pictures now: align_floating_images can go"
    colour = "<html><head><style>p { color: #aabbcc }</style></head><body><p>x</p></body></html>"
    assert "#abc" in premailed(colour), "premailer keeps six digits now: cssutils needs no setting"
    deep = f"<html><body>{'<div>' * 300}words{'</div>' * 300}</body></html>"
    assert "words" not in premailed(deep), "premailer keeps deep text now: it can parse the page itself"


def test_none_of_these_faults_is_in_an_email() -> None:
    style = "td { text-align: left } p { color: #aabbcc }"
    print_style = '<style data-premailer="ignore">@media print { p { color: red !important } }</style>'
    page = f"<html><head><style>{style}</style>{print_style}</head><body><table><tr><td><p>x</p></td></tr></table></body></html>"
    html = inline_styles(page)
    assert "!important" in html
    assert "color:#aabbcc" in html
    assert "align=" not in html.replace("text-align", "")


ONCE_AN_ITEM = {".contents ul ul", ".figures blockquote", ".said p", ".dates caption", ".figures .labelled"}


def test_the_base_sheet_has_no_descendant_selector_for_elements_that_a_text_can_repeat() -> None:
    sheet = "".join((ROOT / "templates" / "email" / name).read_text("utf-8") for name in ("bulletin.css", "rtl.css"))
    selectors = {
        selector.strip() for rule in re.findall(r"^([^@{}\n]+)\{", sheet, re.MULTILINE) for selector in rule.split(",")
    }
    assert len(selectors) > 50
    assert {selector for selector in selectors if re.search(r"[^> ] +[^> ]", selector)} == ONCE_AN_ITEM
