"""The sample tells a true story in our own words and invents everything else."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import yaml

from petitions.ops.sample.cases import SHEETS
from petitions.people.formats.assembly import read_signatories
from tests.support.shared import shared

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "petitions" / "ops" / "sample"
STARTERS = ROOT / "petitions" / "drafting" / "starters"

STATES = ["drafting", "review", "collecting", "closed", "dispatched", "concluded", "withdrawn"]
ROLES = {"owner", "drafter", "reviewer", "dispatcher"}
GROUPS = {"EPP", "S&D", "Renew", "Greens/EFA", "GUE/NGL", "ECR", "PfE", "NA"}
EU = set(re.findall("..", "atbebgcyczdedkeeesfifrgrhrhuieitltlulvmtnlplptrosesisk"))
RELATIVES = re.compile(
    r"\b(parents?|father|mother|sisters?|brothers?|siblings?|famil\w+|relatives?|wife|husband|spouse|child(ren)?|sons?"
    r"|daughters?|people close to)\b",
    re.IGNORECASE,
)
# Names and titles have one right wording, in the source as here.
NAMING_KEYS = {"name", "signatories", "capacity", "authority"}
PROPER_NAMES = re.compile(
    "Qaharman Human Rights Defence Foundation|Open Dialogue Foundation|Vilnius Regional Administrative Court"
    "|Supreme Administrative Court|Democratic Choice of Kazakhstan|witness with the right of defence"
)


def load(name: str) -> Any:
    return yaml.safe_load((SAMPLE / name).read_text(encoding="utf-8"))


def sheet(slug: str) -> Any:
    """A fact sheet of the sample as plain texts, lists and maps."""
    return yaml.load((SAMPLE / "sheets" / f"{slug}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


CASE = sheet("daniyar-khasenov")
INVENTED = {slug: sheet(slug) for slug in SHEETS if slug != "daniyar-khasenov"}
CASES = [*INVENTED.values()]
DECLARATION = load("declaration.yaml")["campaigns"][0]
CAMPAIGNS = [*load("campaigns.yaml")["campaigns"], *load("petition.yaml")["campaigns"], DECLARATION]
ORGANISATIONS = load("organisations.yaml")["organisations"]
OFFICES = load("offices.yaml")["offices"]
REGISTER = load("register.yaml")["organisations"]
with (SAMPLE / "roster.csv").open(encoding="utf-8", newline="") as lines:
    ROSTER = list(csv.DictReader(lines))
with (SAMPLE / "assembly_addresses.csv").open(encoding="utf-8", newline="") as lines:
    ADDRESSES = list(csv.DictReader(lines))
ASSEMBLY = read_signatories((SAMPLE / "assembly.txt").read_bytes(), "assembly.txt", None)[0]

ALL_CASES = [CASE, *CASES]


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in nested data, with the key that it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)
    elif isinstance(value, str):
        yield key, value


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", unicodedata.normalize("NFC", text).lower())


def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    """Every run of `length` words in a text."""
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def own_runs(text: str) -> set[tuple[str, ...]]:
    """The runs of a text in which every proper name counts as one word of its own."""
    return runs(PROPER_NAMES.sub(" propername ", text))


def folded(name: str) -> str:
    """A name without case and accents, as a hasty reader would take it."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


def surname_of(name: str) -> str:
    return folded(name).split()[-1]


