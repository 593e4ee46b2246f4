"""What an operator may choose, each by one variable of the environment; docs/settings.md tells of each."""

import os
from enum import StrEnum
from pathlib import Path

from pydantic import HttpUrl, ValidationError
from pydantic_settings import SettingsConfigDict

from errors import StartRefused
from running.bounds import Bounds
from running.setting import setting
from store.cluster import default_data

CONFIDENTIAL = frozenset({"identity_pepper", "database_url", "secret", "checkpoint_key", "smtp_url"})


class Profile(StrEnum):
    """For whom the service runs."""

    SANDBOX = "sandbox"
    PRODUCTION = "production"


class Accelerator(StrEnum):
    """Whether the system's libcrypto may compute for signatures by DSTU 4145."""

    AUTO = "auto"
    OFF = "off"


class Settings(Bounds):
    """What an operator may choose, each by one variable of the environment."""

    model_config = SettingsConfigDict(
        env_prefix="ZAKLAD_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    profile: Profile = setting(
        Profile.SANDBOX,
        "Для кого працює сервіс: `sandbox` має вигадані дані, GraphiQL і токен дослідника, `production` — ні",
        "sandbox або production / sandbox or production",
    )
    host: str = setting("127.0.0.1", "Адреса, на якій сервіс слухає", "адреса / an address")
    port: int = setting(
        8000,
        "Порт, на якому сервіс слухає",
        "число від 1 до 65535 / a number from 1 to 65535",
        ge=1,
        le=65535,
    )
    public_url: HttpUrl | None = setting(
        None, "Адреса, під якою сервіс бачать клієнти", "адреса http(s)://… / an address http(s)://…"
    )
    data: Path | None = setting(
        None,
        "Тека вбудованого PostgreSQL; без неї — тека даних користувача, для root `/var/lib/zaklad`",
        "тека / a folder",
    )
    database_url: str | None = setting(
        None,
        "Власний PostgreSQL ≥ 15 замість вбудованого",
        "postgresql://користувач:пароль@сервер/база / postgresql://user:password@server/database",
        validation_alias="DATABASE_URL",
        pattern=r"^postgres(ql)?://.",
    )
    secret: str | None = setting(
        None,
        "Секрет, з якого виводяться ключі служби; через пробіл — новий і попередній, поки його змінюють."
        " Пісочниця має свій у теці даних, `production` без нього не стартує",
        "від 32 знаків, один чи два через пробіл / 32 characters or more, one or two by a space",
        pattern=r"^\S{32,}( \S{32,})?$",
        repr=False,
    )
    identity_pepper: str | None = setting(
        None,
        "Секрет, під яким за РНОКПП знаходять особу; ніколи не змінюється. Пісочниця має свій у теці даних,"
        " `production` без нього не стартує",
        "від 32 знаків / 32 characters or more",
        pattern=r"^\S{32,}$",
        repr=False,
    )
    trust: Path | None = setting(
        None,
        "Тека сертифікатів надавачів (PEM, DER), яким довіряють; без неї — `trust` у теці даних. Пісочниця"
        " додає туди свій центр NOT TRUSTED, з яким `production` не стартує",
        "тека / a folder",
    )
    dstu_accelerator: Accelerator = setting(
        Accelerator.AUTO,
        "Чим перевіряти підписи ДСТУ 4145: `auto` — системним libcrypto, де він є і рахує так само, як"
        " власний код (у десять разів швидше), `off` — лише власним кодом",
        "auto або off / auto or off",
    )
    checkpoint_key: str | None = setting(
        None,
        "Ключ Ed25519, яким підписано контрольні точки журналу. Пісочниця має свій у теці даних, `production`"
        " без нього не стартує",
        "64 шістнадцяткові цифри / 64 hexadecimal digits",
        pattern=r"^[0-9a-f]{64}$",
        repr=False,
    )
    environment: str | None = setting(
        None,
        "Назва середовища: підписане для одного не діє в іншому; без неї — назва профілю",
        "літери, цифри, дефіс / letters, digits, hyphens",
        pattern=r"^[A-Za-z0-9-]{1,40}$",
    )
    smtp_url: str | None = setting(
        None,
        "Поштовий сервер, через який ідуть листи; без нього пісочниця лише показує їх на `/sandbox/letters`,"
        " а `production` не стартує",
        "smtp[s]://[користувач:пароль@]сервер[:порт][?starttls=offered|required|never]",
        pattern=r"^smtps?://.",
        repr=False,
    )
    smtp_from: str | None = setting(
        None,
        "Адреса, з якої написано листи; без неї пісочниця має вигадану, а `production` не стартує",
        "адреса / an address",
        pattern=r"^[^@\s<>]+@[^@\s<>]+$",
    )
    connections: int = setting(
        8, "Скільки з'єднань з базою має процес", "число від 1 до 100 / a number from 1 to 100", ge=1, le=100
    )
    statement_seconds: float = setting(
        10.0,
        "Скільки секунд може тривати один запит до бази",
        "від 0.1 до 300 / from 0.1 to 300",
        ge=0.1,
        le=300,
    )
    rows_max: int = setting(
        50_000,
        "Стеля вартості запиту: скільки рядків дозволяють його сторінки",
        "число від 1000 до 10000000 / a number from 1000 to 10000000",
        ge=1000,
        le=10_000_000,
    )
    body_bytes_max: int = setting(
        1_048_576,
        "Найбільша довжина тіла запиту в байтах",
        "число від 1024 до 67108864 / a number from 1024 to 67108864",
        ge=1024,
        le=67_108_864,
    )
    demo_facilities: int = setting(
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
    def sender(self) -> str:
        """From which address letters are written; raises StartRefused in production without one."""
        if self.smtp_from is not None:
            return self.smtp_from
        if not self.is_sandbox:
            raise StartRefused(
                "ZAKLAD_SMTP_FROM: у production потрібна адреса, з якої написано листи"
                " / production needs the address from which letters are written"
            )
        return "zaklad@sandbox.example"

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
        raise _refusedsetting(str(wrong.errors()[0]["loc"][0])) from None


def _refusedsetting(place: str) -> StartRefused:
    """Say what the variable should be; what may hold a password or a secret is not repeated."""
    name = next(name for name in Settings.model_fields if place in (name, variable(name)))
    given = "" if name in CONFIDENTIAL else f"={os.environ.get(variable(name), '')}"
    return StartRefused(
        f"{variable(name)}{given}: очікується / expected: {Settings.model_fields[name].title}"
    )
