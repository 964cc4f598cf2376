"""What a mandate entered by hand has to say, and whom on file it may mean. Pure."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz.distance import OSA

from petitions.people.bodies import Body
from petitions.people.formats.printed_names import made_id
from petitions.people.judging import Finding, judge
from petitions.people.reasons import Reason, trouble
from petitions.people.rosters import RosterRow
from petitions.people.spelling import fold, sound


@dataclass(frozen=True, slots=True)
class HandSource:
    """Where a mandate was read: the page or paper, the day, the file kept of it and its words, if any."""

    page: str
    on: date
    file: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class HandData:
    """A mandate as an organiser enters it. Country and group may be given as code or name."""

    given_name: str
    surname: str
    body: str
    country: str
    source: HandSource
    group: str = ""
    honorific: str = ""
    role: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def as_of(self) -> date:
        """The last day for which the source vouches."""
        return min(self.source.on, self.until or self.source.on)


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody on file in one body: the id there, the name and the country."""

    member_id: str
    given_name: str
    surname: str
    country: str

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given_name} {self.surname}".strip()


def finding(data: HandData, body: Body, member_id: str = "") -> Finding:
    """What may be believed of the entry, judged like the only row of a roster that gives no addresses.

    Its group is the one that the body had on the last day for which the source vouches.
    """
    row = RosterRow(
        line=1,
        member_id=member_id or made_id(data.given_name, data.surname, data.country),
        first_name=data.given_name,
        last_name=data.surname,
        country=data.country,
        group=data.group,
        email="",
        since=data.since.isoformat() if data.since else "",
        honorific=data.honorific,
    )
    (found,) = judge([row], body, data.as_of, carries_addresses=False)
    return found


def one_name(name: str, other: str) -> bool:
    """Whether two names have the same words, whatever their spelling in letters, case and order."""
    return sorted(fold(name).split()) == sorted(fold(other).split())


def alike(name: str, other: str) -> bool:
    """Whether one may be the other: they sound the same but for a letter, or one holds all words of the other."""
    heard, others = (sorted({sound(word) for word in fold(text).split()}) for text in (name, other))
    if OSA.distance(" ".join(heard), " ".join(others), score_cutoff=1) <= 1:
        return True
    fewer, more = sorted((set(heard), set(others)), key=len)
    return len(fewer) >= 2 and fewer <= more


def meant(name: str, country: str, entered: Iterable[Entered]) -> list[Entered]:
    """Those who bear the very name in the very delegation; a roster's row joins them where there is only one."""
    return [one for one in entered if one.country == country and one_name(one.name, name)]


def doubtful(name: str, country: str, entered: Iterable[Entered]) -> list[Entered]:
    """Those who may be meant and may not: of a like name, of the same name elsewhere, or two of one name."""
    known = list(entered)
    same = meant(name, country, known)
    if len(same) == 1:
        return []
    return same or [one for one in known if alike(one.name, name)]


def perhaps_by_hand(finding: Finding, entered: Sequence[Entered]) -> Finding:
    """The finding; it waits where the member may be one of those whom somebody has entered by hand."""
    if not entered:
        return finding
    others = ", ".join(sorted({one.name for one in entered}))
    doubt = trouble(Reason.PERHAPS_BY_HAND, {"address": finding.address, "others": others})
    return replace(finding, troubles=(*finding.troubles, doubt))


def free_id(taken: Container[str], member_id: str) -> str:
    """The made id, or one like it that nobody bears, for a namesake in the same delegation."""
    number, free = 2, member_id
    while free in taken:
        free, number = f"{member_id[:36]}-{number}", number + 1
    return free
