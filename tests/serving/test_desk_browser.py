"""The desk in Chromium shows an edit where the reader was, its form writes a file, and foreign pages cannot use it."""

from __future__ import annotations

import signal
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.serving.scene import Scene, desk, site_port
from tests.serving.test_server import FLYER
from tests.support.browser import axe, opened
from tests.support.commands import BULLETIN
from tests.support.folders import ITEM, SETTINGS, TRAINING, make_content
from tests.support.github_pages import github_pages
from tests.support.pictures import picture

LONG = ITEM + "\n\n".join(f"Paragraph {number} of the text." for number in range(80)) + "\n"
LIMITED = (
    "---\ntitle: Restricted finding\ncirculation: limited\ncirculation note: For named leads.\n---\nSecret words.\n"
)
expect.set_options(timeout=20_000)
CURRENT = "#frames iframe:not(.coming)"


@contextmanager
def open_desk(browser: Browser, scene: Scene, *, width: int = 1280, dark: bool = False) -> Iterator[Page]:
    """Open the desk; fail after the test if the page logged a message or asked another machine for something."""
    messages: list[str] = []
    with opened(browser, "about:blank", width=width, dark=dark) as tab:
        tab.on("console", lambda message: messages.append(message.text))
        tab.on("pageerror", lambda error: messages.append(str(error)))
        tab.set_default_timeout(20_000)
        tab.goto(scene.url)
        current(tab)
        yield tab
        assert messages == []
        assert tab.refused == []  # type: ignore[attr-defined]


def current(tab: Page) -> Frame:
    """Return the frame that is shown, once it is loaded. A newer frame may replace it during the search, so try again."""
    frame = None
    while frame is None:
        handle = tab.wait_for_selector(CURRENT)
        frame = handle.content_frame() if handle else None
    return frame


def press(tab: Page, name: str) -> Frame:
    """Press a button of the desk, and return the frame that is shown once it is loaded."""
    tab.click(f'button[data-name="{name}"]')
    expect(tab.locator("#frames iframe.coming")).to_have_count(0)
    return current(tab)


def saved(tab: Page, scene: Scene, text: str) -> None:
    """Save the item, and wait until the page has shown and checked that state of the files."""
    (scene.latest.content / "2022-02" / "week.md").write_text(text, "utf-8")
    scene.latest.touch()
    expect(tab.locator("body")).to_have_attribute("data-judged", str(scene.latest.number))


@pytest.mark.guarantee("SERVE-07")
def test_an_edit_is_shown_without_a_change_of_the_scroll_position(browser: Browser, tmp_path: Path) -> None:
    with desk(make_content(tmp_path, {"2022-02/week.md": LONG})) as scene, open_desk(browser, scene) as tab:
        frame = current(tab)
        frame.evaluate("scrollTo(0, 1234)")
        saved(tab, scene, LONG.replace("Paragraph 40", "Something new"))
        frame = current(tab)
        assert "Something new" in frame.inner_text("body")
        assert frame.evaluate("scrollY") == 1234
        assert tab.locator("#frames iframe").count() == 1


def test_the_last_good_email_stays_while_something_is_wrong(browser: Browser, tmp_path: Path) -> None:
    content = make_content(tmp_path)
    with desk(content) as scene, open_desk(browser, scene) as tab:
        saved(tab, scene, ITEM.replace("title:", "titel:"))
        expect(tab.locator("#failure")).to_contain_text("This is the last that could be built.")
        expect(tab.locator("#verdict")).to_have_text("1 problem to put right.")
        first = tab.locator("#problems li").filter(has_text="did you mean")
        expect(first.locator(".place")).to_have_text(f"{content.as_posix()}/2022-02/week.md:2:1")
        expect(first).to_contain_text('"titel": did you mean "title"?')
        expect(first.locator(".line")).to_contain_text("titel: Safeguarding week")
        assert "Safeguarding week starts" in current(tab).inner_text("body")
        saved(tab, scene, ITEM)
        expect(tab.locator("#failure")).to_be_hidden()


