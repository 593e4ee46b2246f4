"""Zaklad's server: reads the settings, wires the rooms, is the ASGI application and the command line.

`python server.py` serves with an embedded PostgreSQL; `uvicorn server:app` serves the same application in a
process of uvicorn's making. No other module imports this one.
"""

import logging
import os
import secrets
import shlex
import signal
import socket
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
import uvicorn
import uvloop
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from graphql import GraphQLError
from pydantic import Field, HttpUrl, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from starlette.types import ASGIApp, Receive, Scope, Send

from commands.demo.facilities import Wish
from commands.demo.identifiers import FACILITIES_MAX
from commands.demo.loading import DemoSummary, load_demo
from commands.policy import settle_policy
from errors import Refusal, StartRefused
from models.migrating import migrate
from permissions.role_sets import TEMPLATES
from schema import policy
from schema.execution import KYIV, Ceilings, Executor
from schema.graph import graph
from schema.nonces import Nonces
from schema.prepared_answer import payload_in
from schema.rates import RateLimits, Rates
from schema.releases import last_release
from schema.sdl import changes, printed
from schema.verifying import Verifier
from schema.writing import Writing
from signing.development.authority import from_pem
from signing.development.keys import Kind
from signing.development.signer import sign_cms
from signing.trust import Trust
from store import journal_verbs
from store.cluster import default_data
from store.connections import Limits as StoreLimits
from store.connections import check_reachable, writing
from store.development_keys import DevelopmentKeys
from store.development_people import PeoplesKeys
from store.embedded import EmbeddedServer, embedded_server
from store.journal_keeping import Keeper, Signing, kept_journal
from store.kept_secret import kept_secret
from store.loading import is_empty, open_loading
from store.pool import open_store
from store.principals import Principals
from store.sessions import explorer_token, touching
from store.stand_ins import StandIns
from store.subjects import settle_subjects
from store.transactions import open_transactions
from web.application import application
from web.limits import Limits as WebLimits
from web.listener import listener
from web.parts import Parts
from web.port import take_port

REFUSED_EXIT, CHANGED_EXIT = 2, 1
CONFIDENTIAL = frozenset({"identity_pepper", "database_url", "secret", "checkpoint_key"})
BEYOND_STATEMENT_SECONDS = 20.0  # for waiting, planning and sending: the statement's own time-out says more
TRY = '{"query": "{ facilities(first: 3) { nodes { nameShort } } }"}'


class Profile(StrEnum):
    """For whom the service runs."""

    SANDBOX = "sandbox"
    PRODUCTION = "production"


def _setting(default: object, meaning: str, expected: str, **bounds: Any) -> Any:
    return Field(default, description=meaning, title=expected, **bounds)


def _rate(default: str, of_what: str) -> Any:
    """Declare how often something may happen."""
    return _setting(
        default,
        f"Скільки {of_what}; лічить кожен процес окремо",
        "число/second, minute або hour / a number/second, minute or hour",
        pattern=r"^[1-9][0-9]{0,6}/(second|minute|hour)$",
    )


