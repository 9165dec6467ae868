"""Make items on hold from documents: Word, PDF, mail, web pages and text; uncertain facts become questions.

`drafts` reads the bytes of one document in a separate process with limits, and writes no file.
"""

from .drafts import Draft, DraftPicture, Drafts, ImportContext
from .guarded import drafts
from .picture_names import with_free_pictures

__all__ = ["Draft", "DraftPicture", "Drafts", "ImportContext", "drafts", "with_free_pictures"]
