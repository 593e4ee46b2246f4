"""Applications of facilities, and the calendar by which their terms run.

A term ends with its last day in Kyiv. Numbers count on over the turn of the year, and may leave gaps: a
counter without gaps would make all who submit at one moment wait for each other.
"""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.application import ApplicationChannel, ApplicationStatus
from models.dictionaries import APPLICATION_REASONS, value_id
from models.identity import Gender
from models.migrations._declare import Declare, Fields, entity, reference

CALENDAR = r"""
CREATE TABLE holiday (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    day date NOT NULL,
    title varchar(200) NOT NULL,
    CONSTRAINT holiday_version CHECK (version > 0),
    CONSTRAINT holiday_not_blank CHECK (title ~ '\S'),
    CONSTRAINT holiday_day UNIQUE (day)
);

CREATE TABLE extra_workday (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    day date NOT NULL,
    title varchar(200) NOT NULL,
    CONSTRAINT extra_workday_version CHECK (version > 0),
    CONSTRAINT extra_workday_not_blank CHECK (title ~ '\S'),
    CONSTRAINT extra_workday_day UNIQUE (day)
);

-- The working days after one day up to and with another.
CREATE FUNCTION working_days_between(after date, until date) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT count(*)::integer
    FROM generate_series(
        after::timestamp + interval '1 day', until::timestamp, interval '1 day'
    ) AS each(moment)
    WHERE EXISTS (SELECT FROM extra_workday WHERE day = moment::date)
        OR extract(isodow FROM moment) < 6 AND NOT EXISTS (SELECT FROM holiday WHERE day = moment::date)
);
"""

FORGET_CALENDAR = """
DROP FUNCTION working_days_between(date, date);
DROP TABLE extra_workday;
DROP TABLE holiday;
"""