class Settings(BaseSettings):
    """What an operator may choose, each by one variable of the environment."""

    model_config = SettingsConfigDict(
        env_prefix="ZAKLAD_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    profile: Profile = _setting(
        Profile.SANDBOX,
        "Для кого працює сервіс: `sandbox` має вигадані дані, GraphiQL і токен дослідника, `production` — ні",
        "sandbox або production / sandbox or production",
    )
    host: str = _setting("127.0.0.1", "Адреса, на якій сервіс слухає", "адреса / an address")
    port: int = _setting(
        8000,
        "Порт, на якому сервіс слухає",
        "число від 1 до 65535 / a number from 1 to 65535",
        ge=1,
        le=65535,
    )
    public_url: HttpUrl | None = _setting(
        None, "Адреса, під якою сервіс бачать клієнти", "адреса http(s)://… / an address http(s)://…"
    )
    data: Path | None = _setting(
        None,
        "Тека вбудованого PostgreSQL; без неї — тека даних користувача, для root `/var/lib/zaklad`",
        "тека / a folder",
    )
    database_url: str | None = _setting(
        None,
        "Власний PostgreSQL ≥ 15 замість вбудованого",
        "postgresql://користувач:пароль@сервер/база / postgresql://user:password@server/database",
        validation_alias="DATABASE_URL",
        pattern=r"^postgres(ql)?://.",
    )
    secret: str | None = _setting(
        None,
        "Секрет, з якого виводяться ключі служби; через пробіл — новий і попередній, поки його змінюють."
        " Пісочниця має свій у теці даних, `production` без нього не стартує",
        "від 32 знаків, один чи два через пробіл / 32 characters or more, one or two by a space",
        pattern=r"^\S{32,}( \S{32,})?$",
        repr=False,
    )
    identity_pepper: str | None = _setting(
        None,
        "Секрет, під яким за РНОКПП знаходять особу; ніколи не змінюється. Пісочниця має свій у теці даних,"
        " `production` без нього не стартує",
        "від 32 знаків / 32 characters or more",
        pattern=r"^\S{32,}$",
        repr=False,
    )
    rate_login_address: str = _rate(
        "60/minute", "кроків входу з однієї адреси; за проксі вона спільна для всіх"
    )
    rate_login_person: str = _rate("10/minute", "входів однієї особи")
    rate_prepare: str = _rate("120/minute", "підготовок дій однієї особи")
    rate_act: str = _rate("120/minute", "підписаних дій однієї особи")
    trust: Path | None = _setting(
        None,
        "Тека сертифікатів надавачів (PEM, DER), яким довіряють; без неї — `trust` у теці даних. Пісочниця"
        " додає туди свій центр NOT TRUSTED, з яким `production` не стартує",
        "тека / a folder",
    )
    checkpoint_key: str | None = _setting(
        None,
        "Ключ Ed25519, яким підписано контрольні точки журналу. Пісочниця має свій у теці даних, `production`"
        " без нього не стартує",
        "64 шістнадцяткові цифри / 64 hexadecimal digits",
        pattern=r"^[0-9a-f]{64}$",
        repr=False,
    )
    environment: str | None = _setting(
        None,
        "Назва середовища: підписане для одного не діє в іншому; без неї — назва профілю",
        "літери, цифри, дефіс / letters, digits, hyphens",
        pattern=r"^[A-Za-z0-9-]{1,40}$",
    )
    connections: int = _setting(
        8, "Скільки з'єднань з базою має процес", "число від 1 до 100 / a number from 1 to 100", ge=1, le=100
    )
    statement_seconds: float = _setting(
        10.0,
        "Скільки секунд може тривати один запит до бази",
        "від 0.1 до 300 / from 0.1 to 300",
        ge=0.1,
        le=300,
    )
    rows_max: int = _setting(
        50_000,
        "Стеля вартості запиту: скільки рядків дозволяють його сторінки",
        "число від 1000 до 10000000 / a number from 1000 to 10000000",
        ge=1000,
        le=10_000_000,
    )
    body_bytes_max: int = _setting(
        1_048_576,
        "Найбільша довжина тіла запиту в байтах",
        "число від 1024 до 67108864 / a number from 1024 to 67108864",
        ge=1024,
        le=67_108_864,
    )
    demo_facilities: int = _setting(
        60,
        "Скільки закладів має демо порожньої пісочниці",
        "число від 1 до 10000 / a number from 1 to 10000",
        ge=1,
        le=10_000,
    )

    @property
    def is_sandbox(self) -> bool:
        """Say whether the data are synthetic and may be explored by anyone."""
        return self.profile is Profile.SANDBOX

    @property
    def address(self) -> str:
        """Where clients find the service, without a slash at the end."""
        if self.public_url is not None:
            return str(self.public_url).rstrip("/")
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 -- compared, not bound
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def folder(self) -> Path:
        """Where the service keeps what is its own."""
        return self.data or default_data()

    @property
    def trusted_folder(self) -> Path:
        """Where the certificates of trusted authorities lie."""
        return self.trust or self.folder / "trust"

    @property
    def audience(self) -> str:
        """For whom signatures are meant: this address and environment, no other."""
        return f"{self.address}#{self.environment or self.profile.value}"


def variable(name: str) -> str:
    """Name the environment's variable of a setting."""
    return str(Settings.model_fields[name].validation_alias or f"ZAKLAD_{name.upper()}")


