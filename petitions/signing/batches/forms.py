"""Forms of batches: whom to ask, the confirmation of what was shown, and the organisers' own words."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField

from petitions.core.forms import Form, RevisionForm, options, paragraph
from petitions.core.once import OnceForm
from petitions.drafting.languages import LANGUAGES
from petitions.signing.batches.plan_queries import Choice
from petitions.signing.batches.rules import LONGEST_MESSAGE

Pairs = Sequence[tuple[str, str]]
MOST_TYPED = 100_000


def _id(value: object) -> UUID:
    """The id of somebody ticked: a browser sends it as text, a form that shows another one's choice has it ready."""
    return UUID(str(value))


class BatchForm(Form):
    """Whom to ask: all who fit what is chosen, or a list; and in which language.

    Of organisations the page that finds them sends those that are ticked, too, by who is to sign for each.
    """

    of_organisations = False
    country = SelectField(_l("Delegation"), default="")
    group = SelectField(_l("Political group"), default="")
    committee = SelectField(_l("Committee"), default="")
    fully = BooleanField(_l("Leave out substitutes of the committee"))
    listed = paragraph(_l("Names or addresses, one a line"), maximum=MOST_TYPED)
    organisation = SelectMultipleField(_l("Organisations that you ticked"), coerce=_id, validate_choice=False)
    head = SelectMultipleField(_l("Heads of organisations"), coerce=_id, validate_choice=False)
    language = SelectField(_l("Language of the mail"), choices=options(LANGUAGES))

    def offer(self, countries: Pairs, groups: Pairs, committees: Pairs) -> None:
        """Say what there is to choose from."""
        self.country.choices = options({"": _("any"), **dict(countries)})
        self.group.choices = options({"": _("any"), **dict(groups)})
        self.committee.choices = options({"": _("any"), **dict(committees)})

    def offer_organisations(self, countries: Pairs) -> None:
        """The same where organisations are asked: they have a country, and neither group nor committee."""
        self.offer(countries, (), ())
        self.of_organisations = True
        self.country.label.text = _("Country")

    def validate(self, extra_validators: Any = None) -> bool:
        """Take one way of choosing, and not both: who is meant must not be a matter of opinion."""
        valid = super().validate(extra_validators)
        fits = any(field.data for field in (self.country, self.group, self.committee))
        refused = self._of_organisations_refused(fits) if self.of_organisations else self._refused(fits)
        self.form_errors.extend(filter(None, [refused]))
        return valid and not refused

    def _refused(self, fits: bool) -> str:
        if fits != bool(self.listed.data):
            return ""
        if fits:
            return _("Choose a delegation, group or committee, or paste a list, but not both.")
        return _("Choose a delegation, group or committee, or paste a list.")

    def _of_organisations_refused(self, fits: bool) -> str:
        if self.head.data:
            return _(
                "Heads of organisations are asked in person, one by one: tick organisations only to see them here."
            )
        if fits + bool(self.listed.data) + bool(self.organisation.data) == 1:
            return ""
        return _("Choose a country, paste a list, or tick organisations: one of the three.")

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
            ticked=tuple(self.organisation.data or ()),
        )


class SendForm(BatchForm, OnceForm):
    """The confirmation of what a preview showed: the choice once more, and the seal of what came of it."""

    seal = HiddenField()


class MessageForm(RevisionForm):
    """What organisers write in one language above the standing text of the mail."""

    body = paragraph(_l("Your words to those whom you invite"), maximum=LONGEST_MESSAGE)