def test_every_look_of_every_edition_is_shown(browser: Browser, tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/safer.md": TRAINING, "2022-02/secret.md": LIMITED})
    with desk(content) as scene, open_desk(browser, scene) as tab:
        width = current(tab).evaluate("innerWidth")
        assert press(tab, "phone").evaluate("innerWidth") == 390 < width
        paper = "getComputedStyle(document.body).backgroundColor"
        assert press(tab, "dark").evaluate(paper) != press(tab, "computer").evaluate(paper)
        assert "Safeguarding week" in press(tab, "text").inner_text("pre")
        assert "Tuesday 8 March 2022, 9:30am to 4:30pm" in press(tab, "dates").inner_text("li")
        assert "Secret words" not in tab.content()
        assert "There is no session" in press(tab, "limited").inner_text("body")
        assert "Secret words" in press(tab, "computer").inner_text("body")
        tab.reload()
        assert "Secret words" in current(tab).inner_text("body")  # The choice is in the address.


def test_the_web_archive_can_be_walked_searched_and_loads_itself_again(browser: Browser, tmp_path: Path) -> None:
    with desk(make_content(tmp_path)) as scene, open_desk(browser, scene) as tab:
        frame = press(tab, "site")
        frame.click("text=Safeguarding week starts")
        frame.wait_for_url("**/items/week/")
        with frame.expect_navigation():
            saved(tab, scene, ITEM.replace("starts", "ends"))
        assert "Safeguarding week ends" in frame.inner_text("h1")
        frame.click("nav >> text=Home")
        frame.fill(".search [name=q]", "safeguarding")
        frame.press(".search [name=q]", "Enter")
        frame.wait_for_selector("#search-found li")


def test_the_form_is_checked_during_typing_and_writes_the_file(browser: Browser, tmp_path: Path) -> None:
    content = make_content(tmp_path)
    with desk(content) as scene, open_desk(browser, scene) as tab:
        frame = press(tab, "item")
        expect(tab.locator("#item-says")).to_have_text("Before it can be written:")
        expect(tab.locator("#item-problems")).to_contain_text("Write the title.")
        frame.select_option("#kind", "notice")
        frame.fill("#key-title", "A new matter")
        frame.check('[name="circulation"][value="public"]')
        frame.fill("#body", "Name the date: 31 February 2022. Call 0161 496 0000.")
        expect(tab.locator("#item-file")).to_have_text("2022-02/a-new-matter.md")
        expect(tab.locator("#item-says")).to_have_text("Bulletin refuses it:")
        expect(tab.locator("#item-problems")).to_contain_text("31 February")
        expect(tab.locator("#write")).to_be_disabled()
        frame.fill("#body", "What it is about.")
        expect(tab.locator("#item-says")).to_have_text("It can be written.")
        tab.click("#write")
        expect(tab.locator("#item-says")).to_have_text(f"I wrote {content.as_posix()}/2022-02/a-new-matter.md.")
        assert "title: A new matter" in (content / "2022-02" / "a-new-matter.md").read_text("utf-8")
        press(tab, "bulletin")
        expect(tab.frame_locator(CURRENT).locator("body")).to_contain_text("A new matter")


def test_markup_in_files_is_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    planted = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    content = make_content(tmp_path, {"2022-02/week.md": ITEM.replace("Safeguarding week", planted)})
    with desk(content) as scene, open_desk(browser, scene) as tab:
        saved(tab, scene, ITEM.replace("title: Safeguarding", f"titel: {planted}"))
        expect(tab.locator("#problems")).to_contain_text("<script>")
        assert tab.title() == f"Bulletin: {content}"
        assert tab.locator("#problems img, #problems script").count() == 0


@pytest.mark.guarantee("SERVE-08")
def test_a_script_of_a_theme_reaches_neither_the_desk_nor_the_network(browser: Browser, tmp_path: Path) -> None:
    content = make_content(tmp_path)
    (tmp_path / "templates" / "web").mkdir(parents=True)
    script = "try { window.seen = parent.document.title } catch (error) { window.seen = error.name }"
    (tmp_path / "templates" / "web" / "foot.html").write_text(f"<script>{script}</script><p>Foot</p>", "utf-8")
    # Open the page without `open_desk`, which allows no message: the browser logs what the policy refuses.
    with desk(content) as scene, opened(browser, scene.url) as tab:
        frame = press(tab, "site")
        assert frame.evaluate("window.seen") == "SecurityError"
        result = frame.evaluate(
            "async (url) => { try { return (await fetch(url)).status } catch (error) { return error.name } }", scene.url
        )
        assert result == "TypeError"


@pytest.mark.guarantee("SERVE-02")
def test_a_foreign_page_can_neither_read_frame_nor_write(browser: Browser, tmp_path: Path) -> None:
    content = make_content(tmp_path)
    attack = """async (url) => {
      const tries = [() => fetch(url + "state.json"), () => fetch(url + "write-item", {method: "POST", body: '{"issue":"2022-02","name":"x","text":"---\\\\ntitle: A\\\\n---\\\\nText."}'}),
                     () => new Promise((resolve, reject) => { const image = new Image(); image.onload = resolve; image.onerror = () => reject(new TypeError()); image.src = url + "desk.css"; }),
                     () => new Promise((resolve, reject) => { const script = document.createElement("script"); script.onload = resolve; script.onerror = () => reject(new TypeError()); script.src = url + "desk.js"; document.head.append(script); })];
      return Promise.all(tries.map((attempt) => attempt().then(() => "read", (error) => error.name)));
    }"""
    with desk(content) as scene, github_pages({"": b"<!DOCTYPE html><title>Other</title>"}) as foreign_site:
        with opened(browser, foreign_site.url.replace("127.0.0.1", "localhost")) as tab:
            assert tab.evaluate(attack, scene.url) == ["TypeError"] * 4
            tab.set_content(f'<iframe src="{scene.url}"></iframe>')
            frame = tab.frames[-1]
            frame.wait_for_load_state()
            assert "In the files" not in frame.content()
        with opened(browser, f"http://127.0.0.1:{site_port(scene)}/") as tab:
            assert "There is nothing here." in tab.inner_text("body")
    assert sorted(path.name for path in (content / "2022-02").iterdir()) == ["issue.md", "week.md"]


@pytest.mark.guarantee("SERVE-10")
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (320, False), (320, True)])
def test_the_desk_can_be_used_by_everybody(browser: Browser, tmp_path: Path, width: int, dark: bool) -> None:
    content = make_content(tmp_path, {"bulletin.yml": SETTINGS, "2022-02/draft.md": ITEM + "\nA futher line.\n"})
    with desk(content) as scene, open_desk(browser, scene, width=width, dark=dark) as tab:
        expect(tab.locator("body")).to_have_attribute("data-judged", str(scene.latest.number))
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(tab) == []
        for name in ("item", "import"):
            press(tab, name) if name == "item" else tab.click('button[data-name="import"]')
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            assert axe(tab) == []


