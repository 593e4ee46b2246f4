"""Facilities with their licences and the ids that other systems know them by."""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.facility import FacilityStatus
from models.migrations._declare import Declare, entity, part, reference

FACILITY = r"""
CREATE TABLE facility (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    kind_dictionary varchar(40) NOT NULL GENERATED ALWAYS AS ('FACILITY_KIND') STORED,
    kind_code varchar(40) NOT NULL,
    edrpou varchar(8),
    owner_tax_id varchar(10),
    name_full varchar(500) NOT NULL,
    name_short varchar(200) NOT NULL,
    search_key text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (search_key(name_full || ' ' || name_short)) STORED,
    name_full_en varchar(500),
    name_short_en varchar(200),
    status varchar(40) NOT NULL,
    merged_to_id uuid,
    legal_address jsonb NOT NULL,
    actual_address jsonb NOT NULL,
    latitude numeric(9, 6),
    longitude numeric(9, 6),
    phones jsonb NOT NULL DEFAULT '[]',
    website varchar(300),
    email varchar(254) NOT NULL,
    head_employee_id uuid,
    administrator_employee_id uuid,
    chief_accountant_name varchar(300),
    registered_at timestamptz NOT NULL,
    decision_number varchar(50),
    decision_date date,
    isbt128_code varchar(5),
    CONSTRAINT facility_version CHECK (version > 0),
    CONSTRAINT facility_not_blank CHECK (
        name_full ~ '\S' AND name_short ~ '\S' AND name_full_en ~ '\S' AND name_short_en ~ '\S'
        AND chief_accountant_name ~ '\S' AND decision_number ~ '\S'
    ),
    CONSTRAINT facility_status_known CHECK (status IN ('REGISTERED', 'SUSPENDED', 'CLOSED', 'REORGANIZED')),
    CONSTRAINT facility_edrpou_format CHECK (edrpou ~ '^[0-9]{8}$'),
    CONSTRAINT facility_owner_tax_id_format CHECK (owner_tax_id ~ '^[0-9]{10}$'),
    CONSTRAINT facility_edrpou_or_owner CHECK (edrpou IS NOT NULL OR owner_tax_id IS NOT NULL),
    CONSTRAINT facility_merged_when_reorganized CHECK (merged_to_id IS NULL OR status = 'REORGANIZED'),
    CONSTRAINT facility_merged_to_another CHECK (merged_to_id <> id),
    CONSTRAINT facility_legal_address_shape CHECK (is_address(legal_address)),
    CONSTRAINT facility_actual_address_shape CHECK (is_address(actual_address)),
    CONSTRAINT facility_location CHECK (
        (latitude IS NULL) = (longitude IS NULL)
        AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180
    ),
    CONSTRAINT facility_phones_shape CHECK (is_phone_list(phones)),
    CONSTRAINT facility_website_format CHECK (website ~ '^https?://[^\s]+$'),
    CONSTRAINT facility_email_format CHECK (email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$'),
    CONSTRAINT facility_isbt128_code_format CHECK (isbt128_code ~ '^[A-Z0-9]{5}$'),
    CONSTRAINT facility_isbt128_code UNIQUE (isbt128_code),
    CONSTRAINT facility_of_kind FOREIGN KEY (kind_dictionary, kind_code)
        REFERENCES dictionary_value (dictionary, code),
    CONSTRAINT facility_merged_into FOREIGN KEY (merged_to_id) REFERENCES facility
);

CREATE UNIQUE INDEX facility_edrpou_and_kind ON facility (edrpou, kind_code) WHERE status <> 'CLOSED';
CREATE UNIQUE INDEX facility_owner_and_kind ON facility (owner_tax_id, kind_code)
    WHERE status <> 'CLOSED' AND edrpou IS NULL;
CREATE INDEX facility_edrpou ON facility (edrpou);
CREATE INDEX facility_kind ON facility (kind_code, id);
CREATE INDEX facility_status ON facility (status, id);
CREATE INDEX facility_merged_to ON facility (merged_to_id);
CREATE INDEX facility_legal_katottg ON facility ((legal_address ->> 'katottg'));
CREATE INDEX facility_actual_katottg ON facility ((actual_address ->> 'katottg'));
CREATE INDEX facility_by_name ON facility (ukrainian_order(name_short) COLLATE "C", id);
CREATE INDEX facility_search ON facility USING gin (search_key gin_trgm_ops);
"""

