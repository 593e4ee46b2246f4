"""Role sets, their versions and grants.

A version never changes, and gets its grants in the transaction that makes it: whoever holds it holds what
was there when it was given. `made_in` is that transaction; nothing but the trigger writes it.
"""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import Declare, entity, part, reference
from models.role_set import RoleSetStatus

ROLE_SET = r"""
CREATE TABLE role_set (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    facility_id uuid,
    code varchar(60),
    name varchar(120) NOT NULL,
    description varchar(500),
    status varchar(40) NOT NULL,
    CONSTRAINT role_set_version_number CHECK (version > 0),
    CONSTRAINT role_set_not_blank CHECK (name ~ '\S' AND description ~ '\S'),
    CONSTRAINT role_set_code_format CHECK (code ~ '^[A-Z][A-Z_]*$'),
    CONSTRAINT role_set_code_of_template CHECK ((facility_id IS NULL) = (code IS NOT NULL)),
    CONSTRAINT role_set_status_known CHECK (status IN ('ACTIVE', 'RETIRED')),
    CONSTRAINT role_set_code UNIQUE (code),
    CONSTRAINT role_set_of_facility FOREIGN KEY (facility_id) REFERENCES facility
);

CREATE UNIQUE INDEX role_set_name ON role_set (facility_id, ukrainian_order(name) COLLATE "C")
    NULLS NOT DISTINCT WHERE status = 'ACTIVE';
CREATE INDEX role_set_facility ON role_set (facility_id, id);
"""

VERSION = """
CREATE TABLE role_set_version (
    id uuid PRIMARY KEY,
    role_set_id uuid NOT NULL,
    number integer NOT NULL,
    digest varchar(64) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    made_in xid8 NOT NULL,
    CONSTRAINT role_set_version_counted CHECK (number > 0),
    CONSTRAINT role_set_version_digest_is_sha256 CHECK (digest ~ '^[0-9a-f]{64}$'),
    CONSTRAINT role_set_version_number_once UNIQUE (role_set_id, number),
    CONSTRAINT role_set_version_of_role_set FOREIGN KEY (role_set_id) REFERENCES role_set
);

CREATE TABLE role_set_grant (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    version_id uuid NOT NULL,
    permission varchar(80) NOT NULL,
    scope varchar(40) NOT NULL,
    can_use boolean NOT NULL,
    can_delegate boolean NOT NULL,
    CONSTRAINT role_set_grant_of_something CHECK (can_use OR can_delegate),
    CONSTRAINT role_set_grant_once UNIQUE (version_id, permission, scope),
    CONSTRAINT role_set_grant_in_version FOREIGN KEY (version_id) REFERENCES role_set_version,
    CONSTRAINT role_set_grant_at_scope FOREIGN KEY (permission, scope) REFERENCES permission_scope
);

CREATE INDEX role_set_grant_permission ON role_set_grant (permission, scope);
"""

LASTING = """
CREATE FUNCTION refuse_change_of_role_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE check_violation USING
        MESSAGE = format('%s: whose it is and what it grants never changes', TG_TABLE_NAME),
        TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;

CREATE TRIGGER role_set_keeps_owner BEFORE UPDATE OF id, facility_id, code ON role_set FOR EACH ROW
    WHEN ((OLD.id, OLD.facility_id, OLD.code) IS DISTINCT FROM (NEW.id, NEW.facility_id, NEW.code))
    EXECUTE FUNCTION refuse_change_of_role_set();
CREATE TRIGGER role_set_version_never_changes BEFORE UPDATE OR DELETE ON role_set_version FOR EACH ROW
    EXECUTE FUNCTION refuse_change_of_role_set();
CREATE TRIGGER role_set_grant_never_changes BEFORE UPDATE OR DELETE ON role_set_grant FOR EACH ROW
    EXECUTE FUNCTION refuse_change_of_role_set();

CREATE FUNCTION note_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.made_in = pg_current_xact_id();
    RETURN NEW;
END $$;

CREATE TRIGGER role_set_version_made BEFORE INSERT ON role_set_version FOR EACH ROW
    EXECUTE FUNCTION note_transaction();

CREATE FUNCTION refuse_late_grants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM added JOIN role_set_version ON role_set_version.id = added.version_id
               WHERE role_set_version.made_in <> pg_current_xact_id()) THEN
        RAISE check_violation USING
            MESSAGE = 'grants are added in the transaction that makes their version',
            TABLE = 'role_set_grant', CONSTRAINT = 'role_set_grant_with_version';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER role_set_grant_with_version AFTER INSERT ON role_set_grant
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_grants();
"""

FORGET_LASTING = """
DROP TRIGGER role_set_grant_with_version ON role_set_grant;
DROP FUNCTION refuse_late_grants();
DROP TRIGGER role_set_version_made ON role_set_version;
DROP FUNCTION note_transaction();
DROP TRIGGER role_set_grant_never_changes ON role_set_grant;
DROP TRIGGER role_set_version_never_changes ON role_set_version;
DROP TRIGGER role_set_keeps_owner ON role_set;
DROP FUNCTION refuse_change_of_role_set();
"""


class Migration(migrations.Migration):
    """Role sets."""

    dependencies = [("models", "0014_permissions")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "RoleSet",
            "role_set",
            "A named set of grants; one without a facility is a system template and has a code.",
            {
                **entity(),
                **reference("facility", "Facility", "role_sets", null=True),
                "code": fields.CharField(60, null=True),
                "name": fields.CharField(120),
                "description": fields.CharField(500, null=True),
                "status": fields.CharEnumField(RoleSetStatus),
            },
        ),
        RunSQL(ROLE_SET, "DROP TABLE role_set;"),
        Declare(
            "RoleSetVersion",
            "role_set_version",
            "One state of a role set's grants, which never changes; its digest is SHA-256 over them.",
            {
                **part(),
                **reference("role_set", "RoleSet", "versions"),
                "number": fields.IntField(),
                "digest": fields.CharField(64),
                "created_at": fields.DatetimeField(auto_now_add=True),
            },
        ),
        Declare(
            "RoleSetGrant",
            "role_set_grant",
            "A permission at a scope, to use or to hand on; it is made together with its version.",
            {
                **part(),
                **reference("version", "RoleSetVersion", "grants"),
                "permission": fields.CharField(80),
                "scope": fields.CharField(40),
                "can_use": fields.BooleanField(),
                "can_delegate": fields.BooleanField(),
            },
        ),
        RunSQL(VERSION, "DROP TABLE role_set_grant; DROP TABLE role_set_version;"),
        RunSQL(LASTING, FORGET_LASTING),
    ]
