"""The sample tells a true story in our own words and invents everything else."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.shared import shared

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "petitions" / "ops" / "sample"
STARTERS = ROOT / "petitions" / "drafting" / "starters"

NOT_STATED = "not stated"
STATES = ["drafting", "review", "collecting", "closed", "dispatched", "concluded", "withdrawn"]
ROLES = {"owner", "drafter", "reviewer", "dispatcher"}
GROUPS = {"EPP", "S&D", "Renew", "Greens/EFA", "GUE/NGL", "ECR", "PfE", "NA"}
EU = set(re.findall("..", "atbebgcyczdedkeeesfifrgrhrhuieitltlulvmtnlplptrosesisk"))
CATEGORIES = {
    "context", "activity", "detention", "threat", "legal_threat", "court", "financial", "travel", "asylum", "advocacy",
    "outcome",
}  # fmt: skip
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
DATE_LENGTH = {"day": 10, "month": 7, "year": 4, "early_in_year": 4, "early_in_month": 7, "end_of_month": 7}
RELATIVES = re.compile(
    r"\b(parents?|father|mother|sisters?|brothers?|siblings?|famil\w+|relatives?|wife|husband|spouse|child(ren)?|sons?"
    r"|daughters?|people close to)\b",
    re.IGNORECASE,
)
# Names and titles have one right wording, in the source as here.
NAMING_KEYS = {"name", "role", "authority"}
PROPER_NAMES = re.compile(
    "Qaharman Human Rights Defence Foundation|Open Dialogue Foundation|Vilnius Regional Administrative Court"
    "|Supreme Administrative Court|Democratic Choice of Kazakhstan|witness with the right of defence"
)


def load(name: str) -> Any:
    return yaml.safe_load((SAMPLE / name).read_text(encoding="utf-8"))


CASE = load("case.yaml")
CASES = load("cases.yaml")["cases"]
CAMPAIGNS = load("campaigns.yaml")["campaigns"]
ORGANISATIONS = load("organisations.yaml")["organisations"]
OFFICES = load("offices.yaml")["offices"]
with (SAMPLE / "roster.csv").open(encoding="utf-8", newline="") as lines:
    ROSTER = list(csv.DictReader(lines))

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


def maps(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in nested data."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from maps(inner)


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


# The case of Daniyar Khasenov


def test_the_case_tells_all_that_the_source_records() -> None:
    assert (len(CASE["events"]), len(CASE["proceedings"]), len(CASE["campaigns"])) == (32, 8, 7)


def test_the_case_is_as_long_as_the_fact_sheet() -> None:
    sheet = yaml.safe_load(shared("case/khasenov.yaml").read_text(encoding="utf-8"))
    for ours, theirs in [("events", "chronology"), ("proceedings", "proceedings"), ("campaigns", "campaigns")]:
        assert len(CASE[ours]) == len(sheet[theirs])
    printed = [[s["name"] for s in campaign["signatories"]] for campaign in CASE["campaigns"]]
    in_sheet = [[s["name"] for s in campaign["signatories"]] for campaign in sheet["campaigns"]]
    bodies = 1  # Campaign 1 is signed by UN mandates, whose full titles the report gives and the fact sheet shortens.
    assert printed[:bodies] + printed[bodies + 1 :] == in_sheet[:bodies] + in_sheet[bodies + 1 :]


def test_dates_are_those_of_the_fact_sheet() -> None:
    sheet = yaml.safe_load(shared("case/khasenov.yaml").read_text(encoding="utf-8"))
    for event, fact in zip(CASE["events"], sheet["chronology"], strict=True):
        when = event["when"]
        if fact["date"] is None:
            assert [when["window"]["from"], when["window"]["to"]] == fact["window"]
        else:
            assert when["date"].startswith(fact["date"])
        assert event["category"] == fact["category"]
        assert event["country"] == fact["country"]


def test_signatories_known_by_number_only_stay_a_number() -> None:
    declaration = by_key(CASE["campaigns"])["pace-declaration-2024"]
    assert declaration["signatories"] == []
    assert declaration["signatory_count"] == 25
    for campaign in CASE["campaigns"]:
        if campaign is not declaration:
            assert campaign["signatory_count"] == len(campaign["signatories"])


def test_what_the_source_does_not_say_is_not_stated() -> None:
    campaigns = by_key(CASE["campaigns"])
    silent = {key for key, campaign in campaigns.items() if campaign["reply"] == NOT_STATED}
    assert silent == set(campaigns) - {"requests-2019", "un-requests-2019"}
    assert not [text for _, text in strings(CASE) if "awaited" in text.lower()]


def test_every_claimed_effect_names_who_claims_it() -> None:
    outcomes = [campaign["outcome"] for campaign in CASE["campaigns"] if campaign["outcome"] != NOT_STATED]
    assert {outcome["effect"] for outcome in outcomes} == {"positive", "negative"}
    assert all(outcome["attribution"].startswith("as reported by ") for outcome in outcomes)
    assert all(campaign["reported_by"] for campaign in CASE["campaigns"])


def test_the_second_letter_follows_the_first_by_inference_only() -> None:
    follow_up = by_key(CASE["campaigns"])["three-members-2023"]["follow_up_of"]
    assert follow_up == {"key": "six-members-2023", "basis": "relation inferred, not stated"}


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


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case["slug"])
class TestEachCase:
    def test_has_the_keys_that_the_loader_reads(self, case: dict[str, Any]) -> None:
        assert case.keys() == CASE.keys()
        for part in ["events", "proceedings", "sources", "campaigns"]:
            assert all(entry.keys() == CASE[part][0].keys() for entry in case[part])
            by_key(case[part])

    def test_has_a_lede_of_forty_words_at_most(self, case: dict[str, Any]) -> None:
        assert len(case["lede"].split()) <= 40

    def test_dates_say_as_much_as_their_precision_and_no_more(self, case: dict[str, Any]) -> None:
        whens = [found for found in maps(case) if "precision" in found]
        assert len(whens) >= len(case["events"])
        for when in whens:
            assert when.keys() == {"precision", "date", "end", "window", "label"}
            assert when["label"]
            assert_honest(when)

    def test_appeals_lead_to_a_proceeding_of_the_same_case(self, case: dict[str, Any]) -> None:
        proceedings = by_key(case["proceedings"])
        for key, proceeding in proceedings.items():
            assert proceeding["appeals"] in {None, *proceedings} - {key}
            assert (proceeding["kind"] == "appeal") == (proceeding["appeals"] is not None)
            assert proceeding["open"] in (True, False, NOT_STATED)

    def test_uses_known_categories(self, case: dict[str, Any]) -> None:
        assert {event["category"] for event in case["events"]} <= CATEGORIES

    def test_says_on_what_basis_it_is_shown(self, case: dict[str, Any]) -> None:
        assert case["basis"].startswith("sample, ")
        assert ("Invented for the sample" in case["lede"]) == case["invented"]


def assert_honest(when: dict[str, Any]) -> None:
    """A date's parts are exactly those that its precision calls for."""
    precision, date, end, window = when["precision"], when["date"], when["end"], when["window"]
    if precision in DATE_LENGTH:
        assert DATE.fullmatch(date), when
        assert (len(date), end, window) == (DATE_LENGTH[precision], None, None)
    elif precision in {"season", "range"}:
        assert date < end
        assert window is None
    elif precision == "window":
        assert (date, end) == (None, None)
        assert window["from"] < window["to"]
        assert window["basis"]
    else:
        assert (precision, date, end, window) == ("unknown", None, None, None)


