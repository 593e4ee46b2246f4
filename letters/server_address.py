"""The address of a mail server, `smtp://` or `smtps://`, taken apart."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

PORTS = {"smtp": 25, "smtps": 465}


class StartTls(StrEnum):
    """Whether a connection that begins in the clear is encrypted."""

    OFFERED = "offered"
    REQUIRED = "required"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a mail server is, how it is spoken to, and who we are there; no password leaves unencrypted."""

    host: str
    port: int
    tls: bool = False
    start_tls: StartTls = StartTls.OFFERED
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def is_loopback(self) -> bool:
        """Tell whether the server is on this machine."""
        return self.host in ("localhost", "127.0.0.1", "::1")


def read_server_address(url: str) -> ServerAddress:
    """Read `smtp[s]://[user:password@]host[:port][?starttls=offered|required|never]`; raises ValueError.

    Whoever gives a password gets encryption that is required, unless it is refused in so many words.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.path not in ("", "/") or parts.fragment:
        raise ValueError("not the address of a mail server")
    asked = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    username = unquote(parts.username) if parts.username else None
    default = StartTls.REQUIRED if username else StartTls.OFFERED
    (start_tls,) = asked.pop("starttls", [default.value])
    if asked:
        raise ValueError("no such option")
    return ServerAddress(
        parts.hostname,
        parts.port or PORTS[parts.scheme],
        parts.scheme == "smtps",
        StartTls(start_tls),
        username,
        unquote(parts.password) if parts.password else None,
    )
