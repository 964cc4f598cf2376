import pytest

from petitions.people.addresses import example_address, told_apart


def test_an_address_becomes_undeliverable_and_stays_recognisable() -> None:
    assert example_address("ilva.nord@parliament.test") == "ilva.nord@parliament.test.example"


def test_different_addresses_stay_different() -> None:
    addresses = ["a@x.test", "a@y.test", "b@x.test", "a.x@test.test"]
    assert len({example_address(address) for address in addresses}) == len(addresses)


def test_rewriting_twice_changes_nothing_more() -> None:
    once = example_address(" a@x.test ")
    assert example_address(once) == once


@pytest.mark.parametrize("address", ["", "a", "@x.test", "a@"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="an address has"):
        example_address(address)


def test_two_addresses_are_shown_masked_unless_the_masks_hide_in_what_they_differ() -> None:
    assert told_apart("ilva.nord@x.test", "i.nordin@x.test") == ("i…d@x.test", "i…n@x.test")
    assert told_apart("ilva.nord@x.test", "i.nord@x.test") == ("ilva.nord@x.test", "i.nord@x.test")
    assert told_apart("", "i.nord@x.test") == ("", "i…d@x.test")
