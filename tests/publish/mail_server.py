"""Run a mail server (aiosmtpd) on this machine that stores the accepted messages, and fails at the steps of a test."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

STEPS = ("CONNECT", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "TEXT")
FAULTS = ("4xx", "5xx", "disconnect", "delay")
CODES = {"4xx": "451 4.3.0 Try again later", "5xx": "550 5.7.1 Not for you, list@example.org"}


def _abort(transport: asyncio.BaseTransport) -> None:
    """End a connection at once. For a closed connection over TLS, Python 3.11.2 (Debian 12) raises AttributeError."""
    with suppress(AttributeError):
        transport.abort()  # type: ignore[attr-defined]


class MailServer:
    """The state of a mail server: the accepted messages, and the steps at which it fails."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, str, bytes]] = []
        """(sender, recipient, text) of each message."""
        self.fails: dict[str, str] = {}
        """Step → fault, of STEPS and FAULTS."""
        self.refused: set[str] = set()
        """Recipients that the server refuses."""
        self.events: Callable[[str], None] = lambda event: None
        self.transports: list[Any] = []
        self.host, self.port = "127.0.0.1", 0
        self.logins: list[tuple[str, str]] = []
        self.settle: Callable[[], None] = lambda: None
        """A function that waits until every connection has ended."""
        self.released = asyncio.Event()
        """An event that ends the delays."""

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        if address in self.refused:
            return f"550 5.1.1 <{address}> unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.events("before SMTP TEXT")
        fault = self.fails.get("TEXT", "")
        if fault in CODES:
            return CODES[fault]
        text = envelope.content
        assert isinstance(text, bytes)
        for recipient in envelope.rcpt_tos:
            self.accepted.append((envelope.mail_from or "", recipient, text))
        if fault == "disconnect" and server.transport:
            _abort(server.transport)
        elif fault == "delay":
            await self.released.wait()
        return "250 OK queued"


class Scripted(SMTP):
    """The SMTP protocol of aiosmtpd, which reports each step as an event and may fail at it."""

    def __init__(self, mail: MailServer, *arguments: Any, **options: Any) -> None:
        self.mail = mail
        super().__init__(mail, *arguments, **options)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.mail.transports.append(transport)
        super().connection_made(transport)

    async def fault(self, step: str) -> bool:
        self.mail.events(f"before SMTP {step}")
        fault = self.mail.fails.get(step, "")
        if fault in CODES:
            await self.push(CODES[fault])
        elif fault == "disconnect" and self.transport:
            _abort(self.transport)
        elif fault == "delay":
            await self.mail.released.wait()
        return bool(fault)

    async def push(self, status: Any) -> None:
        greeting = str(status).startswith("220 ") and self.session and not self.session.host_name
        if greeting and "Ready to start TLS" not in str(status) and "CONNECT" in self.mail.fails:
            fault = self.mail.fails["CONNECT"]
            if fault in CODES:
                status = CODES[fault].replace("451", "421").replace("550", "554")
            elif self.transport and fault == "disconnect":
                _abort(self.transport)
                return
            else:
                await self.mail.released.wait()
                return
        if "SMTP" not in str(status)[:4]:
            self.mail.events(f"after SMTP {str(status)[:3]}")
        await super().push(status)

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        if not await self.fault("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_HELO(self, hostname: str) -> None:  # noqa: N802
        if not await self.fault("EHLO"):
            await super().smtp_HELO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        if not await self.fault("STARTTLS"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        if not await self.fault("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        if not await self.fault("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        if not await self.fault("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if not await self.fault("DATA"):
            await super().smtp_DATA(arg)


@contextmanager
def mail_server(
    tls: ssl.SSLContext | None = None, *, implicit: bool = False, password: str = ""
) -> Iterator[MailServer]:
    """Run a server on 127.0.0.1 until the block ends. tls: with STARTTLS, or from the first byte if implicit."""
    mail = MailServer()

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        mail.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password.decode() == password, handled=False)

    def factory() -> Scripted:
        return Scripted(
            mail,
            hostname="mail.example.org",
            authenticator=authenticate if password else None,
            auth_required=bool(password),
            auth_require_tls=False,
            require_starttls=bool(tls) and not implicit,
            tls_context=None if implicit else tls,
            ident="test",
        )

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    # Start the server in the thread: this thread may already run the event loop of Playwright.
    serving = loop.create_server(factory, "127.0.0.1", 0, ssl=tls if implicit else None)
    server = asyncio.run_coroutine_threadsafe(serving, loop).result(20)
    mail.port = server.sockets[0].getsockname()[1]
    mail.settle = lambda: asyncio.run_coroutine_threadsafe(_idle(), loop).result(20)
    try:
        yield mail
    finally:
        asyncio.run_coroutine_threadsafe(_stop(loop, server, mail), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _idle() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    if others:
        await asyncio.wait(others, timeout=10)


async def _stop(loop: asyncio.AbstractEventLoop, server: asyncio.Server, mail: MailServer) -> None:
    mail.released.set()
    server.close()
    await asyncio.sleep(0)
    others = [task for task in asyncio.all_tasks(loop) if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    for transport in mail.transports:
        _abort(transport)
    for _ in range(5):
        await asyncio.sleep(0)
