"""A letter as the bytes of an Internet message (RFC 5322): plain text first, the same in HTML beside it.

The older half of Python's email package writes it: the newer one parses every header that it is given and
takes three times as long, which was most of what mailing a letter costs.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime

from letters.rendering import Rendered

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_WRITING = compat32.clone(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom to whom, under which Message-ID, and which earlier message it follows."""

    sender: str
    to: str = field(repr=False)
    message_id: str
    follows: str | None = None


def message_of(envelope: Envelope, letter: Rendered, at: dt.datetime) -> bytes:
    """Compose the message; nobody is to answer it automatically (RFC 3834).

    Raises ValueError where a header would break out of its line.
    """
    message = MIMEMultipart("alternative", policy=_WRITING)
    message["From"] = _one_line(envelope.sender)
    message["To"] = _one_line(envelope.to)
    message["Subject"] = str(Header(_one_line(letter.subject), "utf-8", header_name="Subject").encode())
    message["Date"] = format_datetime(at)
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "uk"
    if envelope.follows is not None:
        message["In-Reply-To"] = message["References"] = envelope.follows
    message.attach(_part(letter.text, "plain"))
    message.attach(_part(letter.html, "html"))
    return message.as_bytes()


def _part(text: str, kind: str) -> MIMEText:
    """Give a part; a text ends its lines by CR LF also where base64 hides them (RFC 2046, 4.1.1)."""
    return MIMEText(text.replace("\n", "\r\n"), kind, "utf-8", policy=_WRITING)


def _one_line(value: str) -> str:
    if _CONTROL.search(value):
        raise ValueError("a header has one line")
    return value