def by_key(things: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = {thing["key"]: thing for thing in things}
    assert len(found) == len(things), "a key is used twice"
    return found


def names_of(campaign: dict[str, Any]) -> list[str]:
    """Who signed, as printed."""
    return [name if isinstance(name, str) else name["name"] for name in campaign.get("signatories", [])]


def ends_of(when: Any) -> tuple[str, str]:
    """The first and the last day, month or year that a date names."""
    if isinstance(when, str):
        return when, when
    named = [text for key, text in when.items() if key not in {"basis", "words"}]
    return named[0], named[-1]


# The case of Daniyar Khasenov


def test_the_case_tells_all_that_the_source_records() -> None:
    assert (len(CASE["events"]), len(CASE["proceedings"]), len(CASE["campaigns"])) == (32, 8, 7)


def test_the_case_is_as_long_as_the_fact_sheet() -> None:
    sheet = yaml.safe_load(shared("case/khasenov.yaml").read_text(encoding="utf-8"))
    for ours, theirs in [("events", "chronology"), ("proceedings", "proceedings"), ("campaigns", "campaigns")]:
        assert len(CASE[ours]) == len(sheet[theirs])
    printed = [names_of(campaign) for campaign in CASE["campaigns"]]
    in_sheet = [[s["name"] for s in campaign["signatories"]] for campaign in sheet["campaigns"]]
    bodies = 1  # Campaign 1 is signed by UN mandates, whose full titles the report gives and the fact sheet shortens.
    assert printed[:bodies] + printed[bodies + 1 :] == in_sheet[:bodies] + in_sheet[bodies + 1 :]


def test_dates_are_those_of_the_fact_sheet() -> None:
    sheet = yaml.safe_load(shared("case/khasenov.yaml").read_text(encoding="utf-8"))
    for event, fact in zip(CASE["events"], sheet["chronology"], strict=True):
        first, last = ends_of(event["when"])
        if fact["date"] is None:
            assert first.startswith(fact["window"][0])
            assert last.startswith(fact["window"][1])
        else:
            assert first.startswith(fact["date"])
        assert event["kind"] == fact["category"]
        assert event.get("country") == fact["country"]


def test_signatories_known_by_number_only_stay_a_number() -> None:
    declaration = by_key(CASE["campaigns"])["pace-declaration-2024"]
    assert (names_of(declaration), declaration["signed by"]) == ([], "25")
    for campaign in CASE["campaigns"]:
        if campaign is not declaration:
            assert "signed by" not in campaign
            assert names_of(campaign)


def test_what_the_source_does_not_say_is_not_stated() -> None:
    campaigns = by_key(CASE["campaigns"])
    silent = {key for key, campaign in campaigns.items() if "reply" not in campaign}
    assert silent == set(campaigns) - {"requests-2019", "un-requests-2019"}
    assert not [text for _, text in strings(CASE) if "awaited" in text.lower()]


def test_every_claimed_effect_says_how_well_it_is_known_and_who_claims_it() -> None:
    claimed = [campaign for campaign in CASE["campaigns"] if "outcome" in campaign]
    assert {campaign["effect"] for campaign in claimed} == {"positive", "negative"}
    assert all(re.search(r"\(.*(claimed).*\)", campaign["outcome"]) for campaign in claimed)
    assert all(campaign["reported by"] for campaign in CASE["campaigns"])


def test_the_second_letter_follows_the_first_by_inference_only() -> None:
    letter = by_key(CASE["campaigns"])["three-members-2023"]
    assert (letter["follows"], letter["how it is known"]) == ("six-members-2023", "relation inferred, not stated")


def test_an_action_is_said_to_answer_a_decision_only_where_the_source_bears_it() -> None:
    answers = {key: one["answers event"] for key, one in by_key(CASE["campaigns"]).items() if "answers event" in one}
    assert answers == {
        "requests-2019": "stopped-at-the-border",
        "un-requests-2019": "stopped-at-the-border",
        "six-members-2023": "asylum-refused",
        "three-members-2023": "appeal-lost",
    }
    stated = {key for key, one in by_key(CASE["campaigns"]).items() if one.get("answer stated") == "yes"}
    assert stated == {"six-members-2023"}
    assert all(one["answer known by"] for one in CASE["campaigns"] if one["key"] in answers)


def test_no_relative_is_told_of() -> None:
    assert [text for _, text in strings(CASE) if RELATIVES.search(text)] == []


def test_no_other_defender_is_named() -> None:
    sheet = yaml.safe_load(shared("case/khasenov.yaml").read_text(encoding="utf-8"))
    others = set(sheet["defenders_listed"]) | {case["name"] for case in sheet["other_cases"]}
    surnames = {surname_of(name) for name in others} - {"khasenov"}
    assert len(surnames) > 20
    told = set(folded(" ".join(text for _, text in strings([CASE, CASES, CAMPAIGNS]))).split())
    assert told & surnames == set()


@pytest.mark.parametrize("source", ["case/khasenov.yaml", "case/report-khasenov.txt"])
def test_no_run_of_six_words_is_shared_with_the_source(source: str) -> None:
    theirs = runs(shared(source).read_text(encoding="utf-8"))
    ours = [*strings(CASE), ("", (SAMPLE / "README.md").read_text(encoding="utf-8"))]
    shared_runs = {" ".join(run) for key, text in ours if key not in NAMING_KEYS for run in own_runs(text) & theirs}
    assert shared_runs == set()


# Every case


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case["profile"]["name"])
class TestEachCase:
    def test_has_a_lede_of_forty_words_at_most(self, case: dict[str, Any]) -> None:
        assert len(case["profile"]["lede"].split()) <= 40

    def test_owns_up_to_being_invented_where_it_is(self, case: dict[str, Any]) -> None:
        assert ("Invented for the sample" in case["profile"]["lede"]) == (case is not CASE)


# The invented roster


