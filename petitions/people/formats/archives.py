"""Archives that no roster needs, refused in words before anything in them is read."""

from petitions.core import archives
from petitions.people.formats.unreadable import RosterUnreadable
from petitions.people.sentences import N_

_BOMB = N_("%(file)s would unpack to more than a roster can hold. Save the list anew, as .xlsx, .ods or CSV.")
_DTD = N_("%(file)s declares a document type or entities inside, which no spreadsheet needs. Save it anew.")


def refuse_bombs(data: bytes, filename: str) -> None:
    """Raise `RosterUnreadable` where the archive would unpack to too much, or where its XML declares entities."""
    try:
        archives.refuse_bombs(data)
    except archives.ArchiveSwells as error:
        raise RosterUnreadable(_BOMB, file=filename) from error
    except archives.DeclaresEntities as error:
        raise RosterUnreadable(_DTD, file=filename) from error
