"""The whole fact sheet of a case: what cases know of it, and the recorded campaigns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.campaigns.models import RecordedCampaign
from petitions.campaigns.queries import recorded_of_case
from petitions.campaigns.recorded_rules import MOST_SIGNATORIES, TONES, PrintedName, RecordedFacts, facts_problem
from petitions.campaigns.words import RECORDED_NAMES
from petitions.cases import sheet_changes, sheet_reading, sheet_writing
from petitions.cases.models import Case
from petitions.cases.rules import Profile
from petitions.cases.sheet import Entry, Reference, Section, Sheet, Slot, public_part, unsaid, without
from petitions.cases.sheet_changes import Change
from petitions.cases.sheet_dates import When
from petitions.cases.sheet_kinds import Country, Flag, Lines, Number, OneOf, Say, Text, known_keys
from petitions.cases.sheet_sections import CASE_SECTIONS, DOCUMENTS, WITHHELD
from petitions.core.yaml_lines import Items, Node, Scalar

LONG = 2_000
# How a recorded campaign's relations are known.
FOLLOWS = ("follows_note",)
ANSWERS = ("answers_stated", "answers_note")
MOST_RELEASED = 8 * 1024 * 1024


@dataclass(frozen=True)
class Names:
    """Signatories as the source prints them: a name, or a map of name, capacity and country."""

    empty: tuple[PrintedName, ...] = ()

    def read(self, node: Node, say: Say) -> tuple[PrintedName, ...]:
        """The signatories, in order."""
        if not isinstance(node, Items):
            if node != Scalar(node.line, ""):
                say(node, _("Write a list here, each name beginning with a dash."))
            return ()
        if len(node.nodes) > MOST_SIGNATORIES:
            most = MOST_SIGNATORIES
            say(node, _("These are more than %(most)d names. Give their number instead.", most=most))
        return tuple(self._name(inner, say) for inner in node.nodes)

    def write(self, value: tuple[PrintedName, ...]) -> list[Any]:
        """Bare names where there is nothing else to say."""
        rows = [{"name": row.name, "capacity": row.capacity, "country": row.country} for row in value]
        filled = [{key: text for key, text in row.items() if text} for row in rows]
        return [row["name"] if len(row) == 1 else row for row in filled]

    def show(self, value: tuple[PrintedName, ...]) -> str:
        """The names with what is printed beside them."""
        return "; ".join(", ".join(filter(None, (row.name, row.capacity, row.country))) for row in value)

    def _name(self, node: Node, say: Say) -> PrintedName:
        if isinstance(node, Scalar):
            return PrintedName(self._required(node, node, say))
        nodes = known_keys(node, ("name", "capacity", "country"), say)
        capacity = Text().read(nodes["capacity"], say) if "capacity" in nodes else ""
        country = Country().read(nodes["country"], say) if "country" in nodes else ""
        return PrintedName(self._required(node, nodes.get("name"), say), capacity, country)

    def _required(self, node: Node, name: Node | None, say: Say) -> str:
        text = Text().read(name, say) if name else ""
        if not text:
            say(node, _("A name is missing here."))
        return text


def _problem(facts: RecordedFacts) -> str | None:
    """What can't stand in facts whose relations are keys yet; the reader of the sheet checks how they are known."""
    return facts_problem(replace(facts, **{name: unsaid(RecordedFacts, name) for name in (*FOLLOWS, *ANSWERS)}))


