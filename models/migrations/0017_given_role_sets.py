"""Which role sets assignments carry, and when substitutes on demand act.

A role set is given to assignments and connections of its own facility, unless it is a template. The role
sets given are locked against change until the end of the transaction, so that who retires one finds every
holder.
"""

from tortoise import fields, migrations
from tortoise.fields import RESTRICT
from tortoise.fields.relational import ManyToManyFieldInstance
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import Declare, DeclareField, part, reference

GIVEN = r"""
CREATE TABLE assignment_role_set (
    assignment_id uuid NOT NULL,
    version_id uuid NOT NULL,
    PRIMARY KEY (assignment_id, version_id),
    CONSTRAINT assignment_role_set_of_assignment FOREIGN KEY (assignment_id) REFERENCES assignment,
    CONSTRAINT assignment_role_set_is_version FOREIGN KEY (version_id) REFERENCES role_set_version
);

CREATE INDEX assignment_role_set_version ON assignment_role_set (version_id, assignment_id);

CREATE TABLE substitution_period (
    id uuid PRIMARY KEY,
    assignment_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    reason varchar(300),
    CONSTRAINT substitution_period_ends_after_start CHECK (ends_at > starts_at),
    CONSTRAINT substitution_period_not_blank CHECK (reason ~ '\S'),
    CONSTRAINT substitution_period_not_twice_at_once EXCLUDE USING gist (
        assignment_id WITH =, tstzrange(starts_at, ends_at) WITH &&
    ),
    CONSTRAINT substitution_period_of_assignment FOREIGN KEY (assignment_id) REFERENCES assignment
);

CREATE INDEX substitution_period_assignment ON substitution_period (assignment_id, starts_at);
"""

OWN = """
CREATE FUNCTION refuse_foreign_role_sets() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_foreign boolean;
BEGIN
    PERFORM FROM role_set
    WHERE id IN (SELECT role_set_id FROM role_set_version WHERE id IN (SELECT version_id FROM given))
    ORDER BY id FOR SHARE;
    IF TG_TABLE_NAME = 'mis_connection' THEN
        SELECT EXISTS (
            SELECT FROM given
                JOIN role_set_version ON role_set_version.id = given.version_id
                JOIN role_set ON role_set.id = role_set_version.role_set_id
            WHERE role_set.facility_id <> given.facility_id) INTO is_foreign;
    ELSE
        SELECT EXISTS (
            SELECT FROM given
                JOIN assignment ON assignment.id = given.assignment_id
                JOIN role_set_version ON role_set_version.id = given.version_id
                JOIN role_set ON role_set.id = role_set_version.role_set_id
            WHERE role_set.facility_id <> assignment.facility_id) INTO is_foreign;
    END IF;
    IF is_foreign THEN
        RAISE check_violation USING
            MESSAGE = 'a role set is given in its own facility only',
            TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_own';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER assignment_role_set_own_added AFTER INSERT ON assignment_role_set
    REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION refuse_foreign_role_sets();
CREATE TRIGGER assignment_role_set_own_changed AFTER UPDATE ON assignment_role_set
    REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION refuse_foreign_role_sets();
CREATE TRIGGER mis_connection_own_added AFTER INSERT ON mis_connection
    REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION refuse_foreign_role_sets();
CREATE TRIGGER mis_connection_own_changed AFTER UPDATE ON mis_connection
    REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION refuse_foreign_role_sets();

-- Who gives a role set locks the assignment's key, and the facility is part of one: neither slips by.
CREATE FUNCTION refuse_leaving_role_sets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM assignment_role_set AS given
                   JOIN role_set_version ON role_set_version.id = given.version_id
                   JOIN role_set ON role_set.id = role_set_version.role_set_id
               WHERE given.assignment_id = NEW.id AND role_set.facility_id <> NEW.facility_id) THEN
        RAISE check_violation USING
            MESSAGE = 'an assignment leaves the facility whose role sets it carries',
            TABLE = 'assignment', CONSTRAINT = 'assignment_role_set_own';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER assignment_keeps_role_sets AFTER UPDATE OF facility_id ON assignment FOR EACH ROW
    WHEN (OLD.facility_id <> NEW.facility_id) EXECUTE FUNCTION refuse_leaving_role_sets();
"""

FORGET_OWN = """
DROP TRIGGER assignment_keeps_role_sets ON assignment;
DROP FUNCTION refuse_leaving_role_sets();
DROP TRIGGER mis_connection_own_changed ON mis_connection;
DROP TRIGGER mis_connection_own_added ON mis_connection;
DROP TRIGGER assignment_role_set_own_changed ON assignment_role_set;
DROP TRIGGER assignment_role_set_own_added ON assignment_role_set;
DROP FUNCTION refuse_foreign_role_sets();
"""


class Migration(migrations.Migration):
    """Role sets of assignments, and substitution periods."""

    dependencies = [("models", "0016_mis_clients")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        DeclareField(
            "Assignment",
            {
                "role_sets": ManyToManyFieldInstance(
                    "models.RoleSetVersion",
                    through="assignment_role_set",
                    forward_key="version_id",
                    backward_key="assignment_id",
                    related_name="assignments",
                    on_delete=RESTRICT,
                )
            },
        ),
        Declare(
            "SubstitutionPeriod",
            "substitution_period",
            "A time in which a substitute on demand acts; without an end it lasts until somebody ends it.",
            {
                **part(),
                **reference("assignment", "Assignment", "substitution_periods"),
                "starts_at": fields.DatetimeField(),
                "ends_at": fields.DatetimeField(null=True),
                "reason": fields.CharField(300, null=True),
            },
        ),
        RunSQL(GIVEN, "DROP TABLE substitution_period; DROP TABLE assignment_role_set;"),
        RunSQL(OWN, FORGET_OWN),
    ]
