"""Settings come from the environment, and a wrong one stops the start in one sentence.

`PYTHONPATH=. python tests/running/test_settings.py > docs/settings.md` writes the page of the settings anew.
"""

import sys
from pathlib import Path

import pytest

from errors import StartRefused
from running.bounds import Bounds
from running.settings import Profile, Settings, read_settings, variable

ROOT = Path(__file__).parents[2]
HEAD = """\
# Налаштування

Змінні оточення; порожня — те саме, що відсутня. Хибне значення чи незнайома змінна `ZAKLAD_…` зупиняє старт
одним реченням.

| змінна | без неї | що означає | очікується / expected |
|---|---|---|---|
"""


def page() -> str:
    rows = []
    fields = sorted(Settings.model_fields.items(), key=lambda field: field[0] in Bounds.model_fields)
    for name, field in fields:
        default = "—" if field.default is None else f"`{field.default}`"
        rows.append(f"| `{variable(name)}` | {default} | {field.description} | {field.title} |\n")
    return HEAD + "".join(rows)


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)


def test_the_page_of_the_settings_is_fresh() -> None:
    assert (ROOT / "docs" / "settings.md").read_text() == page()


def test_without_variables_the_service_is_a_sandbox_on_loopback() -> None:
    settings = read_settings()
    assert settings.profile is Profile.SANDBOX
    assert settings.address == "http://127.0.0.1:8000"
    assert settings.database_url is None


@pytest.mark.parametrize(
    ("name", "value", "address"),
    [
        ("ZAKLAD_PUBLIC_URL", "https://zaklad.example/", "https://zaklad.example"),
        ("ZAKLAD_HOST", "::", "http://127.0.0.1:8000"),
        ("ZAKLAD_HOST", "::1", "http://[::1]:8000"),
        ("ZAKLAD_PORT", "", "http://127.0.0.1:8000"),
    ],
)
def test_the_address_follows_the_settings(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, address: str
) -> None:
    monkeypatch.setenv(name, value)
    assert read_settings().address == address


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZAKLAD_PROFILE", "prod"),
        ("ZAKLAD_PORT", "0"),
        ("ZAKLAD_DSTU_ACCELERATOR", "on"),
        ("ZAKLAD_PORT", "http"),
        ("ZAKLAD_PUBLIC_URL", "zaklad.example"),
        ("ZAKLAD_CONNECTIONS", "-1"),
        ("ZAKLAD_STATEMENT_SECONDS", "nan"),
        ("ZAKLAD_ROWS_MAX", "1e9"),
        ("ZAKLAD_BODY_BYTES_MAX", "1"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_expected(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(StartRefused) as refused:
        read_settings()
    assert str(refused.value).startswith(f"{name}={value}: очікується / expected: ")
    assert "\n" not in str(refused.value)


def test_a_wrong_address_of_a_database_is_not_repeated_since_it_may_hold_a_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://user:geheim@host/base")
    with pytest.raises(StartRefused, match=r"^DATABASE_URL: ") as refused:
        read_settings()
    assert "geheim" not in str(refused.value)


def test_a_misspelt_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZAKLAD_PROFIL", "production")
    with pytest.raises(StartRefused, match=r"^ZAKLAD_PROFIL: "):
        read_settings()


if __name__ == "__main__":
    sys.stdout.write(page())
