"""The name of one request: taken from X-Request-ID when it is safe, made otherwise, and given back."""

import logging
import re
import secrets
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")
"""The id of the request that the current task serves."""

_SAFE = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


def name_request(given: bytes | None) -> str:
    """Take the client's id if it is short and plain, fit for a header and a log; else make one."""
    name = given.decode("ascii") if given and _SAFE.fullmatch(given) else secrets.token_hex(16)
    request_id.set(name)
    return name


class RequestIdFilter(logging.Filter):
    """Gives every log record the id of the request within which it was written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Set `record.request_id`; no record is dropped."""
        record.request_id = request_id.get()
        return True
