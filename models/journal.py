"""Journal: the tamper-evident record of acts, the seals that chain it, and the signed heads of its tree."""

# ruff: noqa: D106  Meta is explained by Tortoise

from __future__ import annotations

from uuid import UUID

from tortoise import Model, fields
from tortoise.fields import RESTRICT
from uuid_utils.compat import uuid7

from models.entity import Enumeration


class EntryKind(Enumeration):
    """What an entry records."""

    ACT = "ACT", "Підписана дія"
    LOGIN = "LOGIN", "Вхід"
    EVIDENCE = "EVIDENCE", "Пізніший доказ"
    ERASURE = "ERASURE", "Вилучення даних"
    READS = "READS", "Зведення переглядів"
    SYSTEM = "SYSTEM", "Дія служби"


class JournalEntry(Model):
    """An entry; `journal_blob` and `journal_entity` beside it hold its blobs and what it changed."""

    id = fields.UUIDField(primary_key=True, default=uuid7)
    kind = fields.CharEnumField(EntryKind)
    at = fields.DatetimeField()
    header = fields.JSONField[dict[str, object]]()
    entry_hash = fields.BinaryField()
    person_id = fields.UUIDField(null=True, generated=True)
    facility_id = fields.UUIDField(null=True, generated=True)

    class Meta:
        table = "journal_entry"


class JournalSeal(Model):
    """An entry's place in the chain, given soon after its transaction is committed."""

    seq = fields.BigIntField(primary_key=True, generated=False)
    entry: fields.OneToOneRelation[JournalEntry] = fields.OneToOneField(
        "models.JournalEntry", related_name="seal", on_delete=RESTRICT
    )
    entry_id: UUID
    prev = fields.BinaryField()
    hash = fields.BinaryField()

    class Meta:
        table = "journal_seal"


class JournalCheckpoint(Model):
    """A signed head of the Merkle tree over the first `size` seals."""

    number = fields.IntField(primary_key=True, generated=False)
    origin = fields.CharField(300)
    size = fields.BigIntField()
    root = fields.BinaryField()
    at = fields.DatetimeField()
    key_id = fields.CharField(16)
    signature = fields.BinaryField()

    class Meta:
        table = "journal_checkpoint"
