"""The outbox of letters, notices to facilities, and what people are told inside the system.

A letter is written in the transaction of the act that it tells of, so nothing is mailed of what never
happened. Its link lies sealed in `secret_sealed` while the letter waits and no longer; what may not be
written of twice has a name in `once`. A notice is published to everybody, to one kind of facility or to one
facility, for some days; what is told to one person is a row of its own, with the moment when it was seen.
"""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.letter import LetterKind, LetterState
from models.migrations._declare import Declare, entity, part, reference
from models.notice import NoticeAudience

LETTER = r"""
CREATE TABLE letter (
    id uuid PRIMARY KEY,
    kind varchar(40) NOT NULL,
    to_address varchar(254) NOT NULL,
    person_id uuid,
    facility_id uuid,
    invitation_id uuid,
    parameters jsonb NOT NULL DEFAULT '{}',
    secret_sealed bytea,
    once varchar(120),
    message_id varchar(200),
    state varchar(40) NOT NULL DEFAULT 'QUEUED',
    attempts integer NOT NULL DEFAULT 0,
    queued_at timestamptz NOT NULL DEFAULT now(),
    next_try_at timestamptz,
    sent_at timestamptz,
    last_error_code varchar(40),
    CONSTRAINT letter_kind_known CHECK (kind IN (
        'APPLICATION_RECEIVED', 'APPLICATION_RETURNED', 'APPLICATION_REJECTED',
        'APPLICATION_OVERDUE', 'FACILITY_REGISTERED', 'FACILITY_STATUS_CHANGED',
        'INVITATION', 'INVITATION_REMINDER', 'INVITATION_UNDELIVERED', 'INVITATION_EXPIRED',
        'INVITATION_DECLINED', 'INVITATION_LOCKED', 'REGISTRATION_COMPLETE', 'APPOINTED', 'ASSIGNMENT_ENDED',
        'ASSIGNMENT_SUSPENDED', 'ASSIGNMENT_RESUMED', 'RIGHTS_CHANGED',
        'SUBSTITUTION_STARTED', 'SUBSTITUTION_ENDED', 'EMPLOYEE_DISMISSED',
        'EMPLOYEE_SUSPENDED', 'EMPLOYEE_RESUMED', 'PERSON_BLOCKED', 'PERSON_UNBLOCKED',
        'CERTIFICATE_BOUND', 'CERTIFICATE_EXPIRING', 'EMAIL_CONFIRMATION', 'EMAIL_CHANGED',
        'IDENTITY_CORRECTION_DECIDED'
    )),
    CONSTRAINT letter_to_address_format CHECK (to_address ~ '^[^@\s]+@[^@\s]+$'),
    CONSTRAINT letter_parameters_bounded CHECK (
        jsonb_typeof(parameters) = 'object' AND octet_length(parameters::text) <= 16384
    ),
    CONSTRAINT letter_state_known CHECK (
        state IN ('QUEUED', 'SENT', 'DEFERRED', 'FAILED', 'BOUNCED', 'CANCELLED')
    ),
    CONSTRAINT letter_secret_while_waiting CHECK (
        secret_sealed IS NULL OR state IN ('QUEUED', 'DEFERRED')
    ),
    CONSTRAINT letter_secret_bounded CHECK (octet_length(secret_sealed) BETWEEN 1 AND 4096),
    CONSTRAINT letter_attempts CHECK (attempts >= 0),
    CONSTRAINT letter_next_try CHECK (
        CASE state WHEN 'DEFERRED' THEN next_try_at IS NOT NULL
                   WHEN 'QUEUED' THEN true
                   ELSE next_try_at IS NULL END
    ),
    CONSTRAINT letter_sent CHECK ((sent_at IS NOT NULL) = (state IN ('SENT', 'BOUNCED'))),
    CONSTRAINT letter_named_when_sent CHECK (message_id IS NOT NULL OR state NOT IN ('SENT', 'BOUNCED')),
    CONSTRAINT letter_last_error_code_format CHECK (last_error_code ~ '^[A-Z0-9_.]+$'),
    CONSTRAINT letter_once UNIQUE (once),
    CONSTRAINT letter_message_id UNIQUE (message_id),
    CONSTRAINT letter_to_person FOREIGN KEY (person_id) REFERENCES person,
    CONSTRAINT letter_of_facility FOREIGN KEY (facility_id) REFERENCES facility,
    CONSTRAINT letter_of_invitation FOREIGN KEY (invitation_id) REFERENCES invitation
);
CREATE INDEX letter_waiting ON letter (next_try_at NULLS FIRST, id) WHERE state IN ('QUEUED', 'DEFERRED');
CREATE INDEX letter_person ON letter (person_id);
CREATE INDEX letter_facility ON letter (facility_id);
CREATE INDEX letter_invitation ON letter (invitation_id, id);
CREATE INDEX letter_queued_at ON letter (queued_at);
CREATE INDEX letter_undelivered ON letter (id) WHERE state IN ('FAILED', 'BOUNCED');
CREATE INDEX signing_certificate_ends ON signing_certificate (not_after) WHERE status = 'ACTIVE';
"""

