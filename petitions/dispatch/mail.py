"""The mail that carries a letter: one for each addressee, sent at most once."""

from collections.abc import Sequence

from flask_babel import force_locale

from petitions.campaigns.models import Campaign
from petitions.core.db import db
from petitions.core.markdown import to_html
from petitions.dispatch import letters
from petitions.dispatch.models import Addressee, Delivery, Edition, Letter
from petitions.dispatch.petition_editions import signatories
from petitions.drafting import queries as drafting
from petitions.outbox.mail import Attachment, Envelope, post

KIND = "letter"


def send(letter: Letter, campaign: Campaign, edition: Edition, offices: Sequence[Addressee]) -> list[Delivery]:
    """Write one delivery and its mail for each office, in the caller's transaction."""
    version = drafting.by_id(edition.version_id)
    organisation = letters.organisation_of(campaign)
    names = [row.name for row in signatories(edition) if row.is_printed]
    attachment = Attachment(f"{campaign.slug}.pdf", letter.pdf)
    found = []
    for position, office in enumerate(offices, start=1):
        delivery = _delivery(letter, office, position)
        envelope = Envelope(
            kind=KIND,
            ref=delivery.id,
            to=office.email,
            organisation_id=campaign.organisation_id,
            from_name=organisation.name,
            reply_to=organisation.contact,
            once=True,
            attachments=(attachment,),
        )
        with force_locale(version.text.language):
            message = post(
                "letter",
                envelope,
                office=office,
                organisation=organisation,
                letter=letter,
                version=version,
                text=to_html(version.body),
                count=letters.count_in_words(edition),
                unnamed=letters.unnamed_in_words(edition),
                names=names,
            )
        delivery.message_id = message.id
        found.append(delivery)
    db.session.flush()
    return found


def _delivery(letter: Letter, office: Addressee, position: int) -> Delivery:
    delivery = Delivery(
        letter_id=letter.id,
        addressee_id=office.id,
        position=position,
        channel="email",
        addressee_name=office.name,
        changed_at=letter.frozen_at,
    )
    db.session.add(delivery)
    db.session.flush()
    return delivery
