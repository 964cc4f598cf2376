"""The verbs of exporting: a list becomes a file, and the history says who took which names along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.errors import DomainError
from petitions.signing.exporting import csv_file, lines_file, policy, word_file
from petitions.signing.exporting.listed import Arranged, Kind, SignatoryList, arranged

Gather = Callable[[bool], SignatoryList]
"""Gives the list that is meant: with the names of those who are not disclosed, or without."""

MOST_AT_ONCE = 20_000
WRITERS = {Kind.CSV: csv_file.write, Kind.DOCX: word_file.write, Kind.LINES: lines_file.write}
TYPES = {
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.LINES: "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which file is wanted. Whoever is not disclosed is left out unless asked for in so many words."""

    kind: Kind
    order: Arranged = Arranged.PRINTED
    undisclosed: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """What is in it, what it is, under which name it is kept, and what the history tells of it."""

    content: BinaryIO
    content_type: str
    name: str
    told: Mapping[str, Any]
    may_name_undisclosed: bool


def make_file(campaign: Campaign, wanted: Wanted, gather: Gather) -> File:
    """The list as a file, read outside any transaction: nobody who signs waits until a long one is written.

    Nobody may be given it before `take_along` has kept who took it. Raises `DomainError` where nobody has signed, or
    too many for what is wanted.
    """
    found = gather(wanted.undisclosed)
    if not len(found.rows) and not found.counted:
        raise DomainError(_("Nobody has signed this version yet, so there is no list."))
    _refuse_too_many(wanted, found)
    return _file(campaign, wanted, arranged(found, wanted.order))


def take_along(actor: Actor, campaign: Campaign, file: File) -> None:
    """Keep in the history who took the file along, and how many names it holds.

    Raises `NotAllowed` where undisclosed ones may be among them; the file is closed then, and read by nobody.
    """
    if file.may_name_undisclosed and not policy.may_take_undisclosed(actor):
        file.content.close()
        policy.require_undisclosed(actor)
    about = {"case_id": campaign.case_id, "campaign_id": campaign.id}
    record(actor, "list:export", campaign, campaign.title, **about, details=dict(file.told))


def is_too_long(found: SignatoryList) -> bool:
    """Whether a document does not hold them all, but a table and lines do, in either order.

    Those are written row by row. A document is one tree of XML, held whole while it is made, at some 1.3 kB and 0.4 ms
    a name, and by whatever opens it.
    """
    return len(found.rows) > MOST_AT_ONCE


def _refuse_too_many(wanted: Wanted, found: SignatoryList) -> None:
    if is_too_long(found) and wanted.kind == Kind.DOCX:
        raise DomainError(
            _("So many names can’t be put into a document here. Take the table, in the order of print or by country.")
        )


def _file(campaign: Campaign, wanted: Wanted, found: SignatoryList) -> File:
    edition = f"-edition-{found.edition}" if found.edition else ""
    marked = "-with-undisclosed-names" if found.undisclosed else ""
    name = f"{campaign.slug}-version-{found.version}{edition}-signatories{marked}.{wanted.kind}"
    return File(WRITERS[wanted.kind](found), TYPES[wanted.kind], name, _told(wanted, found), wanted.undisclosed)


def _told(wanted: Wanted, found: SignatoryList) -> dict[str, Any]:
    return {
        "format": wanted.kind.value,
        "version": found.version,
        "edition": found.edition,
        "names": len(found.rows),
        "undisclosed": found.undisclosed,
        "counted": found.counted,
        "reason": _in_words(wanted, found),
    }


def _in_words(wanted: Wanted, found: SignatoryList) -> str:
    """The file in words, for the history."""
    kind = wanted.kind.upper()
    if found.undisclosed:
        return _(
            "%(kind)s, %(count)d names, %(hidden)d of them not disclosed.",
            kind=kind,
            count=len(found.rows),
            hidden=found.undisclosed,
        )
    return _("%(kind)s, %(count)d names.", kind=kind, count=len(found.rows))