LICENCE = r"""
CREATE TABLE facility_licence (
    id uuid PRIMARY KEY,
    facility_id uuid NOT NULL,
    type varchar(100) NOT NULL,
    number varchar(100) NOT NULL,
    issued_by varchar(300) NOT NULL,
    issued_date date NOT NULL,
    expiry_date date,
    active_from date NOT NULL,
    what_licensed varchar(500),
    order_number varchar(50),
    CONSTRAINT facility_licence_not_blank CHECK (
        type ~ '\S' AND number ~ '\S' AND issued_by ~ '\S' AND what_licensed ~ '\S' AND order_number ~ '\S'
    ),
    CONSTRAINT facility_licence_dates CHECK (expiry_date >= active_from),
    CONSTRAINT facility_licence_of_facility FOREIGN KEY (facility_id) REFERENCES facility
);

CREATE INDEX facility_licence_facility ON facility_licence (facility_id, id);
"""

EXTERNAL_ID = r"""
CREATE TABLE facility_external_id (
    id uuid PRIMARY KEY,
    facility_id uuid NOT NULL,
    system varchar(100) NOT NULL,
    value varchar(200) NOT NULL,
    CONSTRAINT facility_external_id_not_blank CHECK (system ~ '\S' AND value ~ '\S'),
    CONSTRAINT facility_external_id_value UNIQUE (system, value),
    CONSTRAINT facility_external_id_of_facility FOREIGN KEY (facility_id) REFERENCES facility
);

CREATE INDEX facility_external_id_facility ON facility_external_id (facility_id, id);
"""


class Migration(migrations.Migration):
    """Facilities; head and administrator follow with the employees."""

    dependencies = [("models", "0003_dictionaries")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Facility",
            "facility",
            "A health-care facility, by its EDRPOU or, for a sole practitioner, by the owner's tax number.",
            {
                **entity(),
                "kind_code": fields.CharField(40),
                "edrpou": fields.CharField(8, null=True),
                "owner_tax_id": fields.CharField(10, null=True),
                "name_full": fields.CharField(500),
                "name_short": fields.CharField(200),
                "name_full_en": fields.CharField(500, null=True),
                "name_short_en": fields.CharField(200, null=True),
                "status": fields.CharEnumField(FacilityStatus),
                **reference("merged_to", "Facility", "merged_from", null=True),
                "legal_address": fields.JSONField[object](),
                "actual_address": fields.JSONField[object](),
                "latitude": fields.DecimalField(9, 6, null=True),
                "longitude": fields.DecimalField(9, 6, null=True),
                "phones": fields.JSONField[object](default=list),
                "website": fields.CharField(300, null=True),
                "email": fields.CharField(254),
                "chief_accountant_name": fields.CharField(300, null=True),
                "registered_at": fields.DatetimeField(),
                "decision_number": fields.CharField(50, null=True),
                "decision_date": fields.DateField(null=True),
                "isbt128_code": fields.CharField(5, null=True),
            },
        ),
        RunSQL(FACILITY, "DROP TABLE facility;"),
        Declare(
            "FacilityLicence",
            "facility_licence",
            "A licence of a facility.",
            {
                **part(),
                **reference("facility", "Facility", "licences"),
                "type": fields.CharField(100),
                "number": fields.CharField(100),
                "issued_by": fields.CharField(300),
                "issued_date": fields.DateField(),
                "expiry_date": fields.DateField(null=True),
                "active_from": fields.DateField(),
                "what_licensed": fields.CharField(500, null=True),
                "order_number": fields.CharField(50, null=True),
            },
        ),
        RunSQL(LICENCE, "DROP TABLE facility_licence;"),
        Declare(
            "FacilityExternalId",
            "facility_external_id",
            "The id that another system knows a facility by.",
            {
                **part(),
                **reference("facility", "Facility", "external_ids"),
                "system": fields.CharField(100),
                "value": fields.CharField(200),
            },
        ),
        RunSQL(EXTERNAL_ID, "DROP TABLE facility_external_id;"),
    ]
