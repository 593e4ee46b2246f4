"""Equipment of departments.

Two promises need to see other rows: a device stands in its own department or below it, and no device is a
part of itself. Deferred triggers keep them, so that a department with its workplaces and equipment can move
in several statements of one transaction; they look at the rows as they are at its end.
"""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.equipment import CapacityUnit, EquipmentAvailability, EquipmentStatus
from models.inventory import InventoryStatus
from models.migrations._declare import Declare, entity, reference

# Counting as in 0002: every element is selected, and no element has a key too many.
SHAPES = r"""
CREATE FUNCTION is_equipment_name_list(names jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(names) = 'array' THEN
    jsonb_array_length(names) BETWEEN 1 AND 10
    AND length(names::text) <= 4000
    AND jsonb_array_length(names) = jsonb_array_length(jsonb_path_query_array(names, 'strict $[*] ? (
        @.name like_regex "\\S" && (@.type == "REGISTERED" || @.type == "USER_FRIENDLY")
    )'))
    AND jsonb_array_length(jsonb_path_query_array(names, '$[*].keyvalue()')) = 2 * jsonb_array_length(names)
ELSE false END;

CREATE FUNCTION is_property_list(properties jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(properties) = 'array' THEN
    jsonb_array_length(properties) <= 50
    AND length(properties::text) <= 20000
    AND NOT jsonb_path_exists(properties, 'strict $[*] ? (@.type() != "object")')
    AND jsonb_array_length(properties) = jsonb_array_length(jsonb_path_query_array(properties, '$[*] ? (
        @.type like_regex "\\S" && (
            @.valueInteger.type() == "number" && @.valueInteger.floor() == @.valueInteger
            || @.valueDecimal.type() == "number" || @.valueDecimal like_regex "^-?[0-9]+(\\.[0-9]+)?$"
            || @.valueBoolean.type() == "boolean"
            || @.valueString like_regex "\\S"
        )
    )'))
    AND jsonb_array_length(jsonb_path_query_array(properties, '$[*].keyvalue()'))
        = 2 * jsonb_array_length(properties)
ELSE false END;

CREATE FUNCTION is_udi_list(udi jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(udi) = 'array' THEN
    jsonb_array_length(udi) <= 10
    AND length(udi::text) <= 5000
    AND jsonb_array_length(udi) = jsonb_array_length(jsonb_path_query_array(udi, 'strict $[*] ? (
        @.value like_regex "\\S" && @.type like_regex "\\S" && @.assigner like_regex "\\S"
    )'))
    AND jsonb_array_length(jsonb_path_query_array(udi, '$[*].keyvalue()')) = 3 * jsonb_array_length(udi)
ELSE false END;
"""

FORGET_SHAPES = """
DROP FUNCTION is_udi_list(jsonb);
DROP FUNCTION is_property_list(jsonb);
DROP FUNCTION is_equipment_name_list(jsonb);
"""

