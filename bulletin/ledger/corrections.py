"""Which correction of an issue is due."""

from __future__ import annotations

from ..errors import RequestError
from .entries import Ledger

_NAME = "correction"


def next_correction(ledger: Ledger, issue_id: str) -> int:
    """The number of an issue's next correction, from 1: the one after all that were sent.

    One that was begun, and not sent, is the one that is due. Raises RequestError for an issue
    that was not sent: what nobody has received needs no correction.
    """
    if not ledger.sent(issue_id):
        raise RequestError(f"{issue_id} was not sent, so there is nothing to correct. Change its files, and send it.")
    number = 1
    while ledger.sent(f"{issue_id}/{_NAME}-{number}"):
        number += 1
    return number
