"""Mailboxes that are thrown away: refused on the public form with a kind word, and nowhere else."""

import re
from pathlib import Path

import pytest
from disposable_email_domains import blocklist
from flask.testing import FlaskClient

from petitions.signing.models import Supporter
from petitions.signing.supporters.domains import is_disposable
from tests.signing.browsing import text
from tests.signing.scene import count
from tests.signing.supporters.petition import BEA, Petition

ROOT = Path(__file__).resolve().parents[3]
LISTED = "mailinator.com"


@pytest.mark.parametrize("domain", [LISTED, LISTED.upper(), f"team.{LISTED}", f"a.b.{LISTED}", f"{LISTED}."])
def test_a_listed_domain_counts_and_all_below_it(domain: str) -> None:
    assert is_disposable(f"bea@{domain}")


@pytest.mark.parametrize(
    "address",
    [BEA, f"bea@our{LISTED}", f"bea@{LISTED}.example", f"{LISTED}@inbox.example", "bea@com", "bea", "", "@"],
)
def test_others_do_not(address: str) -> None:
    assert not is_disposable(address)


def test_no_whole_country_and_no_domain_of_ours_is_on_the_list() -> None:
    assert not {domain for domain in blocklist if "." not in domain}
    assert not {domain for domain in blocklist if domain.endswith((".example", ".test", ".invalid"))}


def test_the_form_says_why_and_keeps_what_was_typed(client: FlaskClient, petition: Petition) -> None:
    form = f"/en/campaigns/{petition.campaign.slug}/sign"
    typed = {"name": "Bea Example", "address": f"bea@{LISTED}", "country": "LT"}
    answer = client.post(form, data=typed)
    assert "gone after a few minutes" in text(answer)
    assert f'value="bea@{LISTED}"' in answer.text
    assert count(Supporter) == 0
    assert client.post(form, data={**typed, "address": BEA}).status_code == 303


def test_nobody_is_kept_from_signing_in(client: FlaskClient) -> None:
    assert client.post("/en/sign-in", data={"address": f"ieva@{LISTED}"}).status_code == 303


def test_the_docs_say_how_old_the_list_is() -> None:
    locked = re.search(r"^disposable-email-domains==(\S+)", (ROOT / "requirements" / "base.txt").read_text(), re.M)
    assert locked is not None
    assert f"disposable-email-domains {locked[1]}, of " in (ROOT / "docs" / "abuse.md").read_text()
