"""Whose rights a session carries, and the epoch of each principal's rights.

Whoever keeps a principal's rights in memory keeps the epoch with them and compares it whenever it uses them.
Every change of a right makes the epoch of whoever it touches one higher, in the same transaction:

1. statement triggers on the tables in WATCHED note the principals touched in `principal_touched`;
2. at the end of the transaction one deferred trigger takes all notes of the transaction together and
   raises the epochs in the order of their ids.

The end of the transaction, because two transactions that touch the same people in opposite order would
otherwise wait for each other; and it keeps the locks for the shortest time. An epoch is made when it is first
touched or when a session begins, whichever comes first, and is never removed, so the sum of several epochs is
the same only if each is.

Rights come with role sets, so that an assignment, an employee or a person that is new touches nobody.
"""

from collections.abc import Mapping, Sequence

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import DeclareField, reference

SESSION = """
ALTER TABLE session
    ADD COLUMN principal_id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN person_id uuid,
    ADD COLUMN client_id uuid,
    ADD CONSTRAINT session_of_person FOREIGN KEY (person_id) REFERENCES person,
    ADD CONSTRAINT session_of_client FOREIGN KEY (client_id) REFERENCES mis_client,
    DROP CONSTRAINT session_kind_known,
    ADD CONSTRAINT session_kind_known CHECK (kind IN ('EXPLORER', 'FULL')),
    ADD CONSTRAINT session_of_someone CHECK (
        (kind = 'FULL') = (coalesce(person_id, client_id) IS NOT NULL)
    ),
    ADD CONSTRAINT session_principal CHECK (principal_id = coalesce(person_id, client_id, principal_id));
ALTER TABLE session ALTER COLUMN principal_id DROP DEFAULT;
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_client ON session (client_id);
"""

FORGET_SESSION = """
DROP INDEX session_client;
DROP INDEX session_person;
DELETE FROM session WHERE kind <> 'EXPLORER';
ALTER TABLE session
    DROP CONSTRAINT session_kind_known,
    ADD CONSTRAINT session_kind_known CHECK (kind IN ('EXPLORER')),
    DROP COLUMN client_id,
    DROP COLUMN person_id,
    DROP COLUMN principal_id;
"""

# Epochs change often and no index holds them: room on the page spares the index. The notes live no longer
# than their transaction, so a crash may lose them.
EPOCH = """
CREATE TABLE principal_epoch (
    principal_id uuid PRIMARY KEY,
    epoch bigint NOT NULL DEFAULT 1,
    CONSTRAINT principal_epoch_grows CHECK (epoch > 0)
) WITH (fillfactor = 70);

CREATE UNLOGGED TABLE principal_touched (
    transaction xid8 NOT NULL,
    principals uuid[] NOT NULL
);
CREATE INDEX principal_touched_transaction ON principal_touched (transaction);

CREATE FUNCTION raise_epochs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched uuid[];
BEGIN
    WITH taken AS (
        DELETE FROM principal_touched WHERE transaction = pg_current_xact_id() RETURNING principals
    )
    SELECT array_agg(DISTINCT principal ORDER BY principal) INTO touched
    FROM taken, unnest(principals) AS principal;
    INSERT INTO principal_epoch (principal_id) SELECT unnest(touched)
    ON CONFLICT (principal_id) DO UPDATE SET epoch = principal_epoch.epoch + 1;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER principal_touched_raises_epoch AFTER INSERT ON principal_touched
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raise_epochs();

CREATE FUNCTION begin_epochs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO principal_epoch (principal_id)
    SELECT DISTINCT principal FROM begun, unnest(ARRAY[principal_id, client_id]) AS principal
    WHERE principal IS NOT NULL ORDER BY principal
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER session_begins_epoch AFTER INSERT ON session
    REFERENCING NEW TABLE AS begun FOR EACH STATEMENT EXECUTE FUNCTION begin_epochs();

INSERT INTO principal_epoch (principal_id) SELECT principal_id FROM session;
"""

FORGET_EPOCH = """
DROP TRIGGER session_begins_epoch ON session;
DROP FUNCTION begin_epochs();
DROP TABLE principal_touched;
DROP FUNCTION raise_epochs();
DROP TABLE principal_epoch;
"""

