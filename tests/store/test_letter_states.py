"""Whatever happens to a letter, it goes only where the table of its states lets it go."""

import datetime as dt
from collections import deque
from collections.abc import Awaitable, Callable
from uuid import UUID

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from commands.letters import cancel_letters
from letters.carrier import Verdict
from letters.states import STEPS
from models.letter import LetterKind, LetterState
from store.bounces import bounced
from store.connections import Limits
from store.mailing import Desk, Taken, _Batch
from store.transactions import open_transactions
from tests.models.world import NOW, World
from tests.reading import connected

Happen = Callable[[str, asyncpg.Connection, UUID, UUID], Awaitable[object]]


def noted(verdict: Verdict) -> Happen:
    async def happen(_url: str, database: asyncpg.Connection, letter_id: UUID, _invitation: UUID) -> object:
        desk = Desk("registry@zaklad.example", bytes)
        batch = _Batch(database, None, desk, lambda: NOW, deque())  # type: ignore[arg-type]  # nothing is sent
        taken = Taken(letter_id, LetterKind.INVITATION, "a@b.example", {}, None, "<1@zaklad>", 1, None)
        await batch._note(taken, verdict)
        return None

    return happen


async def bounce(url: str, _database: asyncpg.Connection, letter_id: UUID, _invitation: UUID) -> object:
    return await bounced(url, f"<{letter_id}@zaklad>", NOW)


async def cancel(url: str, _database: asyncpg.Connection, _letter_id: UUID, invitation_id: UUID) -> object:
    async with open_transactions(url, Limits(size=1)) as transactions:
        return await transactions.write(lambda tx: cancel_letters(tx, invitation_id))


HAPPENINGS: dict[LetterState, Happen] = {
    LetterState.SENT: noted(Verdict(LetterState.SENT)),
    LetterState.DEFERRED: noted(Verdict(LetterState.DEFERRED, "451")),
    LetterState.FAILED: noted(Verdict(LetterState.FAILED, "550")),
    LetterState.BOUNCED: bounce,
    LetterState.CANCELLED: cancel,
}


@pytest.mark.parametrize("then", HAPPENINGS)
async def test_from_every_state_what_happens_leads_where_the_table_says(
    own_database_url: str, then: LetterState
) -> None:
    async with connected(own_database_url) as database:
        world = World(database)
        for state, steps in STEPS.items():
            invitation, letter_id = await world.add("invitation"), uuid7()
            sent = state in (LetterState.SENT, LetterState.BOUNCED)
            await world.add(
                "letter",
                id=letter_id,
                state=state.value,
                invitation_id=invitation["id"],
                message_id=f"<{letter_id}@zaklad>",
                sent_at=NOW if sent else None,
                next_try_at=NOW + dt.timedelta(minutes=1) if state is LetterState.DEFERRED else None,
            )
            await HAPPENINGS[then](own_database_url, database, letter_id, invitation["id"])
            now = (await world.seen("letter", {"id": letter_id}))["state"]
            assert now == (then if then in steps else state), (state, then)