@pytest.mark.guarantee("SERVE-10")
def test_the_desk_works_with_the_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    with desk(make_content(tmp_path)) as scene, open_desk(browser, scene) as tab:
        for _ in range(12):
            tab.keyboard.press("Tab")
            if tab.evaluate("document.activeElement.dataset.name") == "text":
                break
        tab.keyboard.press("Enter")
        expect(tab.locator('button[data-name="text"]')).to_have_attribute("aria-pressed", "true")
        assert tab.evaluate("document.activeElement.dataset.name") == "text"


def test_a_document_that_is_dropped_becomes_items_that_are_written_with_a_button(
    browser: Browser, tmp_path: Path
) -> None:
    content = make_content(tmp_path)
    drop = """([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      for (const kind of ["dragover", "drop"]) {
        const event = new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
        document.getElementById("drop").dispatchEvent(event);
      }
    }"""
    with desk(content) as scene, open_desk(browser, scene) as tab:
        tab.click('button[data-name="import"]')
        tab.evaluate(drop, ["flyer.txt", FLYER.decode()])
        expect(tab.locator(".draft pre")).to_contain_text("title: Trauma-informed practice", timeout=20_000)
        assert axe(tab) == []
        tab.click(".draft button")
        expect(tab.locator(".draft [role=status]")).to_contain_text("I wrote")
        (file,) = content.glob("2022-02/trauma*.md")
        assert "hold until:" in file.read_text("utf-8")


def test_the_pictures_of_a_document_are_written_with_the_same_button(browser: Browser, tmp_path: Path) -> None:
    content = make_content(tmp_path)
    source = f"data:image/png;base64,{b64encode(picture('PNG', (400, 200))).decode()}"
    page = f"<h1>A new form</h1><p>Words.</p><img src='{source}'>".encode()
    with desk(content) as scene, open_desk(browser, scene) as tab:
        tab.click('button[data-name="import"]')
        tab.set_input_files("#document", {"name": "page.html", "mimeType": "text/html", "buffer": page})
        tab.click(".draft button")
        expect(tab.locator(".draft [role=status]")).to_contain_text("I wrote")
        assert (content / "2022-02/files/page-1.png").read_bytes().startswith(b"\x89PNG")


def test_a_document_that_cannot_be_read_says_why(browser: Browser, tmp_path: Path) -> None:
    with desk(make_content(tmp_path)) as scene, opened(browser, scene.url) as tab:
        current(tab)
        tab.click('button[data-name="import"]')
        tab.set_input_files("#document", {"name": "flyer.docx", "mimeType": "application/zip", "buffer": b"PK"})
        expect(tab.locator("#import-says")).to_contain_text(".docx file", timeout=20_000)


@contextmanager
def command(content: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `bulletin serve` as a user does; yield the process and the address that it prints."""
    process = subprocess.Popen(
        [*BULLETIN, "serve", "--port", "0", *options, str(content)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout
        yield process, process.stdout.readline().split()[1]
    finally:
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20)[0].endswith("Stopped.\n")
        assert process.returncode == 0


def test_the_command_notices_what_is_saved_and_the_page_says_when_it_has_ended(
    browser: Browser, tmp_path: Path
) -> None:
    content = make_content(tmp_path)
    with opened(browser, "about:blank") as tab:
        with command(content) as (_, url):
            tab.goto(url)
            assert "week starts" in current(tab).inner_text("body")
            (content / "2022-02" / "week.md").write_text(ITEM.replace("starts", "ends"), "utf-8")
            tab.wait_for_selector('body[data-number]:not([data-number="1"])')
            expect(tab.locator("#title")).to_be_visible()
            expect(tab.frame_locator(CURRENT).locator("h3").first).to_contain_text("week ends")
        expect(tab.locator("#failure")).to_contain_text("Type bulletin serve again", timeout=20_000)