_OF_ASSIGNMENT = """
    SELECT employee.person_id AS principal FROM changed
        JOIN assignment ON assignment.id = changed.assignment_id
        JOIN employee ON employee.id = assignment.employee_id"""
_OF_EMPLOYEE = """
    SELECT employee.person_id AS principal FROM changed
        JOIN employee ON employee.id = changed.employee_id"""
_ALWAYS = ("INSERT", "UPDATE", "DELETE")

# Table: what of its rows a right depends on, the principals of the rows that changed in it, and when to look.
WATCHED: Mapping[str, tuple[str, str, Sequence[str]]] = {
    "assignment": (
        "id, employee_id, facility_id, path, substitute_mode, start_date, end_date, status",
        _OF_EMPLOYEE,
        ["UPDATE"],
    ),
    "assignment_role_set": ("assignment_id, version_id", _OF_ASSIGNMENT, _ALWAYS),
    "substitution_period": ("assignment_id, starts_at, ends_at", _OF_ASSIGNMENT, _ALWAYS),
    "role_set": (
        "id, status",
        """
    SELECT employee.person_id AS principal FROM changed
        JOIN role_set_version ON role_set_version.role_set_id = changed.id
        JOIN assignment_role_set ON assignment_role_set.version_id = role_set_version.id
        JOIN assignment ON assignment.id = assignment_role_set.assignment_id
        JOIN employee ON employee.id = assignment.employee_id
    UNION
    SELECT mis_connection.client_id FROM changed
        JOIN role_set_version ON role_set_version.role_set_id = changed.id
        JOIN mis_connection ON mis_connection.version_id = role_set_version.id""",
        ["UPDATE"],
    ),
    "employee": ("id, person_id, status", "SELECT person_id AS principal FROM changed", ["UPDATE"]),
    "person": ("id, blocked_at IS NULL", "SELECT id AS principal FROM changed", ["UPDATE"]),
    "mis_client": ("id, status", "SELECT id AS principal FROM changed", ["UPDATE"]),
    "mis_connection": (
        "id, client_id, facility_id, version_id, starts_on, ends_on, status",
        "SELECT client_id AS principal FROM changed",
        _ALWAYS,
    ),
    "session": (
        "token_sha256, principal_id, client_id, absolute_until, revoked_at",
        "SELECT principal_id AS principal FROM changed WHERE absolute_until > now()",
        ["UPDATE", "DELETE"],
    ),
}

_REFERENCING = {
    "INSERT": "NEW TABLE AS after",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS after",
    "DELETE": "OLD TABLE AS before",
}


def _changed(columns: str, event: str) -> str:
    before, after = f"SELECT {columns} FROM before", f"SELECT {columns} FROM after"
    differing = f"({before} EXCEPT {after}) UNION ({after} EXCEPT {before})"
    return {"INSERT": after, "UPDATE": differing, "DELETE": before}[event]


def _watch(table: str, event: str, columns: str, principals: str) -> str:
    name = f"{table}_touches_by_{event.lower()}"
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO principal_touched (transaction, principals)
    WITH changed AS ({_changed(columns, event)})
    SELECT pg_current_xact_id(), array_agg(DISTINCT principal) FROM ({principals}) AS touched
    HAVING count(*) > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON {table}
    REFERENCING {_REFERENCING[event]} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


EVENTS = [(table, event) for table, (_, _, events) in WATCHED.items() for event in events]
WATCH = "".join(_watch(table, event, *WATCHED[table][:2]) for table, event in EVENTS)
FORGET_WATCH = "".join(
    f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();\n"
    for table, event in EVENTS
    for name in [f"{table}_touches_by_{event.lower()}"]
)


class Migration(migrations.Migration):
    """Principals."""

    dependencies = [("models", "0017_given_role_sets")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        DeclareField("Session", {"principal_id": fields.UUIDField()}),
        DeclareField("Session", reference("person", "Person", "sessions", null=True)),
        DeclareField("Session", reference("client", "MisClient", "sessions", null=True)),
        RunSQL(SESSION, FORGET_SESSION),
        RunSQL(EPOCH, FORGET_EPOCH),
        RunSQL(WATCH, FORGET_WATCH),
    ]
