"""Set up the Markdown parser: CommonMark and what people write on GitHub; addresses stay, places are recorded."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.ruler import RuleOptionsType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from . import comments, signs
from .footnotes import add_footnotes
from .positions import record_positions

NESTING_LIMIT = 20
"""Levels of quotes and lists in each other; the parser would drop deeper text without a word."""

_COMMENT_ENDS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
"""The blocks that a comment ends, as HTML does."""


def parser() -> MarkdownIt:
    """Set up CommonMark, tables, strikethrough, footnotes, definition lists and comments; HTML is seen, to be named."""
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 4 * NESTING_LIMIT})
    markdown.options["strikethrough_single_tilde"] = True
    markdown.enable(["table", "strikethrough"])
    # The parser would turn an address that it dislikes into text without a word; ours are judged, and named.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    # It would rewrite addresses; only what is not ASCII must be, and the rest is never changed.
    encode = markdown.normalizeLink
    markdown.normalizeLink = lambda url: url if url.isascii() else encode(url)  # type: ignore[method-assign]
    # Its own rule for pictures would put the written words back in place of the judged ones.
    markdown.add_render_rule("image", RendererHTML.renderToken)
    add_footnotes(markdown)
    deflist_plugin(markdown)
    markdown.block.ruler.before("html_block", "comment", comments.comment, _COMMENT_ENDS)
    markdown.block.ruler.at("html_block", comments.other_html, _COMMENT_ENDS)
    markdown.inline.ruler.before("escape", "windows_path", signs.windows_path)
    record_positions(
        markdown, {"emphasis": signs.emphasis, "strikethrough": signs.strike, "footnote_ref": footnote_ref}
    )
    return markdown
