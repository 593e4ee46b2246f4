"""Checkpoints: heads of the Merkle tree, signed by Ed25519 (RFC 8032), to be kept elsewhere.

What is signed is a text of lines, as in C2SP tlog-checkpoint: format, origin, number, size, root, moment.
"""

import base64
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from journal.connection import Connection
from journal.entry import moment
from journal.faults import Fault, JournalDamaged, Problem
from journal.nodes import root_at, settle_nodes

FORMAT = "zaklad-checkpoint/1"
LOCK = 7_303_014_812_554_090_004  # any number that nobody else locks

PublicKeys = Mapping[str, bytes]
"""Raw public keys by their ids."""

_LOCK = "SELECT pg_advisory_xact_lock($1)"
_SIZE = "SELECT coalesce(max(seq), 0) FROM journal_seal"
_ALL = "SELECT number, origin, size, root, at, key_id, signature FROM journal_checkpoint ORDER BY number"
_INSERT = """
INSERT INTO journal_checkpoint (number, origin, size, root, at, key_id, signature)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed head; `origin` is the installation that signed it."""

    number: int
    origin: str
    size: int
    root: bytes
    at: dt.datetime
    key_id: str
    signature: bytes = b""

    def signed_bytes(self) -> bytes:
        """Give the bytes under the signature."""
        root = base64.b64encode(self.root).decode()
        lines = (FORMAT, self.origin, self.number, self.size, root, moment(self.at))
        return "".join(f"{line}\n" for line in lines).encode()

    def exported(self) -> dict[str, object]:
        """Give it as JSON, as exports hold it."""
        return {
            "type": "checkpoint",
            "number": self.number,
            "origin": self.origin,
            "size": self.size,
            "root": self.root.hex(),
            "at": moment(self.at),
            "key": self.key_id,
            "signature": base64.b64encode(self.signature).decode(),
        }


def read_checkpoint(text: str | bytes) -> Checkpoint:
    """Read an exported checkpoint; raises KeyError, TypeError or ValueError for what is not one."""
    given = orjson.loads(text)
    return Checkpoint(
        number=int(given["number"]),
        origin=str(given["origin"]),
        size=int(given["size"]),
        root=bytes.fromhex(given["root"]),
        at=dt.datetime.fromisoformat(given["at"]),
        key_id=str(given["key"]),
        signature=base64.b64decode(given["signature"], validate=True),
    )


def read_checkpoints(lines: Iterable[bytes]) -> list[Checkpoint]:
    """Read the checkpoints among lines of JSON, as of an export or of several; raises like the one."""
    return [
        read_checkpoint(line)
        for line in lines
        if line.strip() and orjson.loads(line).get("type") == "checkpoint"
    ]


def key_id_of(public_key: bytes) -> str:
    """Give the id of a raw public key: eight bytes of its digest, in hex."""
    return sha256(public_key).hexdigest()[:16]


def is_signed(checkpoint: Checkpoint, keys: PublicKeys) -> bool:
    """Tell whether one of the known keys signed the checkpoint."""
    known = keys.get(checkpoint.key_id)
    if known is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(known).verify(checkpoint.signature, checkpoint.signed_bytes())
    except (InvalidSignature, ValueError):
        return False
    return True


async def checkpoints(connection: Connection) -> list[Checkpoint]:
    """Give the stored checkpoints in the order of their numbers."""
    return [Checkpoint(**dict(row)) for row in await connection.fetch(_ALL)]


async def make_checkpoint(
    connection: Connection, key: Ed25519PrivateKey, origin: str, now: dt.datetime
) -> Checkpoint | None:
    """Sign the tree as it is; give the last checkpoint if nothing was sealed since, None if nothing ever.

    The tree must have grown out of the one signed last, else JournalDamaged is raised and nothing is signed.
    """
    public = key.public_key().public_bytes_raw()
    async with connection.transaction(isolation="read_committed"):
        await connection.execute(_LOCK, LOCK)
        size = await connection.fetchval(_SIZE)
        stored = await checkpoints(connection)
        last = stored[-1] if stored else None
        if size == 0 or (last is not None and (last.size, last.key_id) == (size, key_id_of(public))):
            return last
        await settle_nodes(connection, size)
        await _refuse_another_past(connection, last, size)
        made = Checkpoint(
            number=len(stored) + 1,
            origin=origin,
            size=size,
            root=await root_at(connection, size),
            at=now,
            key_id=key_id_of(public),
        )
        signature = key.sign(made.signed_bytes())
        values = (made.number, made.origin, made.size, made.root, made.at, made.key_id, signature)
        await connection.execute(_INSERT, *values)
        return Checkpoint(*values)


async def _refuse_another_past(connection: Connection, last: Checkpoint | None, size: int) -> None:
    if last is None:
        return
    if last.size > size:
        raise JournalDamaged(Fault(Problem.CHECKPOINT_BEYOND, last.number))
    if await root_at(connection, last.size) != last.root:
        raise JournalDamaged(Fault(Problem.TREE_REWRITTEN, last.number))
