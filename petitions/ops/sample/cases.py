"""The sample's cases, through the same verbs that an organiser uses."""

from typing import Any
from uuid import UUID

from petitions.campaigns import recorded
from petitions.campaigns.models import RecordedCampaign
from petitions.campaigns.recorded_rules import PrintedName, RecordedFacts
from petitions.cases import parts, service
from petitions.cases.models import Case, Proceeding
from petitions.cases.rules import EventFacts, ProceedingFacts, Profile, SourceFacts
from petitions.core.actor import Actor
from petitions.ops.sample.files import stated, when_of

Entry = dict[str, Any]


def load_case(actor: Actor, entry: Entry) -> Case:
    """Create one case with everything in it, and show it as a sample."""
    case = service.create(actor, _profile(entry))
    sources = {row["key"]: parts.add_source(actor, case, _source(row)).id for row in entry["sources"]}
    only = next(iter(sources.values())) if len(sources) == 1 else None
    for row in entry["events"]:
        parts.add_event(actor, case, _event(row, only))
    _load_proceedings(actor, case, entry["proceedings"])
    _load_recorded(actor, case, entry["campaigns"], sources)
    service.publish_sample(actor, case, _note(entry["basis"]))
    return case


def _profile(entry: Entry) -> Profile:
    return Profile(
        name=entry["name"],
        home_country=entry["home_country"] or "",
        host_country=entry["host_country"] or "",
        lede=entry["lede"],
        summary=entry["summary"],
        status_title=entry["status"]["title"],
        status_body=entry["status"]["body"],
    )


def _note(basis: str) -> str:
    """The words of the notice: "sample, from a published report; no …" without its first word."""
    note = basis.removeprefix("sample, ")
    return f"{note[:1].upper()}{note[1:]}."


def _source(row: Entry) -> SourceFacts:
    return SourceFacts(
        title=row["title"], publisher=row["publisher"], published=row["date"] or "", note=row["description"]
    )


def _event(row: Entry, source_id: UUID | None) -> EventFacts:
    return EventFacts(
        title=row["title"],
        when=when_of(row["when"]),
        category=row["category"],
        country=row["country"] or "",
        body=row["body"],
        source_id=source_id,
    )


def _load_proceedings(actor: Actor, case: Case, rows: list[Entry]) -> None:
    loaded: dict[str, Proceeding] = {}
    for row in rows:
        facts = ProceedingFacts(
            title=row["title"],
            authority=row["authority"],
            kind=row["kind"],
            country=row["country"],
            opened=when_of(row["opened"]),
            decided=when_of(row["decided"]),
            outcome=stated(row["outcome"]),
            note=row["note"] or "",
            is_open=row["open"] is True,
            appeals_id=loaded[row["appeals"]].id if row["appeals"] else None,
        )
        loaded[row["key"]] = parts.add_proceeding(actor, case, facts)


def _load_recorded(actor: Actor, case: Case, rows: list[Entry], sources: dict[str, UUID]) -> None:
    loaded: dict[str, RecordedCampaign] = {}
    for row in rows:
        follows = row["follow_up_of"] or {}
        reply, outcome = stated(row["reply"]) or {}, stated(row["outcome"]) or {}
        facts = RecordedFacts(
            instrument=row["instrument"],
            title=row["title"],
            reported_by=row["reported_by"],
            when=when_of(row["when"]),
            signatories=tuple(_printed(name) for name in row["signatories"]),
            signatory_count=row["signatory_count"],
            addressee=stated(row["addressee"]),
            demand=stated(row["demand"]),
            reply_from=reply.get("from", ""),
            reply=reply.get("text", ""),
            reply_disputed=reply.get("why", "") if reply.get("disputed") else "",
            outcome=_outcome(outcome) if outcome else "",
            outcome_tone=outcome.get("effect", "none"),
            source_id=sources[row["source"]],
            follows_id=loaded[follows["key"]].id if follows else None,
            follows_note=follows.get("basis", ""),
            note="\n".join(row["notes"]),
        )
        loaded[row["key"]] = recorded.add(actor, case, facts)


def _printed(row: Entry) -> PrintedName:
    return PrintedName(row["name"], row["role"] or "", row["country"] or "")


def _outcome(row: Entry) -> str:
    """The effect with what is said of its proof; who reports it stands beside it anyway."""
    _reported_by, proof = row["attribution"].split("; ", maxsplit=1)
    return f"{row['text'].rstrip('.')} ({proof})."
