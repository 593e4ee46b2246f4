"""Assignments of employees to positions of the same facility."""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.assignment import AssignmentKind, AssignmentStatus, SubstituteMode
from models.migrations._declare import Declare, entity, reference
from models.position import PositionKind

ASSIGNMENT = r"""
CREATE TABLE assignment (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    facility_id uuid NOT NULL,
    path varchar(40) COLLATE "C" NOT NULL,
    position_id uuid NOT NULL,
    position_kind varchar(40) NOT NULL,
    employee_id uuid NOT NULL,
    kind varchar(40) NOT NULL,
    substitutes_assignment_id uuid,
    substitute_mode varchar(40),
    rate numeric(3, 2) NOT NULL DEFAULT 1,
    start_date date NOT NULL,
    end_date date,
    order_number varchar(50),
    order_date date,
    status varchar(40) NOT NULL,
    CONSTRAINT assignment_version CHECK (version > 0),
    CONSTRAINT assignment_kind_known CHECK (kind IN ('PRIMARY', 'SUBSTITUTE', 'ACTING', 'PART_TIME')),
    CONSTRAINT assignment_substitute_mode_known CHECK (substitute_mode IN ('ALWAYS', 'ON_DEMAND')),
    CONSTRAINT assignment_substitute_of_someone CHECK (
        (kind = 'SUBSTITUTE') = (substitutes_assignment_id IS NOT NULL)
        AND (kind = 'SUBSTITUTE') = (substitute_mode IS NOT NULL)
    ),
    CONSTRAINT assignment_substitute_of_another CHECK (substitutes_assignment_id <> id),
    CONSTRAINT assignment_rate CHECK (rate BETWEEN 0.25 AND 1),
    CONSTRAINT assignment_dates CHECK (end_date >= start_date),
    CONSTRAINT assignment_not_blank CHECK (order_number ~ '\S'),
    CONSTRAINT assignment_status_known CHECK (
        status IN ('PENDING', 'SCHEDULED', 'ACTIVE', 'SUSPENDED', 'ENDED', 'CANCELLED')
    ),
    CONSTRAINT assignment_in_facility UNIQUE (id, facility_id),
    CONSTRAINT assignment_to_position FOREIGN KEY (position_id, facility_id, path, position_kind)
        REFERENCES position (id, facility_id, path, kind) ON UPDATE CASCADE,
    CONSTRAINT assignment_of_employee FOREIGN KEY (employee_id, facility_id)
        REFERENCES employee (id, facility_id),
    CONSTRAINT assignment_substitutes FOREIGN KEY (substitutes_assignment_id, facility_id)
        REFERENCES assignment (id, facility_id),
    -- one key of both ids: with two, the planner would look positions up in this index, ten times dearer
    CONSTRAINT assignment_not_twice_at_once EXCLUDE USING gist (
        (employee_id::text || position_id::text) WITH =, daterange(start_date, end_date, '[]') WITH &&
    ) WHERE (status NOT IN ('ENDED', 'CANCELLED'))
);

CREATE UNIQUE INDEX assignment_one_head ON assignment (position_id)
    WHERE kind = 'PRIMARY' AND status = 'ACTIVE' AND position_kind = 'HEAD';
CREATE INDEX assignment_position ON assignment (position_id, id);
CREATE INDEX assignment_position_status ON assignment (position_id, status);
CREATE INDEX assignment_employee ON assignment (employee_id, id);
CREATE INDEX assignment_employee_status ON assignment (employee_id, status);
CREATE INDEX assignment_employee_path ON assignment (employee_id, path);
CREATE INDEX assignment_path ON assignment (facility_id, path);
CREATE INDEX assignment_substitutes_assignment ON assignment (substitutes_assignment_id)
    WHERE substitutes_assignment_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    """Assignments."""

    dependencies = [("models", "0009_positions")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Assignment",
            "assignment",
            "An employee on a position of the same facility; path and kind are copies of the position's.",
            {
                **entity(),
                **reference("facility", "Facility", "assignments"),
                "path": fields.CharField(40),
                **reference("position", "Position", "assignments"),
                "position_kind": fields.CharEnumField(PositionKind),
                **reference("employee", "Employee", "assignments"),
                "kind": fields.CharEnumField(AssignmentKind),
                **reference("substitutes_assignment", "Assignment", "substitutes", null=True),
                "substitute_mode": fields.CharEnumField(SubstituteMode, null=True),
                "rate": fields.DecimalField(3, 2, default=1),
                "start_date": fields.DateField(),
                "end_date": fields.DateField(null=True),
                "order_number": fields.CharField(50, null=True),
                "order_date": fields.DateField(null=True),
                "status": fields.CharEnumField(AssignmentStatus),
            },
        ),
        RunSQL(ASSIGNMENT, "DROP TABLE assignment;"),
    ]
