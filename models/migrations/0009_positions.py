"""Positions of departments; the copied path follows its department wherever that moves."""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import Declare, entity, reference
from models.position import PositionKind, PositionStatus

POSITION = r"""
CREATE TABLE position (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    department_id uuid NOT NULL,
    facility_id uuid NOT NULL,
    path varchar(40) COLLATE "C" NOT NULL,
    title_dictionary varchar(40) NOT NULL GENERATED ALWAYS AS ('POSITION') STORED,
    title_code varchar(40),
    custom_title varchar(200),
    kind varchar(40) NOT NULL,
    headcount numeric(4, 2) NOT NULL DEFAULT 1,
    status varchar(40) NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    CONSTRAINT position_version CHECK (version > 0),
    CONSTRAINT position_one_title CHECK (num_nonnulls(title_code, custom_title) = 1),
    CONSTRAINT position_not_blank CHECK (custom_title ~ '\S'),
    CONSTRAINT position_kind_known CHECK (kind IN ('HEAD', 'STAFF')),
    CONSTRAINT position_headcount CHECK (headcount BETWEEN 0.25 AND 99),
    CONSTRAINT position_status_known CHECK (status IN ('ACTIVE', 'CLOSED')),
    CONSTRAINT position_dates CHECK (closed_on >= opened_on),
    CONSTRAINT position_at_path UNIQUE (id, facility_id, path, kind),
    CONSTRAINT position_of_department FOREIGN KEY (department_id, facility_id, path)
        REFERENCES department (id, facility_id, path) ON UPDATE CASCADE,
    CONSTRAINT position_titled FOREIGN KEY (title_dictionary, title_code)
        REFERENCES dictionary_value (dictionary, code)
);

CREATE UNIQUE INDEX position_one_head ON position (department_id) WHERE kind = 'HEAD' AND status = 'ACTIVE';
CREATE INDEX position_department ON position (department_id, id);
CREATE INDEX position_path ON position (facility_id, path);
CREATE INDEX position_title ON position (title_code, id);
"""


class Migration(migrations.Migration):
    """Positions."""

    dependencies = [("models", "0008_departments")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Position",
            "position",
            "A position of a department, titled by the dictionary or in the facility's own words.",
            {
                **entity(),
                **reference("department", "Department", "positions"),
                **reference("facility", "Facility", "positions"),
                "path": fields.CharField(40),
                "title_code": fields.CharField(40, null=True),
                "custom_title": fields.CharField(200, null=True),
                "kind": fields.CharEnumField(PositionKind),
                "headcount": fields.DecimalField(4, 2, default=1),
                "status": fields.CharEnumField(PositionStatus),
                "opened_on": fields.DateField(),
                "closed_on": fields.DateField(null=True),
            },
        ),
        RunSQL(POSITION, "DROP TABLE position;"),
    ]
