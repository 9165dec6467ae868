"""Hand one message to Microsoft Graph (`sendMail` with the MIME text), and report whether it was accepted.

Status 202 means that the message was accepted. After a lost answer or a server error, it may have been.
"""

from __future__ import annotations

import base64
import json
from http.client import HTTPException
from urllib.parse import quote

from . import http
from .http import HttpAnswer
from .mail_servers import Server, ServerRefusal, Unclear
from .oauth import NoToken

MOST = 4 * 1024 * 1024
"""The most bytes of a request that Graph takes; the request is the message in Base64."""
_ADVICE = {
    401: "Check that the token is one for Microsoft Graph.",
    403: "The app needs the permission Mail.Send with the consent of an administrator, and this mailbox must be one "
    "that it may use.",
    404: "Check the mailbox in the address of the server.",
    413: "Make it smaller: leave attachments out and link to them.",
    429: "It has had too many requests. Run this again later.",
}


def too_large(data: bytes) -> str:
    """Return why a message is too large for Graph, "" if it is not."""
    size = len(base64.b64encode(data))
    if size <= MOST:
        return ""
    return (
        f"The message is {size / 1024**2:.1f} MB as it is sent, and Microsoft Graph takes {MOST // 1024**2} MB. "
        "Leave attachments out and link to them, or hand it in by smtp+starttls://."
    )


def deliver(to: Server, data: bytes) -> None:
    """Hand one message in; return after status 202. Raises ServerRefusal or Unclear."""
    assert to.tokens
    try:
        token = to.tokens.token()
        answer = _post(to, data, token)
        if answer.status == 401:
            answer = _post(to, data, to.tokens.token(other_than=token))
    except NoToken as error:
        raise ServerRefusal(str(error), at_door=True) from error
    if answer.status == 202:
        return
    if answer.status >= 500 or answer.status < 300:
        raise Unclear(f"{to.host} answered {answer.status}.")
    advice = _ADVICE.get(answer.status, "")
    sentence = f"{to.host} did not take the message: {answer.status} {_code(answer)}. {advice}".strip()
    raise ServerRefusal(sentence, at_door=answer.status in (401, 403, 404, 429))


def _post(to: Server, data: bytes, token: str) -> HttpAnswer:
    scheme = "http" if to.scheme == "graph+plain" else "https"
    url = f"{scheme}://{to.host}:{to.port}/v1.0/users/{quote(to.user)}/sendMail"
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "text/plain"}
    try:
        return http.post(url, base64.b64encode(data), headers)
    except http.Lost as error:
        raise Unclear(f"The connection to {to.host} was lost ({error}).") from error
    except (OSError, HTTPException) as error:
        raise ServerRefusal(f"I cannot reach {to.host}:{to.port} ({type(error).__name__}).", at_door=True) from error


def _code(answer: HttpAnswer) -> str:
    """Return Graph's code for an error, such as ErrorAccessDenied; not its message, which may have addresses."""
    try:
        return str(json.loads(answer.body)["error"]["code"])[:80]
    except (ValueError, KeyError, TypeError):
        return ""
