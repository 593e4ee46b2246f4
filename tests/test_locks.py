"""The locks hold what pyproject.toml asks for, with hashes, and name no place to fetch it from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = {"requirements.lock": ["embedded"], "requirements-dev.lock": ["embedded", "dev"]}


def pins(lock: str) -> dict[str, str]:
    lines = (ROOT / lock).read_text().splitlines()
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", "\n".join(lines), re.MULTILINE))


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_lock_pins_everything_asked_for_within_its_bounds(lock: str) -> None:
    asked = [*PROJECT["dependencies"]]
    for extra in EXTRAS[lock]:
        asked += PROJECT["optional-dependencies"][extra]
    pinned = pins(lock)
    for wanted in map(Requirement, asked):
        version = pinned.get(canonicalize_name(wanted.name))
        assert version is not None, f"{wanted.name} is not in {lock}"
        assert version in wanted.specifier, f"{wanted} is not {version} of {lock}"


def test_the_development_lock_holds_all_of_the_other_one() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", EXTRAS)
def test_a_lock_is_made_of_pins_and_hashes_only(lock: str) -> None:
    pin = re.compile(r"[a-z0-9.-]+==\S+( ; [^/]+?)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    for line in (ROOT / lock).read_text().splitlines():
        assert pin.fullmatch(line), line
