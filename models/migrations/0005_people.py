"""People, who owns which e-mail address, and identity data in tables of their own."""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.identity import DocumentType, Gender
from models.migrations._declare import Declare, entity, part, reference
from models.person import VerificationStatus

PERSON = r"""
CREATE TABLE person (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    last_name varchar(100) NOT NULL,
    first_name varchar(100) NOT NULL,
    middle_name varchar(100),
    personal_email varchar(254),
    mobile_phones jsonb NOT NULL DEFAULT '[]',
    verification_status varchar(40) NOT NULL,
    blocked_at timestamptz,
    blocked_reason varchar(300),
    CONSTRAINT person_version CHECK (version > 0),
    CONSTRAINT person_not_blank CHECK (
        last_name ~ '\S' AND first_name ~ '\S' AND middle_name ~ '\S' AND blocked_reason ~ '\S'
    ),
    CONSTRAINT person_mobile_phones_shape CHECK (is_phone_list(mobile_phones)),
    CONSTRAINT person_verification_status_known CHECK (
        verification_status IN ('NOT_VERIFIED', 'VERIFIED', 'MISMATCH')
    ),
    CONSTRAINT person_blocked_for_a_reason CHECK (blocked_reason IS NULL OR blocked_at IS NOT NULL)
);

CREATE TABLE email_address (
    address varchar(254) PRIMARY KEY,
    person_id uuid NOT NULL,
    CONSTRAINT email_address_format CHECK (address = lower(address) AND address ~ '^[^@\s]+@[^@\s]+$'),
    CONSTRAINT email_address_and_person UNIQUE (address, person_id),
    CONSTRAINT email_address_of_person FOREIGN KEY (person_id) REFERENCES person
);

CREATE INDEX email_address_person ON email_address (person_id);

-- Deferred, because the address names the person and the person names the address.
ALTER TABLE person ADD CONSTRAINT person_owns_personal_email FOREIGN KEY (personal_email, id)
    REFERENCES email_address (address, person_id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX person_personal_email ON person (personal_email);
"""

IDENTITY = r"""
CREATE TABLE person_identity (
    person_id uuid PRIMARY KEY,
    birth_date date NOT NULL,
    gender varchar(40) NOT NULL,
    tax_id varchar(10),
    no_tax_id boolean NOT NULL DEFAULT false,
    unzr varchar(14),
    CONSTRAINT person_identity_birth_date CHECK (birth_date >= DATE '1900-01-01'),
    CONSTRAINT person_identity_gender_known CHECK (gender IN ('MALE', 'FEMALE')),
    CONSTRAINT person_identity_tax_id_format CHECK (
        CASE WHEN no_tax_id THEN tax_id ~ '^([0-9]{9}|[АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ]{2}[0-9]{6})$'
             ELSE tax_id ~ '^[0-9]{10}$' END
    ),
    CONSTRAINT person_identity_unzr_format CHECK (unzr ~ '^[0-9]{8}-[0-9]{5}$'),
    CONSTRAINT person_identity_unzr_begins_with_birth_date CHECK (
        left(unzr, 8) = (extract(year FROM birth_date) * 10000
            + extract(month FROM birth_date) * 100 + extract(day FROM birth_date))::integer::text
    ),
    CONSTRAINT person_identity_tax_id UNIQUE (tax_id),
    CONSTRAINT person_identity_unzr UNIQUE (unzr),
    CONSTRAINT person_identity_of_person FOREIGN KEY (person_id) REFERENCES person
);
"""

DOCUMENT = r"""
CREATE TABLE identity_document (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    type varchar(40) NOT NULL,
    number varchar(25) NOT NULL,
    issued_by varchar(300),
    issued_at date,
    expiration_date date,
    CONSTRAINT identity_document_type_known CHECK (
        type IN ('PASSPORT', 'NATIONAL_ID', 'TEMPORARY_PASSPORT', 'TEMPORARY_CERTIFICATE',
                 'PERMANENT_RESIDENCE_PERMIT', 'REFUGEE_CERTIFICATE', 'COMPLEMENTARY_PROTECTION_CERTIFICATE')
    ),
    CONSTRAINT identity_document_number_format CHECK (
        CASE type WHEN 'PASSPORT' THEN number ~ '^[АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ]{2}[0-9]{6}$'
                  WHEN 'NATIONAL_ID' THEN number ~ '^[0-9]{9}$'
                  ELSE length(number) >= 2 AND number ~ '\S' END
    ),
    CONSTRAINT identity_document_not_blank CHECK (issued_by ~ '\S'),
    CONSTRAINT identity_document_dates CHECK (expiration_date >= issued_at),
    CONSTRAINT identity_document_expires CHECK (
        expiration_date IS NOT NULL OR type = 'PASSPORT'
    ),
    CONSTRAINT identity_document_type UNIQUE (person_id, type),
    CONSTRAINT identity_document_of_person FOREIGN KEY (person_id) REFERENCES person
);

CREATE UNIQUE INDEX identity_document_one_passport ON identity_document (person_id)
    WHERE type IN ('PASSPORT', 'NATIONAL_ID');
"""


class Migration(migrations.Migration):
    """People."""

    dependencies = [("models", "0004_facilities")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Person",
            "person",
            "A human; identity data lies apart in person_identity.",
            {
                **entity(),
                "last_name": fields.CharField(100),
                "first_name": fields.CharField(100),
                "middle_name": fields.CharField(100, null=True),
                "personal_email": fields.CharField(254, null=True),
                "mobile_phones": fields.JSONField[object](default=list),
                "verification_status": fields.CharEnumField(VerificationStatus),
                "blocked_at": fields.DatetimeField(null=True),
                "blocked_reason": fields.CharField(300, null=True),
            },
        ),
        Declare(
            "EmailAddress",
            "email_address",
            "An e-mail address in lower case and the one person in the whole system who owns it.",
            {
                "address": fields.CharField(254, primary_key=True),
                **reference("person", "Person", "email_addresses"),
            },
            primary_key="address",
        ),
        RunSQL(
            PERSON,
            "ALTER TABLE person DROP CONSTRAINT person_owns_personal_email; "
            "DROP TABLE email_address; DROP TABLE person;",
        ),
        Declare(
            "PersonIdentity",
            "person_identity",
            "Birth date, gender and numbers of one person.",
            {
                **reference("person", "Person", "identity", once=True, primary_key=True),
                "birth_date": fields.DateField(),
                "gender": fields.CharEnumField(Gender),
                "tax_id": fields.CharField(10, null=True),
                "no_tax_id": fields.BooleanField(default=False),
                "unzr": fields.CharField(14, null=True),
            },
            primary_key="person_id",
        ),
        RunSQL(IDENTITY, "DROP TABLE person_identity;"),
        Declare(
            "IdentityDocument",
            "identity_document",
            "A document of a person; a person has one of each type, and a passport or an ID card, not both.",
            {
                **part(),
                **reference("person", "Person", "documents"),
                "type": fields.CharEnumField(DocumentType),
                "number": fields.CharField(25),
                "issued_by": fields.CharField(300, null=True),
                "issued_at": fields.DateField(null=True),
                "expiration_date": fields.DateField(null=True),
            },
        ),
        RunSQL(DOCUMENT, "DROP TABLE identity_document;"),
    ]
