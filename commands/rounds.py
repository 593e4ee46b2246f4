"""All rounds: what time brings about without anybody's act."""

from commands.application_rounds import APPLICATION_ROUNDS
from commands.assignment_rounds import ASSIGNMENT_ROUNDS
from commands.attachments import UPLOAD_ROUNDS
from commands.certificate_letters import CERTIFICATE_ROUNDS
from commands.invitation_reminders import REMINDER_ROUNDS
from commands.invitation_rounds import INVITATION_ROUNDS
from commands.retention import RETENTION_ROUNDS
from commands.round import Round

ROUNDS: tuple[Round, ...] = (
    *ASSIGNMENT_ROUNDS,
    *APPLICATION_ROUNDS,
    *INVITATION_ROUNDS,
    *REMINDER_ROUNDS,
    *CERTIFICATE_ROUNDS,
    *RETENTION_ROUNDS,
    *UPLOAD_ROUNDS,
)
"""Each is made by every process that serves, under a lock of the database."""
