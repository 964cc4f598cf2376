"""Forms of organisations that sign."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired, ValidationError

from petitions.core.clock import today
from petitions.core.countries import country_choices
from petitions.core.fields import CountryField, DayField, OneOf
from petitions.core.forms import Form, RevisionForm, line, mail, options, paragraph
from petitions.people.organisations.domains import UnfitDomain, own_domains
from petitions.people.organisations.models import OrganisationKind, RegisteredOrganisation
from petitions.people.organisations.representing import RepresentativeData
from petitions.people.organisations.rules import name_key
from petitions.people.organisations.service import HeadData, OrganisationData

KINDS: dict[str, LazyString] = {
    OrganisationKind.ORGANISATION: _l("An organisation"),
    OrganisationKind.COALITION: _l("A coalition of organisations"),
}
LEFT, MISTAKEN = "left", "mistaken"


class SearchForm(Form):
    """Filters in the address, so that a search can be linked and repeated. It changes nothing and has no token."""

    class Meta(Form.Meta):
        """No forgery token: the form only reads."""

        csrf = False

    text = line(_l("Name or abbreviation"))
    country = SelectField(_l("Country"), validate_choice=False)
    kind = SelectField(_l("Kind"), validate_choice=False, choices=options({"": _l("Any kind"), **KINDS}))

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.country.choices = options({"": _("Any country"), **dict(country_choices())})

    @property
    def asked(self) -> dict[str, str]:
        """What to search for, by the names that `queries.search` knows."""
        return {field.name: str(field.data or "")[:200] for field in self}


class OrganisationForm(RevisionForm):
    """An organisation that may sign."""

    name = line(_l("Name"), required=_l("Enter the name of the organisation."), maximum=200)
    abbreviation = line(_l("Abbreviation"), maximum=40)
    kind = RadioField(_l("What is it?"), choices=options(KINDS), default=OrganisationKind.ORGANISATION)
    country = CountryField(_l("Country"))
    domains = line(_l("Its own domains"))
    distinction = line(_l("What tells it apart from another of the same name"), maximum=80)
    works_here = BooleanField(_l("This is the organisation that we work for here"))
    sure = BooleanField(_l("I have looked: it is another organisation"))

    def __init__(self, *arguments: Any, obj: RegisteredOrganisation | None = None, **more: Any) -> None:
        super().__init__(*arguments, data=None if obj is None else _typed(obj), **more)

    def validate_name(self, field: Any) -> None:
        """A name is found by its letters and digits."""
        if not name_key(field.data):
            raise ValidationError(_("Enter a name with letters or digits."))

    def validate_domains(self, field: Any) -> None:
        """Each domain is one, and the organisation's own."""
        try:
            own_domains(field.data or "")
        except UnfitDomain as unfit:
            raise ValidationError(unfit.message) from unfit

    @property
    def organisation(self) -> OrganisationData:
        """What was typed."""
        return OrganisationData(
            name=str(self.name.data),
            kind=self.kind.data,
            abbreviation=self.abbreviation.data or "",
            distinction=self.distinction.data or "",
            country=self.country.data or "",
            domains=own_domains(self.domains.data or ""),
            works_here=self.works_here.data,
        )


class NewOrganisationForm(OrganisationForm):
    """An organisation to add, with its head where known."""

    head_name = line(_l("Name of its head"), maximum=200)
    head_title = line(_l("Title of its head"), maximum=120)

    @property
    def head(self) -> HeadData | None:
        """The head that was typed, or None."""
        return HeadData(self.head_name.data, self.head_title.data or "") if self.head_name.data else None


class HeadForm(Form):
    """Whoever heads the organisation now."""

    name = line(_l("Name"), required=_l("Enter the name of the head."), maximum=200)
    title = line(_l("Title"), maximum=120)
    since = DayField(_l("Head since"))

    def validate_since(self, field: Any) -> None:
        """A head is named who is one already."""
        if field.data and field.data > today():
            raise ValidationError(_("The day lies ahead. Name the new head once it has come."))

    @property
    def head(self) -> HeadData:
        """What was typed."""
        return HeadData(str(self.name.data), self.title.data or "", self.since.data)


