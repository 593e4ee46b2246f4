"""Carrying messages to a mail server by SMTP (RFC 5321), and what it said of each.

What the server says of a letter is final when it says 5xx of the recipient or the content. A connection that
fails, a login that is refused, a sender that is not ours: all that is amiss with the installation and not
with the letter, which waits.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import aiosmtplib

from letters.server_address import ServerAddress, StartTls
from models.letter import LetterState

STEP_SECONDS = 60.0
"""How long the server may take for one step; RFC 5321 (4.5.3.2) would allow it minutes."""
GOODBYE_SECONDS = 2.0

_START_TLS = {StartTls.OFFERED: None, StartTls.REQUIRED: True, StartTls.NEVER: False}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a letter, and by which code."""

    state: LetterState
    code: str | None = None


SENT = Verdict(LetterState.SENT)


class Unreachable(Exception):
    """The mail server could not be spoken to; `code` says where it ended."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Connection:
    """A connection to a mail server, for one letter after another."""

    def __init__(self, client: aiosmtplib.SMTP) -> None:
        self._client = client

    async def carry(self, sender: str, to: str, message: bytes) -> Verdict:
        """Hand one message over; raises Unreachable when the connection is of no more use."""
        options = [] if to.isascii() else ["SMTPUTF8"]
        try:
            await self._client.sendmail(sender, [to], message, mail_options=options)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            return _said(refused.recipients[0].code)
        except aiosmtplib.SMTPDataError as refused:
            return _said(refused.code)
        except aiosmtplib.SMTPSenderRefused as refused:
            return Verdict(LetterState.DEFERRED, f"SENDER_{refused.code}")
        except aiosmtplib.SMTPNotSupported:
            return Verdict(LetterState.FAILED, "SMTPUTF8")
        except ValueError:
            return Verdict(LetterState.FAILED, "ADDRESS")
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as problem:
            raise Unreachable(_code(problem)) from problem
        return SENT


class Carrier:
    """Opens connections to one mail server."""

    def __init__(
        self,
        server: ServerAddress,
        tls: ssl.SSLContext | None = None,
        step_seconds: float = STEP_SECONDS,
    ) -> None:
        self._server = server
        self._tls = tls or ssl.create_default_context()
        self._step_seconds = step_seconds

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """Connect, encrypt and log in; raises Unreachable."""
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            timeout=self._step_seconds,
            use_tls=server.tls,
            start_tls=None if server.tls else _START_TLS[server.start_tls],
            tls_context=self._tls,
            local_hostname="localhost" if server.is_loopback else None,
        )
        try:
            await client.connect()
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ssl.SSLError) as problem:
            client.close()
            raise Unreachable(_code(problem)) from problem
        try:
            yield Connection(client)
        finally:
            await _part(client)


async def _part(client: aiosmtplib.SMTP) -> None:
    """Say goodbye; whoever does not answer is left without."""
    with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
        async with asyncio.timeout(GOODBYE_SECONDS):
            await client.quit()
    client.close()


def _said(code: int) -> Verdict:
    """Read the server's answer about one letter (RFC 5321, 4.2.1)."""
    final = 500 <= code < 600
    return Verdict(LetterState.FAILED if final else LetterState.DEFERRED, str(code))


def _code(problem: BaseException) -> str:
    """Name in one word what kept us from the server; its own words may hold addresses."""
    if isinstance(problem, aiosmtplib.SMTPAuthenticationError):
        return "LOGIN"
    if isinstance(problem, aiosmtplib.SMTPResponseException):
        return f"SERVER_{problem.code}"
    if isinstance(problem, ssl.SSLError) or isinstance(problem.__cause__, ssl.SSLError):
        return "TLS"
    if isinstance(problem, TimeoutError):
        return "TIMEOUT"
    if isinstance(problem, OSError):
        return "CONNECTION"
    return "UNSUPPORTED"  # encryption or a login that the server does not know
