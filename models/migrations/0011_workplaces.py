"""Workplaces, and whose they are."""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.inventory import InventoryStatus
from models.migrations._declare import Declare, entity, part, reference
from models.workplace import WorkplaceStatus

WORKPLACE = r"""
CREATE TABLE workplace (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    department_id uuid NOT NULL,
    facility_id uuid NOT NULL,
    path varchar(40) COLLATE "C" NOT NULL,
    name varchar(200) NOT NULL,
    building varchar(100),
    floor varchar(10),
    room_number varchar(20),
    inventory_status varchar(40) NOT NULL,
    inventory_number varchar(64),
    status varchar(40) NOT NULL,
    CONSTRAINT workplace_version CHECK (version > 0),
    CONSTRAINT workplace_not_blank CHECK (
        name ~ '\S' AND building ~ '\S' AND floor ~ '\S' AND room_number ~ '\S' AND inventory_number ~ '\S'
    ),
    CONSTRAINT workplace_inventory_status_known CHECK (inventory_status IN ('ASSIGNED', 'ABSENT')),
    CONSTRAINT workplace_inventory_number_when_assigned CHECK (
        (inventory_status = 'ASSIGNED') = (inventory_number IS NOT NULL)
    ),
    CONSTRAINT workplace_status_known CHECK (status IN ('ACTIVE', 'CLOSED')),
    CONSTRAINT workplace_in_facility UNIQUE (id, facility_id),
    CONSTRAINT workplace_of_department FOREIGN KEY (department_id, facility_id, path)
        REFERENCES department (id, facility_id, path) ON UPDATE CASCADE
);

CREATE UNIQUE INDEX workplace_inventory_number ON workplace (facility_id, inventory_number)
    WHERE inventory_status = 'ASSIGNED';
CREATE INDEX workplace_department ON workplace (department_id, id);
CREATE INDEX workplace_path ON workplace (facility_id, path);
"""

WORKPLACE_ASSIGNMENT = """
CREATE TABLE workplace_assignment (
    id uuid PRIMARY KEY,
    workplace_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    facility_id uuid NOT NULL,
    CONSTRAINT workplace_assignment_once UNIQUE (workplace_id, assignment_id),
    CONSTRAINT workplace_assignment_of_workplace FOREIGN KEY (workplace_id, facility_id)
        REFERENCES workplace (id, facility_id),
    CONSTRAINT workplace_assignment_of_assignment FOREIGN KEY (assignment_id, facility_id)
        REFERENCES assignment (id, facility_id)
);

CREATE INDEX workplace_assignment_workplace ON workplace_assignment (workplace_id, id);
CREATE INDEX workplace_assignment_assignment ON workplace_assignment (assignment_id, id);
"""


class Migration(migrations.Migration):
    """Workplaces."""

    dependencies = [("models", "0010_assignments")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Workplace",
            "workplace",
            "A workplace of a department; the inventory number is that of its premises.",
            {
                **entity(),
                **reference("department", "Department", "workplaces"),
                **reference("facility", "Facility", "workplaces"),
                "path": fields.CharField(40),
                "name": fields.CharField(200),
                "building": fields.CharField(100, null=True),
                "floor": fields.CharField(10, null=True),
                "room_number": fields.CharField(20, null=True),
                "inventory_status": fields.CharEnumField(InventoryStatus),
                "inventory_number": fields.CharField(64, null=True),
                "status": fields.CharEnumField(WorkplaceStatus),
            },
        ),
        RunSQL(WORKPLACE, "DROP TABLE workplace;"),
        Declare(
            "WorkplaceAssignment",
            "workplace_assignment",
            "Whose place it is: a workplace and an assignment of the same facility.",
            {
                **part(),
                **reference("workplace", "Workplace", "workplace_assignments"),
                **reference("assignment", "Assignment", "workplace_assignments"),
                **reference("facility", "Facility", "workplace_assignments"),
            },
        ),
        RunSQL(WORKPLACE_ASSIGNMENT, "DROP TABLE workplace_assignment;"),
    ]
