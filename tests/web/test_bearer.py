from dataclasses import dataclass

import pytest

from errors import Unauthenticated
from permissions.access import ANONYMOUS, EXPLORER, Access
from web.bearer import AccessMemory, bearer_token
from web.limits import Limits


@dataclass
class Desk:
    """Gives accesses and counts how often it was asked; the hands of its clock are moved by the test."""

    asked: int = 0
    now: float = 0.0
    is_open: bool = True

    async def access_of(self, token: str | None) -> Access:
        self.asked += 1
        if token is None:
            return ANONYMOUS
        if not self.is_open or not token.startswith("good"):
            raise Unauthenticated("токен невідомий", "the token is unknown")
        return EXPLORER

    def clock(self) -> float:
        return self.now


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def memory(desk: Desk) -> AccessMemory:
    return AccessMemory(desk.access_of, Limits(token_seconds=5, tokens=2), desk.clock)


@pytest.mark.parametrize("authorization", [b"Bearer zk_a-B_9", b"bearer   zk_a-B_9", b" BEARER zk_a-B_9 "])
def test_a_bearer_token_is_read(authorization: bytes) -> None:
    assert bearer_token(authorization) == "zk_a-B_9"


def test_no_field_is_no_token() -> None:
    assert bearer_token(None) is None


@pytest.mark.parametrize(
    "authorization",
    [
        b"",
        b"Bearer",
        b"Bearer ",
        b"Basic YTpi",
        b"Bearer a b",
        b"Bearer a, Bearer b",
        b"Bearer \xff",
        b"Bearer " + b"a" * 300,
    ],
)
def test_what_is_no_bearer_token_is_refused_without_asking(authorization: bytes) -> None:
    with pytest.raises(Unauthenticated):
        bearer_token(authorization)


async def test_a_token_is_asked_about_once_while_remembered(desk: Desk, memory: AccessMemory) -> None:
    assert [await memory("good") for _ in range(3)] == [EXPLORER] * 3
    assert desk.asked == 1
    desk.now = 5.0
    assert await memory("good") is EXPLORER
    assert desk.asked == 2


async def test_a_revoked_token_stops_when_its_memory_is_old(desk: Desk, memory: AccessMemory) -> None:
    await memory("good")
    desk.is_open, desk.now = False, 5.0
    with pytest.raises(Unauthenticated):
        await memory("good")


async def test_a_refusal_is_not_remembered(desk: Desk, memory: AccessMemory) -> None:
    desk.is_open = False
    with pytest.raises(Unauthenticated):
        await memory("good")
    desk.is_open = True
    assert await memory("good") is EXPLORER


async def test_the_oldest_token_leaves_a_full_memory(desk: Desk, memory: AccessMemory) -> None:
    for token in ("good1", "good2", "good3", "good3", "good2", "good1"):
        await memory(token)
    assert desk.asked == 4


async def test_no_token_is_anonymous(memory: AccessMemory) -> None:
    assert await memory(None) is ANONYMOUS