def test_forty_invented_members_come_from_many_countries_and_every_group() -> None:
    assert len(ROSTER) == 40
    assert list(ROSTER[0])[:8] == ["epid", "country", "first_name", "last_name", "email", "eugroup", "party", "since"]
    assert list(ROSTER[0])[8:] == ["AFET", "DEVE", "DROI", "FEMM", "LIBE"]
    assert {row[code] for row in ROSTER for code in list(row)[8:]} == {"", "M", "S", "V", "C"}
    assert [int(row["epid"]) for row in ROSTER] == list(range(900001, 900041))
    countries = {row["country"] for row in ROSTER}
    assert countries <= EU
    assert len(countries) >= 14
    assert {"lt", "pl"} <= countries
    assert {row["eugroup"] for row in ROSTER} == GROUPS


def test_the_roster_tries_the_letters_of_europe() -> None:
    letters = {letter for row in ROSTER for letter in (row["first_name"] + row["last_name"]).lower()}
    assert set("ėšżłóčřőüķțđøæåõ'-") <= letters
    assert letters & set("ñç")


def test_no_invented_name_is_that_of_a_real_member() -> None:
    real_names, real_surnames = set(), set()
    for path in shared("rosters").glob("mep_*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                real_names.add(folded(f"{row['first_name']} {row['last_name']}"))
                real_surnames.add(folded(row["last_name"]))
    for text in shared("rosters/pace_written_declarations.txt").read_text(encoding="utf-8").split("\n@")[1:]:
        for row in read_signatories(text.partition("\n")[2].encode(), "declarations", None)[0]:
            real_names.add(folded(f"{row.first_name} {row.last_name}"))
            real_surnames.add(folded(row.last_name))
    assert len(real_names) > 1000
    users = [user["name"] for organisation in ORGANISATIONS for user in organisation["users"]]
    members = [f"{row['first_name']} {row['last_name']}" for row in ROSTER]
    members += [f"{row.first_name} {row.last_name}" for row in ASSEMBLY]
    by_hand = [f"{person['given_name']} {person['surname']}" for person in load("by_hand.yaml")["people"]]
    invented = {folded(name) for name in [*users, *members, *by_hand, *(case["profile"]["name"] for case in CASES)]}
    assert invented & real_names == set()
    surnames = {folded(name) for name in [*(row["last_name"] for row in ROSTER), *(row.last_name for row in ASSEMBLY)]}
    assert surnames & real_surnames == set()
    assert {surname_of(name) for name in invented} & real_surnames == set()


def test_no_invented_name_is_that_of_a_recorded_signatory() -> None:
    real = {surname_of(name) for campaign in CASE["campaigns"] for name in names_of(campaign)}
    assert {surname_of(row["last_name"]) for row in ROSTER} & real == set()


# Organisations, offices, addresses


def test_both_organisations_have_an_account_in_every_role() -> None:
    assert len(ORGANISATIONS) == 2
    for organisation in ORGANISATIONS:
        assert sorted(user["role"] for user in organisation["users"]) == sorted(ROLES)


def test_there_are_two_offices() -> None:
    assert len(OFFICES) == 2
    for office in OFFICES:
        assert "(sample)" in office["name"]
        assert office["salutation"].endswith(",")


def test_no_address_can_be_delivered_to() -> None:
    texts = [text for _, text in strings([CASE, CASES, CAMPAIGNS, ORGANISATIONS, OFFICES, ROSTER, ADDRESSES])]
    addresses = [address for text in texts for address in re.findall(r"\S+@\S+", text)]
    assert len(addresses) >= 40 + 25 + 8 + 2
    assert all(re.fullmatch(r"[a-z.\-]+@[a-z.\-]+\.example", address) for address in addresses)
    assert len({row["email"] for row in ROSTER}) == 40


# The invented campaigns


def test_every_state_has_one_campaign_three_collect_and_two_are_gone() -> None:
    assert [state for state, _same in groupby(campaign["state"] for campaign in CAMPAIGNS[:-2])] == STATES
    of_state = {state: [one["instrument"] for one in CAMPAIGNS if one["state"] == state] for state in STATES}
    assert of_state["collecting"] == ["mep_letter", "ngo_appeal", "public_petition"]
    assert of_state["dispatched"] == ["mep_letter", "pace_declaration"]
    assert len(CAMPAIGNS) == 10
    assert {campaign["instrument"] for campaign in CAMPAIGNS} == {
        "mep_letter",
        "pace_declaration",
        "ngo_appeal",
        "public_petition",
    }


def test_the_invented_campaigns_keep_off_the_real_case() -> None:
    assert {campaign["case"] for campaign in CAMPAIGNS} == set(INVENTED)
    assert "khasenov" not in folded(" ".join(text for _, text in strings([CASES, CAMPAIGNS])))


@pytest.mark.parametrize("campaign", CAMPAIGNS, ids=lambda campaign: campaign["key"])
class TestEachCampaign:
    def test_has_a_text_of_one_page_that_owns_up_to_being_a_sample(self, campaign: dict[str, Any]) -> None:
        text = campaign["text"]
        limit = 200 if campaign["instrument"] == "pace_declaration" else 250
        assert 150 <= len(text.split()) <= limit
        assert "Sample text: " in text

    def test_has_numbered_demands_and_every_footnote_both_ways(self, campaign: dict[str, Any]) -> None:
        text = campaign["text"]
        demands = [int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]
        assert demands == list(range(1, len(demands) + 1))
        assert len(demands) >= 2
        notes = re.findall(r"^\[\^(\d)\]: ", text, re.MULTILINE)
        assert re.findall(r"\[\^(\d)\](?!:)", text) == notes

    def test_is_the_work_of_people_who_may_do_it(self, campaign: dict[str, Any]) -> None:
        owner = by_key(ORGANISATIONS)[campaign["organisation"]]
        role = {user["email"]: user["role"] for user in owner["users"]}
        review = campaign["reviewed_by"]
        assert role[campaign["drafted_by"]] == "drafter"
        assert review is None or role[review["email"]] == "reviewer"
        assert campaign["dispatched_by"] is None or role[campaign["dispatched_by"]] == "dispatcher"

    def test_refers_to_members_offices_and_campaigns_that_exist(self, campaign: dict[str, Any]) -> None:
        rows = campaign["invitations"]
        invited = [row.get("epid") or row["member"] for row in rows if "organisation" not in row]
        assert len(invited) == len(set(invited))
        assert set(invited) <= {*(int(row["epid"]) for row in ROSTER), *(row["member"] for row in ADDRESSES)}
        spoken = {(row["organisation"], row["speaker"]) for row in rows if "organisation" in row}
        assert spoken <= {(one["name"], row["name"]) for one in REGISTER for row in one.get("representatives", [])}
        offices = set(by_key(OFFICES))
        assert set(campaign["addressees"]) <= offices
        assert {delivery["office"] for delivery in campaign["deliveries"]} <= set(campaign["addressees"])
        assert {reply["from"] for reply in campaign["replies"]} <= offices
        assert campaign["follow_up_of"] in {None, *by_key(CAMPAIGNS)} - {campaign["key"]}

    def test_only_the_consenting_have_signed(self, campaign: dict[str, Any]) -> None:
        for invitation in campaign["invitations"]:
            assert ("sign" in invitation["consents"]) == (invitation["answer"] == "signed")
            assert (invitation["date"] is None) == (invitation["answer"] == "none")
        if campaign["state"] in {"closed", "dispatched", "concluded"}:
            assert campaign["reviewed_by"]["decision"] == "approved"
            assert sum(invitation["answer"] == "signed" for invitation in campaign["invitations"]) >= 6

    def test_has_been_sent_only_where_its_state_says_so(self, campaign: dict[str, Any]) -> None:
        sent = campaign["state"] in {"dispatched", "concluded"}
        assert bool(campaign["deliveries"] or "lodging" in campaign) == sent
        assert (campaign["dispatched_on"] is not None) == sent
        assert (campaign["withdrawn_because"] is not None) == (campaign["state"] == "withdrawn")
        assert (campaign["closes_in_days"] is not None) == (campaign["state"] == "collecting")


def test_the_declaration_is_told_to_be_a_sample_wherever_it_could_be_taken_for_a_real_one() -> None:
    told, session = DECLARATION["lodging"], DECLARATION["part_session"]
    assert (told["number"], told["document"]) == ("9999", "99999")
    assert re.match("https://[a-z]+\\.example/", told["address"])
    assert all("sample" in text.lower() for text in (told["table_office"], told["evidence"], session["source"]))


def test_every_invented_member_of_the_assembly_has_an_address_and_they_are_of_many_delegations_and_groups() -> None:
    assert [row["member"] for row in ADDRESSES] == [row.member_id for row in ASSEMBLY]
    assert (len(ASSEMBLY), len({row.country for row in ASSEMBLY}) > 20) == (25, True)
    assert {row.group for row in ASSEMBLY} == {"SOC", "EPP/CD", "ALDE", "UEL", "EC/DA", "NR"}
    assert {row.honorific for row in ASSEMBLY} == {"Mr", "Ms", "Sir", "Baroness"}
    assert "van de WILGENBOOM" in {row.last_name for row in ASSEMBLY}


# The starters


@pytest.mark.parametrize("name", ["mep_letter", "pace_declaration", "mp_letter", "ngo_appeal", "public_petition"])
def test_each_starter_uses_known_merge_fields_and_has_demands_and_a_footnote(name: str) -> None:
    text = (STARTERS / f"{name}.md").read_text(encoding="utf-8")
    fields = set(re.findall(r"\{\{ (.+?) \}\}", text))
    assert "case.name" in fields
    assert fields <= {"case.name", "case.lede", "case.summary", "case.status"}
    assert re.search(r"^1\. ", text, re.MULTILINE)
    assert "[^1]" in text
    assert "\n[^1]: " in text
