"""Make items on hold from documents: Word, PDF, mail, web pages and text; nothing that is unsure is taken.

`drafts` reads the bytes of one document, in a process of its own with limits, and writes nothing.
"""

from .drafts import Draft, Drafts, ImportContext
from .guarded import drafts

__all__ = ["Draft", "Drafts", "ImportContext", "drafts"]
