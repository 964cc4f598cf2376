"""What an import would change, found by comparing what is on file with the judged rows."""

from datetime import date

from petitions.people.bodies import bodies
from petitions.people.changes import Change, OnFile, compare
from petitions.people.judging import judge
from tests.people.rosters import row

ON = date(2025, 3, 1)
HERE = OnFile("Ilva NORDQUISTc", "NORDQUISTc", "SE", "Renew", "ilva.nordquist2@europarl.europa.eu.example", held=True)


def changes(*rows, on_file=None, is_whole: bool = True):
    known = {member: was.address for member, was in (on_file or {}).items() if was.address}
    findings = judge(rows, bodies()["european_parliament"], ON, known)
    return compare(on_file or {}, findings, is_whole)


def on_file(**different) -> dict[str, OnFile]:
    values = {name: getattr(HERE, name) for name in OnFile.__slots__}
    return {"900002": OnFile(**{**values, **different})}


def names(found: tuple[Change, ...]) -> list[str]:
    return [change.name for change in found]


def test_a_roster_that_says_what_is_on_file_changes_nothing() -> None:
    found = changes(row(), on_file=on_file())
    assert found.nothing
    assert found.unchanged == 1


def test_who_is_not_on_file_is_new() -> None:
    assert names(changes(row(), row(3), on_file=on_file()).new) == ["Ilva NORDQUISTd"]


def test_who_held_a_seat_and_is_not_listed_has_left_unless_the_list_is_of_some() -> None:
    assert names(changes(row(3), on_file=on_file()).left) == ["Ilva NORDQUISTc"]
    assert changes(row(3), on_file=on_file(), is_whole=False).left == ()
    assert changes(row(3), on_file=on_file(held=False)).left == ()


def test_a_row_that_waits_under_the_members_name_is_no_absence() -> None:
    assert changes(row(member_id=""), on_file=on_file()).left == ()


def test_another_group_is_shown_with_both() -> None:
    (change,) = changes(row(), on_file=on_file(group="EPP")).changed_group
    assert (change.before, change.after) == ("EPP", "Renew")


def test_another_address_is_shown_masked_and_its_group_all_the_same() -> None:
    found = changes(row(), on_file=on_file(address="old@europarl.europa.eu.example", group="EPP"))
    (change,) = found.changed_address
    assert (change.before, change.after) == ("o…d@europarl.europa.eu.example", "i…2@europarl.europa.eu.example")
    assert len(found.changed_group) == 1
    assert "ilva.nordquist2" not in repr(found)


def test_a_first_address_is_a_change() -> None:
    assert not changes(row(), on_file=on_file(address="")).nothing


def test_the_newest_roster_alone_spells_the_name() -> None:
    assert names(changes(row(), on_file=on_file(name="Ilwa NORDQUISTc")).renamed) == ["Ilva NORDQUISTc"]
    assert changes(row(), on_file=on_file(name="Ilwa NORDQUISTc", seen_later=True)).renamed == ()


def test_rows_that_wait_are_unreadable_or_suspicious() -> None:
    found = changes(row(2, member_id=""), row(3, email="a@gmail.com"))
    assert [change.line for change in found.unreadable] == [2]
    assert [change.line for change in found.suspicious] == [3]
    assert not found.nothing
