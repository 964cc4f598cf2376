"""A case as its last approved release tells it: what anyone may read, and nothing of the working copy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from petitions.campaigns import fact_sheet
from petitions.campaigns.recorded_rules import RecordedFacts
from petitions.campaigns.relation_rules import Decision
from petitions.campaigns.releases import sheet_of
from petitions.cases.models import Case
from petitions.cases.rules import EventFacts, ProceedingFacts, Profile, ReleasedDocument, SourceFacts
from petitions.cases.sheet import Entry, Sheet, in_order
from petitions.core.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class PublicSource(SourceFacts):
    """A source of a released case."""

    key: str


@dataclass(frozen=True, kw_only=True)
class PublicEvent(EventFacts):
    """An event of a released case."""

    key: str
    position: int
    source: PublicSource | None = None


@dataclass(frozen=True, kw_only=True)
class PublicProceeding(ProceedingFacts):
    """A proceeding of a released case, and the key of the one that it appeals."""

    key: str
    appeals_key: str = ""


@dataclass(frozen=True, kw_only=True)
class PublicRecorded(RecordedFacts):
    """A recorded campaign of a released case, with the earlier one that it follows and the decision that it answers."""

    key: str
    source: PublicSource | None = None
    follows: "PublicRecorded | None" = None
    answers: Decision | None = None


@dataclass(frozen=True, kw_only=True)
class PublicDocument(ReleasedDocument):
    """A document that anyone may have."""

    key: str
    source: PublicSource | None = None

    @property
    def kind(self) -> str:
        """Its type in short, with its size: `PDF, 240 kB`."""
        return f"{self.ending.upper()}, {max(1, round((self.size or 0) / 1_000))} kB"


@dataclass(frozen=True, kw_only=True)
class Told:
    """The entries of a release, each with what it refers to."""

    profile: Profile
    sources: list[PublicSource] = field(default_factory=list)
    events: list[PublicEvent] = field(default_factory=list)
    proceedings: list[PublicProceeding] = field(default_factory=list)
    recorded: list[PublicRecorded] = field(default_factory=list)
    documents: list[PublicDocument] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class PublicCase(Profile):
    """A case that anyone may read."""

    id: UUID
    slug: str
    basis: str
    basis_note: str
    told: Told


def public_case(case: Case) -> PublicCase:
    """The case as it was released. Raises `NotFound` where no release is public."""
    if case.release is None:
        raise NotFound(_("There is no such case here."))
    told = _told(case.release.snapshot, tuple(case.release.hidden))
    return PublicCase(
        id=case.id, slug=case.slug, basis=case.basis, basis_note=case.basis_note, told=told, **vars(told.profile)
    )


def recorded_by_key(case: PublicCase, key: str) -> PublicRecorded:
    """One recorded campaign of a released case. Raises `NotFound`."""
    found = next((one for one in case.told.recorded if one.key == key), None)
    if found is None:
        raise NotFound(_("There is no such recorded campaign here."))
    return found


@lru_cache(maxsize=256)
def _told(snapshot: bytes, hidden: tuple[str, ...]) -> Told:
    """What a snapshot tells without what was hidden since; both never change, so it is worked out once."""
    sheet = fact_sheet.leave_out(sheet_of(snapshot), hidden)
    sources = {entry.key: PublicSource(key=entry.key, **_facts(entry)) for entry in sheet.of("sources")}
    return Told(
        profile=sheet.profile,
        sources=[*sources.values()],
        events=[
            PublicEvent(
                key=entry.key, position=number, source=sources.get(entry.refers.get("source_id", "")), **_facts(entry)
            )
            for number, entry in enumerate(sheet.of("events"))
        ],
        proceedings=[
            PublicProceeding(key=entry.key, appeals_key=entry.refers.get("appeals_id", ""), **_facts(entry))
            for entry in sheet.of("proceedings")
        ],
        recorded=recorded_of(sheet, sources),
        documents=[
            PublicDocument(key=entry.key, source=sources.get(entry.refers.get("source_id", "")), **_facts(entry))
            for entry in sheet.of("documents")
        ],
    )


def recorded_of(sheet: Sheet, sources: Mapping[str, PublicSource]) -> list[PublicRecorded]:
    """The recorded campaigns of a sheet, each with the earlier one that it follows, however long the chain."""
    made: dict[str, PublicRecorded] = {}
    for entry in in_order(sheet.of("campaigns"), "follows_id"):
        facts = _facts(entry)
        facts["signatory_count"] = facts["signatory_count"] or len(entry.facts.signatories) or None
        made[entry.key] = PublicRecorded(
            key=entry.key,
            source=sources.get(entry.refers.get("source_id", "")),
            follows=made.get(entry.refers.get("follows_id", "")),
            answers=_answered(sheet, entry),
            **facts,
        )
    return [made[entry.key] for entry in sheet.of("campaigns")]


def _answered(sheet: Sheet, entry: Entry) -> Decision | None:
    told = entry.facts.answers_stated, entry.facts.answers_note
    event = sheet.find("events", entry.refers.get("answers_event_id", ""))
    if event is not None:
        return Decision(event.title, event.when, *told)
    proceeding = sheet.find("proceedings", entry.refers.get("answers_proceeding_id", ""))
    return Decision(proceeding.title, proceeding.facts.decided, *told) if proceeding is not None else None


def _facts(entry: Entry) -> dict[str, Any]:
    return dict(vars(entry.facts))
