"""Name the media type of a file by its name."""

from __future__ import annotations

_MEDIA_TYPES = {
    ".css": "text/css",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".gif": "image/gif",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
_NAMED_MEDIA_TYPES = {
    "feed.xml": "application/rss+xml",
    "issues.xml": "application/rss+xml",
    "feed.json": "application/feed+json",
}


def of_name(path: str) -> str:
    """Return the media type of a file by its name, like "text/html" (RFC 6838)."""
    name = path.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    row = _MEDIA_TYPES.get(f".{ending.lower()}") if stem else None
    return _NAMED_MEDIA_TYPES.get(name) or row or "application/octet-stream"
