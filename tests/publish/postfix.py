"""Run Postfix and Dovecot on this machine, with their own folders, ports and mailbox, which takes SMTP and gives IMAP."""

from __future__ import annotations

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import NamedTuple

import pytest
import trustme

from tests.support.ports import free_port

_MAIN = """\
compatibility_level = 3.6
queue_directory = {box}/queue
data_directory = {box}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {box}/log/postfix.log
maillog_file_prefixes = {box}
myhostname = mail.example.org
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
virtual_mailbox_domains = example.org
virtual_mailbox_base = {box}/mail
virtual_mailbox_maps = static:news/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_tls_cert_file = {box}/server.pem
smtpd_tls_key_file = {box}/server.pem
smtpd_tls_security_level = encrypt
smtpd_relay_restrictions = reject_unauth_destination
smtpd_helo_required = yes
smtpd_helo_restrictions = reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname
"""
_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
_DOVECOT = """\
protocols = imap
listen = 127.0.0.1
base_dir = {box}/run
state_dir = {box}/state
log_path = {box}/log/dovecot.log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{box}/mail/news
first_valid_uid = 1
passdb {{
  driver = static
  args = nopassword=y
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={box}/mail
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""

_DOVECOT_24 = """\
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols = imap
listen = 127.0.0.1
base_dir = {box}/run
state_dir = {box}/state
log_path = {box}/log/dovecot.log
ssl = no
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = {box}/mail/news
first_valid_uid = 1
passdb static {{
  fields {{
    nopassword = yes
  }}
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {box}/mail
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""
"""The same settings for Dovecot 2.4 (Debian 13), which does not read those of 2.3."""


class MailHost(NamedTuple):
    """The ports of SMTP, where mail is sent, and of IMAP, where it is read."""

    smtp: int
    imap: int
    trusted: Path
    """The file of the authority that signed the certificate."""

    def received(self) -> bytes:
        """Wait for a message, at most ten seconds, and return the first of the mailbox."""
        with imaplib.IMAP4("127.0.0.1", self.imap) as box:
            box.login("news", "any")
            for _ in range(200):
                box.select("INBOX", readonly=True)
                numbers = box.search(None, "ALL")[1][0].split()
                if numbers:
                    parts = box.fetch(numbers[0].decode(), "(RFC822)")[1]
                    assert isinstance(parts[0], tuple)
                    return bytes(parts[0][1])
                Event().wait(0.05)
        raise AssertionError("nothing arrived")


def is_dovecot_24() -> bool:
    """Return whether the Dovecot on this machine is 2.4 or newer, which needs other settings."""
    version = subprocess.run(["dovecot", "--version"], capture_output=True, text=True, check=True).stdout
    return [int(part) for part in version.split(" ")[0].split("-")[0].split(".")[:2]] >= [2, 4]


@contextmanager
def server_folder(prefix: str) -> Iterator[Path]:
    """Yield a new folder for servers; when the block ends, stop the Postfix that runs in it, and delete it."""
    box = Path(tempfile.mkdtemp(prefix=prefix))
    box.chmod(0o755)
    try:
        yield box
    finally:
        subprocess.run(["postfix", "-c", str(box / "postfix"), "stop"], capture_output=True, check=False)
        shutil.rmtree(box, ignore_errors=True)


@contextmanager
def dovecot(box: Path, settings: str) -> Iterator[None]:
    """Run Dovecot with these settings until the block ends."""
    path, nowhere = box / "dovecot.conf", subprocess.DEVNULL
    path.write_text(settings, "utf-8")
    process = subprocess.Popen(["dovecot", "-F", "-c", str(path)], stdout=nowhere, stderr=nowhere)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def mail_host() -> Iterator[MailHost]:
    """Run both servers until the block ends; skip the test without Postfix, Dovecot or root."""
    if not shutil.which("postfix") or not shutil.which("dovecot") or os.geteuid() != 0:
        pytest.skip("needs postfix, dovecot and root")
    with server_folder("bulletin-mail-") as box:
        owner, trusted = pwd.getpwnam("nobody"), prepare(box)
        smtp, imap = free_port(), free_port()
        start(box, smtp)
        template = _DOVECOT_24 if is_dovecot_24() else _DOVECOT
        with dovecot(box, template.format(port=imap, box=box, uid=owner.pw_uid, gid=owner.pw_gid)):
            for port in (smtp, imap):
                wait_for(port)
            yield MailHost(smtp, imap, trusted)


def prepare(box: Path) -> Path:
    """Make the folders and the certificate of 127.0.0.1; return the file of the authority that signed it."""
    owner, postfix = pwd.getpwnam("nobody"), pwd.getpwnam("postfix")
    for name in ("postfix", "queue", "data", "mail", "log", "run", "state"):
        (box / name).mkdir()
    os.chown(box / "data", postfix.pw_uid, postfix.pw_gid)
    os.chown(box / "mail", owner.pw_uid, owner.pw_gid)
    authority = trustme.CA()
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(box / "server.pem"))
    authority.cert_pem.write_to_path(str(box / "authority.pem"))
    return box / "authority.pem"


def start(box: Path, port: int, more: str = "", services: str = "") -> None:
    """Start Postfix. more: lines of main.cf, which replace usual lines of the same name. services: lines added to master.cf."""
    owner = pwd.getpwnam("nobody")
    usual = _MAIN.format(box=box, uid=owner.pw_uid, gid=owner.pw_gid)
    names = {line.partition(" =")[0] for line in more.splitlines()}
    lines = [line for line in usual.splitlines() if line.partition(" =")[0] not in names]
    (box / "postfix" / "main.cf").write_text("\n".join(lines) + "\n" + more, "utf-8")
    (box / "postfix" / "master.cf").write_text(_MASTER.format(port=port) + services, "utf-8")
    started = subprocess.run(
        ["postfix", "-c", str(box / "postfix"), "start"], capture_output=True, text=True, check=False
    )
    assert started.returncode == 0, started.stderr


def wait_for(port: int, seconds: float = 10) -> None:
    """Wait until a server listens at a port; raise AssertionError after some seconds."""
    for _ in range(int(seconds * 20)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        Event().wait(0.05)
    raise AssertionError(f"nobody listens at {port}")
