"""Instruments are data: complete, honest about where each number comes from, and strict about their keys."""

import dataclasses

import pytest
import yaml
from flask import Flask

from petitions.campaigns.instruments import FOLDER, Standing, Withdrawal, all_instruments, load, read
from petitions.campaigns.models import INSTRUMENTS
from petitions.campaigns.words import printed_as

EVERY = pytest.mark.parametrize("instrument", INSTRUMENTS)


@EVERY
def test_every_instrument_has_its_data_file(instrument: str) -> None:
    assert load(instrument).id == instrument


def test_there_is_no_data_file_that_nobody_reads() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(INSTRUMENTS)


def test_every_key_of_the_data_is_documented() -> None:
    documented = (FOLDER / "README.md").read_text(encoding="utf-8")
    keys = {key for path in FOLDER.glob("*.yaml") for key in yaml.safe_load(path.read_text(encoding="utf-8"))}
    assert [key for key in sorted(keys) if f"`{key}`" not in documented] == []


@EVERY
def test_what_is_called_verified_names_its_rule_edition_and_source(instrument: str) -> None:
    rules = load(instrument)
    if rules.standing == Standing.VERIFIED:
        assert rules.rule
        assert rules.edition
        assert rules.source


@EVERY
def test_where_no_body_sets_a_rule_the_profile_is_a_house_rule(instrument: str) -> None:
    rules = load(instrument)
    if not rules.rule:
        assert rules.standing == Standing.HOUSE_RULE


@EVERY
def test_every_text_needs_at_least_one_signatory(instrument: str) -> None:
    assert load(instrument).min_signatories >= 1


def test_a_profile_without_any_signatory_is_refused() -> None:
    data = (FOLDER / "mep_letter.yaml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="at least one signatory"):
        read(data.replace("min_signatories: 1", "min_signatories: 0"))


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        read((FOLDER / "mep_letter.yaml").read_text(encoding="utf-8") + "colour: red\n")


def test_a_standing_of_a_rule_that_does_not_exist_is_refused() -> None:
    data = (FOLDER / "mep_letter.yaml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="colour"):
        read(data.replace("standings: {}", "standings: {colour: verified}"))


def test_an_unknown_instrument_is_refused() -> None:
    with pytest.raises(KeyError):
        load("../models")


def test_a_declaration_asks_what_its_rule_asks_for() -> None:
    rules = load("pace_declaration")
    assert (rules.min_signatories, rules.min_delegations, rules.min_groups, rules.max_words) == (20, 4, 2, 200)
    assert rules.standing_of("min_groups") == Standing.VERIFIED
    assert rules.standing_of("ungrouped") == Standing.NOT_VERIFIED
    assert rules.late_signing


def test_who_signed_a_declaration_may_withdraw_until_it_is_tabled() -> None:
    rules = load("pace_declaration")
    assert rules.may_withdraw(dispatched=False)
    assert not rules.may_withdraw(dispatched=True)


def test_who_signed_a_letter_may_withdraw_at_any_time() -> None:
    assert load("mep_letter").may_withdraw(dispatched=True)


def test_a_rule_may_allow_no_withdrawal_at_all() -> None:
    assert not dataclasses.replace(load("mep_letter"), withdrawal=Withdrawal.NEVER).may_withdraw(dispatched=False)


def test_every_instrument_prints_names_and_only_parts_that_exist() -> None:
    assert all(rules.prints & {"name", "SURNAME"} for rules in all_instruments())
    with pytest.raises(ValueError, match="nickname"):
        dataclasses.replace(load("mep_letter"), print_format="{name} ({nickname})")


def test_an_organiser_reads_how_names_are_printed_and_how_well_that_is_known(app: Flask) -> None:
    with app.test_request_context():
        assert printed_as(load("pace_declaration")) == (
            "honorific given name surname in capitals, country, group (house rule); "
            "initiators first, then by surname as the language of the text sorts it (house rule)"
        )


@pytest.mark.parametrize(
    ("instrument", "displays"),
    [
        ("mep_letter", {"public", "undisclosed"}),
        ("mp_letter", {"public", "undisclosed"}),
        ("pace_declaration", {"public"}),
        ("ep_written_question", {"public"}),
        ("un_communication", {"public"}),
        ("ngo_appeal", {"public", "initials", "undisclosed"}),
        ("public_petition", {"public", "initials", "undisclosed"}),
    ],
)
def test_how_signatories_may_be_shown_is_a_house_rule_of_each_instrument(instrument: str, displays: set[str]) -> None:
    assert load(instrument).displays == displays
    assert load(instrument).standing_of("displays") == Standing.HOUSE_RULE


def test_an_instrument_that_lets_nobody_be_shown_by_name_is_refused() -> None:
    data = (FOLDER / "mep_letter.yaml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="by name"):
        read(data.replace("displays: [public, undisclosed]", "displays: [undisclosed]"))
