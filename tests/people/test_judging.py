import time
from dataclasses import replace
from datetime import date

import pytest

from petitions.people.bodies import bodies
from petitions.people.formats import read_roster
from petitions.people.judging import Finding, judge
from petitions.people.reasons import Reason
from petitions.people.rosters import RosterRow
from tests.people.rosters import row
from tests.support.shared import shared

PARLIAMENT, PACE = bodies()["european_parliament"], bodies()["pace"]
AS_OF = date(2023, 7, 14)
INVENTED = replace(PARLIAMENT, domains=("parliament.test",))


def judged(*rows: RosterRow, known: dict[str, str] | None = None) -> list[Finding]:
    return judge(rows, PARLIAMENT, AS_OF, known)


def reasons(finding: Finding) -> set[Reason]:
    return {trouble.reason for trouble in finding.troubles}


def test_a_row_without_fault_is_taken_with_canonical_values() -> None:
    (finding,) = judged(row(country="el", group="GUE/NGL"))
    assert finding.ok
    assert (finding.country, finding.group, finding.since) == ("GR", "The Left", date(2019, 7, 2))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"member_id": ""}, Reason.NO_ID),
        ({"member_id": "=1+1"}, Reason.BAD_ID),
        ({"first_name": ""}, Reason.NO_NAME),
        ({"last_name": ""}, Reason.NO_NAME),
        ({"last_name": "<b>NORDQUIST</b>"}, Reason.BAD_NAME),
        ({"last_name": "=HYPERLINK(A1)"}, Reason.BAD_NAME),
        ({"last_name": "-NORDQUIST"}, Reason.BAD_NAME),
        ({"first_name": "Il\u202eva"}, Reason.BAD_NAME),
        ({"first_name": "I" * 121}, Reason.BAD_NAME),
        ({"email": ""}, Reason.NO_ADDRESS),
        ({"email": "   "}, Reason.NO_ADDRESS),
        ({"email": "ilva"}, Reason.MALFORMED_ADDRESS),
        ({"email": "ilva@@europarl.europa.eu.example"}, Reason.MALFORMED_ADDRESS),
        ({"email": "il va@europarl.europa.eu.example"}, Reason.MALFORMED_ADDRESS),
        ({"email": "a@x.example,b@europarl.europa.eu.example"}, Reason.MALFORMED_ADDRESS),
        ({"email": "ilva@europarl.europa.eu.example\r\nBcc: x@y.example"}, Reason.MALFORMED_ADDRESS),
        ({"email": "ílva@europarl.europa.eu.example"}, Reason.MALFORMED_ADDRESS),
        ({"email": "ilva@europаrl.europa.eu.example"}, Reason.NON_ASCII_DOMAIN),
        ({"email": "ilva@xn--europrl-6fg.europa.eu.example"}, Reason.NON_ASCII_DOMAIN),
        ({"email": "ilva@mail.europarl.europa.eu.example"}, Reason.SUBDOMAIN),
        ({"email": "ilva@europar1.europa.eu.example"}, Reason.LOOK_ALIKE_DOMAIN),
        ({"email": "ilva@europarl-europa.eu.example"}, Reason.LOOK_ALIKE_DOMAIN),
        ({"email": "ilva@europarl.europa.eu.test"}, Reason.LOOK_ALIKE_DOMAIN),
        ({"email": "ilva@europral.europa.eu.example"}, Reason.LOOK_ALIKE_DOMAIN),
        ({"email": "ilva@party.example"}, Reason.OUTSIDE_DOMAIN),
        ({"country": ""}, Reason.UNKNOWN_COUNTRY),
        ({"country": "zz"}, Reason.UNKNOWN_COUNTRY),
        ({"country": "gb"}, Reason.UNKNOWN_COUNTRY),
        ({"group": ""}, Reason.UNKNOWN_GROUP),
        ({"group": "Patriots"}, Reason.UNKNOWN_GROUP),
        ({"since": "2019-13-02"}, Reason.BAD_DATE),
        ({"since": "02/07/2019"}, Reason.BAD_DATE),
        ({"since": "20190702"}, Reason.BAD_DATE),
        ({"since": "2023-07-15"}, Reason.BAD_DATE),
    ],
)
def test_a_row_that_cannot_be_trusted_waits_for_exactly_this_reason(changes: dict[str, str], reason: Reason) -> None:
    sound_row, finding = judged(row(3), row(**changes))
    assert sound_row.ok
    assert reasons(finding) == {reason}
    assert str(finding.troubles[0].sentence).endswith((".", ")"))


