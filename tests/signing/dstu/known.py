"""The known answers, and the parts of whole messages that signatures are about."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from signing.der import INTEGER, OCTET_STRING, OID, SEQUENCE, SET, Reader
from signing.dstu import gost34311, kupyna
from signing.dstu.curves import CURVES, Curve
from signing.dstu.points import Affine, Projective, group_of
from signing.values import bits, octets

VECTORS = Path(__file__).parent.parent / "vectors"
M257 = next(curve for curve in CURVES.values() if curve.m == 257)
BY_M = {curve.m: curve for curve in CURVES.values()}

GOST_MESSAGES = ("dstu_m257_gost34311", "dstu_m431_gost34311", "jk_attached")
MESSAGES: dict[str, Callable[[bytes], bytes]] = {
    **dict.fromkeys(GOST_MESSAGES, gost34311.digest),
    "dstu_m257_kupyna256": lambda data: kupyna.digest(data, 256),
    "dstu_m257_kupyna384": lambda data: kupyna.digest(data, 384),
    "dstu_m257_kupyna512": lambda data: kupyna.digest(data, 512),
    "dstu_m431_kupyna512": lambda data: kupyna.digest(data, 512),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """Bytes, their signature, and the key it is verified with."""

    curve: Curve
    key: bytes
    data: bytes
    signature: bytes


def chance(seed: int) -> Random:
    """Give a fixed source of randomness."""
    return Random(seed)  # noqa: S311  # tests repeat


def answers(name: str) -> list[tuple[bytes, bytes]]:
    """Give messages and their digests."""
    pairs = json.loads((VECTORS / "hashes.json").read_text())[name]
    return [(bytes.fromhex(message), bytes.fromhex(digest)) for message, digest in pairs]


def annex_curve() -> tuple[Curve, dict[str, int]]:
    """Give the curve of annex B.1, which has a base point of its own, and the annex's numbers."""
    annex = json.loads((VECTORS / "dstu4145-annex-b1.json").read_text())
    numbers = {name: int(value, 16) for name, value in annex.items() if name != "source"}
    curve = replace(BY_M[163], oid="annex B.1", base_x=numbers["base_x"], base_y=numbers["base_y"])
    return curve, numbers


def key_in(certificate: bytes) -> tuple[Curve, bytes]:
    """Find the key in a certificate."""
    fields = Reader(certificate).into(SEQUENCE).into(SEQUENCE)
    for _ in range(6):  # version, serial, algorithm, issuer, validity, subject
        fields.take()
    information = fields.into(SEQUENCE)
    algorithm = information.into(SEQUENCE)
    algorithm.take(OID)
    named = algorithm.into(SEQUENCE).value(OID)
    curve = next(curve for curve in CURVES.values() if encoded_oid(curve.oid) == named)
    return curve, octets(Reader(bits(information)))


def encoded_oid(oid: str) -> bytes:
    """Write an object identifier, whose numbers but the third are below 128."""
    first, second, third, *rest = map(int, oid.split("."))
    return bytes([40 * first + second, 0x80 | third >> 7, third & 0x7F, *rest])


def certificate_signed(certificate: bytes, issuer: bytes) -> Signed:
    """Give what an issuer signed of a certificate."""
    fields = Reader(certificate).into(SEQUENCE)
    body = fields.raw(SEQUENCE)
    fields.take()
    return Signed(*key_in(issuer), body, octets(Reader(bits(fields))))


def message_signed(name: str) -> Signed:
    """Give what the signer of a message signed, and with what."""
    message = Reader((VECTORS / f"{name}.p7s").read_bytes()).into(SEQUENCE)
    message.take()
    signed = message.into(0xA0).into(SEQUENCE)
    for tag in (INTEGER, SET, SEQUENCE):
        signed.take(tag)
    certificate = signed.into(0xA0).raw(SEQUENCE)
    signer = signed.into(SET).into(SEQUENCE)
    for tag in (INTEGER, SEQUENCE, SEQUENCE):
        signer.take(tag)
    attributes = bytes([SET]) + signer.raw(0xA0)[1:]
    signer.take(SEQUENCE)
    return Signed(*key_in(certificate), attributes, signer.value(OCTET_STRING))


def slow_multiple(curve: Curve, number: int, point: Affine) -> Affine | None:
    """Multiply a point bit by bit, whatever its order."""
    group = group_of(curve)
    total: Projective | None = None
    for bit in f"{number:b}":
        total = group.doubled(total) if total else None
        if bit == "1":
            total = group.plus(total, point)
    return group.affine([total])[0] if total else None


def is_on_curve(curve: Curve, point: Affine) -> bool:
    """See whether a point satisfies y² + xy = x³ + ax² + b."""
    field, group = curve.field, group_of(curve)
    x, y = point
    square = field.square(x)
    return (
        field.square(y) ^ field.product(x, y)
        == field.product(x, square) ^ (square if curve.a else 0) ^ group.b
    )


def any_point(curve: Curve, random: Random) -> Affine:
    """Draw a point of the curve, of any order."""
    field = curve.field
    while True:
        x = field.spread(random.randrange(1, 1 << curve.m))
        right = x ^ curve.a ^ field.product(group_of(curve).b, field.square(field.inverse(x)))
        if not field.trace(right):
            return x, field.product(x, field.half_trace(right))
