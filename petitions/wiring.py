"""How the slices are put together: blueprints, commands, and the tables of handlers, jobs and gates."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import click
from flask import Blueprint

import petitions.accounts.join_views
import petitions.accounts.models
import petitions.accounts.team_views
import petitions.accounts.views
import petitions.campaigns.models
import petitions.campaigns.part_sessions.models
import petitions.cases.document_views
import petitions.cases.models
import petitions.cases.part_views
import petitions.cases.views
import petitions.core.audit
import petitions.desk.letters.entry_views
import petitions.desk.letters.office_views
import petitions.desk.letters.passkey_views
import petitions.desk.letters.several_views
import petitions.desk.letters.touch_views
import petitions.desk.letters.views
import petitions.desk.list_views
import petitions.desk.merge_views
import petitions.dispatch.draft_views
import petitions.dispatch.lodging.models
import petitions.dispatch.lodging.sheet_views
import petitions.dispatch.lodging.views
import petitions.dispatch.log_views
import petitions.dispatch.models
import petitions.dispatch.office_views
import petitions.dispatch.views
import petitions.drafting.approvals.models
import petitions.drafting.approvals.need_views
import petitions.drafting.approvals.outside_views
import petitions.drafting.approvals.views
import petitions.drafting.discussion.models
import petitions.drafting.discussion.taking_views
import petitions.drafting.discussion.thread_views
import petitions.drafting.discussion.views
import petitions.drafting.export_views
import petitions.drafting.models
import petitions.drafting.translations.translate_views
import petitions.drafting.translations.views
import petitions.drafting.views
import petitions.drafting.word.taking_in_views
import petitions.drafting.word.views
import petitions.drafting.writing.keep_views
import petitions.drafting.writing.models
import petitions.drafting.writing.views
import petitions.ledger.models
import petitions.outbox.models
import petitions.people.address_views
import petitions.people.committees.models
import petitions.people.correcting_views
import petitions.people.draft_views
import petitions.people.hand_models
import petitions.people.hand_views
import petitions.people.merge_models
import petitions.people.models
import petitions.people.name_keeping
import petitions.people.organisations.list_views
import petitions.people.organisations.models
import petitions.people.organisations.part_views
import petitions.people.organisations.views
import petitions.public.campaign_views
import petitions.public.views
import petitions.signing.batches.again_views
import petitions.signing.batches.message_views
import petitions.signing.batches.models
import petitions.signing.batches.views
import petitions.signing.by_hand.models
import petitions.signing.by_hand.views
import petitions.signing.calls.admit_views
import petitions.signing.calls.desk_views
import petitions.signing.calls.member_views
import petitions.signing.calls.models
import petitions.signing.calls.organisation_views
import petitions.signing.clusters.desk_views
import petitions.signing.clusters.models
import petitions.signing.correcting.desk_views
import petitions.signing.correcting.models
import petitions.signing.correcting.views
import petitions.signing.counting.models
import petitions.signing.deadline.views
import petitions.signing.desk_views
import petitions.signing.disputing.desk_views
import petitions.signing.disputing.models
import petitions.signing.disputing.views
import petitions.signing.invite_views
import petitions.signing.late.desk_views
import petitions.signing.late.models
import petitions.signing.late.views
import petitions.signing.leaving_views
import petitions.signing.models
import petitions.signing.offices.models
import petitions.signing.one_page_views
import petitions.signing.passkeys.desk_views
import petitions.signing.passkeys.models
import petitions.signing.passkeys.own_views
import petitions.signing.passkeys.views
import petitions.signing.reminding.models
import petitions.signing.reminding.views
import petitions.signing.renewing.models
import petitions.signing.signature_views
import petitions.signing.supporters.desk_views
import petitions.signing.supporters.models
import petitions.signing.supporters.views
import petitions.signing.unsubscribing.views
import petitions.signing.views  # noqa: F401  # importing fills the metadata and the blueprints
from petitions.accounts import signatories
from petitions.accounts.blueprint import blueprint as accounts
from petitions.accounts.cli import accounts as accounts_commands
from petitions.campaigns.case_actions import Action, actions_of_case
from petitions.campaigns.cli import cases as cases_commands
from petitions.campaigns.events import CampaignMoved
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions.views import blueprint as part_sessions
from petitions.campaigns.recorded_views import blueprint as recorded
from petitions.campaigns.release_views import blueprint as releases
from petitions.campaigns.sheet_views import blueprint as sheets
from petitions.campaigns.views import blueprint as campaigns
from petitions.cases.blueprint import blueprint as cases
from petitions.cases.models import Case
from petitions.core.config import Settings
from petitions.core.events import Handlers
from petitions.core.limits import storage as rate_limits
from petitions.core.toll import paying as tolls
from petitions.desk import navigation
from petitions.desk.letters.blueprint import blueprint as letters
from petitions.desk.views import blueprint as desk
from petitions.dispatch import at_deadline, deliveries, thresholds
from petitions.dispatch import queries as dispatch_queries
from petitions.dispatch import service as dispatch_service
from petitions.dispatch.blueprint import blueprint as dispatch
from petitions.dispatch.lodging import late
from petitions.dispatch.mail import KIND as LETTER
from petitions.dispatch.models import Addressee
from petitions.drafting.approvals.blueprint import blueprint as approvals
from petitions.drafting.blueprint import blueprint as drafting
from petitions.drafting.discussion import carrying, mentions
from petitions.drafting.events import VersionSaved
from petitions.drafting.writing import keeping
from petitions.ledger import service as ledger
from petitions.ledger.events import LeavesPlaced
from petitions.ops.commands import serve, worker
from petitions.ops.health import blueprint as health
from petitions.ops.mailbox_views import blueprint as mailbox
from petitions.ops.sample.command import sample
from petitions.outbox.bounces import folder as bounces
from petitions.outbox.events import MessageBounced, MessageMoved
from petitions.outbox.mail import Mail
from petitions.people import drafts
from petitions.people.body_views import blueprint as bodies
from petitions.people.cli import people as people_commands
from petitions.people.events import PersonsMerging
from petitions.people.organisations.blueprint import blueprint as organisations
from petitions.people.views import blueprint as people
from petitions.public.blueprint import blueprint as public
from petitions.signing import asking_gate, receipts
from petitions.signing import handlers as signing_handlers
from petitions.signing import merging as signing_merging
from petitions.signing.blueprint import blueprint as signing
from petitions.signing.by_hand import lapsing
from petitions.signing.calls import tidying as calls_tidying
from petitions.signing.clusters import carrying as cluster_carrying
from petitions.signing.clusters import looking as cluster_looking
from petitions.signing.counting import service as counting
from petitions.signing.events import InvitationMoved, SignatureConfirmed, SignaturesCounted
from petitions.signing.mail import CONFIRM, INVITATION, RECEIPT, RENEWAL
from petitions.signing.reminding import sending
from petitions.signing.renewing import asking as renewing
from petitions.signing.supporters import tidying

# Addresses that answer without a session. Adding one is a decision: a test holds this list against the routes.
PUBLIC_ENDPOINTS: frozenset[str] = frozenset(
    {
        "static",
        "public.root",
        "public.home",
        "public.cases",
        "public.case",
        "public.document",
        "public.recorded_campaign",
        "public.campaigns",
        "public.campaign",
        "public.letter",
        "public.names",
        "accounts.sign_in",
        "accounts.code",
        "accounts.sign_out",
        "accounts.join",
        "accounts.accept",
        "approvals.arrive",
        "approvals.read",
        "letters.code",
        "letters.delegates",
        "letters.end_delegate",
        "letters.enrol",
        "letters.enter",
        "letters.enter_by_passkey",
        "letters.index",
        "letters.leave",
        "letters.open_letter",
        "letters.open_passkey",
        "letters.passkeys",
        "letters.ask_several",
        "letters.challenge_to_enrol",
        "letters.challenge_to_enter",
        "letters.challenge_to_sign_several",
        "letters.prepare",
        "letters.several",
        "letters.touch_several",
        "ops.healthz",
        "signing.arrive",
        "signing.arrive_at_passkey",
        "signing.arrive_at_receipt",
        "signing.arrive_to_dispute",
        "signing.ask",
        "signing.ask_on_one_page",
        "signing.ask_publicly",
        "signing.ask_to_correct",
        "signing.ask_to_dispute",
        "signing.ask_to_request",
        "signing.ask_to_wish",
        "signing.ask_to_withdraw",
        "signing.call_member",
        "signing.call_member_again",
        "signing.call_member_code",
        "signing.call_organisation",
        "signing.call_organisation_again",
        "signing.call_organisation_code",
        "signing.call_received",
        "signing.challenge_to_enrol",
        "signing.challenge_to_sign",
        "signing.challenge_to_withdraw",
        "signing.code",
        "signing.correct_name",
        "signing.decline",
        "signing.dispute",
        "signing.done",
        "signing.enrol_passkey",
        "signing.letter",
        "signing.one_page",
        "signing.public_code",
        "signing.public_code_again",
        "signing.passkey",
        "signing.request_withdrawal",
        "signing.sign",
        "signing.sign_by_passkey",
        "signing.sign_on_one_page",
        "signing.type_code",
        "signing.unsubscribe",
        "signing.wish_capacity",
        "signing.withdraw",
        "signing.withdraw_by_passkey",
    }
)

# Addresses to which mail programs post of their own accord (RFC 8058): the token in the link stands for all the rest.
ONE_CLICK_ENDPOINTS: frozenset[str] = frozenset({"signing.unsubscribe"})

# These exist outside production only.
DEVELOPMENT_ENDPOINTS: frozenset[str] = frozenset({"mailbox.index", "mailbox.mail", "mailbox.attachment"})

# What happens inside the same transaction when something has happened elsewhere.
HANDLERS: Handlers = {
    CampaignMoved: (dispatch_service.follow_campaign, late.keep_late_names, lapsing.follow_campaign),
    VersionSaved: (carrying.follow_version,),
    PersonsMerging: (signing_merging.refuse_two_answers,),
    SignatureConfirmed: (lapsing.follow_signature,),
    InvitationMoved: (lapsing.follow_invitation,),
    LeavesPlaced: (counting.follow_leaves, receipts.follow_leaves),
    SignaturesCounted: (thresholds.follow_count,),
    MessageBounced: (signing_handlers.on_message_bounced, deliveries.follow_bounce),
    MessageMoved: (signing_handlers.on_message_moved, sending.follow_message, deliveries.follow_message),
}

# What the worker does besides sending, and how often (in seconds).
PERIODIC: tuple[tuple[str, int, Callable[[], object]], ...] = (
    ("sequence", 1, ledger.sequence),
    ("look_for_clusters", 3, cluster_looking.look),
    ("carry_clusters", 1, cluster_carrying.carry),
    ("take_bounces", 5, bounces.take),
    ("ask_to_renew", 1, renewing.carry),
    ("close_at_deadline", 20, at_deadline.close_lists),
    ("remind", 10, sending.remind),
    ("tell_mentions", 60, mentions.tell),
    ("tidy_supporters", 60, tidying.tidy),
    ("tidy_calls", 600, calls_tidying.tidy),
    ("forget_networks", 3_600, tidying.forget_networks),
    ("purge_rate_limits", 600, rate_limits.purge),
    ("purge_tolls", 3_600, tolls.purge),
    ("forget_signatory_sessions", 3_600, signatories.forget_ended),
    ("purge_roster_drafts", 3_600, drafts.purge),
    ("purge_working_copies", 3_600, keeping.purge),
)

# Asked in the transaction that commits "sending": a refusal in words, or None.
MAY_SEND: Mapping[str, Callable[[UUID], str | None]] = {
    LETTER: deliveries.letter_may_leave,
    **dict.fromkeys(sending.KINDS, sending.may_leave),
    **dict.fromkeys((CONFIRM, INVITATION, RENEWAL), asking_gate.may_ask),
    RECEIPT: receipts.may_leave,
}

# What writes a mail when it is sent, by its kind: from what its row refers to.
WRITTEN_LATE: Mapping[str, Callable[[UUID], Mail]] = {RECEIPT: receipts.written}

BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts,
    people,
    bodies,
    organisations,
    desk,
    letters,
    cases,
    recorded,
    sheets,
    releases,
    campaigns,
    part_sessions,
    drafting,
    approvals,
    signing,
    dispatch,
    public,
    health,
)

# The mailbox page shows codes and invitations: it cannot exist in production.
DEVELOPMENT_BLUEPRINTS: tuple[Blueprint, ...] = (mailbox,)

COMMANDS: tuple[click.Command, ...] = (accounts_commands, people_commands, cases_commands, sample, serve, worker)

# The offices that a campaign's letter goes to, for pages of slices below dispatch.
ADDRESSEES: Callable[[Campaign], Sequence[Addressee]] = dispatch_queries.chosen_addressees

# What is done for a case, in chains, for its page in the slice below campaigns.
ACTIONS_OF_CASE: Callable[[Case, bool], list[list[Action]]] = actions_of_case

# What the layouts need on every page: navigation, account, languages.
PAGE_CONTEXT: Callable[[], dict[str, Any]] = navigation.context


def blueprints(settings: Settings) -> Iterator[Blueprint]:
    """Every blueprint there is in this environment."""
    yield from BLUEPRINTS
    if not settings.production:
        yield from DEVELOPMENT_BLUEPRINTS


def public_endpoints(settings: Settings) -> frozenset[str]:
    """Every address that answers without a session in this environment."""
    return PUBLIC_ENDPOINTS if settings.production else PUBLIC_ENDPOINTS | DEVELOPMENT_ENDPOINTS