APPLICATION = r"""
CREATE SEQUENCE facility_application_number AS bigint;

CREATE TABLE facility_application (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    number varchar(20) NOT NULL,
    channel varchar(40) NOT NULL,
    status varchar(40) NOT NULL,
    applicant_key bytea,
    typed_by_id uuid,
    scan_sha256 varchar(64),
    received_on date NOT NULL,
    due_on date NOT NULL,
    due_at timestamptz NOT NULL GENERATED ALWAYS AS (
        (due_on + time '23:59:59') AT TIME ZONE 'Europe/Kyiv'
    ) STORED,
    paused_at timestamptz,
    paused_days integer NOT NULL DEFAULT 0,
    overdue_told_at timestamptz,
    kind_dictionary varchar(40) NOT NULL GENERATED ALWAYS AS ('FACILITY_KIND') STORED,
    kind_code varchar(40) NOT NULL,
    edrpou varchar(8),
    owner_tax_id varchar(10),
    name_full varchar(500) NOT NULL,
    name_short varchar(200) NOT NULL,
    search_key text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (search_key(name_full || ' ' || name_short)) STORED,
    name_full_en varchar(500) NOT NULL,
    name_short_en varchar(200),
    legal_address jsonb NOT NULL,
    actual_address jsonb NOT NULL,
    email varchar(254) NOT NULL,
    phones jsonb NOT NULL,
    website varchar(300),
    transfusion_declared boolean NOT NULL,
    chief_accountant_name varchar(300),
    head_last_name varchar(100) NOT NULL,
    head_first_name varchar(100) NOT NULL,
    head_middle_name varchar(100),
    head_tax_id varchar(10) NOT NULL,
    head_birth_date date NOT NULL,
    head_gender varchar(40) NOT NULL,
    position_dictionary varchar(40) NOT NULL GENERATED ALWAYS AS ('POSITION') STORED,
    head_position_code varchar(40) NOT NULL,
    head_email varchar(254) NOT NULL,
    head_phones jsonb NOT NULL,
    administrator_last_name varchar(100) NOT NULL,
    administrator_first_name varchar(100) NOT NULL,
    administrator_middle_name varchar(100),
    administrator_tax_id varchar(10) NOT NULL,
    administrator_birth_date date NOT NULL,
    administrator_gender varchar(40) NOT NULL,
    administrator_email varchar(254) NOT NULL,
    administrator_phones jsonb NOT NULL,
    taken_by_id uuid,
    taken_at timestamptz,
    decided_at timestamptz,
    reason_dictionary varchar(40) NOT NULL GENERATED ALWAYS AS ('APPLICATION_REASON') STORED,
    reason_code varchar(40),
    comment varchar(2000),
    facility_id uuid,
    CONSTRAINT application_version CHECK (version > 0),
    CONSTRAINT application_number_format CHECK (number ~ '^ЗР-[0-9]{4}-[0-9]{6,}$'),
    CONSTRAINT application_channel_known CHECK (channel IN ('ONLINE', 'PAPER')),
    CONSTRAINT application_status_known CHECK (
        status IN ('SUBMITTED', 'IN_REVIEW', 'RETURNED', 'REGISTERED', 'REJECTED', 'WITHDRAWN', 'EXPIRED')
    ),
    CONSTRAINT application_came_somehow CHECK (
        (channel = 'ONLINE') = (applicant_key IS NOT NULL)
        AND (channel = 'PAPER') = (typed_by_id IS NOT NULL)
        AND (channel = 'PAPER') = (scan_sha256 IS NOT NULL)
    ),
    CONSTRAINT application_applicant_key_is_sha256 CHECK (octet_length(applicant_key) = 32),
    CONSTRAINT application_scan_sha256_format CHECK (scan_sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT application_term CHECK (due_on >= received_on),
    CONSTRAINT application_paused CHECK (
        (status = 'RETURNED') = (paused_at IS NOT NULL) AND paused_days >= 0
    ),
    CONSTRAINT application_taken CHECK (
        (taken_by_id IS NULL) = (taken_at IS NULL)
        AND (taken_by_id IS NOT NULL OR status IN ('SUBMITTED', 'WITHDRAWN'))
    ),
    CONSTRAINT application_decided CHECK (
        (status IN ('REGISTERED', 'REJECTED', 'WITHDRAWN', 'EXPIRED')) = (decided_at IS NOT NULL)
    ),
    CONSTRAINT application_reasoned CHECK (
        (reason_code IS NULL) = (comment IS NULL)
        AND (reason_code IS NOT NULL OR status NOT IN ('RETURNED', 'REJECTED'))
    ),
    CONSTRAINT application_registered CHECK ((status = 'REGISTERED') = (facility_id IS NOT NULL)),
    CONSTRAINT application_not_blank CHECK (
        name_full ~ '\S' AND name_short ~ '\S' AND name_full_en ~ '\S' AND name_short_en ~ '\S'
        AND chief_accountant_name ~ '\S' AND comment ~ '\S'
        AND head_last_name ~ '\S' AND head_first_name ~ '\S' AND head_middle_name ~ '\S'
        AND administrator_last_name ~ '\S' AND administrator_first_name ~ '\S'
        AND administrator_middle_name ~ '\S'
    ),
    CONSTRAINT application_edrpou_format CHECK (edrpou ~ '^[0-9]{8}$'),
    CONSTRAINT application_owner_tax_id_format CHECK (owner_tax_id ~ '^[0-9]{10}$'),
    CONSTRAINT application_edrpou_or_owner CHECK (num_nonnulls(edrpou, owner_tax_id) = 1),
    CONSTRAINT application_legal_address_shape CHECK (is_address(legal_address)),
    CONSTRAINT application_actual_address_shape CHECK (is_address(actual_address)),
    CONSTRAINT application_email_format CHECK (
        email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$'
        AND head_email = lower(head_email) AND head_email ~ '^[^@\s]+@[^@\s]+$'
        AND administrator_email = lower(administrator_email) AND administrator_email ~ '^[^@\s]+@[^@\s]+$'
    ),
    CONSTRAINT application_phones_shape CHECK (
        is_phone_list(phones) AND is_phone_list(head_phones) AND is_phone_list(administrator_phones)
    ),
    CONSTRAINT application_website_format CHECK (website ~ '^https?://[^\s]+$'),
    CONSTRAINT application_people CHECK (
        head_tax_id ~ '^[0-9]{10}$' AND administrator_tax_id ~ '^[0-9]{10}$'
        AND head_birth_date >= DATE '1900-01-01' AND administrator_birth_date >= DATE '1900-01-01'
    ),
    CONSTRAINT application_head_gender_known CHECK (head_gender IN ('MALE', 'FEMALE')),
    CONSTRAINT application_administrator_gender_known CHECK (administrator_gender IN ('MALE', 'FEMALE')),
    CONSTRAINT application_number UNIQUE (number),
    CONSTRAINT application_of_kind FOREIGN KEY (kind_dictionary, kind_code)
        REFERENCES dictionary_value (dictionary, code),
    CONSTRAINT application_head_position FOREIGN KEY (position_dictionary, head_position_code)
        REFERENCES dictionary_value (dictionary, code),
    CONSTRAINT application_for_reason FOREIGN KEY (reason_dictionary, reason_code)
        REFERENCES dictionary_value (dictionary, code),
    CONSTRAINT application_typed_by FOREIGN KEY (typed_by_id) REFERENCES person,
    CONSTRAINT application_taken_by FOREIGN KEY (taken_by_id) REFERENCES person,
    CONSTRAINT application_of_facility FOREIGN KEY (facility_id) REFERENCES facility
);

CREATE UNIQUE INDEX application_open_by_edrpou ON facility_application (edrpou, kind_code)
    WHERE status IN ('SUBMITTED', 'IN_REVIEW', 'RETURNED');
CREATE UNIQUE INDEX application_open_by_owner ON facility_application (owner_tax_id, kind_code)
    WHERE status IN ('SUBMITTED', 'IN_REVIEW', 'RETURNED');
CREATE INDEX application_status_and_term ON facility_application (status, due_at, id);
CREATE INDEX application_edrpou ON facility_application (edrpou);
CREATE INDEX application_by_due ON facility_application (due_at, id);
CREATE INDEX application_by_receipt ON facility_application (received_on, id);
CREATE INDEX application_applicant ON facility_application (applicant_key);
CREATE INDEX application_typed_by_person ON facility_application (typed_by_id);
CREATE INDEX application_taken_by_person ON facility_application (taken_by_id);
CREATE INDEX application_facility ON facility_application (facility_id);
CREATE INDEX application_search ON facility_application USING gin (search_key gin_trgm_ops);
"""

