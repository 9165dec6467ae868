"""The button of the page to copy from puts the email on the clipboard, in Chromium."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bulletin.model import Asset, Attachment, Bulletin, Circulation, Image
from tests.outputs.email_reading import page_of, rendered, words_of
from tests.support.browser import axe, opened
from tests.support.values import make_bulletin, make_issue, make_item, make_training

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000" "01f15c4890000000d49444154789c636060606000000005000"
    "1a5f645400000000049454e44ae426082"
)  # fmt: skip
PASTED = """() => new Promise(done => {
  const box = document.createElement("div");
  box.contentEditable = "true";
  document.body.append(box);
  box.focus();
  box.addEventListener("paste", event => {
    event.preventDefault();
    done({html: event.clipboardData.getData("text/html"), text: event.clipboardData.getData("text/plain")});
  });
  window.ready = true;
})"""


def _asset(name: str, data: bytes, media_type: str) -> Asset:
    return Asset(
        name=name, address=f"items/inside/files/{name}", source=Path(name), media_type=media_type, size=len(data),
        sha256=hashlib.sha256(data).hexdigest(), width=30, height=20, data=data,
    )  # fmt: skip


def _bulletin() -> Bulletin:
    flyer = Attachment(label="The flyer", asset=_asset("flyer.pdf", b"%PDF", "application/pdf"))
    picture = Image(alt="A door", asset=_asset("door.png", PNG, "image/png"))
    inside = make_item("inside", circulation=Circulation.STAFF, attachments=(flyer,), image=picture)
    return make_bulletin(make_issue(make_training("course"), inside, title="Tea & <b>talk</b>"))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return rendered(_bulletin())


@pytest.fixture(scope="module")
def page(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("copy") / "bulletin-copy.html"
    place.write_bytes(files["bulletin-copy.html"])
    return place


def _pasted(tab: Page) -> dict[str, str]:
    """Paste into a page; return the formats that it gets."""
    tab.evaluate(f"() => {{ window.pasted = ({PASTED})(); }}")
    tab.keyboard.press("Control+V")
    content = tab.evaluate("() => window.pasted")
    assert isinstance(content, dict)
    return content


@pytest.mark.guarantee("EMAIL-56")
def test_one_press_puts_the_rich_and_the_plain_email_on_the_clipboard(
    browser: Browser, files: dict[str, bytes], page: Path
) -> None:
    with opened(browser, page) as tab:
        assert tab.locator("button").count() == 1
        tab.get_by_role("button", name="Copy the email").click()
        assert tab.get_by_role("status").inner_text() == "Copied. Paste it into a new message."
        clipboard = _pasted(tab)
    body = words_of(page_of(files["bulletin.html"]).find("body")[1])
    pasted = page_of(b'<!DOCTYPE html><html lang="en"><title>x</title><body>' + clipboard["html"].encode())
    assert words_of(pasted.find("body")) == body
    assert clipboard["text"].strip() == files["bulletin.txt"].decode().strip()
    assert "<style" not in clipboard["html"].split("<!--")[0]
    assert 'style="' in clipboard["html"]


@pytest.mark.guarantee("EMAIL-56")
def test_the_page_shows_the_email_and_makes_no_request(browser: Browser, page: Path) -> None:
    for width in (320, 1280):
        with opened(browser, page, width=width) as tab:
            assert axe(tab) == []
            assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            assert tab.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
            assert tab.evaluate("document.images.length") == 1
            assert tab.refused == []  # type: ignore[attr-defined]


@pytest.mark.guarantee("EMAIL-56")
def test_no_other_script_than_the_page_s_own_may_run(browser: Browser, page: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.html"
    text = page.read_text("utf-8")
    hostile.write_text(
        text.replace("</main>", '<script>window.ran = 1</script><img src="x" onerror="window.ran = 2"></main>'), "utf-8"
    )
    with opened(browser, hostile) as tab:
        tab.get_by_role("button", name="Copy the email").click()
        assert tab.evaluate("() => window.ran === undefined")
        assert tab.get_by_role("status").inner_text() == "Copied. Paste it into a new message."


def test_the_page_says_the_subject_and_what_has_to_be_attached_again(files: dict[str, bytes]) -> None:
    words = words_of(page_of(files["bulletin-copy.html"]).find("body/header"))
    assert "Type the subject: North West safeguarding bulletin: February and March 2022" in words
    assert "in .eml): flyer.pdf" in words


def test_the_title_of_an_issue_is_in_the_page_unchanged(files: dict[str, bytes]) -> None:
    assert words_of(page_of(files["bulletin-copy.html"]).find(".//h1")) == "Tea & <b>talk</b>"
