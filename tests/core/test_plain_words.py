"""Whatever the library of forms finds wrong is said in our words."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length

from petitions.core.forms import Form, options


class AnyForm(Form):
    day = DateField("Day")
    place = IntegerField("Place")
    kind = SelectField("Kind", choices=options({"a": "A"}))
    persons = SelectMultipleField("Persons", coerce=int, validate_choice=False)
    several = SelectMultipleField("Several", choices=options({"a": "A"}))
    short = StringField("Short", validators=[Length(max=3)])
    name = IntegerField("Name", validators=[DataRequired()])


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("day", "soon", "Write the date as year-month-day, such as 2024-03-27."),
        ("place", "first", "Write a whole number, such as 3."),
        ("kind", "z", "Choose one of those listed."),
        ("persons", "nobody", "Choose among those listed. One of these is there no longer."),
        ("several", "z", "Choose among those listed. One of these is there no longer."),
        ("short", "longer", "Shorten this to 3 characters or fewer."),
        ("name", "", "Fill this in."),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(app: Flask, field: str, typed: str, said: str) -> None:
    with app.test_request_context():
        form = AnyForm(formdata=MultiDict({"kind": "a", field: typed}))
        form.validate()
        assert form[field].errors[0] == said
