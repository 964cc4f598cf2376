"""What a case is made of, as plain data, and the rules on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _

from petitions.core.dates import UNKNOWN_DATE, UncertainDate, problem


@dataclass(frozen=True)
class Profile:
    """The head of a case page. ``other_names`` holds other spellings of the name, one a line."""

    name: str
    other_names: str = ""
    home_country: str = ""
    host_country: str = ""
    lede: str = ""
    summary: str = ""
    status_title: str = ""
    status_body: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True)
class EventFacts:
    """Something that happened."""

    title: str
    when: UncertainDate = UNKNOWN_DATE
    category: str = ""
    country: str = ""
    body: str = ""
    source_id: UUID | None = None
    is_withheld: bool = False


@dataclass(frozen=True)
class ProceedingFacts:
    """A procedure before a court or an authority."""

    title: str
    authority: str
    kind: str = ""
    country: str = ""
    opened: UncertainDate = UNKNOWN_DATE
    decided: UncertainDate = UNKNOWN_DATE
    outcome: str = ""
    note: str = ""
    is_open: bool = False
    appeals_id: UUID | None = None
    is_withheld: bool = False


@dataclass(frozen=True)
class SourceFacts:
    """Where something is known from."""

    title: str
    publisher: str = ""
    published: str = ""
    address: str = ""
    note: str = ""
    is_withheld: bool = False


@dataclass(frozen=True)
class ConsentFacts:
    """The defender's consent to be shown."""

    given_by: str
    given_on: date
    scope: str
    next_review: date


def circular(appeals: Mapping[UUID, UUID | None], proceeding: UUID, appealed: UUID | None) -> bool:
    """Whether a proceeding that appeals this one would, followed back, appeal itself."""
    while appealed is not None:
        if appealed == proceeding:
            return True
        appealed = appeals.get(appealed)
    return False


def consent_problem(consent: ConsentFacts, on: date) -> str | None:
    """What is wrong with a recorded consent on the day it is recorded, in a sentence, or None."""
    if not consent.given_by or not consent.scope:
        return _("Say who gave the consent, and for what.")
    if consent.given_on > on:
        return _("Consent can’t be given on a day that is still to come.")
    if consent.next_review <= on:
        return _("The next review has to be on a later day than today.")
    return None


def date_problem(*dates: UncertainDate) -> str | None:
    """What is wrong with the first of these dates that can’t stand, or None."""
    return next((sentence for sentence in map(problem, dates) if sentence), None)