FORGET_APPLICATION = """
DROP TABLE facility_application;
DROP SEQUENCE facility_application_number;
"""

REASONS = """
INSERT INTO dictionary (name, title) VALUES ('APPLICATION_REASON', 'Підстава рішення щодо заяви')
ON CONFLICT DO NOTHING
"""
REASON = """
INSERT INTO dictionary_value (id, dictionary, code, title, ordinal)
VALUES ($1, 'APPLICATION_REASON', $2, $3, $4) ON CONFLICT DO NOTHING
"""
REASON_ROWS = [
    (REASON, [value_id("APPLICATION_REASON", code), code, title, ordinal])
    for ordinal, (code, title) in enumerate(APPLICATION_REASONS.items(), start=1)
]


def _named(role: str) -> Fields:
    return {
        f"{role}_last_name": fields.CharField(100),
        f"{role}_first_name": fields.CharField(100),
        f"{role}_middle_name": fields.CharField(100, null=True),
        f"{role}_tax_id": fields.CharField(10),
    }


class Migration(migrations.Migration):
    """Applications."""

    dependencies = [("models", "0029_letters")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Holiday",
            "holiday",
            "A day from Monday to Friday on which nobody works.",
            {**entity(), "day": fields.DateField(unique=True), "title": fields.CharField(200)},
        ),
        Declare(
            "ExtraWorkday",
            "extra_workday",
            "A day on which one works, whatever day of the week it is.",
            {**entity(), "day": fields.DateField(unique=True), "title": fields.CharField(200)},
        ),
        RunSQL(CALENDAR, FORGET_CALENDAR),
        RunSQL([(REASONS, []), *REASON_ROWS], RunSQL.noop),
        Declare(
            "FacilityApplication",
            "facility_application",
            "A facility's application; what it says of the facility, its head and its administrator.",
            {
                **entity(),
                "number": fields.CharField(20, unique=True),
                "channel": fields.CharEnumField(ApplicationChannel),
                "status": fields.CharEnumField(ApplicationStatus),
                "applicant_key": fields.BinaryField(null=True),
                **reference("typed_by", "Person", "typed_applications", null=True),
                "scan_sha256": fields.CharField(64, null=True),
                "received_on": fields.DateField(),
                "due_on": fields.DateField(),
                "due_at": fields.DatetimeField(generated=True),
                "paused_at": fields.DatetimeField(null=True),
                "paused_days": fields.IntField(default=0),
                "overdue_told_at": fields.DatetimeField(null=True),
                "kind_code": fields.CharField(40),
                "edrpou": fields.CharField(8, null=True),
                "owner_tax_id": fields.CharField(10, null=True),
                "name_full": fields.CharField(500),
                "name_short": fields.CharField(200),
                "name_full_en": fields.CharField(500),
                "name_short_en": fields.CharField(200, null=True),
                "legal_address": fields.JSONField[object](),
                "actual_address": fields.JSONField[object](),
                "email": fields.CharField(254),
                "phones": fields.JSONField[object](),
                "website": fields.CharField(300, null=True),
                "transfusion_declared": fields.BooleanField(),
                "chief_accountant_name": fields.CharField(300, null=True),
                **_named("head"),
                "head_birth_date": fields.DateField(),
                "head_gender": fields.CharEnumField(Gender),
                "head_position_code": fields.CharField(40),
                "head_email": fields.CharField(254),
                "head_phones": fields.JSONField[object](),
                **_named("administrator"),
                "administrator_birth_date": fields.DateField(),
                "administrator_gender": fields.CharEnumField(Gender),
                "administrator_email": fields.CharField(254),
                "administrator_phones": fields.JSONField[object](),
                **reference("taken_by", "Person", "taken_applications", null=True),
                "taken_at": fields.DatetimeField(null=True),
                "decided_at": fields.DatetimeField(null=True),
                "reason_code": fields.CharField(40, null=True),
                "comment": fields.CharField(2000, null=True),
                **reference("facility", "Facility", "applications", null=True),
            },
        ),
        RunSQL(APPLICATION, FORGET_APPLICATION),
    ]
