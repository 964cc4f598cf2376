"""What no cell of a roster may hold. One such cell refuses the file: whoever made it meant something else."""

import re
from collections.abc import Mapping
from unicodedata import category

from petitions.people.formats.unreadable import RosterUnreadable
from petitions.people.sentences import N_, Sentence

_LONGEST = 1_000
_MARKUP = re.compile(r"<[A-Za-z/!?]|&(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]+);")
_FORMULA = N_("%(where)s of %(file)s, column “%(column)s”: “%(value)s” is a formula. Put the value itself there.")
_HTML = N_("%(where)s of %(file)s, column “%(column)s”: “%(value)s” holds HTML. Put plain text there.")
_UNPRINTABLE = N_("%(where)s of %(file)s, column “%(column)s” holds a character that cannot be printed. Type it anew.")
_TOO_LONG = N_("%(where)s of %(file)s, column “%(column)s” holds more than 1,000 characters. Check the columns.")


def refuse_unsafe(cells: Mapping[str, str], where: Sentence, filename: str) -> None:
    """Raise `RosterUnreadable` for a formula, HTML, a control sign or an endless text in cells by column name.

    A spreadsheet takes what starts with `=`, `+`, `-` or `@` for a formula; a mere dash stands for "nothing".
    """
    for column, value in cells.items():
        template = _fault(value)
        if template:
            short = "".join(sign for sign in value.strip()[:40] if sign.isprintable())
            raise RosterUnreadable(template, where=where, file=filename, column=column, value=short)


def _fault(value: str) -> str:
    text = value.strip()
    if not text.isprintable() and any(category(sign) in {"Cc", "Cs"} for sign in text):
        return _UNPRINTABLE
    if len(text) > _LONGEST:
        return _TOO_LONG
    if text[:1] in {"=", "+", "-", "@"} and len(text) > 1:
        return _FORMULA
    return _HTML if _MARKUP.search(text) else ""
