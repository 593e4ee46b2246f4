"""The journal, the log of reads and the security events: what is written once and never changed.

Triggers refuse every UPDATE, DELETE and TRUNCATE, the owner's too and whatever the replication role; to get
past them one has to change the tables themselves, and then the chain, the tree and the exported checkpoints
tell. There is one change that they let through: a blob is erased, salt and bytes together, in the transaction
that writes an ERASURE entry about it. `erase_blob` is the way to it.

What belongs to an entry is inserted in the transaction that makes the entry; `made_in` is that transaction.
What still waits for its seal or digest stands in a table of its own, which stays small, so that whoever seals
reads no more than what is new. The entry and the log row have one waiting row each, made by trigger, so that
nobody can forget it.
"""

from tortoise import fields, migrations
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.migrations.operations import RunSQL

from models.journal import EntryKind
from models.migrations._declare import Declare, reference

JOURNAL = r"""
CREATE TABLE journal_entry (
    id uuid PRIMARY KEY,
    kind varchar(40) NOT NULL,
    at timestamptz NOT NULL,
    header jsonb NOT NULL,
    entry_hash bytea NOT NULL,
    person_id uuid GENERATED ALWAYS AS ((header ->> 'actor')::uuid) STORED,
    facility_id uuid GENERATED ALWAYS AS ((header ->> 'facility')::uuid) STORED,
    made_in xid8 NOT NULL,
    CONSTRAINT journal_entry_kind_known
        CHECK (kind IN ('ACT', 'LOGIN', 'EVIDENCE', 'ERASURE', 'READS', 'SYSTEM')),
    CONSTRAINT journal_entry_header_shape CHECK (
        jsonb_typeof(header) = 'object' AND jsonb_typeof(header -> 'operation') IS NOT DISTINCT FROM 'string'
        AND NOT header ?| '{id,kind,at,changes}'
    ),
    CONSTRAINT journal_entry_hash_is_sha256 CHECK (octet_length(entry_hash) = 32)
);
CREATE INDEX journal_entry_person ON journal_entry (person_id, id);
CREATE INDEX journal_entry_facility ON journal_entry (facility_id, id);

CREATE TABLE journal_blob (
    entry_id uuid NOT NULL,
    part varchar(40) NOT NULL,
    sha256 bytea NOT NULL,
    salt bytea,
    bytes bytea,
    erased_by uuid,
    PRIMARY KEY (entry_id, part),
    CONSTRAINT journal_blob_part_is_one CHECK (part IN ('payload', 'cms', 'evidence', 'result')),
    CONSTRAINT journal_blob_hash_is_sha256 CHECK (octet_length(sha256) = 32),
    CONSTRAINT journal_blob_salt_length CHECK (octet_length(salt) = 32),
    CONSTRAINT journal_blob_whole_or_erased CHECK (num_nonnulls(salt, bytes) = 2 * num_nulls(erased_by))
);
-- Signatures do not compress, and one of ordinary size is read together with its row.
ALTER TABLE journal_blob ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE journal_blob SET (toast_tuple_target = 8160);

CREATE TABLE journal_entity (
    entry_id uuid NOT NULL,
    entity varchar(60) NOT NULL,
    entity_id uuid NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (entry_id, entity, entity_id),
    CONSTRAINT journal_entity_format CHECK (entity ~ '^[A-Z][A-Za-z]*$'),
    CONSTRAINT journal_entity_version CHECK (version > 0)
);
CREATE INDEX journal_entity_history ON journal_entity (entity_id, version);

CREATE TABLE journal_pending (
    entry_id uuid PRIMARY KEY
);

CREATE TABLE journal_seal (
    seq bigint PRIMARY KEY,
    entry_id uuid NOT NULL,
    prev bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT journal_seal_counted CHECK (seq > 0),
    CONSTRAINT journal_seal_hashes_are_sha256 CHECK (octet_length(prev) = 32 AND octet_length(hash) = 32),
    CONSTRAINT journal_seal_entry_once UNIQUE (entry_id),
    CONSTRAINT journal_seal_of_entry FOREIGN KEY (entry_id) REFERENCES journal_entry
);

CREATE TABLE journal_node (
    level smallint NOT NULL,
    position bigint NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (level, position),
    CONSTRAINT journal_node_level CHECK (level > 0 AND level % 8 = 0),
    CONSTRAINT journal_node_counted CHECK (position >= 0),
    CONSTRAINT journal_node_hash_is_sha256 CHECK (octet_length(hash) = 32)
);

CREATE TABLE journal_checkpoint (
    number integer PRIMARY KEY,
    origin varchar(300) NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    at timestamptz NOT NULL,
    key_id varchar(16) NOT NULL,
    signature bytea NOT NULL,
    CONSTRAINT journal_checkpoint_counted CHECK (number > 0 AND size > 0),
    CONSTRAINT journal_checkpoint_origin_is_one_line CHECK (origin ~ '^[!-~]+$'),
    CONSTRAINT journal_checkpoint_root_is_sha256 CHECK (octet_length(root) = 32),
    CONSTRAINT journal_checkpoint_key_id_format CHECK (key_id ~ '^[0-9a-f]{16}$'),
    CONSTRAINT journal_checkpoint_signature_length CHECK (octet_length(signature) = 64)
);
"""

