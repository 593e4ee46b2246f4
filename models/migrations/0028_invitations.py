"""Invitations: links that one person can use once; and applicants, who have signed and are no persons yet.

An invitation names its assignment with the employee and the department's path in one key, so that all three
agree for ever. Of invitations that are still open an assignment has one. `used_at` is when it was answered,
whatever the answer; a status that ends it otherwise leaves it empty.
"""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.invitation import Delivery, InvitationKind, InvitationStatus
from models.migrations._declare import Declare, entity, part, reference

INVITATION = """
ALTER TABLE assignment ADD CONSTRAINT assignment_of_whom_where UNIQUE (id, employee_id, facility_id, path);

CREATE TABLE invitation (
    id uuid PRIMARY KEY,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    facility_id uuid NOT NULL,
    path varchar(40) COLLATE "C" NOT NULL,
    assignment_id uuid NOT NULL,
    employee_id uuid NOT NULL,
    inviter_id uuid,
    kind varchar(40) NOT NULL,
    delivery varchar(40) NOT NULL,
    email varchar(254) NOT NULL,
    token_sha256 bytea NOT NULL,
    status varchar(40) NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    reissue_of_id uuid,
    expires_at timestamptz NOT NULL,
    opened_at timestamptz,
    used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT invitation_version CHECK (version > 0),
    CONSTRAINT invitation_kind_known CHECK (kind IN ('FIRST_LOGIN', 'FACILITY_HEAD', 'EMPLOYEE')),
    CONSTRAINT invitation_delivery_known CHECK (delivery IN ('LINK', 'EMAIL', 'BOTH')),
    CONSTRAINT invitation_status_known CHECK (
        status IN ('CREATED', 'SENT', 'OPENED', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'REVOKED', 'LOCKED')
    ),
    CONSTRAINT invitation_token_is_sha256 CHECK (octet_length(token_sha256) = 32),
    CONSTRAINT invitation_attempts CHECK (attempts >= 0),
    CONSTRAINT invitation_expires CHECK (expires_at > created_at),
    CONSTRAINT invitation_used CHECK ((used_at IS NOT NULL) = (status IN ('ACCEPTED', 'DECLINED'))),
    CONSTRAINT invitation_revoked CHECK ((revoked_at IS NOT NULL) = (status = 'REVOKED')),
    CONSTRAINT invitation_reissues_another CHECK (reissue_of_id <> id),
    CONSTRAINT invitation_token UNIQUE (token_sha256),
    CONSTRAINT invitation_to_assignment FOREIGN KEY (assignment_id, employee_id, facility_id, path)
        REFERENCES assignment (id, employee_id, facility_id, path) ON UPDATE CASCADE,
    CONSTRAINT invitation_by_inviter FOREIGN KEY (inviter_id) REFERENCES person,
    CONSTRAINT invitation_reissues FOREIGN KEY (reissue_of_id) REFERENCES invitation
);

CREATE UNIQUE INDEX invitation_one_open ON invitation (assignment_id)
    WHERE status IN ('CREATED', 'SENT', 'OPENED');
CREATE INDEX invitation_assignment ON invitation (assignment_id, id);
CREATE INDEX invitation_employee ON invitation (employee_id, created_at);
CREATE INDEX invitation_facility ON invitation (facility_id, path);
CREATE INDEX invitation_inviter ON invitation (inviter_id);
CREATE INDEX invitation_reissue_of ON invitation (reissue_of_id) WHERE reissue_of_id IS NOT NULL;
CREATE INDEX invitation_open_until ON invitation (expires_at) WHERE status IN ('CREATED', 'SENT', 'OPENED');

ALTER TABLE session ADD CONSTRAINT session_invited FOREIGN KEY (invitation_id) REFERENCES invitation;
CREATE INDEX session_invitation ON session (invitation_id) WHERE invitation_id IS NOT NULL;
"""

FORGET_INVITATION = """
ALTER TABLE session DROP CONSTRAINT session_invited;
DROP INDEX session_invitation;
DROP TABLE invitation;
ALTER TABLE assignment DROP CONSTRAINT assignment_of_whom_where;
"""

APPLICANT = """
CREATE TABLE applicant (
    id uuid PRIMARY KEY,
    subject_key bytea NOT NULL,
    CONSTRAINT applicant_subject_key_is_sha256 CHECK (octet_length(subject_key) = 32),
    CONSTRAINT applicant_subject_key UNIQUE (subject_key)
);
"""


class Migration(migrations.Migration):
    """Invitations and applicants."""

    dependencies = [("models", "0027_looks")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "Invitation",
            "invitation",
            "A link that was given out for an assignment; only the SHA-256 of its token is stored.",
            {
                **entity(),
                **reference("facility", "Facility", "invitations"),
                "path": fields.CharField(40),
                **reference("assignment", "Assignment", "invitations"),
                **reference("employee", "Employee", "invitations"),
                **reference("inviter", "Person", "invitations_given", null=True),
                "kind": fields.CharEnumField(InvitationKind),
                "delivery": fields.CharEnumField(Delivery),
                "email": fields.CharField(254),
                "token_sha256": fields.BinaryField(),
                "status": fields.CharEnumField(InvitationStatus),
                "attempts": fields.IntField(default=0),
                **reference("reissue_of", "Invitation", "reissues", null=True),
                "expires_at": fields.DatetimeField(),
                "opened_at": fields.DatetimeField(null=True),
                "used_at": fields.DatetimeField(null=True),
                "revoked_at": fields.DatetimeField(null=True),
            },
        ),
        RunSQL(INVITATION, FORGET_INVITATION),
        Declare(
            "Applicant",
            "applicant",
            "Somebody who has signed here and is no person of the registry: the subject of an application.",
            {**part(), "subject_key": fields.BinaryField()},
        ),
        RunSQL(APPLICANT, "DROP TABLE applicant;"),
    ]
