"""Run Dovecot's submission server and Postfix on this machine; both ask an endpoint whether a token is valid."""

from __future__ import annotations

import os
import pwd
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import NamedTuple

import pytest

from tests.publish import postfix
from tests.support.ports import free_port

_DOVECOT = """\
protocols = submission
listen = 127.0.0.1
base_dir = {box}/run
state_dir = {box}/state
log_path = {box}/log/dovecot.log
hostname = mail.example.org
ssl = required
ssl_cert = <{box}/server.pem
ssl_key = <{box}/server.pem
auth_mechanisms = xoauth2
mail_location = maildir:{box}/mail/sent
first_valid_uid = 1
submission_relay_host = 127.0.0.1
submission_relay_port = {behind}
submission_relay_trusted = no
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {box}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={box}/mail
}}
service submission-login {{
  inet_listener submission {{
    port = {submission}
  }}
  inet_listener submissions {{
    port = 0
  }}
}}
service auth {{
  unix_listener {box}/auth {{
    mode = 0666
  }}
}}
"""
_DOVECOT_24 = """\
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols = submission
listen = 127.0.0.1
base_dir = {box}/run
state_dir = {box}/state
log_path = {box}/log/dovecot.log
hostname = mail.example.org
ssl = required
ssl_server_cert_file = {box}/server.pem
ssl_server_key_file = {box}/server.pem
auth_mechanisms = xoauth2
mail_driver = maildir
mail_path = {box}/mail/sent
first_valid_uid = 1
submission_relay_host = 127.0.0.1
submission_relay_port = {behind}
submission_relay_trusted = no
oauth2 {{
  introspection_url = {introspection}
  introspection_mode = post
  active_attribute = active
  active_value = true
  username_attribute = username
}}
passdb oauth2 {{
  mechanisms_filter = xoauth2
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {box}/mail
  }}
}}
service submission-login {{
  inet_listener submission {{
    port = {submission}
  }}
  inet_listener submissions {{
    port = 0
  }}
}}
service auth {{
  unix_listener {box}/auth {{
    mode = 0666
  }}
}}
"""
"""The same settings for Dovecot 2.4 (Debian 13), where the endpoint is in the same file."""
_OAUTH = """\
introspection_url = {introspection}
introspection_mode = post
active_attribute = active
active_value = true
username_attribute = username
"""
_SASL = """\
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {box}/auth
smtpd_tls_auth_only = yes
smtpd_relay_restrictions = permit_sasl_authenticated, reject
"""
_BEHIND = """\
127.0.0.1:{behind} inet n - n - - smtpd
  -o smtpd_tls_security_level=none
  -o smtpd_sasl_auth_enable=no
  -o smtpd_helo_restrictions=
  -o smtpd_relay_restrictions=permit_mynetworks,reject
"""


class TokenHosts(NamedTuple):
    """The ports at which mail is handed in."""

    submission: int
    """The port of Dovecot, which relays to a port of Postfix."""
    postfix: int
    """The port of Postfix, which delivers to a Maildir."""
    trusted: Path
    box: Path

    def maildir(self, number: int) -> list[Path]:
        """Wait until Postfix has delivered so many messages, at most ten seconds; return their files."""
        messages: list[Path] = []
        for _ in range(200):
            messages = sorted((self.box / "mail" / "news" / "new").glob("*"))
            if len(messages) >= number:
                break
            Event().wait(0.05)
        return messages


@contextmanager
def token_hosts(introspection: str) -> Iterator[TokenHosts]:
    """Run both servers until the block ends; skip the test without Postfix, Dovecot's submission server or root."""
    installed = Path("/usr/lib/dovecot/submission").exists() and shutil.which("postfix")
    if not installed or os.geteuid() != 0:
        pytest.skip("needs postfix, dovecot-submissiond and root")
    with postfix.server_folder("bulletin-tokens-") as box:
        owner = pwd.getpwnam("nobody")
        authority = postfix.prepare(box)
        ports = {name: free_port() for name in ("submission", "smtp", "behind")}
        values = {"box": box, "uid": owner.pw_uid, "gid": owner.pw_gid, "introspection": introspection, **ports}
        (box / "oauth2.conf").write_text(_OAUTH.format(**values), "utf-8")
        postfix.start(box, ports["smtp"], _SASL.format(**values), _BEHIND.format(**values))
        template = _DOVECOT_24 if postfix.is_dovecot_24() else _DOVECOT
        with postfix.dovecot(box, template.format(**values)):
            for port in ports.values():
                postfix.wait_for(port)
            yield TokenHosts(ports["submission"], ports["smtp"], authority, box)