EQUIPMENT = r"""
CREATE TABLE equipment (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    department_id uuid NOT NULL,
    facility_id uuid NOT NULL,
    path varchar(40) COLLATE "C" NOT NULL,
    workplace_id uuid,
    parent_id uuid,
    type_dictionary varchar(40) NOT NULL GENERATED ALWAYS AS ('EQUIPMENT_TYPE') STORED,
    type_code varchar(40) NOT NULL,
    names jsonb NOT NULL,
    name varchar(300) NOT NULL GENERATED ALWAYS AS (names -> 0 ->> 'name') STORED,
    search_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (search_key(names -> 0 ->> 'name')) STORED,
    inventory_status varchar(40) NOT NULL,
    inventory_number varchar(64),
    serial_number varchar(100),
    manufacturer varchar(200),
    model_number varchar(100),
    lot_number varchar(100),
    manufacture_date date,
    commissioned_on date,
    expiration_date date,
    temperature_min numeric(5, 1),
    temperature_max numeric(5, 1),
    capacity numeric(8, 2),
    capacity_unit varchar(40),
    last_verified_on date,
    next_verification_on date,
    next_maintenance_on date,
    properties jsonb NOT NULL DEFAULT '[]',
    status varchar(40) NOT NULL,
    error_reason varchar(300),
    availability_status varchar(40) NOT NULL,
    udi jsonb NOT NULL DEFAULT '[]',
    note varchar(2000),
    CONSTRAINT equipment_version CHECK (version > 0),
    CONSTRAINT equipment_not_own_part CHECK (parent_id <> id),
    CONSTRAINT equipment_names_shape CHECK (is_equipment_name_list(names)),
    CONSTRAINT equipment_inventory_status_known CHECK (inventory_status IN ('ASSIGNED', 'ABSENT')),
    CONSTRAINT equipment_inventory_number_when_assigned CHECK (
        (inventory_status = 'ASSIGNED') = (inventory_number IS NOT NULL)
    ),
    CONSTRAINT equipment_not_blank CHECK (
        inventory_number ~ '\S' AND serial_number ~ '\S' AND manufacturer ~ '\S' AND model_number ~ '\S'
        AND lot_number ~ '\S' AND error_reason ~ '\S' AND note ~ '\S'
    ),
    CONSTRAINT equipment_made_before_commissioned CHECK (manufacture_date <= commissioned_on),
    CONSTRAINT equipment_temperatures CHECK (temperature_min <= temperature_max),
    CONSTRAINT equipment_capacity CHECK (capacity > 0),
    CONSTRAINT equipment_capacity_with_unit CHECK ((capacity IS NULL) = (capacity_unit IS NULL)),
    CONSTRAINT equipment_capacity_unit_known CHECK (capacity_unit IN ('L', 'UNITS')),
    CONSTRAINT equipment_verification_dates CHECK (next_verification_on >= last_verified_on),
    CONSTRAINT equipment_properties_shape CHECK (is_property_list(properties)),
    CONSTRAINT equipment_status_known CHECK (status IN ('ACTIVE', 'INACTIVE', 'ENTERED_IN_ERROR')),
    CONSTRAINT equipment_error_has_reason CHECK ((status = 'ENTERED_IN_ERROR') = (error_reason IS NOT NULL)),
    CONSTRAINT equipment_availability_status_known CHECK (
        availability_status IN ('AVAILABLE', 'DAMAGED', 'LOST', 'DESTROYED')
    ),
    CONSTRAINT equipment_destroyed_is_not_active CHECK (
        availability_status <> 'DESTROYED' OR status <> 'ACTIVE'
    ),
    CONSTRAINT equipment_udi_shape CHECK (is_udi_list(udi)),
    CONSTRAINT equipment_in_facility UNIQUE (id, facility_id),
    CONSTRAINT equipment_of_department FOREIGN KEY (department_id, facility_id, path)
        REFERENCES department (id, facility_id, path) ON UPDATE CASCADE,
    CONSTRAINT equipment_at_workplace FOREIGN KEY (workplace_id, facility_id)
        REFERENCES workplace (id, facility_id),
    CONSTRAINT equipment_part_of FOREIGN KEY (parent_id, facility_id) REFERENCES equipment (id, facility_id),
    CONSTRAINT equipment_of_type FOREIGN KEY (type_dictionary, type_code)
        REFERENCES dictionary_value (dictionary, code)
);

CREATE UNIQUE INDEX equipment_inventory_number ON equipment (facility_id, inventory_number)
    WHERE inventory_status = 'ASSIGNED';
CREATE INDEX equipment_department ON equipment (department_id, id);
CREATE INDEX equipment_path ON equipment (facility_id, path);
CREATE INDEX equipment_type ON equipment (type_code, id);
CREATE INDEX equipment_workplace ON equipment (workplace_id, id) WHERE workplace_id IS NOT NULL;
CREATE INDEX equipment_parent ON equipment (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX equipment_search ON equipment USING gin (search_key gin_trgm_ops);
"""

# Who attaches a device holds the workplace FOR SHARE, so that it does not move away unseen.
NEAR_WORKPLACE = """
CREATE FUNCTION refuse_equipment_far_from_workplace() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    near boolean;
BEGIN
    SELECT starts_with(workplace.path, equipment.path) INTO near
    FROM equipment JOIN workplace ON workplace.id = equipment.workplace_id
    WHERE equipment.id = NEW.id FOR SHARE OF workplace;
    IF NOT near THEN
        RAISE check_violation USING
            MESSAGE = format('equipment %s stands outside its department', NEW.id),
            TABLE = 'equipment', CONSTRAINT = 'equipment_near_workplace';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER equipment_near_workplace AFTER INSERT OR UPDATE OF path, workplace_id ON equipment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.workplace_id IS NOT NULL)
    EXECUTE FUNCTION refuse_equipment_far_from_workplace();

CREATE FUNCTION refuse_workplace_far_from_equipment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM equipment JOIN workplace ON workplace.id = equipment.workplace_id
        WHERE equipment.workplace_id = NEW.id AND NOT starts_with(workplace.path, equipment.path)
    ) THEN
        RAISE check_violation USING
            MESSAGE = format('equipment of another department stands at workplace %s', NEW.id),
            TABLE = 'workplace', CONSTRAINT = 'workplace_near_equipment';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER workplace_near_equipment AFTER UPDATE OF path ON workplace
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.path <> NEW.path)
    EXECUTE FUNCTION refuse_workplace_far_from_equipment();
"""