@pytest.mark.parametrize(
    "name", ["D’ORSI", "O'DAIRE", "'T HOUT", "LÓPEZ-ÍÑIGO", "Mª Jo", "J. P.", "Хасенов", "Jo\u0308rg"]
)
def test_the_marks_of_real_names_are_no_fault(name: str) -> None:
    assert judged(row(last_name=name))[0].ok


def test_a_space_around_an_address_is_removed_and_noted() -> None:
    (finding,) = judged(row(email=" ilva@europarl.europa.eu.example "))
    assert finding.ok
    assert finding.address == "ilva@europarl.europa.eu.example"
    assert [str(note) for note in finding.notes] == ["A space around the address was removed."]


def test_two_members_with_one_address_both_wait() -> None:
    shared_address = "office@europarl.europa.eu.example"
    one, other, third = judged(row(2, email=shared_address), row(3, email=shared_address.upper() + " "), row(4))
    assert reasons(one) == reasons(other) == {Reason.SHARED_ADDRESS}
    assert "line 3" in str(one.troubles[0].sentence)
    assert third.ok


def test_an_address_and_its_example_image_are_one() -> None:
    real, image = row(2, email="ilva@parliament.test"), row(3, email="ilva@parliament.test.example")
    findings = judge([real, image], INVENTED, AS_OF)
    assert all(reasons(finding) == {Reason.SHARED_ADDRESS} for finding in findings)


def test_one_member_twice_waits_on_both_lines() -> None:
    one, other = judged(row(2, member_id="900002"), row(3, member_id="900002"))
    assert reasons(one) == reasons(other) == {Reason.MEMBER_TWICE}


def test_a_line_repeated_many_times_names_a_few_others_and_takes_no_longer_for_it() -> None:
    begun = time.process_time()
    findings = judged(*(replace(row(), line=line) for line in range(2, 8_002)))
    assert time.process_time() - begun < 10
    assert all(Reason.MEMBER_TWICE in reasons(finding) for finding in findings)


def test_one_name_under_two_ids_from_one_country_waits() -> None:
    one, other, abroad = judged(
        row(2, last_name="ÅKERÖ"), row(3, last_name="Akero"), row(4, last_name="ÅKERÖ", country="fi")
    )
    assert reasons(one) == reasons(other) == {Reason.SAME_NAME}
    assert abroad.ok


def test_an_address_other_than_the_one_on_file_waits() -> None:
    known = {"900002": "old@europarl.europa.eu.example"}
    assert reasons(judged(row(2), known=known)[0]) == {Reason.ADDRESS_CHANGED}


def test_the_address_on_file_is_recognised_in_its_example_form() -> None:
    known = {"900002": "ilva.nord@parliament.test.example"}
    assert judge([row(2, email="Ilva.Nord@parliament.test")], INVENTED, AS_OF, known)[0].ok


def test_an_address_on_file_for_somebody_else_waits() -> None:
    known = {"555": row(2).email}
    assert reasons(judged(row(2), known=known)[0]) == {Reason.ADDRESS_TAKEN}


def test_an_address_passed_on_by_a_member_who_has_another_now_is_free() -> None:
    known = {"900003": row(2).email}
    taker, giver = judged(row(2), row(3), known=known)
    assert taker.ok
    assert reasons(giver) == {Reason.ADDRESS_CHANGED}


def test_all_reasons_are_told_at_once() -> None:
    (finding,) = judged(row(email="ilva@party.example", country="zz", group="Greys"))
    assert reasons(finding) == {Reason.OUTSIDE_DOMAIN, Reason.UNKNOWN_COUNTRY, Reason.UNKNOWN_GROUP}


def test_a_body_that_publishes_no_addresses_asks_for_none_and_takes_none_unvouched() -> None:
    bare = row(group="SOC", email="", country="United Kingdom")
    given = row(3, group="NR", email="a@b.example", country="Turkey")
    one, other = judge([bare, given], PACE, date(2022, 2, 8))
    assert one.ok
    assert one.country == "GB"
    assert reasons(other) == {Reason.UNVOUCHED_ADDRESS}


@pytest.mark.parametrize(
    ("name", "waiting", "trimmed"),
    [("mep_term9_2023-07-14.csv", 8, 1), ("mep_term9_2023-12-31.csv", 7, 1), ("mep_term10_2024-07-24.csv", 0, 0)],
)
def test_of_a_real_snapshot_only_outside_addresses_wait(name: str, waiting: int, trimmed: int) -> None:
    rows = read_roster(shared(f"rosters/{name}").read_bytes(), name).rows
    findings = judge(rows, PARLIAMENT, date.fromisoformat(name[-14:-4]))
    held = [finding for finding in findings if not finding.ok]
    assert len(held) == waiting
    assert all(reasons(finding) == {Reason.OUTSIDE_DOMAIN} for finding in held)
    assert sum(bool(finding.notes) for finding in findings) == trimmed
