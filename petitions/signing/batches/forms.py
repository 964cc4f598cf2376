"""Forms of batches: whom to ask, the confirmation of what was shown, and the organisers' own words."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField

from petitions.core.forms import Form, RevisionForm, options, paragraph
from petitions.core.once import OnceForm
from petitions.drafting.languages import LANGUAGES
from petitions.signing.batches.plan_queries import Choice
from petitions.signing.batches.rules import LONGEST_MESSAGE

Pairs = Sequence[tuple[str, str]]
MOST_TYPED = 100_000


class BatchForm(Form):
    """Whom to ask: all who fit what is chosen, or a list; and in which language."""

    country = SelectField(_l("Delegation"), default="")
    group = SelectField(_l("Political group"), default="")
    committee = SelectField(_l("Committee"), default="")
    fully = BooleanField(_l("Leave out substitutes of the committee"))
    listed = paragraph(_l("Names or addresses, one a line"), maximum=MOST_TYPED)
    language = SelectField(_l("Language of the mail"), choices=options(LANGUAGES))

    def offer(self, countries: Pairs, groups: Pairs, committees: Pairs) -> None:
        """Say what there is to choose from."""
        self.country.choices = options({"": _("any"), **dict(countries)})
        self.group.choices = options({"": _("any"), **dict(groups)})
        self.committee.choices = options({"": _("any"), **dict(committees)})

    def validate(self, extra_validators: Any = None) -> bool:
        """Take one way of choosing, and not both: who is meant must not be a matter of opinion."""
        valid = super().validate(extra_validators)
        fits = any(field.data for field in (self.country, self.group, self.committee))
        if fits == bool(self.listed.data):
            self.form_errors.append(
                _("Choose a delegation, group or committee, or paste a list, but not both.")
                if fits
                else _("Choose a delegation, group or committee, or paste a list.")
            )
            return False
        return valid

    @property
    def choice(self) -> Choice:
        """What was chosen."""
        return Choice(
            language=self.language.data,
            country=self.country.data or "",
            group=self.group.data or "",
            committee=self.committee.data or "",
            fully=bool(self.fully.data),
            listed=self.listed.data or "",
        )


class SendForm(BatchForm, OnceForm):
    """The confirmation of what a preview showed: the choice once more, and the seal of what came of it."""

    seal = HiddenField()


class MessageForm(RevisionForm):
    """What organisers write in one language above the standing text of the mail."""

    body = paragraph(_l("Your words to those whom you invite"), maximum=LONGEST_MESSAGE)
