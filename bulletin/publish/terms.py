"""Words for sentences: what readers type on their own machine (options, variables) or in the Action (inputs)."""

from __future__ import annotations

from typing import NamedTuple

from .publication import LIMITED, MAIN


class Terms(NamedTuple):
    """The words for the readers of one place: the Action, or one's own machine."""

    to: str
    """The name of the setting with the addresses of the main edition."""
    to_limited: str
    """The name of the setting with the addresses of the limited edition."""
    to_editions: str
    """The name of the setting with the addresses of the editions for some readers."""
    url: str
    """The name of the setting with the mail server's address."""
    password: str
    """The name of the setting with the mail server's password."""
    give_password: str
    """The advice if the password is missing."""
    token_url: str
    """The name of the setting with the address of the token endpoint."""
    client: str
    """The name of the setting with the OAuth client's id."""
    secret: str
    """The name of the setting with the OAuth client's secret."""
    refresh_token: str
    """The name of the setting with the mailbox's refresh token."""
    resume: str
    """The setting that decides a delivery in doubt; {} stands for `sent` or `again`."""
    first_text: str
    """The advice on how the other lists get the text that an issue was begun with; has {commit}."""
    newest: str
    """The advice if the ledger has changed since the build."""
    live: str
    """The advice if the site is not live."""
    not_now: str
    """What to do if the site does not go online now."""
    mark: str
    """The advice on how to say that something was sent by hand; {options} are those of `bulletin publish`."""
    unbegun: str
    """The advice to who marks as sent what does not wait for it; {options} are those of `bulletin publish`."""
    stop: str
    """The advice on how to stop a run that waits."""

    def list_name(self, list_: str) -> str:
        """Return the name of the setting with a list's addresses."""
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
    first_text='Choose "Re-run failed jobs" in the run of commit {commit}: the others then get the first text, too.',
    newest="Run the workflow again on the newest commit.",
    live="Look whether the deploy job worked and whether `base url` is the site's address; "
    "then run the workflow again.",
    not_now="If the site does not go online now, cancel this run, and run the workflow again later.",
    mark='run "Mark as sent"',
    unbegun="run the publishing workflow with this issue and without the variable BULLETIN_SMTP_URL, which sends "
    "nothing, and then this again",
    stop="Cancel this run",
)
COMMAND_LINE = Terms(
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
    not_now="If the site does not go online now, press Ctrl-C, and type the same again later: nothing is lost. To send "
    "it by hand without waiting, type the same behind `env -u BULLETIN_SMTP_URL`.",
    mark="type `bulletin publish {options} --mark-sent`",
    unbegun="type `env -u BULLETIN_SMTP_URL bulletin publish {options}`, which sends nothing, and then this again",
    stop="Press Ctrl-C",
)
