"""Sets a letter as a PDF that is the same, byte for byte, whenever it is made from the same letter."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from itertools import chain
from pathlib import Path
from textwrap import shorten
from typing import Any, cast

import typst
from flask_babel import gettext as _

from petitions.core.blocks import Block, Heading, Listing, Notes, Paragraph, all_runs
from petitions.core.errors import DomainError
from petitions.core.i18n import direction
from petitions.core.markdown import to_blocks
from petitions.core.text import canonical
from petitions.dispatch.sheet import LetterSheet
from petitions.drafting.writing.annexes import divided

FONTS = Path(__file__).parent / "fonts"
ROOT = Path(__file__).parent / "typst"
"""The only folder that the compiler may read; it holds the template and nothing else."""

TEMPLATE = (ROOT / "letter.typ").read_bytes()
_LOADED = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]

# Languages in which the compiler knows where words may be broken; in others justified lines would gape.
_HYPHENATED = frozenset(
    """af be bg ca cs da de el en es et fi fr ga gl hr hu is it ka la lt lv mn nb nl nn no pl pt ro ru sk sl sq sr sv tr
    uk""".split()
)
_NO_GLYPH = re.compile(r'(?:the text|codepoint) `"(.+?)"`', re.DOTALL)


class NoGlyph(DomainError, ValueError):
    """No font of ours has a letter for this; `text` says for what."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            _(
                "The letter cannot be printed: no font here has the signs of “%(text)s”. Write it in other letters.",
                text=text,
            )
        )


def render(letter: LetterSheet) -> bytes:
    """Return the letter as PDF/A-2a and PDF/UA-1.

    Raises NoGlyph for a script that no font of ours has, UnprintableText for control characters, TextTooLong and
    NestedTooDeep for the body.
    """
    try:
        return _compile(json.dumps(_data(letter), ensure_ascii=False))
    except typst.TypstError as error:
        missing = _NO_GLYPH.search(str(error))
        if missing:
            raise NoGlyph(missing[1]) from error
        raise


def _compile(data: str, template: bytes = TEMPLATE) -> bytes:
    compiler = typst.Compiler(
        template,
        root=ROOT,
        font_paths=_LOADED,
        sys_inputs={"letter": data},
        package_path=ROOT,
        package_cache_path=ROOT,
    )
    return cast("bytes", compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=0))


def _data(letter: LetterSheet) -> dict[str, Any]:
    language, _, region = letter.language.lower().partition("-")
    from_right = direction(language) == "rtl"
    line = partial(_line, isolated=from_right)
    version = letter.labels.version.format(version=letter.version, edition=letter.edition)
    campaign = line(letter.campaign)
    footer = f"{shorten(letter.campaign, 64, placeholder='…')} · {version} · {letter.sha256[:12]}"
    return {
        "lang": language,
        "region": region.upper() if len(region) == 2 else None,
        "from_right": from_right,
        "justify": language in _HYPHENATED,
        "day": [letter.day.year, letter.day.month, letter.day.day],
        "place": line(letter.place),
        "date": line(letter.date),
        "sender": [line(part) for part in letter.sender],
        "addressees": [[line(part) for part in addressee] for addressee in letter.addressees],
        "subject": line(letter.subject) or campaign,
        **_words(letter.body, letter.language),
        "signatories": [
            {name: line(value) for name, value in asdict(signatory).items()} for signatory in letter.signatories
        ],
        "lines": [line(one) for one in letter.lines],
        "disclaimer": line(letter.disclaimer),
        "own_hand": letter.labels.own_hand,
        "count": line(letter.count),
        "unnamed": line(letter.unnamed),
        "page": letter.labels.page,
        "footer": line(footer),
        "draft": [line(letter.labels.draft), line(f"{version} · {letter.sha256[:12]}")] if letter.labels.draft else [],
        "notice": line(letter.labels.notice),
        "imprint": [campaign, line(version), line(letter.labels.fingerprint.format(sha256=letter.sha256))],
    }


def _line(text: str, *, isolated: bool) -> str:
    """Return what is printed as one line; among right-to-left lines each keeps a direction of its own."""
    text = canonical(text).strip("\n").replace("\n", " ").replace("\t", " ")
    return f"\u2068{text}\u2069" if isolated and text else text


def _words(body: str, language: str) -> dict[str, Any]:
    blocks = to_blocks(canonical(body).replace("\t", " "))
    parts = divided(blocks, language)
    notes = [note for block in parts.notes if isinstance(block, Notes) for note in block.notes]
    in_text = {run.note for runs in all_runs([*parts.main, *chain.from_iterable(parts.annexes)]) for run in runs}
    return {
        "blocks": _listed(parts.main),
        "annexes": [_listed(annex) for annex in parts.annexes],
        "notes": [
            {"number": note.number, "in_text": note.number in in_text, "blocks": _listed(note.blocks)} for note in notes
        ],
    }


def _listed(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(runs):
            return {"kind": "paragraph", "runs": [asdict(run) for run in runs]}
        case Heading(runs):
            return {"kind": "heading", "runs": [asdict(run) for run in runs]}
        case Listing(ordered, start, items):
            return {"kind": "list", "ordered": ordered, "start": start, "items": [_listed(item) for item in items]}
        case Notes():
            raise AssertionError
