"""Messages are carried encrypted where that is offered or asked for, with a login or without."""

import datetime as dt
import ssl
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from letters.carrier import SENT, Carrier, Unreachable, Verdict
from letters.server_address import ServerAddress, StartTls
from models.letter import LetterState
from tests.mail import mail_server

MESSAGE = b"Subject: x\r\n\r\ny\r\n"
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The TLS of a server on this machine, and of a client that trusts it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem: Path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    of_server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    of_server.load_cert_chain(pem)
    return of_server, ssl.create_default_context(cafile=str(pem))


async def carried(carrier: Carrier, to: str = "somebody@example.com") -> Verdict:
    async with carrier.connection() as connection:
        return await connection.carry("registry@zaklad.example", to, MESSAGE)


async def test_encryption_is_used_where_it_is_offered(
    certified: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    of_server, of_client = certified
    async with mail_server(tls_context=of_server, require_starttls=True) as server:
        assert await carried(Carrier(server.address, of_client)) == SENT
        in_clear = replace(server.address, start_tls=StartTls.NEVER)
        assert (await carried(Carrier(in_clear, of_client))).code == "SENDER_530"
        assert len(server.taken) == 1


async def test_a_server_that_nobody_vouches_for_gets_no_letter(
    certified: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    of_server, _ = certified
    async with mail_server(tls_context=of_server) as server:
        with pytest.raises(Unreachable, match="TLS"):
            await carried(Carrier(server.address))
        assert server.taken == []


async def test_encryption_that_is_required_and_not_offered_keeps_letters_back() -> None:
    async with mail_server() as server:
        required = replace(server.address, start_tls=StartTls.REQUIRED)
        with pytest.raises(Unreachable, match="UNSUPPORTED"):
            await carried(Carrier(required))


async def test_a_login_is_tried_and_a_refused_one_is_no_fault_of_the_letter(
    certified: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    of_server, of_client = certified

    def known(
        _server: object, _session: object, _envelope: object, _kind: str, given: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=(given.login, given.password) == (b"user", b"secret"), handled=False)

    async with mail_server(tls_context=of_server, authenticator=known, auth_required=True) as server:
        right = replace(server.address, username="user", password="secret", start_tls=StartTls.REQUIRED)
        assert await carried(Carrier(right, of_client)) == SENT
        with pytest.raises(Unreachable, match="LOGIN"):
            await carried(Carrier(replace(right, password="wrong"), of_client))


async def test_what_the_server_says_of_a_letter_is_its_verdict() -> None:
    async with mail_server() as server:
        server.to_recipients.extend(["450 4.2.1 busy", "553 5.1.3 what"])
        server.to_contents.extend(["452 4.3.1 full", "554 5.6.0 no"])
        async with Carrier(server.address).connection() as connection:
            verdicts = [await connection.carry("a@b.example", "c@d.example", MESSAGE) for _ in range(5)]
    assert verdicts == [
        Verdict(LetterState.DEFERRED, "450"),
        Verdict(LetterState.FAILED, "553"),
        Verdict(LetterState.DEFERRED, "452"),
        Verdict(LetterState.FAILED, "554"),
        SENT,
    ]


async def test_an_address_beyond_ascii_needs_a_server_that_knows_such() -> None:
    async with mail_server() as server:
        assert await carried(Carrier(server.address), "шевченко@example.com") == Verdict(
            LetterState.FAILED, "SMTPUTF8"
        )
    async with mail_server(enable_SMTPUTF8=True) as server:
        assert await carried(Carrier(server.address), "шевченко@example.com") == SENT


async def test_nobody_at_the_port_is_out_of_reach() -> None:
    async with mail_server() as server:
        pass
    with pytest.raises(Unreachable, match="CONNECTION"):
        await carried(Carrier(ServerAddress("127.0.0.1", server.address.port)))