FORGET_JOURNAL = """
DROP TABLE journal_checkpoint;
DROP TABLE journal_node;
DROP TABLE journal_seal;
DROP TABLE journal_pending;
DROP TABLE journal_entity;
DROP TABLE journal_blob;
DROP TABLE journal_entry;
"""

# People and clients are named by id without a foreign key: the logs outlive whatever they tell of.
LOGS = r"""
CREATE TABLE access_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    principal_id uuid NOT NULL,
    person_id uuid,
    client_id uuid,
    request_id uuid,
    fields_read text[] NOT NULL DEFAULT '{}',
    fields_filtered text[] NOT NULL DEFAULT '{}',
    row_count integer NOT NULL,
    subjects uuid[] NOT NULL DEFAULT '{}',
    CONSTRAINT access_log_of_something CHECK (cardinality(fields_read) + cardinality(fields_filtered) > 0),
    CONSTRAINT access_log_row_count CHECK (row_count >= 0)
);
CREATE INDEX access_log_subjects ON access_log USING gin (subjects);
CREATE INDEX access_log_principal ON access_log (principal_id, id);

CREATE TABLE access_pending (
    access_id bigint PRIMARY KEY
);

CREATE TABLE security_event (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    code varchar(80) NOT NULL,
    operation varchar(80),
    person_id uuid,
    client_id uuid,
    facility_id uuid,
    payload_sha256 bytea,
    evidence jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT security_event_code_format CHECK (code ~ '^[A-Z][A-Z0-9_]*$'),
    CONSTRAINT security_event_operation_format CHECK (operation ~ '^[a-z][A-Za-z0-9]*$'),
    CONSTRAINT security_event_payload_is_sha256 CHECK (octet_length(payload_sha256) = 32),
    CONSTRAINT security_event_evidence_shape CHECK (jsonb_typeof(evidence) = 'object')
);
CREATE INDEX security_event_person ON security_event (person_id, at);
CREATE INDEX security_event_code ON security_event (code, at);
"""

FORGET_LOGS = "DROP TABLE security_event; DROP TABLE access_pending; DROP TABLE access_log;"

BEGINNING = """
CREATE FUNCTION begin_journal_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.made_in = pg_current_xact_id();
    INSERT INTO journal_pending (entry_id) VALUES (NEW.id);
    RETURN NEW;
END $$;
CREATE TRIGGER journal_entry_begins BEFORE INSERT ON journal_entry FOR EACH ROW
    EXECUTE FUNCTION begin_journal_entry();

CREATE FUNCTION await_access_digest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO access_pending (access_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER access_log_awaits_digest AFTER INSERT ON access_log FOR EACH ROW
    EXECUTE FUNCTION await_access_digest();

CREATE FUNCTION refuse_late_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- by its key for each row, so that no plan ever walks through all entries
    IF EXISTS (SELECT FROM (SELECT DISTINCT entry_id FROM added) AS of
               WHERE (SELECT made_in FROM journal_entry WHERE id = of.entry_id)
                   IS DISTINCT FROM pg_current_xact_id()) THEN
        RAISE check_violation USING
            MESSAGE = format('%s: added in the transaction that makes its entry', TG_TABLE_NAME),
            TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_blob_with_entry AFTER INSERT ON journal_blob
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_parts();
CREATE TRIGGER journal_entity_with_entry AFTER INSERT ON journal_entity
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_parts();
"""

FORGET_BEGINNING = """
DROP TRIGGER journal_entity_with_entry ON journal_entity;
DROP TRIGGER journal_blob_with_entry ON journal_blob;
DROP FUNCTION refuse_late_parts();
DROP TRIGGER access_log_awaits_digest ON access_log;
DROP FUNCTION await_access_digest();
DROP TRIGGER journal_entry_begins ON journal_entry;
DROP FUNCTION begin_journal_entry();
"""

# Nothing stays of what is erased but its salted hash, and without the salt the hash tells nothing.
ERASING = """
CREATE FUNCTION allow_only_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.entry_id, NEW.part, NEW.sha256) IS DISTINCT FROM (OLD.entry_id, OLD.part, OLD.sha256)
        OR OLD.erased_by IS NOT NULL
        OR NOT EXISTS (
            SELECT FROM journal_entry
            WHERE id = NEW.erased_by AND kind = 'ERASURE' AND made_in = pg_current_xact_id()
                AND header ->> 'about' = OLD.entry_id::text
                AND header -> 'details' ->> 'part' = OLD.part
        ) THEN
        RAISE check_violation USING
            MESSAGE = 'journal_blob: erased together with an entry about it, or left alone',
            TABLE = 'journal_blob', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_blob_only_erased BEFORE UPDATE ON journal_blob FOR EACH ROW
    EXECUTE FUNCTION allow_only_erasing();
ALTER TABLE journal_blob ENABLE ALWAYS TRIGGER journal_blob_only_erased;

CREATE FUNCTION erase_blob(blob_entry uuid, blob_part text, eraser uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE journal_blob SET salt = NULL, bytes = NULL, erased_by = eraser
    WHERE entry_id = blob_entry AND part = blob_part;
    IF NOT FOUND THEN
        RAISE no_data_found USING MESSAGE = 'there is no such blob';
    END IF;
END $$;
REVOKE ALL ON FUNCTION erase_blob FROM PUBLIC;
"""