def read_settings() -> Settings:
    """Read the environment; a wrong or unknown variable is refused in one sentence."""
    known = {variable(name) for name in Settings.model_fields}
    ours = {name for name in os.environ if name.startswith("ZAKLAD_") and not name.startswith("ZAKLAD_TEST_")}
    if strange := sorted(ours - known):
        raise StartRefused(f"{strange[0]}: такої змінної немає / there is no such variable; docs/settings.md")
    try:
        return Settings()
    except ValidationError as wrong:
        raise _refused_setting(str(wrong.errors()[0]["loc"][0])) from None


def _refused_setting(place: str) -> StartRefused:
    """Say what the variable should be; what may hold a password or a secret is not repeated."""
    name = next(name for name in Settings.model_fields if place in (name, variable(name)))
    given = "" if name in CONFIDENTIAL else f"={os.environ.get(variable(name), '')}"
    return StartRefused(
        f"{variable(name)}{given}: очікується / expected: {Settings.model_fields[name].title}"
    )


@contextmanager
def database(settings: Settings) -> Iterator[tuple[str, EmbeddedServer | None]]:
    """Give the address of the operator's database, or of the embedded one that runs for our own time."""
    if settings.database_url is not None:
        yield settings.database_url, None
        return
    with embedded_server(settings.folder) as server:
        yield server.database_url, server


async def ready(url: str) -> list[str]:
    """Migrate a database that can be reached, settle the policy; give the names of the migrations applied."""
    await check_reachable(url)
    applied = await migrate(url)
    async with writing(url) as connection:
        await settle_policy(connection)
    return applied


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar meanwhile, and give what moves it: what is being done, how much is, and of how much."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)


@contextmanager
def migrated(settings: Settings) -> Iterator[str]:
    """Give the address of a database that is up to date, for a verb's time."""
    with database(settings) as (url, _):
        uvloop.run(ready(url))
        yield url


async def fill(url: str, facilities: int, seed: int) -> DemoSummary:
    """Load the demo behind a progress bar."""
    wish = Wish(facilities, seed, datetime.now(KYIV).date())
    with progress_bar("Демо · demo") as progress:
        async with open_loading(url) as copy:
            return await load_demo(copy, wish, progress)


async def fill_sandbox(url: str, facilities: int) -> None:
    """Fill the empty sandbox, or let another process that starts just now do it."""
    try:
        await fill(url, facilities, seed=1)
    except StartRefused:
        if await is_empty(url):
            raise


@contextmanager
def one_sentence() -> Iterator[None]:
    """Let a start end with a sentence when the database refuses on the way."""
    try:
        yield
    except Refusal as refusal:
        raise StartRefused(f"{refusal.message} / {refusal.message_en}") from refusal


@asynccontextmanager
async def prepared(settings: Settings) -> AsyncIterator[str]:
    """Give the address of a database that is up to date and, in the sandbox, filled with a demo."""
    with one_sentence(), database(settings) as (url, server):
        async with server.kept() if server else nullcontext():
            await ready(url)
            if settings.is_sandbox and await is_empty(url):
                await fill_sandbox(url, settings.demo_facilities)
            await settle_people(url, settings)
            yield url


async def settle_people(url: str, settings: Settings) -> None:
    """Let people be found by their signatures, whoever brought them into the registry."""
    async with writing(url) as connection:
        await settle_subjects(connection, pepper_of(settings))


def pepper_of(settings: Settings) -> bytes:
    """Give what keys of people are made with; it never changes, or nobody would be found any more."""
    if settings.identity_pepper is not None:
        return settings.identity_pepper.encode()
    if not settings.is_sandbox:
        raise StartRefused(
            "ZAKLAD_IDENTITY_PEPPER: у production потрібен, і змінювати його не можна"
            " / production needs it, and it never changes"
        )
    return kept_secret(settings.folder, "identity-pepper", "ZAKLAD_IDENTITY_PEPPER")


def rate_limits(settings: Settings) -> RateLimits:
    """Give how often somebody may do what is costly or worth guessing."""
    return RateLimits(
        settings.rate_login_address,
        settings.rate_login_person,
        settings.rate_prepare,
        settings.rate_act,
    )


