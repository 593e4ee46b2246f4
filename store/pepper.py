"""The pepper of people's keys is the one that they were made with: another would find nobody any more.

A database remembers a digest by the pepper it was first served with; the pepper cannot be found from it.
"""

import hashlib
import hmac

import asyncpg

from errors import StartRefused

_LABEL = b"zaklad/1 check of the identity pepper"
# whoever starts at the same moment keeps the first one, and is compared with it
_KEEP = """
INSERT INTO secret_check (secret, digest) VALUES ('identity_pepper', $1)
ON CONFLICT (secret) DO UPDATE SET digest = secret_check.digest RETURNING digest
"""


async def refuse_other_pepper(connection: asyncpg.Connection, pepper: bytes) -> None:
    """Remember the pepper of a database that has none yet; raises StartRefused for another one later."""
    digest = hmac.digest(pepper, _LABEL, hashlib.sha256)
    if not hmac.compare_digest(await connection.fetchval(_KEEP, digest), digest):
        raise StartRefused(
            "ZAKLAD_IDENTITY_PEPPER: PEPPER_CHANGED, ключі осіб у базі зроблено з іншим секретом, і з цим"
            " нікого не знайти; поверніть той / the keys of people in the database were made with another"
            " one, and nobody is found with this one; give that one back"
        )
