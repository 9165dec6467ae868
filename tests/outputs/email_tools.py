"""What programs that are no part of Bulletin say of an email: HTML checkers, a mail server, a spam filter, a text browser."""

from __future__ import annotations

import json
import re
import shutil
import smtplib
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.outputs.email_checks import IN_WORD
from tests.support.values import ROOT

TOOLS = ROOT / "tests" / "tools"
MODULES = TOOLS / "node_modules"
OURS = r".*Property “(mso-[a-z-]+|supported-color-schemes|text-underline-color)” doesn.t exist.*"
"""Properties of mail programs that are no part of CSS."""


def needs(*programs: str, module: str = "") -> None:
    """Skip the test that asks where a program or a module of node is missing."""
    missing = [one for one in programs if not shutil.which(one)]
    if module and not (MODULES / module).is_dir():
        missing.append(module)
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")


def in_word(html: str) -> str:
    """Return what Word reads: its conditional parts opened, the style blocks of others left out."""
    without = re.sub(
        r"<style>.*?</style>",
        "",
        IN_WORD.sub(lambda match: match[0].replace("style>", "STYLE>"), html),
        flags=re.DOTALL,
    )
    opened = re.sub(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", r"\1", without, flags=re.DOTALL).replace("STYLE>", "style>")
    return re.sub(r"<xml>.*?</xml>", "", opened, flags=re.DOTALL)


def written(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Pages as files, by names."""
    paths = []
    for number, html in enumerate(pages.values()):
        path = folder / f"{number}.html"
        path.write_text(html, "utf-8")
        paths.append(str(path))
    return paths


def nu(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Return the errors that the Nu checker finds."""
    needs("java", module="vnu-jar")
    jar = str(MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar")
    options = ["--errors-only", "--format", "gnu", "--no-langdetect", "--filterpattern", OURS]
    command = ["java", "-Xss2m", "-jar", jar, *options, *written(pages, folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.splitlines()


def html_validate(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Return the errors that html-validate finds."""
    needs("node", module="html-validate")
    config = ["--config", str(TOOLS / "htmlvalidate.json"), "--formatter", "json"]
    command = ["node", str(MODULES / "html-validate" / "bin" / "html-validate.mjs"), *config, *written(pages, folder)]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    return [f"{one['ruleId']} {one['message']}" for file in found for one in file["messages"] if one["severity"] == 2]


def unsupported(pages: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """Features that a mail program is known not to support, and which."""
    needs("node", module="caniemail")
    command = ["node", str(TOOLS / "caniemail.mjs"), *written(pages, folder)]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(found))


class _Box:
    """Where a mail server puts what it takes."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.taken.append(envelope.content)
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[tuple[str, int, list[bytes]]]:
    """Yield a mail server on this machine, and the messages that it took."""
    box = _Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port, enable_SMTPUTF8=False)
    server.start()
    try:
        yield "127.0.0.1", port, box.taken
    finally:
        server.stop()


def sent_through(messages: list[bytes]) -> list[bytes]:
    """Messages as a mail server hands them on; raises SMTPException for one that it refuses."""
    with mail_server() as (host, port, taken):
        for one in messages:
            with smtplib.SMTP(host, port, timeout=20) as client:
                client.sendmail("bulletin@example.org", ["reader@example.org"], one)
        return list(taken)


def spam_points(message: bytes, folder: Path) -> tuple[float, str]:
    """Return the points of SpamAssassin's own rules, and which rules gave them; nobody is asked over the network."""
    needs("spamassassin")
    path = folder / "message.eml"
    path.write_bytes(b"To: reader@example.org\r\n" + message)
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    command = ["spamassassin", "-L", "-x", "-t", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    points = re.search(r"score=(-?[\d.]+)", said)
    assert points, said[:500]
    return float(points[1]), re.sub(r"\s+", " ", said.split("tests=")[1].split("autolearn")[0])


def read_aloud(html: str) -> str:
    """Return the email in a text browser, as one line."""
    needs("w3m")
    command = ["w3m", "-dump", "-cols", "200", "-T", "text/html", "-I", "utf-8", "-O", "utf-8"]
    return " ".join(subprocess.run(command, input=html, capture_output=True, text=True, check=True).stdout.split())
