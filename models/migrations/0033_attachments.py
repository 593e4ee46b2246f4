"""Files that are named by what is signed, secrets of vendors' clients, recorders and numbers of equipment.

A file belongs to whoever uploaded it until an application names it; one that nothing names is swept. Its
digest and size are computed by the database itself, so that what is signed of it is true of its bytes.

A client's secret is 32 random bytes, which nobody can guess: its SHA-256 is kept, as that of a token is.
"""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.migrations._declare import Declare, DeclareField, part, reference

ATTACHMENT = r"""
CREATE TABLE attachment (
    id uuid PRIMARY KEY,
    sha256 bytea NOT NULL,
    size integer NOT NULL,
    media_type varchar(100) NOT NULL,
    name varchar(200) NOT NULL,
    person_id uuid,
    applicant_id uuid,
    application_id uuid,
    uploaded_at timestamptz NOT NULL,
    named_at timestamptz,
    CONSTRAINT attachment_size CHECK (size BETWEEN 1 AND 10485760),
    CONSTRAINT attachment_media_type_format CHECK (
        media_type ~ '^application/(pdf|pkcs7-signature|vnd\.etsi\.asic-[se]\+zip)$'
    ),
    CONSTRAINT attachment_not_blank CHECK (name ~ '\S'),
    CONSTRAINT attachment_of_someone CHECK (num_nonnulls(person_id, applicant_id) = 1),
    CONSTRAINT attachment_named CHECK ((application_id IS NULL) = (named_at IS NULL)),
    CONSTRAINT attachment_and_digest UNIQUE (id, sha256, size),
    CONSTRAINT attachment_of_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT attachment_of_applicant FOREIGN KEY (applicant_id) REFERENCES applicant,
    CONSTRAINT attachment_to_application FOREIGN KEY (application_id) REFERENCES facility_application
);
CREATE INDEX attachment_sha256 ON attachment (sha256);
CREATE INDEX attachment_person ON attachment (person_id);
CREATE INDEX attachment_applicant ON attachment (applicant_id);
CREATE INDEX attachment_application ON attachment (application_id);
CREATE INDEX attachment_unnamed ON attachment (uploaded_at) WHERE named_at IS NULL;

CREATE TABLE attachment_content (
    attachment_id uuid PRIMARY KEY,
    bytes bytea NOT NULL,
    sha256 bytea NOT NULL GENERATED ALWAYS AS (sha256(bytes)) STORED,
    size integer NOT NULL GENERATED ALWAYS AS (octet_length(bytes)) STORED,
    CONSTRAINT attachment_content_as_told FOREIGN KEY (attachment_id, sha256, size)
        REFERENCES attachment (id, sha256, size) ON DELETE CASCADE
);
-- Scans and signatures do not compress.
ALTER TABLE attachment_content ALTER COLUMN bytes SET STORAGE EXTERNAL;
"""

CLIENT = r"""
ALTER TABLE mis_client
    ADD COLUMN email varchar(254),
    ADD CONSTRAINT mis_client_email_format
        CHECK (email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$');
CREATE TABLE mis_client_secret (
    client_id uuid PRIMARY KEY,
    sha256 bytea NOT NULL,
    issued_at timestamptz NOT NULL,
    CONSTRAINT mis_client_secret_is_sha256 CHECK (octet_length(sha256) = 32),
    CONSTRAINT mis_client_secret_of_client FOREIGN KEY (client_id) REFERENCES mis_client
);
CREATE UNIQUE INDEX mis_connection_once ON mis_connection (client_id, facility_id) WHERE status = 'ACTIVE';
"""

FORGET_CLIENT = """
DROP INDEX mis_connection_once;
DROP TABLE mis_client_secret;
ALTER TABLE mis_client DROP COLUMN email;
"""

RECORDER = """
ALTER TABLE equipment
    ADD COLUMN recorder_id uuid,
    ADD CONSTRAINT equipment_entered_by_employee FOREIGN KEY (recorder_id, facility_id)
        REFERENCES employee (id, facility_id);
CREATE INDEX equipment_recorder ON equipment (recorder_id);
"""

# What is closed or was entered by mistake has no number to keep from others.
NUMBERS = """
DROP INDEX workplace_inventory_number;
CREATE UNIQUE INDEX workplace_inventory_number ON workplace (facility_id, inventory_number)
    WHERE inventory_status = 'ASSIGNED' AND status = 'ACTIVE';
DROP INDEX equipment_inventory_number;
CREATE UNIQUE INDEX equipment_inventory_number ON equipment (facility_id, inventory_number)
    WHERE inventory_status = 'ASSIGNED' AND status <> 'ENTERED_IN_ERROR';
"""

FORGET_NUMBERS = """
DROP INDEX equipment_inventory_number;
CREATE UNIQUE INDEX equipment_inventory_number ON equipment (facility_id, inventory_number)
    WHERE inventory_status = 'ASSIGNED';
DROP INDEX workplace_inventory_number;
CREATE UNIQUE INDEX workplace_inventory_number ON workplace (facility_id, inventory_number)
    WHERE inventory_status = 'ASSIGNED';
"""

FORGET_RECORDER = "ALTER TABLE equipment DROP COLUMN recorder_id;"


class Migration(migrations.Migration):
    """Attachments, secrets of clients, recorders of equipment."""

    dependencies = [("models", "0032_assignments_due")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Attachment",
            "attachment",
            "A file, of whoever uploaded it until an application names it; its bytes lie in a table beside.",
            {
                **part(),
                "sha256": fields.BinaryField(),
                "size": fields.IntField(),
                "media_type": fields.CharField(100),
                "name": fields.CharField(200),
                "person_id": fields.UUIDField(null=True),
                "applicant_id": fields.UUIDField(null=True),
                "application_id": fields.UUIDField(null=True),
                "uploaded_at": fields.DatetimeField(),
                "named_at": fields.DatetimeField(null=True),
            },
        ),
        RunSQL(ATTACHMENT, "DROP TABLE attachment_content; DROP TABLE attachment;"),
        DeclareField("MisClient", {"email": fields.CharField(254, null=True)}),
        Declare(
            "MisClientSecret",
            "mis_client_secret",
            "What a client proves itself by: the SHA-256 of its secret.",
            {
                **reference("client", "MisClient", "secret", once=True, primary_key=True),
                "sha256": fields.BinaryField(),
                "issued_at": fields.DatetimeField(),
            },
            primary_key="client_id",
        ),
        RunSQL(CLIENT, FORGET_CLIENT),
        DeclareField("Equipment", reference("recorder", "Employee", "recorded_equipment", null=True)),
        RunSQL(RECORDER, FORGET_RECORDER),
        RunSQL(NUMBERS, FORGET_NUMBERS),
    ]
