"""Why a row of a roster waits for a person: a closed list, each reason with its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from flask_babel import lazy_gettext as _l

from petitions.people.addresses import AddressFault
from petitions.people.sentences import N_, Sentence


class Reason(Enum):
    """Why a row waits. The value is kept with the row, so it never changes."""

    NO_ID = "no_id"
    BAD_ID = "bad_id"
    NO_NAME = "no_name"
    BAD_NAME = "bad_name"
    NO_ADDRESS = "no_address"
    MALFORMED_ADDRESS = "malformed_address"
    NON_ASCII_DOMAIN = "non_ascii_domain"
    SUBDOMAIN = "subdomain"
    LOOK_ALIKE_DOMAIN = "look_alike_domain"
    OUTSIDE_DOMAIN = "outside_domain"
    UNVOUCHED_ADDRESS = "unvouched_address"
    SHARED_ADDRESS = "shared_address"
    ADDRESS_TAKEN = "address_taken"
    MEMBER_TWICE = "member_twice"
    SAME_NAME = "same_name"
    UNKNOWN_COUNTRY = "unknown_country"
    UNKNOWN_GROUP = "unknown_group"
    BAD_DATE = "bad_date"
    ADDRESS_CHANGED = "address_changed"
    ADDRESS_DIFFERS = "address_differs"
    PATTERN = "pattern"
    MASS_CHANGE = "mass_change"
    PERHAPS_BY_HAND = "perhaps_by_hand"


_SENTENCES = {
    Reason.NO_ID: N_("The member's id is missing."),
    Reason.BAD_ID: N_("“%(member_id)s” can't be a member's id."),
    Reason.NO_NAME: N_("The first name or the surname is missing."),
    Reason.BAD_NAME: N_("The name holds signs that no name has, or is too long."),
    Reason.NO_ADDRESS: N_("The address is missing."),
    Reason.MALFORMED_ADDRESS: N_("“%(address)s” is not a valid address."),
    Reason.NON_ASCII_DOMAIN: N_("The domain of %(address)s holds letters that may pass for others."),
    Reason.SUBDOMAIN: N_("%(address)s lies in a sub-domain of %(domains)s, not in that domain itself."),
    Reason.LOOK_ALIKE_DOMAIN: N_("The domain of %(address)s looks like %(domains)s and is another."),
    Reason.OUTSIDE_DOMAIN: N_("%(address)s lies outside %(domains)s."),
    Reason.UNVOUCHED_ADDRESS: N_(
        "%(body)s publishes no addresses, so %(address)s has to be registered with its source."
    ),
    Reason.SHARED_ADDRESS: N_("%(address)s is also the address of another member (line %(others)s)."),
    Reason.ADDRESS_TAKEN: N_("%(address)s is on file as the address of another member (id %(others)s)."),
    Reason.MEMBER_TWICE: N_("Member %(member_id)s also stands on line %(others)s."),
    Reason.SAME_NAME: N_("Another member from the same country has this name (line %(others)s)."),
    Reason.UNKNOWN_COUNTRY: N_("“%(country)s” was no member state of this body on %(as_of)s."),
    Reason.UNKNOWN_GROUP: N_("“%(group)s” was no group of this body on %(as_of)s."),
    Reason.BAD_DATE: N_("“%(since)s” is not a date up to %(as_of)s (written as 2023-07-14)."),
    Reason.ADDRESS_CHANGED: N_("%(address)s differs from the address on file."),
    Reason.ADDRESS_DIFFERS: N_("%(address)s differs from the address in this server’s own register."),
    Reason.PATTERN: N_("All addresses of this list follow one pattern, as if they were made from the names."),
    Reason.MASS_CHANGE: N_("%(changed)s of %(rows)s addresses change at once, as in a table made by pattern."),
    Reason.PERHAPS_BY_HAND: N_(
        "%(others)s was entered by hand and may be the same. Correct the name to join them; take the row if not."
    ),
}
NAMES = {
    Reason.NO_ID: _l("no id"),
    Reason.BAD_ID: _l("impossible id"),
    Reason.NO_NAME: _l("no name"),
    Reason.BAD_NAME: _l("impossible name"),
    Reason.NO_ADDRESS: _l("no address"),
    Reason.MALFORMED_ADDRESS: _l("malformed address"),
    Reason.NON_ASCII_DOMAIN: _l("letters that pass for others"),
    Reason.SUBDOMAIN: _l("sub-domain"),
    Reason.LOOK_ALIKE_DOMAIN: _l("look-alike of the domain"),
    Reason.OUTSIDE_DOMAIN: _l("outside the domain"),
    Reason.UNVOUCHED_ADDRESS: _l("no address is published"),
    Reason.SHARED_ADDRESS: _l("one address for two members"),
    Reason.ADDRESS_TAKEN: _l("another member’s address"),
    Reason.MEMBER_TWICE: _l("one member twice"),
    Reason.SAME_NAME: _l("one name twice"),
    Reason.UNKNOWN_COUNTRY: _l("unknown country"),
    Reason.UNKNOWN_GROUP: _l("unknown group"),
    Reason.BAD_DATE: _l("impossible date"),
    Reason.ADDRESS_CHANGED: _l("changed address"),
    Reason.ADDRESS_DIFFERS: _l("other address than in the server’s register"),
    Reason.PATTERN: _l("addresses made by a pattern"),
    Reason.MASS_CHANGE: _l("many addresses change at once"),
    Reason.PERHAPS_BY_HAND: _l("perhaps entered by hand"),
}
# Where a row waits for nothing else, its member is believed and only the address is not.
ONLY_THE_ADDRESS = frozenset({Reason.ADDRESS_CHANGED, Reason.ADDRESS_DIFFERS, Reason.MASS_CHANGE, Reason.PATTERN})
REASON_OF_FAULT = {
    AddressFault.MALFORMED: Reason.MALFORMED_ADDRESS,
    AddressFault.NON_ASCII: Reason.NON_ASCII_DOMAIN,
    AddressFault.SUBDOMAIN: Reason.SUBDOMAIN,
    AddressFault.LOOK_ALIKE: Reason.LOOK_ALIKE_DOMAIN,
    AddressFault.OUTSIDE: Reason.OUTSIDE_DOMAIN,
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One reason for waiting, and the sentence that says it."""

    reason: Reason
    sentence: Sentence


def trouble(reason: Reason, values: Mapping[str, object]) -> Trouble:
    """The reason with its sentence filled in."""
    return Trouble(reason, Sentence(_SENTENCES[reason], values))
