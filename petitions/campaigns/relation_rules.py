"""What an action answers, as plain data: the rule on it, and how it is said. Pure."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from petitions.core.dates import UncertainDate


@dataclass(frozen=True)
class Decision:
    """The decision that an action answers: an event or a proceeding, its date, and how the answer is known."""

    title: str
    when: UncertainDate
    is_stated: bool = False
    note: str = ""

    @property
    def in_words(self) -> str:
        """The decision, its date, and whether the relation is inferred, in one phrase."""
        said = {"title": self.title, "day": self.when.label, "note": self.note}
        if self.is_stated:
            return _("“%(title)s”, %(day)s (%(note)s)", **said) if self.note else _("“%(title)s”, %(day)s", **said)
        if self.note:
            return _("“%(title)s”, %(day)s (inferred: %(note)s)", **said)
        return _("“%(title)s”, %(day)s (inferred)", **said)


def answer_problem(event_id: UUID | None, proceeding_id: UUID | None, *, stated: bool, note: str) -> str | None:
    """What can't stand in an answer, in a sentence, or None."""
    if event_id is not None and proceeding_id is not None:
        return _("An action answers one decision: choose an event or a proceeding, not both.")
    if (stated or note) and event_id is None and proceeding_id is None:
        return _("Choose the decision that is answered, or leave out how that is known.")
    return None
