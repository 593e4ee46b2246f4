"""Employees; their names, copied from the person; and who heads and administers a facility."""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.employee import EmployeeStatus, EmployeeType
from models.migrations._declare import Declare, DeclareField, entity, reference

EMPLOYEE = r"""
CREATE TABLE employee (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    facility_id uuid NOT NULL,
    person_id uuid NOT NULL,
    last_name varchar(100) NOT NULL,
    first_name varchar(100) NOT NULL,
    middle_name varchar(100),
    search_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (
        search_key(last_name || ' ' || first_name || coalesce(' ' || middle_name, ''))
    ) STORED,
    personnel_number varchar(20),
    employee_type varchar(40) NOT NULL,
    work_email varchar(254) NOT NULL,
    work_phones jsonb NOT NULL DEFAULT '[]',
    status varchar(40) NOT NULL,
    start_date date,
    end_date date,
    dismissal_reason varchar(300),
    about_myself varchar(2000),
    working_experience integer,
    CONSTRAINT employee_version CHECK (version > 0),
    CONSTRAINT employee_not_blank CHECK (
        personnel_number ~ '\S' AND dismissal_reason ~ '\S' AND about_myself ~ '\S'
    ),
    CONSTRAINT employee_type_known CHECK (
        employee_type IN ('HEAD', 'ADMINISTRATOR', 'HR', 'DOCTOR', 'SPECIALIST', 'ASSISTANT', 'LABORANT',
                          'NURSE', 'PHARMACIST', 'ACCOUNTANT', 'RECEPTIONIST', 'REGISTRAR', 'AUDITOR')
    ),
    CONSTRAINT employee_status_known CHECK (
        status IN ('DRAFT', 'PENDING', 'ACTIVE', 'SUSPENDED', 'DISMISSED', 'ENTERED_IN_ERROR')
    ),
    CONSTRAINT employee_work_phones_shape CHECK (is_phone_list(work_phones)),
    CONSTRAINT employee_dates CHECK (end_date >= start_date),
    CONSTRAINT employee_dismissed_for_a_reason CHECK (dismissal_reason IS NULL OR status = 'DISMISSED'),
    CONSTRAINT employee_working_experience CHECK (working_experience > 0),
    CONSTRAINT employee_personnel_number UNIQUE (facility_id, personnel_number),
    CONSTRAINT employee_in_facility UNIQUE (id, facility_id),
    CONSTRAINT employee_of_facility FOREIGN KEY (facility_id) REFERENCES facility,
    CONSTRAINT employee_is_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT employee_owns_work_email FOREIGN KEY (work_email, person_id)
        REFERENCES email_address (address, person_id)
);

CREATE UNIQUE INDEX employee_person_once ON employee (facility_id, person_id)
    WHERE status NOT IN ('DISMISSED', 'ENTERED_IN_ERROR');
CREATE INDEX employee_person ON employee (person_id);
CREATE INDEX employee_work_email ON employee (work_email);
CREATE INDEX employee_facility ON employee (facility_id, id);
CREATE INDEX employee_by_name
    ON employee (ukrainian_order(last_name) COLLATE "C", ukrainian_order(first_name) COLLATE "C", id);
CREATE INDEX employee_by_name_in_facility ON employee (
    facility_id, ukrainian_order(last_name) COLLATE "C", ukrainian_order(first_name) COLLATE "C", id
);
CREATE INDEX employee_search ON employee USING gin (search_key gin_trgm_ops);
"""

# FOR SHARE, so that a name that is changed at the same moment is waited for.
NAMES = """
CREATE FUNCTION copy_names_from_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT last_name, first_name, middle_name INTO NEW.last_name, NEW.first_name, NEW.middle_name
    FROM person WHERE id = NEW.person_id FOR SHARE;
    IF NOT FOUND THEN
        RAISE foreign_key_violation USING
            MESSAGE = format('no person %s', NEW.person_id),
            TABLE = 'employee', CONSTRAINT = 'employee_is_person';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER employee_names BEFORE INSERT OR UPDATE OF person_id, last_name, first_name, middle_name
    ON employee FOR EACH ROW EXECUTE FUNCTION copy_names_from_person();

CREATE FUNCTION copy_names_to_employees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE employee
    SET last_name = NEW.last_name, first_name = NEW.first_name, middle_name = NEW.middle_name,
        updated_at = NEW.updated_at
    WHERE person_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER person_names AFTER UPDATE OF last_name, first_name, middle_name ON person FOR EACH ROW
    WHEN ((OLD.last_name, OLD.first_name, OLD.middle_name)
          IS DISTINCT FROM (NEW.last_name, NEW.first_name, NEW.middle_name))
    EXECUTE FUNCTION copy_names_to_employees();
"""

FORGET_NAMES = """
DROP TRIGGER person_names ON person;
DROP TRIGGER employee_names ON employee;
DROP FUNCTION copy_names_to_employees();
DROP FUNCTION copy_names_from_person();
"""

# Deferred, because the facility names its head and the head names the facility.
HEADS = """
ALTER TABLE facility
    ADD CONSTRAINT facility_headed_by_own_employee FOREIGN KEY (head_employee_id, id)
        REFERENCES employee (id, facility_id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT facility_administered_by_own_employee FOREIGN KEY (administrator_employee_id, id)
        REFERENCES employee (id, facility_id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX facility_head_employee ON facility (head_employee_id);
CREATE INDEX facility_administrator_employee ON facility (administrator_employee_id);
"""

FORGET_HEADS = """
DROP INDEX facility_administrator_employee;
DROP INDEX facility_head_employee;
ALTER TABLE facility
    DROP CONSTRAINT facility_administered_by_own_employee,
    DROP CONSTRAINT facility_headed_by_own_employee;
"""


class Migration(migrations.Migration):
    """Employees."""

    dependencies = [("models", "0005_people")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Employee",
            "employee",
            "A person at a facility; the names are copies of the person's, which the database keeps true.",
            {
                **entity(),
                **reference("facility", "Facility", "employees"),
                **reference("person", "Person", "employees"),
                "last_name": fields.CharField(100, generated=True),
                "first_name": fields.CharField(100, generated=True),
                "middle_name": fields.CharField(100, generated=True, null=True),
                "personnel_number": fields.CharField(20, null=True),
                "employee_type": fields.CharEnumField(EmployeeType),
                "work_email": fields.CharField(254),
                "work_phones": fields.JSONField[object](default=list),
                "status": fields.CharEnumField(EmployeeStatus),
                "start_date": fields.DateField(null=True),
                "end_date": fields.DateField(null=True),
                "dismissal_reason": fields.CharField(300, null=True),
                "about_myself": fields.CharField(2000, null=True),
                "working_experience": fields.IntField(null=True),
            },
        ),
        RunSQL(EMPLOYEE, "DROP TABLE employee;"),
        RunSQL(NAMES, FORGET_NAMES),
        DeclareField("Facility", reference("head_employee", "Employee", "heads", null=True)),
        DeclareField("Facility", reference("administrator_employee", "Employee", "administers", null=True)),
        RunSQL(HEADS, FORGET_HEADS),
    ]