class RepresentativeForm(Form):
    """Somebody with authority to sign for the organisation."""

    name = line(_l("Name"), required=_l("Enter the name of the representative."), maximum=200)
    capacity = line(
        _l("In what capacity"), required=_l("Enter the capacity, such as “Executive director”."), maximum=120
    )
    email = mail(_l("E-mail address"), required=_l("Enter the address to which the codes for signing go."))
    authority_from = DayField(_l("May sign from"), validators=[DataRequired(_l("Enter the first day."))])
    authority_to = DayField(_l("May sign until"))
    evidence = paragraph(
        _l("What proves the authority"), required=_l("Say in words what proves the authority."), maximum=1_000
    )
    source = line(_l("Where that is to be found"), required=_l("Enter a page, a file or a letter, with its date."))

    def validate_authority_to(self, field: Any) -> None:
        """An authority can't end before it begins."""
        if field.data and self.authority_from.data and field.data < self.authority_from.data:
            raise ValidationError(_("The last day is before the first."))

    @property
    def representative(self) -> RepresentativeData:
        """What was typed."""
        return RepresentativeData(
            name=str(self.name.data),
            capacity=str(self.capacity.data),
            email=str(self.email.data),
            authority_from=cast("date", self.authority_from.data),
            authority_to=self.authority_to.data,
            evidence=str(self.evidence.data),
            source=str(self.source.data),
        )


class EndForm(Form):
    """The last day of an authority."""

    last_day = DayField(_l("Last day"), validators=[DataRequired(_l("Enter the last day."))], default=today)

    @property
    def day(self) -> date:
        """The last day, once the form is valid."""
        return cast("date", self.last_day.data)


class MemberForm(Form):
    """A new member of a coalition: one of the register, or only a name."""

    member_id = OneOf(_l("An organisation of the register"), none=_l("none of these"))
    name = line(_l("Or its name only"), maximum=200)
    since = DayField(_l("Member since"))

    def offer(self, organisations: Iterable[RegisteredOrganisation]) -> None:
        """Let the reader choose among these."""
        self.member_id.offer((one.id, one.title) for one in organisations)

    def validate_name(self, field: Any) -> None:
        """Exactly one of the two ways is used."""
        if bool(field.data) == bool(self.member_id.data):
            raise ValidationError(_("Choose an organisation of the register, or enter a name: one of the two."))


class LeaveForm(Form):
    """Why a member is one no longer."""

    how = RadioField(
        _l("Why does it go?"),
        choices=options(
            {LEFT: _l("It left the coalition"), MISTAKEN: _l("It was entered by mistake and never was one")}
        ),
        default=LEFT,
    )
    last_day = DayField(_l("Last day as a member"), default=today)

    def validate_last_day(self, field: Any) -> None:
        """Whoever left did so on a day."""
        if self.how.data == LEFT and not field.data and not field.errors:
            raise ValidationError(_("Enter the last day."))

    @property
    def day(self) -> date:
        """The last day, once the form is valid."""
        return cast("date", self.last_day.data)


class ListForm(Form):
    """A list of organisations, pasted or uploaded, and what was shown of it."""

    file = FileField(_l("Or a file"))
    text = paragraph(_l("The list"), maximum=400_000)
    seen = HiddenField()


def _typed(registered: RegisteredOrganisation) -> dict[str, Any]:
    """What would be typed to make this organisation."""
    columns = ("name", "abbreviation", "kind", "country", "distinction", "revision")
    return {
        **{column: getattr(registered, column) for column in columns},
        "domains": " ".join(entry.domain for entry in registered.domains),
        "works_here": registered.works_here_id is not None,
    }