FORGET_ERASING = """
DROP FUNCTION erase_blob;
DROP TRIGGER journal_blob_only_erased ON journal_blob;
DROP FUNCTION allow_only_erasing();
"""

LASTING = {
    "journal_entry": "UPDATE OR DELETE",
    "journal_blob": "DELETE",
    "journal_entity": "UPDATE OR DELETE",
    "journal_seal": "UPDATE OR DELETE",
    "journal_checkpoint": "UPDATE OR DELETE",
    "access_log": "UPDATE OR DELETE",
    "security_event": "UPDATE OR DELETE",
}

REFUSING = """
CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE check_violation USING
        MESSAGE = format('%s: what is written stays as it is', TG_TABLE_NAME),
        TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER {table}_never_changes BEFORE {events} ON {table} FOR EACH ROW
    EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_change_of_record();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_never_changes;
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_never_emptied;
"""
    for table, events in LASTING.items()
)

FORGET_REFUSING = (
    "".join(
        f"DROP TRIGGER {table}_never_emptied ON {table}; DROP TRIGGER {table}_never_changes ON {table};\n"
        for table in LASTING
    )
    + "DROP FUNCTION refuse_change_of_record();"
)


class Migration(migrations.Migration):
    """The journal."""

    dependencies = [("models", "0019_rights")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "JournalEntry",
            "journal_entry",
            "An entry; `journal_blob` and `journal_entity` beside it hold its blobs and what it changed.",
            {
                "id": fields.UUIDField(primary_key=True),
                "kind": fields.CharEnumField(EntryKind),
                "at": fields.DatetimeField(),
                "header": fields.JSONField[dict[str, object]](),
                "entry_hash": fields.BinaryField(),
                "person_id": fields.UUIDField(null=True, generated=True),
                "facility_id": fields.UUIDField(null=True, generated=True),
            },
        ),
        Declare(
            "JournalSeal",
            "journal_seal",
            "An entry's place in the chain, given soon after its transaction is committed.",
            {
                "seq": fields.BigIntField(primary_key=True, generated=False),
                **reference("entry", "JournalEntry", "seal", once=True),
                "prev": fields.BinaryField(),
                "hash": fields.BinaryField(),
            },
            primary_key="seq",
        ),
        Declare(
            "JournalCheckpoint",
            "journal_checkpoint",
            "A signed head of the Merkle tree over the first `size` seals.",
            {
                "number": fields.IntField(primary_key=True, generated=False),
                "origin": fields.CharField(300),
                "size": fields.BigIntField(),
                "root": fields.BinaryField(),
                "at": fields.DatetimeField(),
                "key_id": fields.CharField(16),
                "signature": fields.BinaryField(),
            },
            primary_key="number",
        ),
        RunSQL(JOURNAL, FORGET_JOURNAL),
        Declare(
            "AccessRecord",
            "access_log",
            "One reading of identity data; a filter that found nobody counts as well, with no subjects.",
            {
                "id": fields.BigIntField(primary_key=True, generated=False),
                "at": fields.DatetimeField(),
                "principal_id": fields.UUIDField(),
                "person_id": fields.UUIDField(null=True),
                "client_id": fields.UUIDField(null=True),
                "request_id": fields.UUIDField(null=True),
                "fields_read": ArrayField(element_type="text"),
                "fields_filtered": ArrayField(element_type="text"),
                "row_count": fields.IntField(),
                "subjects": ArrayField(element_type="uuid"),
            },
        ),
        Declare(
            "SecurityEvent",
            "security_event",
            "What happened, by the code of the refusal, and who seems to have been there.",
            {
                "id": fields.UUIDField(primary_key=True),
                "at": fields.DatetimeField(),
                "code": fields.CharField(80),
                "operation": fields.CharField(80, null=True),
                "person_id": fields.UUIDField(null=True),
                "client_id": fields.UUIDField(null=True),
                "facility_id": fields.UUIDField(null=True),
                "payload_sha256": fields.BinaryField(null=True),
                "evidence": fields.JSONField[dict[str, object]](default=dict),
            },
        ),
        RunSQL(LOGS, FORGET_LOGS),
        RunSQL(BEGINNING, FORGET_BEGINNING),
        RunSQL(ERASING, FORGET_ERASING),
        RunSQL(REFUSING, FORGET_REFUSING),
    ]