def secrets_of(settings: Settings) -> list[bytes]:
    """Give the service's secrets, the newest first."""
    if settings.secret is not None:
        return [each.encode() for each in settings.secret.split()]
    if not settings.is_sandbox:
        raise StartRefused(
            "ZAKLAD_SECRET: у production потрібен секрет служби / production needs the service's secret"
        )
    return [kept_secret(settings.folder)]


def trusted(settings: Settings) -> Trust:
    """Read the authorities that are trusted; the one for development is the sandbox's alone."""
    if settings.is_sandbox:
        development_keys(settings).trust(settings.trusted_folder)
    trust = Trust.of_directory(settings.trusted_folder)
    if trust.development and not settings.is_sandbox:
        named = ", ".join(trust.development)
        raise StartRefused(
            f"ZAKLAD_TRUST: «{named}» видає ключі для розроблення, production йому не довіряє"
            f' / "{named}" issues keys for development, production does not trust it'
        )
    return trust


def development_keys(settings: Settings) -> DevelopmentKeys:
    """Give the sandbox's authority and the keys that it issued."""
    return DevelopmentKeys(settings.folder, lambda: datetime.now(UTC), secrets.randbelow)


def checkpoint_signing(settings: Settings) -> Signing:
    """Give what checkpoints of the journal are signed with."""
    seed = settings.checkpoint_key
    if seed is None:
        if not settings.is_sandbox:
            raise StartRefused(
                "ZAKLAD_CHECKPOINT_KEY: у production потрібен ключ контрольних точок журналу"
                " / production needs the key of the journal's checkpoints"
            )
        seed = kept_secret(settings.folder, "checkpoint-key", "ZAKLAD_CHECKPOINT_KEY").decode()
    return Signing(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)), settings.audience)


@asynccontextmanager
async def serving(settings: Settings, url: str) -> AsyncIterator[Parts]:
    """Open what reads a database for the web, and what writes to it."""
    limits = StoreLimits(size=settings.connections, statement=settings.statement_seconds)
    keeper = Keeper(url, checkpoint_signing(settings), lambda: datetime.now(UTC))
    async with (
        open_store(url, limits) as store,
        open_transactions(url, limits) as transactions,
        kept_journal(keeper),
    ):
        verifier = Verifier(trusted(settings))
        nonces = Nonces(secrets_of(settings), settings.audience, secrets.token_bytes)
        pepper, rates = pepper_of(settings), Rates(rate_limits(settings))
        writing = Writing(transactions, verifier, nonces, settings.audience, pepper, rates)
        ceilings = Ceilings(rows=settings.rows_max)
        executor = Executor(graph(), store.fetch, ceilings=ceilings, writing=writing)
        principals = Principals(
            store,
            lambda: datetime.now(UTC),
            sandbox=settings.is_sandbox,
            touch=touching(transactions),
        )
        sandbox = StandIns(url) if settings.is_sandbox else None
        keys = PeoplesKeys(url, development_keys(settings)) if settings.is_sandbox else None
        yield Parts(executor, principals.caller, store, sandbox, keys)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Parts]:
    """Open everything that the web needs."""
    async with prepared(settings) as url, serving(settings, url) as parts:
        yield parts


@cache
def from_environment() -> ASGIApp:
    """Wire the application that opens its own database, for `uvicorn server:app`."""
    settings = read_settings()
    return application(partial(opened, settings), web_limits(settings), settings.is_sandbox)


