"""What changes about people after they were written down: addresses confirmed, identities corrected, logins.

A facility that writes down a person whom another one knows already does not see that person's identity before
the person has accepted: `identity_open` says whether it does, and opens by itself when the employee becomes
active. What employees write of their own education waits for the personnel office: `professional_confirmed`.

An address counts only when the letter sent to it was answered; until then it lies in `email_confirmation`,
under the digest of the letter's token. An identity correction is proposed by a facility and decided by a
registrar; it keeps what stood before, what is to stand, and the digest of what the proposer signed.
`person_login` outlives the sessions that it is made from.
"""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.correction import CorrectionStatus
from models.identity import Gender
from models.migrations._declare import Declare, DeclareField, entity, part, reference

EMPLOYEE = """
ALTER TABLE employee
    ADD COLUMN identity_open boolean NOT NULL DEFAULT true,
    ADD COLUMN professional_confirmed boolean NOT NULL DEFAULT true,
    ADD CONSTRAINT employee_identity_opens CHECK (identity_open OR status NOT IN ('ACTIVE', 'SUSPENDED'));

CREATE FUNCTION open_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.identity_open = true;
    RETURN NEW;
END $$;

CREATE TRIGGER employee_opens_identity BEFORE UPDATE OF status ON employee FOR EACH ROW
    WHEN (NEW.status = 'ACTIVE' AND NOT NEW.identity_open) EXECUTE FUNCTION open_identity();
"""

FORGET_EMPLOYEE = """
DROP TRIGGER employee_opens_identity ON employee;
DROP FUNCTION open_identity();
ALTER TABLE employee
    DROP CONSTRAINT employee_identity_opens,
    DROP COLUMN professional_confirmed,
    DROP COLUMN identity_open;
"""

# An address is confirmed once; of several letters about one address book entry only the last one counts.
CONFIRMATION = r"""
CREATE TABLE email_confirmation (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    employee_id uuid,
    facility_id uuid NOT NULL,
    address varchar(254) NOT NULL,
    token_sha256 bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    cancelled_at timestamptz,
    CONSTRAINT email_confirmation_address_format CHECK (
        address = lower(address) AND address ~ '^[^@\s]+@[^@\s]+$'
    ),
    CONSTRAINT email_confirmation_token_is_sha256 CHECK (octet_length(token_sha256) = 32),
    CONSTRAINT email_confirmation_period CHECK (expires_at > created_at),
    CONSTRAINT email_confirmation_ends_once CHECK (num_nonnulls(confirmed_at, cancelled_at) <= 1),
    CONSTRAINT email_confirmation_token UNIQUE (token_sha256),
    CONSTRAINT email_confirmation_of_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT email_confirmation_of_employee FOREIGN KEY (employee_id, facility_id)
        REFERENCES employee (id, facility_id),
    CONSTRAINT email_confirmation_in_facility FOREIGN KEY (facility_id) REFERENCES facility
);

CREATE UNIQUE INDEX email_confirmation_one_open ON email_confirmation (person_id, employee_id)
    NULLS NOT DISTINCT WHERE confirmed_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX email_confirmation_person ON email_confirmation (person_id);
CREATE INDEX email_confirmation_employee ON email_confirmation (employee_id);
CREATE INDEX email_confirmation_facility ON email_confirmation (facility_id);
"""

CORRECTION = r"""
CREATE TABLE identity_correction (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    facility_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    person_id uuid NOT NULL,
    status varchar(40) NOT NULL,
    former_tax_id varchar(10),
    former_no_tax_id boolean NOT NULL,
    former_birth_date date NOT NULL,
    former_gender varchar(40) NOT NULL,
    tax_id varchar(10) NOT NULL,
    no_tax_id boolean NOT NULL,
    birth_date date NOT NULL,
    gender varchar(40) NOT NULL,
    unzr varchar(14),
    reason varchar(500) NOT NULL,
    payload_sha256 bytea NOT NULL,
    proposed_by_id uuid NOT NULL,
    decided_by_id uuid,
    decided_at timestamptz,
    comment varchar(500),
    CONSTRAINT identity_correction_version CHECK (version > 0),
    CONSTRAINT identity_correction_not_blank CHECK (reason ~ '\S' AND comment ~ '\S'),
    CONSTRAINT identity_correction_status_known CHECK (status IN ('PROPOSED', 'APPROVED', 'REJECTED')),
    CONSTRAINT identity_correction_former_gender_known CHECK (former_gender IN ('MALE', 'FEMALE')),
    CONSTRAINT identity_correction_gender_known CHECK (gender IN ('MALE', 'FEMALE')),
    CONSTRAINT identity_correction_payload_is_sha256 CHECK (octet_length(payload_sha256) = 32),
    CONSTRAINT identity_correction_decided CHECK (
        (status IN ('APPROVED', 'REJECTED')) = (decided_by_id IS NOT NULL)
        AND (decided_by_id IS NULL) = (decided_at IS NULL)
    ),
    CONSTRAINT identity_correction_by_two CHECK (decided_by_id <> proposed_by_id),
    CONSTRAINT identity_correction_of_employee FOREIGN KEY (employee_id, facility_id)
        REFERENCES employee (id, facility_id),
    CONSTRAINT identity_correction_of_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT identity_correction_proposed_by FOREIGN KEY (proposed_by_id) REFERENCES person,
    CONSTRAINT identity_correction_decided_by FOREIGN KEY (decided_by_id) REFERENCES person
);

CREATE UNIQUE INDEX identity_correction_one_open ON identity_correction (person_id)
    WHERE status = 'PROPOSED';
CREATE INDEX identity_correction_person ON identity_correction (person_id);
CREATE INDEX identity_correction_employee ON identity_correction (employee_id, id);
CREATE INDEX identity_correction_facility ON identity_correction (facility_id, id);
CREATE INDEX identity_correction_status ON identity_correction (status, id);
CREATE INDEX identity_correction_proposer ON identity_correction (proposed_by_id);
CREATE INDEX identity_correction_decider ON identity_correction (decided_by_id);
"""

