"""Forms on approvals: what is needed, whom to ask, and a verdict on exactly one version."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from petitions.accounts.fields import code_field
from petitions.accounts.models import User
from petitions.core.errors import DomainError
from petitions.core.forms import Form, line, mail, options, paragraph
from petitions.drafting.approvals.models import ApprovalNeed
from petitions.drafting.approvals.needs import Wanted
from petitions.drafting.approvals.rules import WITHOUT_PARTY
from petitions.drafting.approvals.words import KINDS, name_of
from petitions.drafting.models import Version


class Boxes(SelectMultipleField):
    """Several of a few, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class NeedForm(Form):
    """An approval that the campaign needs, and who gives it."""

    kind = RadioField(
        _l("What is approved?"),
        choices=options(KINDS),
        validators=[DataRequired(_l("Choose what is approved."))],
        validate_choice=False,
    )
    party = line(_l("Name of the partner organisation, or of the author"))
    reviewer = SelectField(_l("A colleague gives it"), choices=[], validate_choice=False)
    person = line(_l("Name of the person outside"))
    address = mail(_l("Mail address of the person outside"))

    def offer(self, users: Sequence[User]) -> None:
        """Let the drafter choose among these colleagues."""
        self.reviewer.choices = options({"": _("Nobody: a person outside"), **{str(u.id): u.name for u in users}})

    def validate_party(self, field: Any) -> None:
        """A partner and an author have a name; nothing else has one."""
        if self.kind.data and (self.kind.data in WITHOUT_PARTY) == bool(field.data):
            raise ValidationError(
                _("Leave this empty: it is for partners and authors only.")
                if field.data
                else _("Name the organisation or the author that the approval is of.")
            )

    def validate_person(self, field: Any) -> None:
        """Either a colleague gives it, or somebody outside who has an address."""
        if self.reviewer.data and field.data:
            raise ValidationError(_("Either a colleague gives it, or this person. Choose one of them."))
        if not self.reviewer.data and not field.data:
            raise ValidationError(_("Choose a colleague above, or name the person outside."))
        if field.data and not self.address.data:
            raise ValidationError(_("Write the address below too, at which this person is asked."))

    def wanted(self) -> Wanted:
        """What was typed."""
        reviewer = _uuid(self.reviewer.data)
        outside = (self.person.data or "", self.address.data or "") if reviewer is None else ("", "")
        return Wanted(str(self.kind.data), self.party.data or "", reviewer, *outside)


class RemoveForm(Form):
    """Why a needed approval is needed no longer."""

    reason = paragraph(
        _l("Why may the text go out without it?"),
        required=_l("Say why the text may go out without it."),
        maximum=1_000,
    )


class AskForm(Form):
    """Which needed approvals are asked for, and which colleague is asked to review."""

    need = Boxes(_l("Which needed approvals?"), coerce=str, validate_choice=False)
    reviewer = RadioField(_l("Who should review it?"), validate_choice=False)

    def offer(self, users: Sequence[User], needs: Sequence[ApprovalNeed]) -> None:
        """Let the drafter choose among these colleagues and needed approvals."""
        self.reviewer.choices = options({str(user.id): user.name for user in users})
        self.need.choices = options({str(need.id): _named(need) for need in needs})
        if needs:
            self.reviewer.label.text = _("Who else should review it?")

    def validate_reviewer(self, field: Any) -> None:
        """Somebody has to be asked."""
        if not field.data and not self.need.data:
            raise ValidationError(_("Choose a colleague."))

    def chosen(self, users: Sequence[User]) -> User | None:
        """The colleague that was chosen. Raises `DomainError` for one who is not, or not any more, among these."""
        found = next((user for user in users if str(user.id) == self.reviewer.data), None)
        if found is None and self.reviewer.data:
            raise DomainError(_("Choose one of the colleagues listed. Nobody was asked yet."))
        return found

    def ticked(self, needs: Sequence[ApprovalNeed]) -> list[ApprovalNeed]:
        """The needed approvals that were ticked. Raises `DomainError` for one not, or not any more, among these."""
        asked = set(self.need.data or ())
        if not asked <= {str(need.id) for need in needs}:
            raise DomainError(_("One of these approvals is not missing any more. Nobody was asked yet."))
        return [need for need in needs if str(need.id) in asked]


class VerdictForm(Form):
    """A verdict on exactly the version that the page showed."""

    version_id = HiddenField()
    sha256 = HiddenField()
    covers = Boxes(_l("Which of your approvals is the verdict for?"), coerce=str, validate_choice=False)
    looked_at = Boxes(_l("Safety checklist"), coerce=str, validate_choice=False)
    reason = paragraph(_l("What has to change, if you refuse it"))

    def about(self, version: Version) -> None:
        """Say which version the page shows."""
        self.version_id.data, self.sha256.data = str(version.id), version.sha256

    def is_about(self, version: Version) -> bool:
        """Whether the page showed exactly this version."""
        return (self.version_id.data, self.sha256.data) == (str(version.id), version.sha256)

    def offer(self, own: Sequence[ApprovalNeed], lacking: Collection[UUID | None]) -> None:
        """Let a colleague who gives several approvals say which of them the verdict is for; at first, those lacking."""
        self.covers.choices = options({str(need.id): name_of(need.kind, need.party) for need in own})
        if not self.is_submitted():
            self.covers.data = [str(need.id) for need in own if need.id in lacking] or [str(need.id) for need in own]

    @property
    def covered(self) -> set[UUID]:
        """The needed approvals that the verdict is for."""
        return {found for found in map(_uuid, self.covers.data or []) if found is not None}


class AnswerForm(VerdictForm):
    """A verdict of somebody outside, with the digits that were mailed."""

    code = code_field()


def _named(need: ApprovalNeed) -> str:
    return _("%(name)s, by %(giver)s", name=name_of(need.kind, need.party), giver=need.giver)


def _uuid(typed: str | None) -> UUID | None:
    try:
        return UUID(str(typed))
    except ValueError:
        return None