NOTICE = r"""
CREATE TABLE notice (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    audience varchar(40) NOT NULL,
    facility_kind_dictionary varchar(40) NOT NULL GENERATED ALWAYS AS ('FACILITY_KIND') STORED,
    facility_kind_code varchar(40),
    facility_id uuid,
    text varchar(2000) NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT notice_version CHECK (version > 0),
    CONSTRAINT notice_not_blank CHECK (text ~ '\S'),
    CONSTRAINT notice_audience_known CHECK (audience IN ('EVERYBODY', 'FACILITY_KIND', 'FACILITY')),
    CONSTRAINT notice_audience_named CHECK (
        (audience = 'FACILITY_KIND') = (facility_kind_code IS NOT NULL)
        AND (audience = 'FACILITY') = (facility_id IS NOT NULL)
    ),
    CONSTRAINT notice_dates CHECK (valid_to >= valid_from),
    CONSTRAINT notice_to_kind FOREIGN KEY (facility_kind_dictionary, facility_kind_code)
        REFERENCES dictionary_value (dictionary, code),
    CONSTRAINT notice_to_facility FOREIGN KEY (facility_id) REFERENCES facility
);
CREATE INDEX notice_facility ON notice (facility_id);
CREATE INDEX notice_valid_to ON notice (valid_to NULLS FIRST);
"""

PERSON_NOTICE = r"""
CREATE TABLE person_notice (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    kind varchar(40) NOT NULL,
    text varchar(1000) NOT NULL,
    about varchar(80),
    once varchar(120),
    at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz,
    CONSTRAINT person_notice_kind_known CHECK (kind IN (
        'APPLICATION_RECEIVED', 'APPLICATION_RETURNED', 'APPLICATION_REJECTED',
        'APPLICATION_OVERDUE', 'FACILITY_REGISTERED', 'FACILITY_STATUS_CHANGED',
        'INVITATION', 'INVITATION_REMINDER', 'INVITATION_UNDELIVERED', 'INVITATION_EXPIRED',
        'INVITATION_DECLINED', 'INVITATION_LOCKED', 'REGISTRATION_COMPLETE', 'APPOINTED', 'ASSIGNMENT_ENDED',
        'ASSIGNMENT_SUSPENDED', 'ASSIGNMENT_RESUMED', 'RIGHTS_CHANGED',
        'SUBSTITUTION_STARTED', 'SUBSTITUTION_ENDED', 'EMPLOYEE_DISMISSED',
        'EMPLOYEE_SUSPENDED', 'EMPLOYEE_RESUMED', 'PERSON_BLOCKED', 'PERSON_UNBLOCKED',
        'CERTIFICATE_BOUND', 'CERTIFICATE_EXPIRING', 'EMAIL_CONFIRMATION', 'EMAIL_CHANGED',
        'IDENTITY_CORRECTION_DECIDED'
    )),
    CONSTRAINT person_notice_not_blank CHECK (text ~ '\S'),
    CONSTRAINT person_notice_about_format CHECK (about ~ '^[A-Za-z]+:[0-9a-f-]{36}$'),
    CONSTRAINT person_notice_once UNIQUE (once),
    CONSTRAINT person_notice_to_person FOREIGN KEY (person_id) REFERENCES person
);
CREATE INDEX person_notice_person ON person_notice (person_id, at DESC);
CREATE INDEX person_notice_at ON person_notice (at);
"""


class Migration(migrations.Migration):
    """Letters and notices."""

    dependencies = [("models", "0028_invitations")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "OutboxLetter",
            "letter",
            "A letter, written in the transaction of the act that it tells of.",
            {
                **part(),
                "kind": fields.CharEnumField(LetterKind),
                "to_address": fields.CharField(254),
                **reference("person", "Person", "letters", null=True),
                **reference("facility", "Facility", "letters", null=True),
                **reference("invitation", "Invitation", "letters", null=True),
                "parameters": fields.JSONField(default=dict),
                "secret_sealed": fields.BinaryField(null=True),
                "once": fields.CharField(120, null=True, unique=True),
                "message_id": fields.CharField(200, null=True, unique=True),
                "state": fields.CharEnumField(LetterState, default=LetterState.QUEUED),
                "attempts": fields.IntField(default=0),
                "queued_at": fields.DatetimeField(auto_now_add=True),
                "next_try_at": fields.DatetimeField(null=True),
                "sent_at": fields.DatetimeField(null=True),
                "last_error_code": fields.CharField(40, null=True),
            },
        ),
        RunSQL(LETTER, "DROP INDEX signing_certificate_ends; DROP TABLE letter;"),
        Declare(
            "Notice",
            "notice",
            "What is announced to everybody, to the facilities of one kind, or to one facility.",
            {
                **entity(),
                "audience": fields.CharEnumField(NoticeAudience),
                "facility_kind_code": fields.CharField(40, null=True),
                **reference("facility", "Facility", "notices", null=True),
                "text": fields.CharField(2000),
                "valid_from": fields.DateField(),
                "valid_to": fields.DateField(null=True),
            },
        ),
        RunSQL(NOTICE, "DROP TABLE notice;"),
        Declare(
            "PersonNotice",
            "person_notice",
            "What one person is told inside the system; `about` is the thing, as `Type:uuid`.",
            {
                **part(),
                **reference("person", "Person", "notices"),
                "kind": fields.CharEnumField(LetterKind),
                "text": fields.CharField(1000),
                "about": fields.CharField(80, null=True),
                "once": fields.CharField(120, null=True, unique=True),
                "at": fields.DatetimeField(auto_now_add=True),
                "seen_at": fields.DatetimeField(null=True),
            },
        ),
        RunSQL(PERSON_NOTICE, "DROP TABLE person_notice;"),
    ]
