"""The name of one request: taken from X-Request-ID when it is safe, made otherwise, and given back."""

import re
import secrets

_SAFE = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


def name_request(given: bytes | None) -> str:
    """Take the client's id if it is short and plain, fit for a header and a log; else make one."""
    return given.decode("ascii") if given and _SAFE.fullmatch(given) else secrets.token_hex(16)
