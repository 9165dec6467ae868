"""Rules of contacts: numbers and mailboxes that reach somebody."""

from __future__ import annotations

from .rule import Rule

RULES = (
    Rule(
        id="CON01",
        severity="error",
        says="This is not a phone number that reaches anybody.",
        hint="Write it like 0344 255 0623.",
        wrong="---\ntitle: An example\nphone: ‸0344 255 062\n---\nText.\n",
        right="---\ntitle: An example\nphone: 0344 255 0623\n---\nText.\n",
    ),
    Rule(
        id="CON02",
        severity="error",
        says="This is not the email address that was meant.",
        hint="Check the address.",
        wrong="---\ntitle: An example\nemail: ‸team@example\n---\nText.\n",
        right="---\ntitle: An example\nemail: team@example.org\n---\nText.\n",
    ),
)