def web_limits(settings: Settings) -> WebLimits:
    """Give the bounds on what arrives."""
    request_seconds = settings.statement_seconds + BEYOND_STATEMENT_SECONDS
    return WebLimits(body_bytes=settings.body_bytes_max, request_seconds=request_seconds)


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Be the ASGI application; a start that is refused ends with its one sentence."""
    try:
        wired = from_environment()
    except StartRefused as refusal:
        await send({"type": "lifespan.startup.failed", "message": str(refusal)})
    else:
        await wired(scope, receive, send)


def announce(settings: Settings, token: str | None) -> None:
    """Say where the service is and what to try; what is to be copied stands outside the frame."""
    console = Console(soft_wrap=True, highlight=False)
    graphql = f"{settings.address}/graphql"
    page = "GraphiQL" if settings.is_sandbox else "GraphQL"
    console.print(Panel(f"[bold]{page}[/]  {graphql}", title="Zaklad · Заклад", expand=False))
    if token is not None:
        console.print("Відкрийте з токеном, що читає все · open with a token that reads everything:")
        console.print(f"  {graphql}#token={token}", markup=False)
        console.print("Ще один токен · another token:")
        command = shlex.join([from_here(sys.executable), from_here(__file__), "token"])
        console.print(f"  {command}", markup=False)
    console.print("Публічне видно й без токена · the public fields need no token:")
    console.print(f"""  curl {graphql} -H 'content-type: application/json' -d '{TRY}'""", markup=False)
    console.print("Ctrl-C зупиняє · stops")


def from_here(path: str) -> str:
    """Give the path as short as the working folder allows."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


async def listen(settings: Settings, listening: socket.socket) -> None:
    """Serve until somebody asks to stop."""
    async with prepared(settings) as url, serving(settings, url) as parts:
        limits = web_limits(settings)
        wired = application(lambda: nullcontext(parts), limits, settings.is_sandbox)
        server = uvicorn.Server(listener(wired, settings.host, settings.port, limits))
        announce(settings, await issue(url) if settings.is_sandbox else None)
        await server.serve(sockets=[listening])


