"""What a recorded campaign is made of, as plain data, and the rules on it."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.campaigns.relation_rules import answer_problem
from petitions.core.countries import country_code
from petitions.core.dates import UNKNOWN_DATE, UncertainDate, problem

MOST_SIGNATORIES = 2_000
TONES = {"none": _l("neither"), "positive": _l("for the better"), "negative": _l("for the worse")}


@dataclass(frozen=True)
class PrintedName:
    """A signatory as the source prints the name; capacity and country only where the source gives them."""

    name: str
    capacity: str = ""
    country: str = ""


@dataclass(frozen=True)
class RecordedFacts:
    """An action taken elsewhere, as a source reports it. What the source does not say stays empty.

    It may answer an event or a proceeding; ``answers_stated``: the source says so, otherwise that is inferred.
    """

    instrument: str
    title: str
    reported_by: str
    when: UncertainDate = UNKNOWN_DATE
    signatories: tuple[PrintedName, ...] = ()
    signatory_count: int | None = None
    addressee: str = ""
    demand: str = ""
    reply_from: str = ""
    reply: str = ""
    reply_disputed: str = ""
    outcome: str = ""
    outcome_tone: str = "none"
    source_id: UUID | None = None
    follows_id: UUID | None = None
    follows_note: str = ""
    note: str = ""
    is_withheld: bool = False
    answers_event_id: UUID | None = None
    answers_proceeding_id: UUID | None = None
    answers_stated: bool = False
    answers_note: str = ""


class MistypedName(ValueError):
    """A line that is no signatory; the message says which line and why."""


def read_names(text: str) -> tuple[PrintedName, ...]:
    """Read signatories, one a line, as `Name | capacity | country`; the last two may be left out.

    Names keep the source's spelling. Raises `MistypedName`.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_SIGNATORIES:
        raise MistypedName(_("These are more than %(most)d names. Give their number instead.", most=MOST_SIGNATORIES))
    return tuple(_name(number, line) for number, line in lines)


def write_names(names: tuple[PrintedName, ...]) -> str:
    """The lines that `read_names` would read these signatories from."""
    return "\n".join(" | ".join(_cells(name)) for name in names)


def facts_problem(facts: RecordedFacts) -> str | None:
    """What can't stand in these facts, in a sentence, or None."""
    named = len(facts.signatories)
    if facts.signatory_count is not None and facts.signatory_count < max(named, 1):
        return _("%(named)d names are listed, so the number can’t be lower than that.", named=named)
    if facts.reply_disputed and not facts.reply:
        return _("There is no reply to dispute. Write down the reply, or leave the dispute out.")
    if facts.outcome_tone != "none" and not facts.outcome:
        return _("Say what came of it, or choose “neither”.")
    if facts.follows_note and facts.follows_id is None:
        return _("Choose the campaign that this one follows, or leave the note on it out.")
    answered = answer_problem(
        facts.answers_event_id, facts.answers_proceeding_id, stated=facts.answers_stated, note=facts.answers_note
    )
    return answered or problem(facts.when)


def _name(number: int, line: str) -> PrintedName:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) > 3:
        raise MistypedName(_("Line %(line)d has more than three parts. Write: Name | capacity | country.", line=number))
    name, capacity, country = [*cells, "", ""][:3]
    if not name:
        raise MistypedName(_("Line %(line)d has no name.", line=number))
    code = country_code(country)
    if country and not code:
        raise MistypedName(
            _(
                "Line %(line)d: there is no country “%(country)s”. Write its name or two letters.",
                line=number,
                country=country,
            )
        )
    return PrintedName(name, capacity, code)


def _cells(name: PrintedName) -> list[str]:
    cells = [name.name, name.capacity, name.country]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells
