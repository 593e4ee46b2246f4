"""Login: sessions that begin before it is known who comes, whom a signature names, and with which keys.

A session begins as PRE, is bound to one challenge, and ends when the challenge is answered: by a FULL session
of a person that the registry knows, or by an APPLICANT one of somebody that it does not. `idle_seconds` is
how long a session may rest; the sandbox's own tokens may rest as long as they live. All PRE sessions have one
principal, nobody, so that whoever only knocks leaves no epoch behind.

A person is found by `subject_key`, an HMAC over the number in the certificate, never by name or certificate.
A certificate is known by issuer and serial number beside its fingerprint: its issuer's signature can be
written in two ways, so that one certificate has several fingerprints. `told_at` is empty until the letter
about its first use has left.
"""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.certificate import CertificateStatus
from models.migrations._declare import Declare, DeclareField, part, reference

SESSION = """
ALTER TABLE session
    ADD COLUMN subject_key bytea,
    ADD COLUMN invitation_id uuid,
    ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN idle_seconds integer,
    DROP CONSTRAINT session_kind_known,
    ADD CONSTRAINT session_kind_known CHECK (kind IN ('EXPLORER', 'PRE', 'APPLICANT', 'FULL')),
    DROP CONSTRAINT session_of_someone,
    ADD CONSTRAINT session_of_someone CHECK (
        CASE kind WHEN 'FULL' THEN coalesce(person_id, client_id) IS NOT NULL
                  WHEN 'EXPLORER' THEN coalesce(person_id, client_id) IS NULL
                  ELSE person_id IS NULL END
    ),
    DROP CONSTRAINT session_principal,
    ADD CONSTRAINT session_principal CHECK (
        kind IN ('PRE', 'APPLICANT') OR principal_id = coalesce(person_id, client_id, principal_id)
    ),
    ADD CONSTRAINT session_of_subject CHECK ((kind = 'APPLICANT') = (subject_key IS NOT NULL)),
    ADD CONSTRAINT session_subject_key_is_sha256 CHECK (octet_length(subject_key) = 32),
    ADD CONSTRAINT session_rests CHECK (idle_seconds > 0);
CREATE INDEX session_absolute_until ON session (absolute_until);
"""

FORGET_SESSION = """
DROP INDEX session_absolute_until;
DELETE FROM session WHERE kind IN ('PRE', 'APPLICANT');
ALTER TABLE session
    DROP CONSTRAINT session_kind_known,
    ADD CONSTRAINT session_kind_known CHECK (kind IN ('EXPLORER', 'FULL')),
    DROP CONSTRAINT session_of_someone,
    ADD CONSTRAINT session_of_someone CHECK (
        (kind = 'FULL') = (coalesce(person_id, client_id) IS NOT NULL)
    ),
    DROP CONSTRAINT session_principal,
    ADD CONSTRAINT session_principal CHECK (principal_id = coalesce(person_id, client_id, principal_id)),
    DROP COLUMN idle_seconds,
    DROP COLUMN seen_at,
    DROP COLUMN invitation_id,
    DROP COLUMN subject_key;
"""

SUBJECT = """
CREATE TABLE person_subject (
    subject_key bytea PRIMARY KEY,
    person_id uuid NOT NULL,
    CONSTRAINT person_subject_key_is_sha256 CHECK (octet_length(subject_key) = 32),
    CONSTRAINT person_subject_of_person FOREIGN KEY (person_id) REFERENCES person
);
CREATE INDEX person_subject_person ON person_subject (person_id);
"""

CERTIFICATE = """
CREATE TABLE signing_certificate (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    fingerprint varchar(64) NOT NULL,
    issuer_sha256 bytea NOT NULL,
    serial varchar(80) NOT NULL,
    issuer_name varchar(300) NOT NULL,
    algorithm varchar(40) NOT NULL,
    edrpou varchar(12),
    not_before timestamptz NOT NULL,
    not_after timestamptz NOT NULL,
    status varchar(40) NOT NULL DEFAULT 'ACTIVE',
    bound_at timestamptz NOT NULL,
    ended_at timestamptz,
    told_at timestamptz,
    CONSTRAINT signing_certificate_of_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT signing_certificate_fingerprint_format CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    CONSTRAINT signing_certificate_serial_format CHECK (serial ~ '^[0-9a-f]+$'),
    CONSTRAINT signing_certificate_issuer_is_sha256 CHECK (octet_length(issuer_sha256) = 32),
    CONSTRAINT signing_certificate_fingerprint UNIQUE (fingerprint),
    CONSTRAINT signing_certificate_number UNIQUE (issuer_sha256, serial),
    CONSTRAINT signing_certificate_status_known CHECK (status IN ('ACTIVE', 'UNBOUND', 'REVOKED')),
    CONSTRAINT signing_certificate_ended CHECK ((status = 'ACTIVE') = (ended_at IS NULL)),
    CONSTRAINT signing_certificate_period CHECK (not_after >= not_before)
);
CREATE INDEX signing_certificate_person ON signing_certificate (person_id);
CREATE INDEX signing_certificate_untold ON signing_certificate (bound_at) WHERE told_at IS NULL;
"""


class Migration(migrations.Migration):
    """Login."""

    dependencies = [("models", "0021_signed_acts")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        DeclareField("Session", {"subject_key": fields.BinaryField(null=True)}),
        DeclareField("Session", {"invitation_id": fields.UUIDField(null=True)}),
        DeclareField("Session", {"seen_at": fields.DatetimeField(auto_now_add=True)}),
        DeclareField("Session", {"idle_seconds": fields.IntField(null=True)}),
        RunSQL(SESSION, FORGET_SESSION),
        Declare(
            "PersonSubject",
            "person_subject",
            "The key under which a person is found by a signature; the number itself is not kept here.",
            {
                "subject_key": fields.BinaryField(primary_key=True),
                **reference("person", "Person", "subjects"),
            },
            primary_key="subject_key",
        ),
        RunSQL(SUBJECT, "DROP TABLE person_subject;"),
        Declare(
            "SigningCertificate",
            "signing_certificate",
            "A certificate with which a person has signed here.",
            {
                **part(),
                **reference("person", "Person", "certificates"),
                "fingerprint": fields.CharField(64, unique=True),
                "issuer_sha256": fields.BinaryField(),
                "serial": fields.CharField(80),
                "issuer_name": fields.CharField(300),
                "algorithm": fields.CharField(40),
                "edrpou": fields.CharField(12, null=True),
                "not_before": fields.DatetimeField(),
                "not_after": fields.DatetimeField(),
                "status": fields.CharEnumField(CertificateStatus),
                "bound_at": fields.DatetimeField(),
                "ended_at": fields.DatetimeField(null=True),
                "told_at": fields.DatetimeField(null=True),
            },
        ),
        RunSQL(CERTIFICATE, "DROP TABLE signing_certificate;"),
    ]