cli = typer.Typer(
    help="Заклад: реєстр закладів, підрозділів, посад, працівників, робочих місць і обладнання.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
schema_cli = typer.Typer(help="Схема GraphQL · the GraphQL schema.")
cli.add_typer(schema_cli, name="schema")
journal_cli = typer.Typer(help="Журнал підписаних дій · the journal of signed acts.")
cli.add_typer(journal_cli, name="journal")
policy_cli = typer.Typer(help="Хто що може: права й рольові набори · who may do what.")
cli.add_typer(policy_cli, name="policy")


@cli.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Serve when no verb is given."""
    if context.invoked_subcommand is None:
        serve()


@cli.command()
def serve() -> None:
    """Служити: база, міграції, демо порожньої пісочниці, HTTP · serve."""
    settings = read_settings()
    with take_port(settings.host, settings.port) as listening, suppress(KeyboardInterrupt):
        uvloop.run(listen(settings, listening))


@cli.command(name="migrate")
def bring_up() -> None:
    """Довести базу даних до останньої міграції · migrate the database."""
    with database(read_settings()) as (url, _):
        applied = uvloop.run(ready(url))
    typer.echo("\n".join(applied) or "нічого не бракувало · nothing was missing")


@cli.command()
def demo(
    facilities: Annotated[
        int, typer.Option(min=1, max=FACILITIES_MAX, help="скільки закладів · how many")
    ] = 60,
    seed: Annotated[int, typer.Option(help="те саме зерно, той самий день — ті самі рядки · seed")] = 1,
) -> None:
    """Наповнити порожню пісочницю вигаданими даними · fill an empty sandbox."""
    settings = read_settings()
    refuse_production(settings, "демонстраційних даних", "demo data")

    async def load(url: str) -> DemoSummary:
        await ready(url)
        return await fill(url, facilities, seed)

    with database(settings) as (url, _):
        summary = uvloop.run(load(url))
    for table, rows in summary.counts.items():
        typer.echo(f"{rows:>9} {table}")
    typer.echo(f'{summary.blood_bank_head}: employees(filter: {{fullName: {{search: "{summary.search}"}}}})')


@cli.command()
def token(
    role: Annotated[
        str | None,
        typer.Option("--as", metavar="ROLE_SET", help=f"хто: {', '.join(TEMPLATES)}; інакше дослідник · who"),
    ] = None,
    facility: Annotated[
        str | None, typer.Option(metavar="EDRPOU", help="у якому закладі, разом із --as · at which facility")
    ] = None,
) -> None:
    """Видати токен пісочниці, останнім рядком · issue a token of the sandbox on the last line."""
    settings = read_settings()
    refuse_production(settings, "токенів пісочниці", "token of the sandbox")
    if facility is not None and role is None:
        raise StartRefused("--facility вживають разом із --as / --facility goes together with --as")

    async def ready_and_issue(url: str) -> str | None:
        await ready(url)
        return await issue(url) if role is None else await issue_as(url, role, facility)

    with database(settings) as (url, _):
        issued = uvloop.run(ready_and_issue(url))
    if issued is not None:
        typer.echo("Діє 30 днів · valid for 30 days. Authorization: Bearer …", err=True)
        typer.echo(issued)


@cli.command()
def dev_ca(
    kind: Annotated[Kind, typer.Option(help="чим підписує, коли її ще немає · how it signs")] = Kind.ECDSA,
) -> None:
    """Створити центр сертифікації для розроблення (NOT TRUSTED) і довіряти йому · make a development CA."""
    settings = read_settings()
    refuse_production(settings, "центру сертифікації для розроблення", "development authority")
    typer.echo(development_keys(settings).trust(settings.trusted_folder, kind))


@cli.command()
def dev_key(
    role: Annotated[str, typer.Option("--as", metavar="ROLE_SET", help="хто, як у token --as · who")],
    facility: Annotated[str | None, typer.Option(metavar="EDRPOU", help="у якому закладі · where")] = None,
    kind: Annotated[Kind, typer.Option(help="ECDSA, ДСТУ 4145 з ГОСТ 34.311 чи з Купиною")] = Kind.ECDSA,
) -> None:
    """Видати тестовий ключ людини з пісочниці, PEM · issue a development key of somebody in the sandbox."""
    settings = read_settings()
    refuse_production(settings, "тестових ключів", "development key")

    async def issued(url: str) -> str:
        await ready(url)
        holder = await StandIns(url).holder(role, facility)
        typer.echo(f"{holder.name} · {holder.place.name}, {holder.place.edrpou or '—'}", err=True)
        if holder.person_id is None:
            raise StartRefused("ключ має лише особа, а не програма / only people have keys, not programs")
        return await PeoplesKeys(url, development_keys(settings)).key_of(holder.person_id, kind)

    development_keys(settings).trust(settings.trusted_folder)
    with database(settings) as (url, _):
        typer.echo(uvloop.run(issued(url)), nl=False)


@cli.command()
def dev_sign(
    key: Annotated[Path, typer.Option(exists=True, dir_okay=False, help="файл від dev-key · its file")],
) -> None:
    """Підписати те, що на вході: дані чи відповідь prepare; дає base64 · sign what comes in."""
    try:
        payload = payload_in(sys.stdin.buffer.read())
        message = sign_cms(payload, from_pem(key.read_text()), datetime.now(UTC), secrets.randbelow)
    except ValueError as problem:
        raise StartRefused(f"підписати не вдалося / it cannot be signed: {problem}") from None
    typer.echo(b64encode(message).decode())


async def issue_as(url: str, role: str, edrpou: str | None) -> str | None:
    """Make a session of somebody who carries a role set, say who, and give the token, if one is needed."""
    issued = await StandIns(url).token_as(role, edrpou)
    if issued.holder is None:
        typer.echo(f"{issued.title} ({role}): токен не потрібен · no token is needed", err=True)
    else:
        place = issued.holder.place
        typer.echo(
            f"{issued.holder.name} · {issued.title} ({role}) · {place.name}, {place.edrpou or '—'}", err=True
        )
    return issued.token


async def issue(url: str) -> str:
    """Make a session of the sandbox's explorer and give its token."""
    async with writing(url) as connection:
        return await explorer_token(connection)


def refuse_production(settings: Settings, what: str, what_en: str) -> None:
    """Keep the sandbox's helps out of production."""
    if not settings.is_sandbox:
        raise StartRefused(
            f"ZAKLAD_PROFILE=production не має {what} / there is no {what_en} in ZAKLAD_PROFILE=production"
        )


@journal_cli.command("verify")
def verify_chain(
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(exists=True, dir_okay=False, help="збережені контрольні точки чи вивантаження · kept"),
    ] = None,
    key: Annotated[
        list[str] | None, typer.Option(help="ще один відкритий ключ точок, base64 · another public key")
    ] = None,
) -> None:
    """Перевірити весь журнал; перша вада — код 1 · verify the journal and name what is wrong."""
    settings = read_settings()
    keys = journal_verbs.public_keys([journal_verbs.public_key(checkpoint_signing(settings)), *(key or [])])
    kept = journal_verbs.kept_checkpoints(checkpoint or [])
    with migrated(settings) as url, progress_bar("Журнал · journal") as progress:
        told = partial(progress, "Печатки · seals")
        verdict = uvloop.run(journal_verbs.verified(url, keys, kept, told))
    typer.echo(
        f"печаток {verdict.seals}, підтверджено точками {verdict.confirmed}, чекають {verdict.pending}"
        f" · {verdict.seals} seals, {verdict.confirmed} confirmed by checkpoints, {verdict.pending} waiting"
    )
    if verdict.fault is not None:
        typer.echo(f"{verdict.fault.message} / {verdict.fault.message_en}", err=True)
        raise typer.Exit(CHANGED_EXIT)


