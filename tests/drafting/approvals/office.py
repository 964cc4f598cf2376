"""An organisation that writes a text, with those whose approval it needs. All names are invented."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from petitions.accounts.models import Role, User
from petitions.campaigns.models import Campaign
from petitions.cases import protected
from petitions.cases.models import Case, ProtectedName
from petitions.cases.rules import ProtectedFacts
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.drafting import queries, service
from petitions.drafting.approvals import checklist, links, needs, outside, standing
from petitions.drafting.approvals.models import ApprovalNeed, NeedRequest, NeedVerdict
from petitions.drafting.approvals.needs import Wanted
from petitions.drafting.approvals.rules import Kind
from petitions.drafting.models import Approval, Verdict, Version
from petitions.drafting.service import Draft
from petitions.signing import opening
from petitions.signing.models import Signature
from tests.factories import a_campaign, a_case, a_user, acting, an_organisation
from tests.support.mailbox import code_for

PIA = "pia@harbour.example"


class Office:
    """A drafter who writes, a colleague who writes too, two reviewers, and a partner's person outside."""

    def __init__(self, state: str = "review") -> None:
        self.organisation = an_organisation()
        self.drafter: User = a_user(self.organisation, Role.DRAFTER, name="Ada Drafter")
        self.second: User = a_user(self.organisation, Role.DRAFTER, name="Bo Second")
        self.rut: User = a_user(self.organisation, Role.REVIEWER, name="Rut Reviewer")
        self.sol: User = a_user(self.organisation, Role.REVIEWER, name="Sol Safety")
        self.campaign: Campaign = a_campaign(a_case(self.organisation), state, author=self.drafter)

    def need(self, wanted: Wanted, by: User | None = None) -> ApprovalNeed:
        with transaction():
            return needs.add(acting(by or self.drafter), self.campaign, wanted)

    def legal(self, by: User | None = None) -> ApprovalNeed:
        return self.need(Wanted(Kind.LEGAL, reviewer_id=(by or self.rut).id))

    def safety(self, by: User | None = None) -> ApprovalNeed:
        return self.need(Wanted(Kind.SAFETY, reviewer_id=(by or self.sol).id))

    def partner(self, party: str = "Harbour Watch", address: str = PIA) -> ApprovalNeed:
        return self.need(Wanted(Kind.PARTNER, party, person="Pia Partner", address=address))

    def take_away(self, need: ApprovalNeed, by: User, reason: str = "They left the coalition.") -> None:
        with transaction():
            needs.remove(acting(by), db.session.get_one(ApprovalNeed, need.id), reason)

    def approve(
        self,
        by: User,
        covers: Collection[UUID] | None = None,
        looked_at: Collection[str] | None = None,
        *,
        version: Version | None = None,
    ) -> Approval:
        with transaction():
            judged = version or self.version
            ticked = everything(judged) if looked_at is None else looked_at
            return service.approve(acting(by), judged, covers, ticked)

    def refuse(self, by: User, reason: str = "The date is wrong.", covers: Collection[UUID] | None = None) -> Approval:
        with transaction():
            return service.refuse(acting(by), self.version, reason, covers)

    def save(self, body: str, by: User | None = None) -> Version:
        with transaction():
            draft = Draft("Let her stay", body, "", self.version.number)
            return service.save_version(acting(by or self.drafter), self.campaign, draft)

    def ask(self, *asked: ApprovalNeed) -> list[NeedRequest]:
        with transaction():
            return service.ask_approvals(acting(self.drafter), self.version, asked)

    def protect(self, name: str, kind: str) -> ProtectedName:
        with transaction():
            case = db.session.get_one(Case, self.campaign.case_id)
            return protected.add(acting(self.drafter), case, ProtectedFacts(name, kind))

    def protect_no_more(self, row: ProtectedName) -> None:
        with transaction():
            protected.remove(acting(self.drafter), db.session.get_one(ProtectedName, row.id))

    def open(self) -> Sequence[Signature]:
        """Open the text for signature. Returns whose bearers are asked again."""
        with transaction():
            return opening.open_for_signature(acting(self.drafter), self.campaign, self.version)

    @property
    def version(self) -> Version:
        latest = queries.latest(self.campaign)
        assert latest is not None
        return latest

    @property
    def unmet(self) -> list[str]:
        return queries.unapproved(self.version)


def everything(version: Version) -> list[str]:
    """Every point of the checklist, ticked."""
    return [point.key for point in checklist.points(version)]


def code(request: NeedRequest, browser: str = "laptop", address: str = PIA) -> str:
    """Ask for the code in this browser, and read it in the registered mailbox."""
    with transaction():
        outside.request_code(links.who(request), request, browser)
    return code_for(address)


def answer(
    request: NeedRequest, digits: str, verdict: Verdict = Verdict.APPROVED, reason: str = "", browser: str = "laptop"
) -> NeedVerdict | None:
    """Answer with these digits, in this browser."""
    with transaction():
        return outside.decide(links.who(request), request, outside.Answer(verdict, reason, digits, browser))


def agree(request: NeedRequest) -> None:
    """Approve as somebody outside does it: by a code from the registered mailbox."""
    assert answer(request, code(request)) is not None


def history() -> list[tuple[str, str]]:
    """What the history tells, the oldest first: the action, and of what."""
    rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.at))
    return [(row.action, row.subject_label) for row in rows]


def only_a_colleague_is_missing(version: Version) -> bool:
    """Whether all who were named have approved, and one colleague who did not write the version has not yet."""
    return [one.kind for one in standing.unmet(version)] == [""]
