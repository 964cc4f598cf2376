"""An office that translates its campaigns."""

from petitions.accounts.models import Role
from petitions.campaigns.states import CampaignState
from petitions.core.db import db, transaction
from petitions.drafting import queries, service
from petitions.drafting.models import Approval, CampaignText, Version
from petitions.drafting.service import Draft
from petitions.drafting.translations import service as translations
from petitions.drafting.translations.service import Translated
from petitions.drafting.translations.sides import Beside
from tests.factories import TEXT, a_campaign, a_case, a_user, acting, an_organisation

FRENCH = "Madame la ministre,\n\nLaissez Aru Example rester.\n\n1. Arrêtez l’expulsion.\n2. Accordez l’asile.\n"

AGAIN = TEXT.replace("to let", "once more to let")


class Office:
    """An organisation with a drafter, a translator and a reviewer; its campaign has one English text."""

    def __init__(self, state: str = CampaignState.DRAFTING) -> None:
        self.organisation = an_organisation()
        self.drafter = a_user(self.organisation, Role.DRAFTER, name="Ada Drafter")
        self.translator = a_user(self.organisation, Role.DRAFTER, name="Tia Translator")
        self.reviewer = a_user(self.organisation, Role.REVIEWER, name="Rut Reviewer")
        self.campaign = a_campaign(a_case(self.organisation), state, author=self.drafter)

    def start(self, language: str = "fr") -> CampaignText:
        with transaction():
            return translations.start(acting(self.translator), self.campaign, language)

    def translate(
        self, body: str = FRENCH, made_from: int = 0, source: int = 1, *, has_looked: bool = False, language: str = "fr"
    ) -> Version:
        parts = (1,) * (body.count("\n\n") + 1)
        typed = Translated(Draft("Qu’elle reste", body, "", made_from), Beside(source, parts), has_looked=has_looked)
        with transaction():
            return translations.save(acting(self.translator), self.campaign, language, typed)

    def translated(self) -> Version:
        self.start()
        return self.translate()

    def rewrite(self, body: str = AGAIN, made_from: int = 1, subject: str = "Let her stay") -> Version:
        with transaction():
            return service.save_version(acting(self.drafter), self.campaign, Draft(subject, body, "", made_from))

    def ask(self, version: Version) -> None:
        with transaction():
            service.ask_review(acting(self.translator), version, self.reviewer)

    def approve(self, version: Version) -> Approval:
        with transaction():
            return service.approve(acting(self.reviewer), version)

    def refuse(self, version: Version) -> Approval:
        with transaction():
            return service.refuse(acting(self.reviewer), version, "The second paragraph says something else.")

    def move(self, state: str) -> None:
        with transaction():
            db.session.refresh(self.campaign)
            self.campaign.state = state

    @property
    def state(self) -> str:
        db.session.refresh(self.campaign)
        return self.campaign.state

    @property
    def versions(self) -> list[Version]:
        return list(queries.versions(self.campaign, "fr"))
