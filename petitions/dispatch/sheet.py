"""What a letter shows, as plain data in the letter's own language."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signatory:
    """One who signs, as printed; what is empty is not printed."""

    name: str
    capacity: str = ""
    group: str = ""
    country: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the sheet itself, in the letter's language; names in braces are filled in.

    `draft` stands across every page of a sheet that is not to be sent, and `notice` above its words; both are empty
    on a letter.
    """

    page: str = "Page {page} of {pages}"
    version: str = "Version {version}, edition {edition}"
    own_hand: str = "Signature"
    fingerprint: str = "SHA-256 of the text: {sha256}"
    draft: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """All that a letter shows. `date` is printed as it is; `day` is the date in the file's own description.

    `unnamed` says why no signatory is named, where they are too many.
    `lines` are signatories who sign by hand: each gets room for it. `disclaimer` stands above them.
    """

    language: str
    place: str
    date: str
    day: datetime.date
    sender: tuple[str, ...]
    addressees: tuple[tuple[str, ...], ...]
    subject: str
    body: str
    signatories: tuple[Signatory, ...]
    count: str
    campaign: str
    version: int
    sha256: str
    edition: int
    unnamed: str = ""
    lines: tuple[str, ...] = ()
    disclaimer: str = ""
    labels: Labels = Labels()
