"""Check emails with other programs: HTML checkers, a mail server, a spam filter and a text browser."""

from __future__ import annotations

import json
import re
import shutil
import smtplib
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.outputs.email_checks import IN_WORD
from tests.support.ports import free_port
from tests.support.values import ROOT

TOOLS = ROOT / "tests" / "tools"
MODULES = TOOLS / "node_modules"
OURS = r".*Property “(mso-[a-z-]+|supported-color-schemes|text-underline-color)” doesn.t exist.*"
"""Properties of mail programs that are not in CSS."""


def needs(*programs: str, module: str = "") -> None:
    """Skip the test if a program or a module of node is missing."""
    missing = [program for program in programs if not shutil.which(program)]
    if module and not (MODULES / module).is_dir():
        missing.append(module)
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")


def in_word(html: str) -> str:
    """Return the HTML that Word reads: with its conditional parts, without the style blocks of other programs."""
    without = re.sub(
        r"<style>.*?</style>",
        "",
        IN_WORD.sub(lambda match: match[0].replace("style>", "STYLE>"), html),
        flags=re.DOTALL,
    )
    opened = re.sub(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", r"\1", without, flags=re.DOTALL).replace("STYLE>", "style>")
    return re.sub(r"<xml>.*?</xml>", "", opened, flags=re.DOTALL)


def write_pages(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Write each page into a file of the folder; return the paths."""
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
    command = ["java", "-Xss2m", "-jar", jar, *options, *write_pages(pages, folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.splitlines()


def html_validate(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Return the errors that html-validate finds."""
    needs("node", module="html-validate")
    config = ["--config", str(TOOLS / "htmlvalidate.json"), "--formatter", "json"]
    command = [
        "node",
        str(MODULES / "html-validate" / "bin" / "html-validate.mjs"),
        *config,
        *write_pages(pages, folder),
    ]
    reports = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    return [
        f"{report_message['ruleId']} {report_message['message']}"
        for file in reports
        for report_message in file["messages"]
        if report_message["severity"] == 2
    ]


def unsupported(pages: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """Return the features of the pages that some mail program does not support: feature → programs."""
    needs("node", module="caniemail")
    command = ["node", str(TOOLS / "caniemail.mjs"), *write_pages(pages, folder)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(output))


class _Box:
    """The handler of a mail server, which stores the messages."""

    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.received.append(envelope.content)
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[tuple[str, int, list[bytes]]]:
    """Run a mail server on this machine; yield its host, its port and the list of received messages."""
    box = _Box()
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port, enable_SMTPUTF8=False)
    server.start()
    try:
        yield "127.0.0.1", port, box.received
    finally:
        server.stop()


def send_through_server(messages: list[bytes]) -> list[bytes]:
    """Send messages to a mail server, and return them as received; raise SMTPException if one is refused."""
    with mail_server() as (host, port, received):
        for message in messages:
            with smtplib.SMTP(host, port, timeout=20) as client:
                client.sendmail("bulletin@example.org", ["reader@example.org"], message)
        return list(received)


def spam_points(message: bytes, folder: Path) -> tuple[float, str]:
    """Return the points that SpamAssassin gives without the network, and the names of the rules that gave them."""
    needs("spamassassin")
    path = folder / "message.eml"
    path.write_bytes(b"To: reader@example.org\r\n" + message)
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    command = ["spamassassin", "-L", "-x", "-t", str(path)]
    output = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    points = re.search(r"score=(-?[\d.]+)", output)
    assert points, output[:500]
    return float(points[1]), re.sub(r"\s+", " ", output.split("tests=")[1].split("autolearn")[0])


def read_aloud(html: str) -> str:
    """Return the text that the text browser w3m shows, as one line."""
    needs("w3m")
    command = ["w3m", "-dump", "-cols", "200", "-T", "text/html", "-I", "utf-8", "-O", "utf-8"]
    return " ".join(subprocess.run(command, input=html, capture_output=True, text=True, check=True).stdout.split())
