"""Run Mailman 3 behind Postfix on this machine: a list whose members' mail arrives in one Maildir."""

from __future__ import annotations

import base64
import json
import os
import pwd
import shutil
import sqlite3
import subprocess
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from typing import NamedTuple
from urllib.parse import urlencode

import pytest

from tests.publish import postfix
from tests.support.ports import free_port

LIST = "news@lists.example.org"
_MAILMAN = """\
[mailman]
site_owner: owner@example.org
layout: box
[paths.box]
var_dir: {box}/mailman
bin_dir: /usr/lib/mailman3/bin
queue_dir: $var_dir/queue
list_data_dir: $var_dir/lists
log_dir: $var_dir/logs
lock_dir: $var_dir/locks
data_dir: $var_dir/data
cache_dir: $var_dir/cache
etc_dir: $var_dir/etc
messages_dir: $var_dir/messages
archive_dir: $var_dir/archives
template_dir: $var_dir/templates
pid_file: $var_dir/master.pid
lock_file: $lock_dir/master.lck
[mta]
incoming: mailman.mta.null.NullMTA
outgoing: mailman.mta.deliver.deliver
lmtp_host: 127.0.0.1
lmtp_port: {lmtp}
smtp_host: 127.0.0.1
smtp_port: {behind}
[webservice]
hostname: 127.0.0.1
port: {rest}
admin_user: admin
admin_pass: admin
"""
_MAIN = """\
relay_domains = lists.example.org
transport_maps = inline:{{ {{lists.example.org=lmtp:[127.0.0.1]:{lmtp}}}, {{gone.example=error:5.1.1 unknown}} }}
smtpd_relay_restrictions = reject_unauth_destination
virtual_mailbox_limit = 0
mailbox_size_limit = 0
"""
_SERVICES = """\
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
127.0.0.1:{behind} inet n - n - - smtpd
  -o smtpd_tls_security_level=none
  -o smtpd_helo_restrictions=
  -o smtpd_relay_restrictions=permit_mynetworks,reject
"""
SETTINGS = {
    "default_nonmember_action": "accept",
    "convert_html_to_plaintext": "False",
    "collapse_alternatives": "False",
    "subject_prefix": "",
    "send_welcome_message": "False",
}
"""The settings of the list that docs/sending.md recommends."""


class ListHost(NamedTuple):
    """A running list: the ports of SMTP and of Mailman's REST API, the trusted certificate, and the folder of its files."""

    smtp: int
    rest: int
    trusted: Path
    box: Path

    def configure(self, settings: dict[str, str]) -> None:
        """Change settings of the list with Mailman's REST API."""
        url = f"http://127.0.0.1:{self.rest}/3.1/lists/{LIST}/config"
        request = urllib.request.Request(url, urlencode(settings).encode(), _AUTHORIZED, method="PATCH")
        with urllib.request.urlopen(request, timeout=60) as reply:
            assert reply.status == 204

    def delivered(self, number: int, seconds: float = 240) -> list[bytes]:
        """Wait until so many messages have arrived, for at most `seconds`; return the members' messages."""
        folder = self.box / "mail" / "news" / "new"
        for _ in range(int(seconds * 4)):
            if folder.exists() and len(list(folder.iterdir())) >= number:
                break
            Event().wait(0.25)
        return [path.read_bytes() for path in sorted(folder.iterdir())] if folder.exists() else []

    def waiting_for_moderator(self) -> int:
        """Return the number of messages that wait for a moderator."""
        url = f"http://127.0.0.1:{self.rest}/3.1/lists/{LIST}/held/count"
        with urllib.request.urlopen(urllib.request.Request(url, headers=_AUTHORIZED), timeout=60) as reply:
            return int(json.load(reply)["count"])

    def bounces(self) -> list[str]:
        """Wait for bounces that Mailman has recorded, at most a minute; return their addresses."""
        for _ in range(240):
            with closing(sqlite3.connect(f"file:{self.box}/mailman/data/mailman.db?mode=ro", uri=True)) as database:
                addresses = [row[0] for row in database.execute("select email from bounceevent")]
            if addresses:
                return addresses
            Event().wait(0.25)
        return []


_AUTHORIZED = {"Authorization": f"Basic {base64.b64encode(b'admin:admin').decode()}"}


@contextmanager
def list_host(members: Sequence[str]) -> Iterator[ListHost]:
    """Run a list with these members until the block ends; skip the test without Mailman, Postfix or root."""
    if not shutil.which("mailman") or not shutil.which("postfix") or os.geteuid() != 0:
        pytest.skip("needs mailman3, postfix and root")
    with postfix.server_folder("bulletin-list-") as box:
        try:
            yield _start_list(box, members)
        finally:
            _mailman(box, "stop", check=False)


def _start_list(box: Path, members: Sequence[str]) -> ListHost:
    """Start Mailman and Postfix with a list of these members."""
    owner = pwd.getpwnam("nobody")
    trusted = postfix.prepare(box)
    ports = {name: free_port() for name in ("lmtp", "behind", "rest", "smtp")}
    footers = box / "mailman" / "templates" / "site" / "en"
    footers.mkdir(parents=True)
    (footers / "list:member:regular:footer.txt").write_text("", "utf-8")
    (box / "mailman.cfg").write_text(_MAILMAN.format(box=box, **ports), "utf-8")
    (box / "members.txt").write_text("\n".join(members) + "\n", "utf-8")
    for path in [box / "mailman", *(box / "mailman").rglob("*")]:
        os.chown(path, owner.pw_uid, owner.pw_gid)
    postfix.start(box, ports["smtp"], _MAIN.format(**ports), _SERVICES.format(**ports))
    _mailman(box, "create", "--quiet", LIST)
    _mailman(box, "addmembers", "--no-welcome-msg", str(box / "members.txt"), LIST)
    _mailman(box, "start")
    for name in ("lmtp", "rest"):
        postfix.wait_for(ports[name], 300)
    return ListHost(ports["smtp"], ports["rest"], trusted, box)


def _mailman(box: Path, *arguments: str, check: bool = True) -> None:
    """Run a command of Mailman as the user nobody. Its output goes to a file, because its daemons keep the output open."""
    log = box / "said.txt"
    with log.open("w", encoding="utf-8") as output:
        done = subprocess.run(
            ["mailman", "-C", str(box / "mailman.cfg"), *arguments],
            user="nobody",
            group="nogroup",
            extra_groups=[],
            cwd=box,
            env={"PATH": "/usr/bin:/bin", "HOME": str(box / "mailman"), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    assert not check or done.returncode == 0, log.read_text("utf-8")
