"""The two lists as their page shows them: each name with its words, and who may be chosen for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from petitions.core.countries import country_name
from petitions.dispatch.lodging import queries
from petitions.dispatch.lodging.comparing import Name
from petitions.dispatch.lodging.models import Lodging, Meant, PublishedName


@dataclass(frozen=True)
class Row:
    """One published name: its line, whom it means or may mean, and whether a person said so or the spelling does."""

    id: UUID
    line: str
    means: str = ""
    is_chosen: bool = False
    is_spelt_alike: bool = False


@dataclass(frozen=True)
class Lists:
    """The four lists of the page; ``not_published`` holds names in words."""

    both: Sequence[Row]
    not_published: Sequence[str]
    not_committed: Sequence[Row]
    unclear: Sequence[Row]


def lists(lodging: Lodging) -> Lists:
    """The published list held against the edition, in words."""
    found = queries.comparison(lodging)
    rows = {row.id: row for row in lodging.published}
    unprinted = {row.id for row in lodging.edition.signatories if not row.is_printed}
    return Lists(
        both=[_row(rows[_id(one)], in_words(other), one.spelt == other.spelt) for one, other in found.both],
        not_published=[_left_out(name, name.ref in unprinted) for name in found.not_published],
        not_committed=[_row(rows[_id(one)]) for one in found.not_committed],
        unclear=[_row(rows[_id(one.published)], _(" or ").join(map(in_words, one.options))) for one in found.unclear],
    )


def choices(published: PublishedName) -> list[tuple[Name, str]]:
    """Who may be meant, the likeliest first: everybody of the edition whom no other published name surely means."""
    found = queries.comparison(published.lodging)
    likely = [option for one in found.unclear if one.published.ref == published.id for option in one.options]
    own = [other for one, other in found.both if one.ref == published.id]
    doubtful = [option for one in found.unclear for option in one.options]
    every = {name.ref: name for name in [*own, *likely, *doubtful, *found.not_published]}
    return [(name, in_words(name)) for name in every.values()]


def in_words(name: Name) -> str:
    """The name with its delegation."""
    return f"{name.whole}, {country_name(name.country)}" if name.country else name.whole


def _left_out(name: Name, is_unprinted: bool) -> str:
    said = in_words(name)
    return _("%(name)s (did not agree to be printed)", name=said) if is_unprinted else said


def _row(row: PublishedName, means: str = "", is_spelt_alike: bool = False) -> Row:
    return Row(row.id, row.line, means, row.meant != Meant.UNDECIDED, is_spelt_alike)


def _id(name: Name) -> UUID:
    return UUID(str(name.ref))
