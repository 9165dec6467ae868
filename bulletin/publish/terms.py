"""How sentences name what their reader types: options and variables at a desk, inputs in the Action."""

from __future__ import annotations

from typing import NamedTuple

from .publication import LIMITED, MAIN


class Terms(NamedTuple):
    """The words of one place where sentences are read."""

    to: str
    """Who gets the main edition."""
    to_limited: str
    to_editions: str
    """Who gets the editions for some readers."""
    url: str
    """The mail server."""
    password: str
    give_password: str
    """What to do where the password is missing."""
    token_url: str
    """Where tokens are fetched."""
    client: str
    secret: str
    """The client's."""
    refresh_token: str
    resume: str
    """With {} for `sent` or `again`."""
    first_text: str
    """How the others get the text that an issue was begun with. With {commit}."""
    newest: str
    """What to do where the ledger has moved on."""
    live: str
    """What to look at where the site is not live."""
    mark: str
    """How to say that something was sent by hand. With {options}, which name it at a desk."""
    stop: str
    """How to stop what waits."""

    def list_name(self, list_: str) -> str:
        """Return the name of the addresses of a list."""
        return {MAIN: self.to, LIMITED: self.to_limited}.get(list_, self.to_editions)


ACTION = Terms(
    to="`to`",
    to_limited="`to-limited`",
    to_editions="`to-editions`",
    url="smtp-url",
    password="smtp-password",
    give_password="Give the secret to this job.",
    token_url="oauth-token-url",
    client="oauth-client",
    secret="oauth-secret",
    refresh_token="oauth-refresh-token",
    resume="`resume: {}`",
    first_text="Run the workflow run of commit {commit} again: the others then get the first text, too.",
    newest="Run the workflow again on the newest commit.",
    live="Look whether the deploy job worked and whether `base url` is the site's address; "
    "then run the workflow again.",
    mark='run "Mark as sent"',
    stop="Cancel this run",
)
DESK = Terms(
    to="BULLETIN_TO",
    to_limited="BULLETIN_TO_LIMITED",
    to_editions="BULLETIN_TO_EDITIONS",
    url="BULLETIN_SMTP_URL",
    password="BULLETIN_SMTP_PASSWORD",
    give_password="Set it.",
    token_url="BULLETIN_OAUTH_TOKEN_URL",
    client="BULLETIN_OAUTH_CLIENT",
    secret="BULLETIN_OAUTH_SECRET",
    refresh_token="BULLETIN_OAUTH_REFRESH_TOKEN",
    resume="`--resume {}`",
    first_text="Put the text back as it was and publish again: the others then get the first text, too.",
    newest="Run this again.",
    live="Look whether the newest site is online and whether `base url` is its address; then run this again.",
    mark="type `bulletin publish {options} --mark-sent`",
    stop="Press Ctrl-C",
)
