"""A Word file opened within bounds: what is none is refused in a sentence, nothing outside it is asked. Pure."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from flask_babel import gettext as _
from lxml import etree

from petitions.core.archives import ArchiveSwells, DeclaresEntities, refuse_bombs
from petitions.core.errors import DomainError
from petitions.drafting.word.elements import Element

MOST_BYTES = 20_000_000
MOST_XML = 10_000_000
"""The longest part that is read: about a hundred times the longest text."""

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}document"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError)


class WordUnreadable(DomainError):
    """The file can't be read as a text of Word, so nothing of it is taken in. The sentence says why and what to do."""

    status = 422


class Package:
    """The parts of one file. Each is read when it is asked for, never beyond what the archive says of its size."""

    def __init__(self, data: bytes) -> None:
        _refuse_others(data)
        try:
            refuse_bombs(data)
            self.archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = {name.lower(): name for name in self.archive.namelist()}
            _refuse_kinds(self.names)
            self.main = self.related("", "officeDocument") or "word/document.xml"
            root = self.xml(self.main)
        except ArchiveSwells as error:
            raise WordUnreadable(_("The file would unpack to more than a text can hold. Save it anew.")) from error
        except DeclaresEntities as error:
            raise WordUnreadable(
                _("The file declares entities inside, which no Word document needs. Save it anew.")
            ) from error
        except (*_DAMAGE, etree.XMLSyntaxError) as error:
            raise damaged() from error
        if root is None or root.tag != _WORD:
            raise WordUnreadable(_("There is no text in this file. Save it as a Word document (.docx) and try again."))
        self.root: Element = root

    def xml(self, name: str) -> Element | None:
        """The root of a part, or None without it. Raises `WordUnreadable` for one that is too long or broken."""
        found = self.names.get(name.lower())
        if found is None:
            return None
        if self.archive.getinfo(found).file_size > MOST_XML:
            raise WordUnreadable(_("The file is far longer than a letter. Take out what isn’t part of the text."))
        try:
            return etree.fromstring(self.archive.read(found), _parser())
        except (*_DAMAGE, etree.XMLSyntaxError) as error:
            raise damaged() from error

    def relations(self, part: str) -> Iterator[tuple[str, str, str, bool]]:
        """What a part refers to: key, kind, target and whether that is outside the file. None is followed outside."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        for relation in root.iter(_RELATIONS) if root is not None else ():
            outside = relation.get("TargetMode") == "External"
            target = relation.get("Target", "")
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            yield relation.get("Id", ""), kind, target if outside else inside, outside

    def related(self, part: str, kind: str) -> str:
        """The name of the part of this kind that a part refers to; empty without one."""
        found = (target for _key, known, target, outside in self.relations(part) if known == kind and not outside)
        return next(found, "")

    def related_xml(self, kind: str) -> Element | None:
        """The root of the part of this kind that the text refers to."""
        name = self.related(self.main, kind)
        return self.xml(name) if name else None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)


def _refuse_others(data: bytes) -> None:
    """Refuse, by what it begins with, whatever is no archive."""
    if not data:
        raise WordUnreadable(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise WordUnreadable(_("The file is larger than 20 MB. Take out its pictures and try again."))
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise WordUnreadable(_("The file is locked with a password. Save it without one and try again."))
        raise WordUnreadable(_("The file is of an old kind (.doc). Save it as a Word document (.docx) and try again."))
    if data.startswith(b"%PDF"):
        raise WordUnreadable(_("The file is a PDF. Take in the Word document (.docx) that it was made from."))
    if not data.startswith(b"PK"):
        raise WordUnreadable(_("The file is no Word document. Save it as .docx and try again."))


def _refuse_kinds(names: dict[str, str]) -> None:
    """Refuse what is an archive of another office program, or would run."""
    if any(name.startswith("xl/") for name in names):
        raise WordUnreadable(_("The file is a spreadsheet. Take in a Word document (.docx)."))
    if "mimetype" in names or any(name.startswith("ppt/") for name in names):
        raise WordUnreadable(_("The file is of another program. Save it as a Word document (.docx) and try again."))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise WordUnreadable(_("The file holds a macro. Save it as a document without macros (.docx) and try again."))


def damaged() -> WordUnreadable:
    """The refusal of a file that breaks off or contradicts itself."""
    return WordUnreadable(_("The file is damaged. Open it in Word, save it anew and try again."))