FORGET_NEAR_WORKPLACE = """
DROP TRIGGER workplace_near_equipment ON workplace;
DROP FUNCTION refuse_workplace_far_from_equipment();
DROP TRIGGER equipment_near_workplace ON equipment;
DROP FUNCTION refuse_equipment_far_from_workplace();
"""

# Two transactions could close a circle that neither sees, so those that rehang parts take turns by facility.
# A new device cannot: nobody else could have made anything a part of it.
NO_CYCLE = """
CREATE FUNCTION refuse_equipment_in_itself() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM FROM facility WHERE id = NEW.facility_id FOR NO KEY UPDATE;
    END IF;
    IF EXISTS (
        WITH RECURSIVE above (id) AS (
            SELECT parent_id FROM equipment WHERE equipment.id = NEW.id
            UNION
            SELECT equipment.parent_id FROM equipment JOIN above ON equipment.id = above.id
        )
        SELECT FROM above WHERE above.id = NEW.id
    ) THEN
        RAISE check_violation USING
            MESSAGE = format('equipment %s would be a part of itself', NEW.id),
            TABLE = 'equipment', CONSTRAINT = 'equipment_no_cycle';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER equipment_no_cycle AFTER INSERT OR UPDATE OF parent_id ON equipment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
    EXECUTE FUNCTION refuse_equipment_in_itself();
"""

FORGET_NO_CYCLE = """
DROP TRIGGER equipment_no_cycle ON equipment;
DROP FUNCTION refuse_equipment_in_itself();
"""


class Migration(migrations.Migration):
    """Equipment."""

    dependencies = [("models", "0011_workplaces")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        RunSQL(SHAPES, FORGET_SHAPES),
        Declare(
            "Equipment",
            "equipment",
            "A device of a department; `name` is the first of `names`, copied by the database.",
            {
                **entity(),
                **reference("department", "Department", "equipment"),
                **reference("facility", "Facility", "equipment"),
                "path": fields.CharField(40),
                **reference("workplace", "Workplace", "equipment", null=True),
                **reference("parent", "Equipment", "parts", null=True),
                "type_code": fields.CharField(40),
                "names": fields.JSONField[object](),
                "name": fields.CharField(300, generated=True),
                "inventory_status": fields.CharEnumField(InventoryStatus),
                "inventory_number": fields.CharField(64, null=True),
                "serial_number": fields.CharField(100, null=True),
                "manufacturer": fields.CharField(200, null=True),
                "model_number": fields.CharField(100, null=True),
                "lot_number": fields.CharField(100, null=True),
                "manufacture_date": fields.DateField(null=True),
                "commissioned_on": fields.DateField(null=True),
                "expiration_date": fields.DateField(null=True),
                "temperature_min": fields.DecimalField(5, 1, null=True),
                "temperature_max": fields.DecimalField(5, 1, null=True),
                "capacity": fields.DecimalField(8, 2, null=True),
                "capacity_unit": fields.CharEnumField(CapacityUnit, null=True),
                "last_verified_on": fields.DateField(null=True),
                "next_verification_on": fields.DateField(null=True),
                "next_maintenance_on": fields.DateField(null=True),
                "properties": fields.JSONField[object](default=list),
                "status": fields.CharEnumField(EquipmentStatus),
                "error_reason": fields.CharField(300, null=True),
                "availability_status": fields.CharEnumField(EquipmentAvailability),
                "udi": fields.JSONField[object](default=list),
                "note": fields.CharField(2000, null=True),
            },
        ),
        RunSQL(EQUIPMENT, "DROP TABLE equipment;"),
        RunSQL(NEAR_WORKPLACE, FORGET_NEAR_WORKPLACE),
        RunSQL(NO_CYCLE, FORGET_NO_CYCLE),
    ]
