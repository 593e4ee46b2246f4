"""A letter as the bytes of an Internet message (RFC 5322): plain text first, the same in HTML beside it."""

import datetime as dt
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from letters.rendering import Rendered


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom to whom, under which Message-ID, and which earlier message it follows."""

    sender: str
    to: str = field(repr=False)
    message_id: str
    follows: str | None = None


def message_of(envelope: Envelope, letter: Rendered, at: dt.datetime) -> bytes:
    """Compose the message; nobody is to answer it automatically (RFC 3834)."""
    message = EmailMessage(policy=SMTP)
    message["From"] = envelope.sender
    message["To"] = envelope.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "uk"
    if envelope.follows is not None:
        message["In-Reply-To"] = message["References"] = envelope.follows
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    return message.as_bytes()
