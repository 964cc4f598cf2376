"""Bytes as text: the encoding is found out, and a file that mixes two is refused."""

import re
from collections.abc import Iterable

from charset_normalizer import from_bytes

from petitions.people.formats.unreadable import RosterUnreadable, line
from petitions.people.sentences import N_

_MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# No Western or Central European word has four letters with accents in a row; every Cyrillic or Greek one has.
_NOT_LATIN = re.compile(rb"[\xa8\xb8\xc0-\xff]{4}")
_CYRILLIC_AND_GREEK = ("cp1251", "koi8_r", "iso8859_5", "cp1253")
_MARKS = set("’‘“”„–—…·ª°º«»€©®№\xa0")
_BINARY = N_("%(file)s is not a text file (byte %(byte)d is zero). Save the roster as CSV and try again.")
_MIXED = N_("%(where)s of %(file)s is in another encoding than the rest. Save the whole file as UTF-8.")
_UNKNOWN = N_("%(where)s of %(file)s is in an encoding that can't be made out. Save the file as UTF-8.")


def decode(data: bytes, filename: str) -> tuple[str, str]:
    """Text and encoding name: UTF-8 and UTF-16 with or without a byte order mark, else a Windows encoding.

    Raises `RosterUnreadable`.
    """
    encoding = unicode_encoding(data)
    if encoding == "utf-8-sig" and b"\0" in data:
        raise RosterUnreadable(_BINARY, file=filename, byte=data.index(b"\0"))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            raise RosterUnreadable(_UNKNOWN, file=filename, where=line(1)) from error
        return _decode_windows(data, error.start, filename)
    if "\0" in text:
        raise RosterUnreadable(_BINARY, file=filename, byte=text.index("\0"))
    return text.removeprefix("\ufeff"), encoding.removesuffix("-sig")


def unicode_encoding(data: bytes) -> str:
    """UTF-16 shows by its mark, or by a zero in every other byte of a Latin header; all else is tried as UTF-8."""
    start = data[:200]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    zeros = start[::2].count(0), start[1::2].count(0)
    if min(zeros) or max(zeros) < len(start) / 4:
        return "utf-8-sig"
    return "utf-16-le" if zeros[1] else "utf-16-be"


def _decode_windows(data: bytes, offending: int, filename: str) -> tuple[str, str]:
    """Nearly any bytes would decode, so the outcome has to look like names."""
    where = data.count(b"\n", 0, offending) + 1
    if _MULTIBYTE.search(data):
        raise RosterUnreadable(_MIXED, file=filename, where=line(where))
    encoding = _best(data, _CYRILLIC_AND_GREEK) if _NOT_LATIN.search(data) else _latin(data)
    if not encoding:
        raise RosterUnreadable(_UNKNOWN, file=filename, where=line(where))
    return data.decode(encoding), encoding


def _latin(data: bytes) -> str:
    """Windows-1252, unless it gives signs that no name has or the text is likelier in Windows-1250."""
    western, central = _plausible(data, "cp1252"), _plausible(data, "cp1250")
    if not (western and central) or data.decode("cp1252") == data.decode("cp1250"):
        return "cp1252" if western else "cp1250" if central else ""
    ranks = {
        found.encoding: (found.chaos, -found.coherence) for found in from_bytes(data, cp_isolation=["cp1250", "cp1252"])
    }
    worst = (1.0, 0.0)
    return "cp1250" if ranks.get("cp1250", worst) < ranks.get("cp1252", worst) else "cp1252"


def _best(data: bytes, encodings: Iterable[str]) -> str:
    found = (match.encoding for match in from_bytes(data, cp_isolation=list(encodings)))
    return next((encoding for encoding in found if _plausible(data, encoding)), "")


def _plausible(data: bytes, encoding: str) -> bool:
    """Whether every sign beyond ASCII is a letter or one of the marks of names."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return all(sign.isalpha() or sign in _MARKS for sign in set(text) if ord(sign) > 127)
