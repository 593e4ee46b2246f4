"""A letter that came back: which one it was, read from the report of the mail server (RFC 3464).

The report repeats the letter or its header (RFC 3462, the third part), and our Message-ID stands there.
"""

import re
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

REPORT_BYTES_MAX = 1024 * 1024

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,198}>")


def returned_message_id(report: bytes) -> str | None:
    """Give the Message-ID of the letter that a report returns; None where there is no such report.

    A report that only says that a letter is late (Action: delayed) returns nothing.
    """
    message = message_from_bytes(report[:REPORT_BYTES_MAX], policy=compat32)
    parts = [*message.walk()]
    if not any(_has_failed(part) for part in parts):
        return None
    for part in parts:
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            found = _MESSAGE_ID.search(str(_returned(part)["Message-ID"] or ""))
            return found[0] if found else None
    return None


def _has_failed(part: Message) -> bool:
    if part.get_content_type() != "message/delivery-status":
        return False
    blocks = part.get_payload()
    fields = [each for each in blocks if isinstance(each, Message)] if isinstance(blocks, list) else []
    return any(str(each["Action"] or "").strip().lower() == "failed" for each in fields)


def _returned(part: Message) -> Message:
    inner = part.get_payload()
    if isinstance(inner, list) and isinstance(inner[0], Message):
        return inner[0]
    written = part.get_payload(decode=True)
    return message_from_bytes(written if isinstance(written, bytes) else b"", policy=compat32)
