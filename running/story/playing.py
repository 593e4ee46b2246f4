"""Plays both stories in a terminal against the sandbox that is running, and shows every step on the way."""

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from uuid import UUID, uuid5

from rich.console import Console
from rich.markup import escape
from rich.syntax import Syntax

from errors import StartRefused
from letters.letterbox import Letterbox
from running.story.blood_bank import play_blood_bank
from running.story.doctors import play_doctors
from running.story.letters_found import links_in
from running.story.people import Cast, Human
from running.story.scene import Json, Letter, Player, Scene, Step
from signing.development.authority import DevelopmentKey, from_pem
from store.development_keys import DevelopmentKeys

STEPS = 76
"""How many requests both stories take; the bar is drawn by it."""
LETTERS_SEEN = 50
WAIT_SECONDS, LOOK_SECONDS = 30.0, 0.1
_PEOPLE = UUID("6f1d1c1e-5a0e-4c58-9d54-0d9c5b0f3c11")


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The sandbox that runs: its address, its letters, and its keys."""

    url: str
    letters: Letterbox
    keys: DevelopmentKeys

    async def ask(self, document: str, variables: Mapping[str, object], token: str | None) -> Json:
        """Ask the graph as any client does; raises StartRefused when nobody answers."""
        return await asyncio.to_thread(self._asked, document, variables, token)

    def _asked(self, document: str, variables: Mapping[str, object], token: str | None) -> Json:
        body = json.dumps({"query": document, "variables": variables}).encode()
        headers = {"content-type": "application/json", "accept": "application/json"}
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        request = urllib.request.Request(f"{self.url}/graphql", body, headers)  # noqa: S310  an http address
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            return json.load(refused)
        except OSError as error:
            raise StartRefused(
                f"за адресою {self.url} ніхто не відповідає: спочатку запустіть scripts/serve"
                f" / nobody answers at {self.url}: run scripts/serve first"
            ) from error

    async def letter_to(self, address: str, subject: str) -> Letter:
        """Wait for a letter in the sandbox's box."""
        async with asyncio.timeout(WAIT_SECONDS):
            while True:
                for each in await asyncio.to_thread(self.letters.newest, LETTERS_SEEN):
                    if each.to == address and subject in each.subject:
                        return Letter(each.subject, each.text, links_in(each.text))
                await asyncio.sleep(LOOK_SECONDS)

    def key_of(self, human: Human) -> DevelopmentKey:
        """Give a development key to somebody of the story."""
        return self.keys.key_of(uuid5(_PEOPLE, human.tax_id), human.certified)


@dataclass
class Teller:
    """Prints each step: who did what, the query, what was signed, and the answer."""

    console: Console
    moved: Callable[[str, int], None]
    told: int = field(default=0)

    def __call__(self, step: Step) -> None:
        """Print a step."""
        self.told += 1
        self.moved(step.title, self.told)
        mark = "[red]✗[/]" if "errors" in step.answer else "[green]✓[/]"
        self.console.print(f"\n{mark} [bold]{self.told}. {escape(step.who)}[/]: {escape(step.title)}")
        self.console.print(Syntax(step.document, "graphql", background_color="default", word_wrap=True))
        if step.signed is not None:
            self.console.print(f"[cyan]Підписано:[/] {escape(step.signed)}")
        shown = json.dumps(_shortened(step.answer), ensure_ascii=False, indent=2)
        self.console.print(Syntax(shown, "json", background_color="default", word_wrap=True))


async def play(sandbox: Sandbox, registrar: tuple[str, str], teller: Teller, rng: Random) -> None:
    """Play both stories; `registrar` is the name and the key in PEM of somebody of the national centre."""
    cast = Cast(rng, datetime.now(UTC).date())
    scene = Scene(sandbox.ask, sandbox, sandbox.key_of, teller, cast, lambda: datetime.now(UTC))
    name, pem = registrar
    player = Player(scene, name, from_pem(pem))
    await player.log_in()
    await play_blood_bank(scene, player)
    await play_doctors(scene, player)


def _shortened(value: Json) -> Json:
    """Shorten what nobody reads: tokens and payloads."""
    if isinstance(value, dict):
        return {key: _shortened(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_shortened(each) for each in value]
    return f"{value[:157]}…" if isinstance(value, str) and len(value) > 160 else value
