"""How members of the public sign the sample's petition: by the form, the code and the consents of a real one."""

from typing import Any

from petitions.campaigns.instruments import Display
from petitions.campaigns.models import Campaign
from petitions.core.tokens import new_link_token
from petitions.drafting.models import Version
from petitions.ops.sample import mails
from petitions.ops.sample.past import on
from petitions.signing import service
from petitions.signing.models import ConsentKind
from petitions.signing.supporters import asking
from petitions.signing.supporters.asking import Asking
from petitions.signing.supporters.confirming import Told

CONSENTS = {"print": ConsentKind.PRINT, "publish": ConsentKind.PUBLISH, "contact": ConsentKind.CONTACT}


def support(campaign: Campaign, version: Version, row: dict[str, Any]) -> None:
    """One member of the public asks for a code and, unless no day is told, signs on that day."""
    if row["date"] is None:
        asking.ask(campaign, _asking(row), new_link_token())
        mails.deliver()
        return
    with on(row["date"], "19:20"):
        _sign(campaign, version, row)
        mails.deliver()


def _sign(campaign: Campaign, version: Version, row: dict[str, Any]) -> None:
    browser = new_link_token()
    asking.ask(campaign, _asking(row), browser)
    supporter = asking.known(campaign, row["email"])
    if supporter is None:
        raise LookupError("Who asked is not on file.")
    agreed = frozenset({ConsentKind.SIGN, *(CONSENTS[word] for word in row["consents"])})
    display = Display(row.get("display", Display.PUBLIC))
    wish = service.Wish(version.id, row["name"], agreed, "en", display=display, comment=row["comment"] or "")
    proof = service.MailedCode(mails.digits_for(supporter.invitation), browser)
    told = Told(row["country"])
    service.sign_as_supporter(asking.actor(supporter), supporter.invitation, wish, proof, told)


def _asking(row: dict[str, Any]) -> Asking:
    return Asking(row["name"], row["email"], row["country"], "en")
