"""The Markdown of campaign texts.

Paragraphs, *emphasis*, **strong**, numbered and bulleted lists, headings of one level, links with their address shown,
and footnotes. Anything else, HTML and pictures included, stays as it was typed. Nothing is left out: whoever signs the
canonical bytes must have been able to read all of them.
"""

from collections.abc import Iterable
from functools import lru_cache

import nh3
from flask_babel import gettext as _
from markdown_it import MarkdownIt
from markupsafe import Markup
from mdit_py_plugins.footnote import footnote_plugin

from petitions.core import html
from petitions.core.blocks import Block, Notes, all_runs
from petitions.core.errors import DomainError
from petitions.core.reader import Reader

MAX_BYTES = 100_000
"""The longest text that is read, in bytes of UTF-8: about 15,000 words."""

MAX_DEPTH = 4
"""How many lists may stand inside one another."""

# A list and its item are a level each, and so is a note around them.
_MAX_LEVEL = 2 * MAX_DEPTH + 2
_ADDRESSES = ("https://", "http://", "mailto:")
_RULES = ["newline", "escape", "emphasis", "link", "autolink", "list", "heading"]


class TextTooLong(DomainError, ValueError):
    """The text is longer than MAX_BYTES."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(
            _(
                "The text takes %(size)s kB; at most %(most)s kB can be kept. Shorten it.",
                size=-(-size // 1000),
                most=MAX_BYTES // 1000,
            )
        )


class NestedTooDeep(DomainError, ValueError):
    """Lists or notes stand too deep inside one another; the parser would drop what is deeper still."""

    def __init__(self) -> None:
        super().__init__(_("Lists stand too deep inside one another. Use %(most)s levels at most.", most=MAX_DEPTH))


def to_blocks(text: str) -> list[Block]:
    """Read a text into blocks. Raises TextTooLong and NestedTooDeep."""
    size = len(text.encode(errors="surrogatepass"))
    if size > MAX_BYTES:
        raise TextTooLong(size)
    return list(_read(text))


def plain_text(text: str, *, notes: bool = True) -> str:
    """Return the words of a text, with or without its notes; never markup, list numbers or addresses behind links."""
    paragraphs = all_runs(block for block in to_blocks(text) if notes or not isinstance(block, Notes))
    return "\n".join("".join(run.text for run in runs if not (run.note or run.aside)) for runs in paragraphs)


@lru_cache(maxsize=64)
def to_html(text: str, prefix: str = "", heading: int = 3) -> Markup:
    """Return the text as HTML, sanitised.

    `prefix` keeps the ids of footnotes apart when a page shows several texts; `heading` is the level that headings in
    the text take. Raises TextTooLong and NestedTooDeep.
    """
    return as_html(to_blocks(text), prefix, heading)


def as_html(blocks: Iterable[Block], prefix: str = "", heading: int = 3) -> Markup:
    """Return blocks, or some of a text's, as HTML, sanitised."""
    page = html.render(blocks, prefix, heading)
    clean = nh3.clean(page, html.TAGS, attributes=html.ATTRIBUTES, url_schemes=html.SCHEMES, link_rel=None)
    return Markup(clean)  # noqa: S704  # nh3 has just sanitised it


# A page reads one text several times: for its words, its parts and its looks.
@lru_cache(maxsize=16)
def _read(text: str) -> tuple[Block, ...]:
    tokens = _PARSER.parse(text)
    if any(token.level > _MAX_LEVEL for token in tokens):
        raise NestedTooDeep
    return tuple(Reader(tokens).read())


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  # the parser's name for it
        return url.lower().startswith(_ADDRESSES)


# Left to itself the plugin drops notes that nothing marks: here definitions stay where they are, for the reader.
_PARSER = _Parser("zero").enable(_RULES).use(footnote_plugin, inline=False, move_to_end=False)
