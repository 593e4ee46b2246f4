"""Departments: a tree in which every node holds the path from the root.

The foreign key on (parent_id, facility_id, parent_path) proves that the parent is of the same facility and
that the copied path is the parent's; its ON UPDATE CASCADE carries a move down to everything below.
"""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.department import DepartmentStatus
from models.migrations._declare import Declare, entity, reference

DEPARTMENT = r"""
CREATE TABLE department (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    facility_id uuid NOT NULL,
    parent_id uuid,
    -- Wide enough for a ninth level, so that it is the check that refuses one.
    parent_path varchar(40) COLLATE "C",
    segment varchar(4) COLLATE "C" NOT NULL,
    path varchar(45) COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (coalesce(parent_path, '') || segment || '.') STORED,
    name varchar(200) NOT NULL,
    search_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (search_key(name)) STORED,
    code varchar(20),
    type_dictionary varchar(40) NOT NULL GENERATED ALWAYS AS ('DEPARTMENT_TYPE') STORED,
    type_code varchar(40) NOT NULL,
    status varchar(40) NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    address jsonb,
    phones jsonb NOT NULL DEFAULT '[]',
    email varchar(254),
    working_hours varchar(300),
    CONSTRAINT department_version CHECK (version > 0),
    CONSTRAINT department_not_blank CHECK (name ~ '\S' AND code ~ '\S' AND working_hours ~ '\S'),
    CONSTRAINT department_segment_format CHECK (segment ~ '^[0-9A-Z]{4}$'),
    CONSTRAINT department_depth CHECK (length(path) <= 40),
    CONSTRAINT department_parent_with_path CHECK ((parent_id IS NULL) = (parent_path IS NULL)),
    CONSTRAINT department_status_known CHECK (status IN ('ACTIVE', 'SUSPENDED', 'CLOSED')),
    CONSTRAINT department_dates CHECK (closed_on >= opened_on),
    CONSTRAINT department_address_shape CHECK (address IS NULL OR is_address(address)),
    CONSTRAINT department_phones_shape CHECK (is_phone_list(phones)),
    CONSTRAINT department_email_format CHECK (email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$'),
    CONSTRAINT department_path UNIQUE (facility_id, path),
    CONSTRAINT department_at_path UNIQUE (id, facility_id, path),
    CONSTRAINT department_code UNIQUE (facility_id, code),
    CONSTRAINT department_of_facility FOREIGN KEY (facility_id) REFERENCES facility,
    CONSTRAINT department_under_parent FOREIGN KEY (parent_id, facility_id, parent_path)
        REFERENCES department (id, facility_id, path) ON UPDATE CASCADE,
    CONSTRAINT department_of_type FOREIGN KEY (type_dictionary, type_code)
        REFERENCES dictionary_value (dictionary, code)
);

CREATE UNIQUE INDEX department_name_among_siblings
    ON department (facility_id, parent_id, ukrainian_order(name) COLLATE "C") NULLS NOT DISTINCT
    WHERE status <> 'CLOSED';
CREATE INDEX department_parent ON department (parent_id, id);
CREATE INDEX department_facility ON department (facility_id, id);
CREATE INDEX department_type ON department (type_code, id);
CREATE INDEX department_by_name ON department (facility_id, ukrainian_order(name) COLLATE "C", id);
CREATE INDEX department_search ON department USING gin (search_key gin_trgm_ops);
"""


class Migration(migrations.Migration):
    """Departments."""

    dependencies = [("models", "0007_professional_records")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Department",
            "department",
            "A department of a facility; its path names every department above it.",
            {
                **entity(),
                **reference("facility", "Facility", "departments"),
                **reference("parent", "Department", "children", null=True),
                "parent_path": fields.CharField(40, null=True),
                "segment": fields.CharField(4),
                "path": fields.CharField(45, generated=True),
                "name": fields.CharField(200),
                "code": fields.CharField(20, null=True),
                "type_code": fields.CharField(40),
                "status": fields.CharEnumField(DepartmentStatus),
                "opened_on": fields.DateField(),
                "closed_on": fields.DateField(null=True),
                "address": fields.JSONField[object](null=True),
                "phones": fields.JSONField[object](default=list),
                "email": fields.CharField(254, null=True),
                "working_hours": fields.CharField(300, null=True),
            },
        ),
        RunSQL(DEPARTMENT, "DROP TABLE department;"),
    ]