# The invented roster


def test_forty_invented_members_come_from_many_countries_and_every_group() -> None:
    assert len(ROSTER) == 40
    assert list(ROSTER[0]) == ["epid", "country", "first_name", "last_name", "email", "eugroup", "party", "since"]
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
    assert len(real_names) > 1000
    users = [user["name"] for organisation in ORGANISATIONS for user in organisation["users"]]
    members = [f"{row['first_name']} {row['last_name']}" for row in ROSTER]
    invented = {folded(name) for name in [*users, *members, *(case["name"] for case in CASES)]}
    assert invented & real_names == set()
    assert {folded(row["last_name"]) for row in ROSTER} & real_surnames == set()
    assert {surname_of(name) for name in invented} & real_surnames == set()


def test_no_invented_name_is_that_of_a_recorded_signatory() -> None:
    real = {surname_of(s["name"]) for campaign in CASE["campaigns"] for s in campaign["signatories"]}
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
    texts = [text for _, text in strings([CASE, CASES, CAMPAIGNS, ORGANISATIONS, OFFICES, ROSTER])]
    addresses = [address for text in texts for address in re.findall(r"\S+@\S+", text)]
    assert len(addresses) >= 40 + 8 + 2
    assert all(re.fullmatch(r"[a-z.\-]+@[a-z.\-]+\.example", address) for address in addresses)
    assert len({row["email"] for row in ROSTER}) == 40


# The invented campaigns


def test_every_state_has_one_campaign() -> None:
    assert [campaign["state"] for campaign in CAMPAIGNS] == STATES
    assert {campaign["instrument"] for campaign in CAMPAIGNS} == {
        "mep_letter",
        "pace_declaration",
        "ngo_appeal",
        "public_petition",
    }


def test_the_invented_campaigns_keep_off_the_real_case() -> None:
    assert {campaign["case"] for campaign in CAMPAIGNS} == {case["slug"] for case in CASES}
    assert all(case["invented"] for case in CASES)
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
        invited = [invitation["epid"] for invitation in campaign["invitations"]]
        assert len(invited) == len(set(invited))
        assert set(invited) <= {int(row["epid"]) for row in ROSTER}
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
        assert bool(campaign["deliveries"]) == sent
        assert (campaign["dispatched_on"] is not None) == sent
        assert (campaign["withdrawn_because"] is not None) == (campaign["state"] == "withdrawn")
        assert (campaign["closes_in_days"] is not None) == (campaign["state"] == "collecting")


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
