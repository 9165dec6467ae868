"""Make items on hold from documents: Word, PDF, mail, web pages and text; nothing that is unsure is taken.

`drafts` reads the bytes of one document, in a process of its own with limits, and writes nothing.
"""

from .drafts import Draft, DraftPicture, Drafts, ImportContext
from .guarded import drafts
from .picture_names import with_free_pictures

__all__ = ["Draft", "DraftPicture", "Drafts", "ImportContext", "drafts", "with_free_pictures"]
