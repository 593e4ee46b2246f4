"""Where the seeds are played in tests: the real service, a real mail server, real signatures."""

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

from letters.carrier import Carrier
from running.story.letters_found import links_in
from running.story.people import Cast, Human
from running.story.scene import Json, Letter, Player, Scene, Step
from signing.development.authority import DevelopmentKey, make_key
from store.mailing import Desk, Mailer
from tests.acting import Stage, acting
from tests.mail import MailServer, mail_server, text_of
from tests.service import MEANS

REGISTRAR_TAX_ID = "3346800122"


@dataclass
class Theatre:
    """A stage, its mail server, and everything that was played on it."""

    stage: Stage
    server: MailServer
    mailer: Mailer
    steps: list[Step] = field(default_factory=list)
    scene: Scene = field(init=False)
    registrar: Player = field(init=False)

    def __post_init__(self) -> None:
        cast = Cast(Random(7), self.stage.now().date())  # noqa: S311  the same at every run
        self.scene = Scene(self.ask, self, self.key_of, self.steps.append, cast, self.stage.now)

    async def ask(self, document: str, variables: Mapping[str, object], token: str | None) -> Json:
        """Ask the service as a client does."""
        return (await self.stage.service.ask(document, variables, token=token)).json()

    def key_of(self, human: Human) -> DevelopmentKey:
        """Give somebody a key of the authority for development."""
        return make_key(self.stage.authority, human.certified, self.stage.now(), secrets.randbelow)

    async def letter_to(self, address: str, subject: str) -> Letter:
        """Send what waits, and find the newest letter; raises TimeoutError if there is none."""
        while await self.mailer.send_due(self.stage.world.connection):
            pass
        for message in reversed(self.server.messages):
            if message["To"] == address and subject in str(message["Subject"]):
                text = text_of(message)
                return Letter(str(message["Subject"]), text, links_in(text))
        raise TimeoutError(f"no letter «{subject}» to {address}")


@asynccontextmanager
async def theatre(database_url: str) -> AsyncIterator[Theatre]:
    """Open a theatre over a migrated database; its registrar is logged in."""
    async with acting(database_url) as stage, mail_server() as server:
        desk = Desk("registry@zaklad.example", MEANS.open_sealed)
        opened = Theatre(stage, server, Mailer(database_url, Carrier(server.address), desk, stage.now))
        centre = await stage.world.add("facility", kind_code="NATIONAL_CENTER")
        signer = await stage.signer("REGISTRAR", tax_id=REGISTRAR_TAX_ID, facility=centre)
        opened.registrar = Player(opened.scene, "Реєстратор", signer.key, token=signer.token)
        yield opened
