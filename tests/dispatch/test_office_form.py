"""The form of an office, before anything is typed."""

from flask import Flask

from petitions.dispatch.forms import AddresseeForm


def test_a_new_office_is_written_to_in_english_until_another_language_is_chosen(app: Flask) -> None:
    with app.test_request_context():
        assert AddresseeForm().language.data == "en"