@journal_cli.command("export")
def export_chain(
    file: Annotated[Path, typer.Argument(help="куди; файла ще немає · a new file")],
    with_bytes: Annotated[
        bool, typer.Option("--with-bytes", help="з самими даними й підписами · with personal data")
    ] = False,
) -> None:
    """Вивантажити журнал для tools/verify_journal.py · export the journal."""
    with (
        journal_verbs.new_file(file) as opened_file,
        migrated(read_settings()) as url,
        progress_bar("Журнал · journal") as progress,
    ):
        told = partial(progress, "Печатки · seals")
        done = uvloop.run(journal_verbs.exported(url, opened_file, told, with_bytes=with_bytes))
    typer.echo(f"печаток {done.seals}, точок {done.checkpoints} · seals, checkpoints: {file}", err=True)


@journal_cli.command("checkpoint")
def sign_checkpoint() -> None:
    """Підписати журнал, як він є; точку зберігають деінде · sign a checkpoint, to be kept elsewhere."""
    settings = read_settings()
    signing = checkpoint_signing(settings)
    with migrated(settings) as url:
        checkpoint = uvloop.run(journal_verbs.signed(url, signing, datetime.now(UTC)))
    typer.echo(f"Відкритий ключ · public key: {journal_verbs.public_key(signing)}", err=True)
    typer.echo(orjson.dumps(checkpoint.exported()))


@schema_cli.command("print")
def print_schema() -> None:
    """Надрукувати схему · print the schema."""
    typer.echo(printed(), nl=False)


@schema_cli.command()
def check(
    against: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="файл; інакше останній випуск · a file")
    ] = None,
) -> None:
    """Показати зміни схеми від останнього випуску; ламка зміна — код 1 · tell what changed."""
    old = last_release() if against is None else against.read_text()
    if old is None:
        typer.echo("випусків ще немає, порівнювати нема з чим · there is no release to compare with")
        return
    try:
        found = changes(old)
    except (GraphQLError, TypeError):
        raise StartRefused("це не схема GraphQL / this is no GraphQL schema") from None
    for change in found:
        typer.echo(f"{'ламає · breaks' if change.breaking else 'небезпечно · risks'}: {change.description}")
    if any(change.breaking for change in found):
        raise typer.Exit(CHANGED_EXIT)
    typer.echo("ламких змін немає · nothing breaks")


@policy_cli.command("print")
def print_policy() -> None:
    """Надрукувати, що може кожен рольовий набір · print what each role set may do."""
    typer.echo(policy.printed(), nl=False)


@policy_cli.command("check")
def check_policy() -> None:
    """Порівняти з permissions/policy.txt; застаріла — код 1 · tell whether the committed one is fresh."""
    if found := policy.difference():
        typer.echo(found)
        raise typer.Exit(CHANGED_EXIT)
    typer.echo("permissions/policy.txt чинна · is fresh")


def main() -> None:
    """Run the command line; whatever is refused is one sentence and no traceback."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.WARNING)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job inherits it ignored
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # stop as Ctrl-C does
    try:
        with one_sentence():
            cli()
    except StartRefused as refusal:
        console = Console(stderr=True, soft_wrap=True)
        console.print(f"[bold red]zaklad:[/] {escape(str(refusal))}", highlight=False)
        sys.exit(REFUSED_EXIT)


if __name__ == "__main__":
    main()
