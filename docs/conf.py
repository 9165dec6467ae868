"""How the documentation becomes a site: `make site`, with Sphinx, MyST and Furo."""

from __future__ import annotations

import os
import re
from pathlib import Path

from sphinx.application import Sphinx

import bulletin

project = "Bulletin"
author = "Bulletin's maintainers"
release = version = bulletin.__version__
html_title = "Bulletin"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4  # rules.md#dat01, as on GitHub

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
# Docstrings are plain English, in which `name` is code.
default_role = "code"

html_theme = "furo"
html_static_path: list[str] = []
html_show_copyright = False
html_show_sphinx = False
html_last_updated_fmt = None
html_copy_source = False
suppress_warnings = ["misc.highlighting_failure"]  # a style sheet with a template's marks in it

_DOCS = Path(__file__).parent
_ROOT = _DOCS.parent
_LINK = re.compile(r"\]\((?P<path>[^()\s:#]+)(?P<part>#[^()\s]*)?\)")
_PAGES = {"README.md": "index.md", "CHANGELOG.md": "changes.md", ".github/CONTRIBUTING.md": "contributing.md"}
"""Documents outside this folder, and the page of the site that has them."""
_REPOSITORY = os.environ.get("GITHUB_REPOSITORY", "")


def _lead_out(app: Sphinx, name: str, source: list[str]) -> None:
    """Lead links to files that are no page of the site to the repository, or nowhere where that is not known."""
    source[0] = _LINK.sub(lambda match: _target(_DOCS / f"{name}.md", match), source[0])


def _target(page: Path, match: re.Match[str]) -> str:
    path = (page.parent / match["path"]).resolve()
    if not path.is_relative_to(_ROOT) or not path.exists() or (path.is_relative_to(_DOCS) and path.is_file()):
        return match[0]
    inside = path.relative_to(_ROOT).as_posix()
    if inside in _PAGES:
        up = "../" * (len(page.relative_to(_DOCS).parts) - 1)
        return f"]({up}{_PAGES[inside]}{match['part'] or ''})"
    return f"](https://github.com/{_REPOSITORY}/blob/HEAD/{inside})" if _REPOSITORY else "]"


def setup(app: Sphinx) -> None:
    """Register what this file adds to Sphinx."""
    app.connect("source-read", _lead_out)
