"""Set up the Markdown parser: CommonMark with GitHub's additions, and recorded source positions."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.ruler import RuleOptionsType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from . import comments, github_marks, signs
from .footnotes import add_footnotes
from .positions import record_positions

NESTING_LIMIT = 20
"""The most levels of nested quotes and lists; markdown-it would drop deeper text silently."""

_COMMENT_ENDS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
"""The blocks that a comment ends, which are those that HTML ends."""


def parser() -> MarkdownIt:
    """Return a parser of CommonMark, tables, strikethrough, footnotes, definition lists and comments.

    It parses HTML, too, so that HTML can be refused with its place.
    """
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": 4 * NESTING_LIMIT})
    markdown.options["strikethrough_single_tilde"] = True
    markdown.enable(["table", "strikethrough"])
    # markdown-it prints a link with an address that it does not accept as text; here such addresses are problems.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    # markdown-it rewrites addresses; only those that are not ASCII need it, and the others must stay as written.
    encode = markdown.normalizeLink
    markdown.normalizeLink = lambda url: url if url.isascii() else encode(url)  # type: ignore[method-assign]
    # markdown-it's rule for pictures would print the written text alternative instead of the one in the attributes.
    markdown.add_render_rule("image", RendererHTML.renderToken)
    add_footnotes(markdown)
    deflist_plugin(markdown)
    markdown.block.ruler.at("reference", github_marks.definition)
    markdown.block.ruler.before("html_block", "comment", comments.comment, _COMMENT_ENDS)
    markdown.block.ruler.at("html_block", comments.other_html, _COMMENT_ENDS)
    markdown.inline.ruler.before("escape", "windows_path", signs.windows_path)
    record_positions(
        markdown,
        {
            "backticks": signs.code,
            "emphasis": signs.emphasis,
            "strikethrough": signs.strike,
            "footnote_ref": footnote_ref,
        },
    )
    return markdown
