"""Strings and dates without a bulletin: words, slugs, addresses, identifiers, time zones."""