CAMPAIGNS = Section(
    "campaigns",
    _l("Recorded campaign"),
    RecordedFacts,
    (
        Slot("title", "title", Text(200), _l("Title"), required=True),
        Slot("kind", "instrument", OneOf(RECORDED_NAMES), _l("Kind of action"), required=True),
        Slot("when", "when", When(), _l("When")),
        Slot("signatories", "signatories", Names(), _l("Signatories, as the source prints them")),
        Slot("signed by", "signatory_count", Number(), _l("How many signed")),
        Slot("addressee", "addressee", Text(), _l("Addressee")),
        Slot("demand", "demand", Text(1_500, several_lines=True), _l("What it asked for")),
        Slot("reply from", "reply_from", Text(), _l("Who replied")),
        Slot("reply", "reply", Text(LONG, several_lines=True), _l("What the reply said")),
        Slot("disputed", "reply_disputed", Text(1_000, several_lines=True), _l("Why the reply is disputed")),
        Slot("outcome", "outcome", Text(1_500, several_lines=True), _l("What is said to have come of it")),
        Slot("effect", "outcome_tone", OneOf(TONES, "none"), _l("That was")),
        Slot("reported by", "reported_by", Text(), _l("Reported by"), required=True),
        Slot("how it is known", "follows_note", Text(), _l("How is that known?")),
        Slot("answer stated", "answers_stated", Flag(), _l("The source itself says what it answers")),
        Slot("answer known by", "answers_note", Text(), _l("How is the answer known?")),
        Slot("notes", "note", Lines(LONG), _l("Notes, one a line")),
        WITHHELD,
    ),
    (
        Reference("source", "source_id", "sources", _l("Source")),
        Reference("follows", "follows_id", "campaigns", _l("Follows an earlier action"), FOLLOWS),
        Reference("answers event", "answers_event_id", "events", _l("Answers an event"), ANSWERS),
        Reference("answers proceeding", "answers_proceeding_id", "proceedings", _l("Answers a proceeding"), ANSWERS),
    ),
    _problem,
)

SECTIONS = (*CASE_SECTIONS, CAMPAIGNS)
# A release vouches for the public documents too.
RELEASED = (*SECTIONS, DOCUMENTS)


def read(text: str) -> Sheet:
    """The sheet that a text holds. Raises `core.yaml_lines.Faulty` with everything that is wrong with it."""
    return sheet_reading.read(text, SECTIONS)


def read_release(snapshot: bytes) -> Sheet:
    """The sheet that a release keeps, with its documents. Raises `Faulty` for what no release could show again."""
    return sheet_reading.read(snapshot.decode(), RELEASED, most=MOST_RELEASED)


def texts(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """Every value of a sheet in words, with the entry that it stands in and its label."""
    return sheet_changes.texts(sheet, RELEASED)


def write(sheet: Sheet) -> str:
    """The sheet as YAML for people."""
    return sheet_writing.write(sheet, SECTIONS)


def canonical(sheet: Sheet) -> bytes:
    """The one form of a sheet whose hash is kept."""
    return sheet_writing.canonical(sheet, RELEASED)


def changes(before: Sheet | None, after: Sheet) -> list[Change]:
    """What was done to make the second sheet out of the first."""
    return sheet_changes.changes(before, after, RELEASED)


def for_the_public(sheet: Sheet) -> Sheet:
    """The sheet without what is kept off the public page."""
    return public_part(sheet, RELEASED)


def leave_out(sheet: Sheet, places: Sequence[str]) -> Sheet:
    """The sheet without the entries at these places."""
    return without(sheet, frozenset(places), RELEASED)


def of_case(case: Case, sections: Sequence[Section] = SECTIONS) -> Sheet:
    """The working copy of a case as a fact sheet; with `RELEASED` as what a release would hold, documents too."""
    profile = Profile(**{name: getattr(case, name) for name in names_of(Profile)})
    return Sheet(profile, {section.name: _entries(rows_of(case, section), section, case) for section in sections})


def rows_of(case: Case, section: Section) -> Sequence[Any]:
    """The rows that the entries of a section stand for, in order."""
    return recorded_of_case(case.id) if section is CAMPAIGNS else getattr(case, section.name)


def _entries(rows: Sequence[Any], section: Section, case: Case) -> tuple[Entry, ...]:
    keys = {ref.name: {row.id: row.key for row in rows_of(case, section_of(ref.section))} for ref in section.references}
    return tuple(_entry(row, section, keys) for row in rows)


def _entry(row: Any, section: Section, keys: Mapping[str, Mapping[Any, str]]) -> Entry:
    facts = {name: getattr(row, name) for name in names_of(section.facts) if name not in keys}
    if isinstance(row, RecordedCampaign):
        names = tuple(PrintedName(one.name, one.capacity, one.country) for one in row.signatories)
        counted = row.signatory_count if row.signatory_count != len(names) else None
        facts |= {"signatories": names, "signatory_count": counted}
    refers = {name: known[getattr(row, name)] for name, known in keys.items() if getattr(row, name)}
    return Entry(row.key, section.facts(**facts), refers)


def names_of(facts: type) -> list[str]:
    """The attributes of a class of facts."""
    return [one.name for one in fields(facts)]


def section_of(name: str) -> Section:
    """The section of that name."""
    return next(section for section in RELEASED if section.name == name)
