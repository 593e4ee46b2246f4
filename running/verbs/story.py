"""The verb that plays both stories against the sandbox that runs."""

import secrets
from random import Random
from typing import Annotated

import typer
import uvloop
from rich.console import Console

from errors import StartRefused
from letters.letterbox import Letterbox
from running.database import database, ready
from running.keys import development_keys
from running.progress import progress_bar
from running.settings import Settings, read_settings
from running.story.playing import STEPS, Sandbox, Teller, play
from running.story.scene import UnexpectedAnswer
from running.verbs.sandbox import refuse_production
from store.development_people import PeoplesKeys
from store.post_office import LETTERS_FOLDER
from store.stand_ins import StandIns


def tell(
    seed: Annotated[int | None, typer.Option(help="те саме зерно — ті самі люди · the same people")] = None,
) -> None:
    """Зіграти обидві історії в пісочниці, що працює · play both stories in the running sandbox."""
    settings = read_settings()
    refuse_production(settings, "вигаданих історій", "story")
    if settings.smtp_url is not None:
        raise StartRefused(
            "історія читає листи пісочниці, а ZAKLAD_SMTP_URL надсилає їх назовні"
            " / the story reads the sandbox's letters, and ZAKLAD_SMTP_URL mails them"
        )
    keys = development_keys(settings)
    sandbox = Sandbox(settings.address, Letterbox(settings.folder / LETTERS_FOLDER), keys)
    chosen = secrets.randbelow(2**31) if seed is None else seed

    async def told(url: str) -> None:
        registrar = await _registrar(settings, url)
        await play(sandbox, registrar, teller, Random(chosen))  # noqa: S311  a story, not a secret

    with database(settings) as (url, _), progress_bar("Історія · story") as moved:
        teller = Teller(Console(), lambda title, done: moved(title, done, STEPS))
        try:
            uvloop.run(told(url))
        except UnexpectedAnswer as otherwise:
            raise StartRefused(f"історія зупинилася / the story stopped: {otherwise}") from None


async def _registrar(settings: Settings, url: str) -> tuple[str, str]:
    """Give the name and the key of somebody of the national centre."""
    await ready(url)
    holder = await StandIns(url).holder("REGISTRAR")
    assert holder.person_id is not None, "registrars are people"
    return holder.name, await PeoplesKeys(url, development_keys(settings)).key_of(holder.person_id)
