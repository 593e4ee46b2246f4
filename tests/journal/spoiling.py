"""What may be done to a journal behind its back, and how the two verifications name it."""

# Rows of the fourth seal, as statements name them.
ENTRY = "(SELECT entry_id FROM journal_seal WHERE seq = 4)"
OTHER = "(SELECT entry_id FROM journal_seal WHERE seq = 6)"
PAYLOAD = f"part = 'payload' AND entry_id = {ENTRY}"
MOVE = "UPDATE journal_seal SET seq = {1} WHERE seq = {0}"

# What is done, and how the two verifications name it.
SPOILED: dict[str, tuple[tuple[str, ...], str, str]] = {
    "header edited": (
        (f"UPDATE journal_entry SET header = header || '{{\"actor\": null}}' WHERE id = {ENTRY}",),
        "entry 4: header, moment",
        "entry 4: the entry is not what its hash covers",
    ),
    "moment edited": (
        (f"UPDATE journal_entry SET at = at + interval '1 microsecond' WHERE id = {ENTRY}",),
        "entry 4: header, moment",
        "entry 4: the entry is not",
    ),
    "kind edited": (
        (f"UPDATE journal_entry SET kind = 'LOGIN' WHERE id = {ENTRY}",),
        "entry 4: header, moment",
        "entry 4: the entry is not",
    ),
    "header no longer a header": (
        (
            "ALTER TABLE journal_entry DROP CONSTRAINT journal_entry_header_shape",
            f"UPDATE journal_entry SET header = '[]' WHERE id = {ENTRY}",
        ),
        "entry 4: header, moment",
        "line 5: is not of the format",
    ),
    "hash of entry edited": (
        (f"UPDATE journal_entry SET entry_hash = sha256('x') WHERE id = {ENTRY}",),
        "entry 4: header, moment",
        "entry 4: the entry is not",
    ),
    "entry removed": (
        (f"DELETE FROM journal_entry WHERE id = {ENTRY}",),
        "entry 4: the entry is gone",
        "entry 4: the entry is gone",
    ),
    "change edited": (
        (f"UPDATE journal_entity SET version = 7 WHERE entry_id = {ENTRY}",),
        "entry 4: header, moment",
        "entry 4: the entry is not",
    ),
    "change removed": (
        (f"DELETE FROM journal_entity WHERE entity = 'Position' AND entry_id = {ENTRY}",),
        "entry 4: header, moment",
        "entry 4: the entry is not",
    ),
    "change inserted": (
        (f"INSERT INTO journal_entity VALUES ({ENTRY}, 'Garden', gen_random_uuid(), 1)",),
        "entry 4: header, moment",
        "entry 4: the entry is not",
    ),
    "blob edited": (
        (f"UPDATE journal_blob SET bytes = 'x' WHERE part = 'payload' AND entry_id = {ENTRY}",),
        "blob 4 (payload): its bytes",
        "blob 4 (payload): its bytes",
    ),
    "salt edited": (
        (f"UPDATE journal_blob SET salt = sha256('x') WHERE part = 'cms' AND entry_id = {ENTRY}",),
        "blob 4 (cms): its bytes",
        "blob 4 (cms): its bytes",
    ),
    "blob edited with its hash": (
        (f"UPDATE journal_blob SET bytes = 'x', sha256 = sha256(salt || 'x') WHERE {PAYLOAD}",),
        "entry 4: header, moment",
        "entry 4: the entry is not",
    ),
    "blob removed": (
        (f"DELETE FROM journal_blob WHERE part = 'cms' AND entry_id = {ENTRY}",),
        "blob 4 (cms): a part of the entry is gone",
        "blob 4 (cms): a part of the entry is gone",
    ),
    "blob moved to another entry": (
        (
            f"DELETE FROM journal_blob WHERE part = 'cms' AND entry_id = {OTHER}",
            f"UPDATE journal_blob SET entry_id = {OTHER} WHERE part = 'cms' AND entry_id = {ENTRY}",
        ),
        "blob 4 (cms): a part of the entry is gone",
        "blob 4 (cms): a part of the entry is gone",
    ),
    "blobs of two parts exchanged": (
        (
            "ALTER TABLE journal_blob DROP CONSTRAINT journal_blob_part_is_one",
            f"UPDATE journal_blob SET part = 'x' WHERE part = 'cms' AND entry_id = {ENTRY}",
            f"UPDATE journal_blob SET part = 'cms' WHERE part = 'payload' AND entry_id = {ENTRY}",
            f"UPDATE journal_blob SET part = 'payload' WHERE part = 'x' AND entry_id = {ENTRY}",
        ),
        "entry 4: header, moment",
        "entry 4: the entry is not",
    ),
    "blob inserted": (
        (
            "ALTER TABLE journal_blob DROP CONSTRAINT journal_blob_part_is_one",
            f"INSERT INTO journal_blob VALUES ({ENTRY}, 'gossip', sha256(sha256('')), sha256(''), '')",
        ),
        "blob 4 (gossip): a part was added",
        "blob 4 (gossip): a part was added",
    ),
    "blob erased quietly": (
        (f"UPDATE journal_blob SET salt = NULL, bytes = NULL, erased_by = entry_id WHERE {PAYLOAD}",),
        "blob 4 (payload): its bytes were removed without an entry",
        "blob 4 (payload): removed without an entry",
    ),
    "seal's hash edited": (
        ("UPDATE journal_seal SET hash = sha256('x') WHERE seq = 4",),
        "seal 4: its hash",
        "seal 4: its hash",
    ),
    "seal's link edited": (
        ("UPDATE journal_seal SET prev = sha256('x') WHERE seq = 4",),
        "seal 4: does not follow",
        "seal 4: does not follow",
    ),
    "seal removed": (
        ("DELETE FROM journal_seal WHERE seq = 4",),
        "seal 4: there is no seal",
        "seal 4: there is no seal",
    ),
    "first seal removed": (
        ("DELETE FROM journal_seal WHERE seq = 1",),
        "seal 1: there is no seal",
        "seal 1: there is no seal",
    ),
    "seal removed and numbers closed up": (
        (
            "DELETE FROM journal_seal WHERE seq = 4",
            *(MOVE.format(number, number - 1) for number in range(5, 13)),
        ),
        "seal 4: does not follow",
        "seal 4: does not follow",
    ),
    "seal inserted": (
        (
            *(MOVE.format(number, number + 1) for number in range(12, 3, -1)),
            "ALTER TABLE journal_seal DROP CONSTRAINT journal_seal_entry_once",
            "INSERT INTO journal_seal SELECT 4, entry_id, prev, hash FROM journal_seal WHERE seq = 5",
        ),
        "seal 5: does not follow",
        "seal 5: does not follow",
    ),
    "two seals exchanged": (
        (MOVE.format(4, 99), MOVE.format(6, 4), MOVE.format(99, 6)),
        "seal 4: does not follow",
        "seal 4: does not follow",
    ),
    "two entries exchanged": (
        (
            "ALTER TABLE journal_seal DROP CONSTRAINT journal_seal_entry_once",
            "CREATE TABLE kept AS SELECT 10 - seq AS seq, entry_id FROM journal_seal WHERE seq IN (4, 6)",
            "UPDATE journal_seal AS seal SET entry_id = kept.entry_id FROM kept WHERE kept.seq = seal.seq",
        ),
        "seal 4: its hash",
        "seal 4: its hash",
    ),
    "all after a checkpoint's middle cut off": (
        ("DELETE FROM journal_seal WHERE seq > 8", "DELETE FROM journal_pending"),
        "checkpoint 2: covers more seals",
        "checkpoint 2: covers another number of seals",
    ),
    "checkpoint's root edited": (
        ("UPDATE journal_checkpoint SET root = sha256('x') WHERE number = 1",),
        "checkpoint 1: its signature",
        "checkpoint 1: not signed",
    ),
    "checkpoint's size edited": (
        ("UPDATE journal_checkpoint SET size = 6 WHERE number = 1",),
        "checkpoint 1: its signature",
        "checkpoint 1: not signed",
    ),
    "checkpoint's moment edited": (
        ("UPDATE journal_checkpoint SET at = at - interval '1 day' WHERE number = 1",),
        "checkpoint 1: its signature",
        "checkpoint 1: not signed",
    ),
    "checkpoint removed": (
        ("DELETE FROM journal_checkpoint WHERE number = 1",),
        "checkpoint 1: the checkpoint is gone",
        "checkpoint 1: it is gone",
    ),
    "last checkpoint removed": (
        ("DELETE FROM journal_checkpoint WHERE number = 2",),
        "checkpoint 2: the checkpoint is gone",
        "checkpoint 2: it was kept and is gone",
    ),
    "checkpoints exchanged": (
        (
            "UPDATE journal_checkpoint SET number = number + 10",
            "UPDATE journal_checkpoint SET number = 13 - number",
        ),
        "checkpoint 1: its signature",
        "checkpoint 1: not signed",
    ),
    "checkpoint inserted": (
        (
            "CREATE TEMPORARY TABLE third AS SELECT * FROM journal_checkpoint WHERE number = 2",
            "UPDATE third SET number = 3, size = 12",
            "INSERT INTO journal_checkpoint SELECT * FROM third",
        ),
        "checkpoint 3: its signature",
        "checkpoint 3: not signed",
    ),
}