LOGIN = """
CREATE TABLE person_login (
    person_id uuid PRIMARY KEY,
    last_at timestamptz NOT NULL,
    CONSTRAINT person_login_of_person FOREIGN KEY (person_id) REFERENCES person
);

INSERT INTO person_login (person_id, last_at)
SELECT person_id, max(created_at) FROM session
WHERE kind = 'FULL' AND person_id IS NOT NULL GROUP BY person_id;

CREATE FUNCTION note_logins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO person_login AS known (person_id, last_at)
    SELECT person_id, max(created_at) FROM begun
    WHERE kind = 'FULL' AND person_id IS NOT NULL GROUP BY person_id ORDER BY person_id
    ON CONFLICT (person_id) DO UPDATE SET last_at = greatest(known.last_at, excluded.last_at);
    RETURN NULL;
END $$;

CREATE TRIGGER session_notes_login AFTER INSERT ON session
    REFERENCING NEW TABLE AS begun FOR EACH STATEMENT EXECUTE FUNCTION note_logins();
"""

FORGET_LOGIN = """
DROP TRIGGER session_notes_login ON session;
DROP FUNCTION note_logins();
DROP TABLE person_login;
"""


class Migration(migrations.Migration):
    """What changes about people."""

    dependencies = [("models", "0030_applications")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        DeclareField("Employee", {"identity_open": fields.BooleanField(default=True)}),
        DeclareField("Employee", {"professional_confirmed": fields.BooleanField(default=True)}),
        RunSQL(EMPLOYEE, FORGET_EMPLOYEE),
        Declare(
            "EmailConfirmation",
            "email_confirmation",
            "A new address of a person that waits for the letter sent to it to be answered.",
            {
                **part(),
                **reference("person", "Person", "email_confirmations"),
                **reference("employee", "Employee", "email_confirmations", null=True),
                **reference("facility", "Facility", "email_confirmations"),
                "address": fields.CharField(254),
                "token_sha256": fields.BinaryField(),
                "created_at": fields.DatetimeField(),
                "expires_at": fields.DatetimeField(),
                "confirmed_at": fields.DatetimeField(null=True),
                "cancelled_at": fields.DatetimeField(null=True),
            },
        ),
        RunSQL(CONFIRMATION, "DROP TABLE email_confirmation;"),
        Declare(
            "IdentityCorrection",
            "identity_correction",
            "A correction of a person's tax number or birth date, proposed by one and decided by another.",
            {
                **entity(),
                **reference("facility", "Facility", "identity_corrections"),
                **reference("employee", "Employee", "identity_corrections"),
                **reference("person", "Person", "identity_corrections"),
                "status": fields.CharEnumField(CorrectionStatus),
                "former_tax_id": fields.CharField(10, null=True),
                "former_no_tax_id": fields.BooleanField(),
                "former_birth_date": fields.DateField(),
                "former_gender": fields.CharEnumField(Gender),
                "tax_id": fields.CharField(10),
                "no_tax_id": fields.BooleanField(),
                "birth_date": fields.DateField(),
                "gender": fields.CharEnumField(Gender),
                "unzr": fields.CharField(14, null=True),
                "reason": fields.CharField(500),
                "payload_sha256": fields.BinaryField(),
                **reference("proposed_by", "Person", "proposed_corrections"),
                **reference("decided_by", "Person", "decided_corrections", null=True),
                "decided_at": fields.DatetimeField(null=True),
                "comment": fields.CharField(500, null=True),
            },
        ),
        RunSQL(CORRECTION, "DROP TABLE identity_correction;"),
        RunSQL(LOGIN, FORGET_LOGIN),
    ]
