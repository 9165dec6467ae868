"""Open messages with Thunderbird on a virtual screen, and read the title of the window."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.outputs.email_tools import needs

PREFERENCES = {
    "mail.accountmanager.accounts": "account1",
    "mail.accountmanager.defaultaccount": "account1",
    "mail.account.account1.identities": "id1",
    "mail.account.account1.server": "server1",
    "mail.identity.id1.fullName": "Reader",
    "mail.identity.id1.useremail": "reader@example.org",
    "mail.identity.id1.valid": True,
    "mail.identity.id1.smtpServer": "smtp1",
    "mail.smtpservers": "smtp1",
    "mail.smtp.defaultserver": "smtp1",
    "mail.smtpserver.smtp1.hostname": "localhost",
    "mail.server.server1.type": "pop3",
    "mail.server.server1.hostname": "localhost",
    "mail.server.server1.userName": "reader",
    "mail.server.server1.name": "reader@example.org",
    "mail.server.server1.check_new_mail": False,
    "mail.server.server1.login_at_startup": False,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "app.update.enabled": False,
    "app.donation.eoy.version.viewed": 999,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "toolkit.telemetry.enabled": False,
    "mail.rights.version": 1,
    "mail.spotlight.firstRunDone": True,
    "mail.shell.checkDefaultClient": False,
    "mailnews.start_page.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "browser.shell.checkDefaultBrowser": False,
    "extensions.autoDisableScopes": 15,
}
"""An account, without which no message can be written; all that asks the user or fetches data is off."""
SECONDS = 90


@contextmanager
def screen() -> Iterator[str]:
    """Run a virtual X server; yield the name of its display, like ":99"."""
    needs("Xvfb", "thunderbird", "xdotool")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1100x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as output:
            number = output.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def open_message(message: Path, display: str, folder: Path, pattern: str) -> str:
    """Open a message with Thunderbird; return the title of its window, which must match `pattern`."""
    profile = folder / "profile"
    profile.mkdir()
    lines = (f'user_pref("{name}", {_value(value)});' for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    environment = {"DISPLAY": display, "HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    environment |= {"NO_AT_BRIDGE": "1", "MOZ_CRASHREPORTER_DISABLE": "1", "GDK_BACKEND": "x11"}
    command = ["thunderbird", "--no-remote", "--profile", str(profile), str(message)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", pattern]
            windows = subprocess.run(
                search, env=environment, capture_output=True, text=True, timeout=SECONDS, check=True
            )
            window = windows.stdout.split()[0]
            name = ["xdotool", "getwindowname", window]
            return subprocess.run(name, env=environment, capture_output=True, text=True, check=True).stdout.strip()
        finally:
            program.terminate()


def _value(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
