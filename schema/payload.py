"""The payload `zaklad/1`: the bytes that a person signs, and nothing else that a mutation is told.

UTF-8 JSON of exactly the members below. `prepare` writes it by RFC 8785, but any writing of the same members
is read: what was signed is compared with nothing unsigned, and is never written anew. The bounds keep
whoever reads the bytes, in whatever language, from reading something else than was read here.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

import rfc8785

from compiler.binding import refuse_unstorable
from compiler.ids import plain_id, read_plain_id
from errors import AudienceMismatch, BadId, BadRequest, OperationMismatch, PayloadExpired, PayloadInvalid

VERSION = "zaklad/1"
BYTES_MAX = 64 * 1024
BATCH_BYTES_MAX = 256 * 1024
"""Of a batch: digesting as much by GOST 34.311 takes most of a second."""
DEPTH_MAX = 24
VERSIONS_MAX = 1_000
INTEGER_MAX = 2**53 - 1
"""The largest integer that every reader of JSON holds exactly (RFC 8785 §3.2.2.3)."""
_DIGITS_MAX = 17

AGE_MAX = dt.timedelta(seconds=600)
AHEAD_MAX = dt.timedelta(minutes=5)
"""How far the clock of whoever wrote the payload may run before ours."""

_REQUIRED = ("version", "audience", "operation", "nonce", "issuedAt", "input")
_OPTIONAL = ("facility", "expectedVersions")
_TEXTS = ("audience", "operation", "nonce")
_TEXT_LENGTH_MAX = 300

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Payload:
    """What is signed: an act, its input as JSON, and for whom, where, when and over what it holds.

    `expected_versions` are by id as it is signed, `Type:uuid`.
    """

    audience: str
    operation: str
    nonce: str
    issued_at: dt.datetime
    input: Mapping[str, object]
    facility_id: UUID | None
    expected_versions: Mapping[str, int]

    def refuse_foreign(self, audience: str, operation: str) -> None:
        """Refuse what is meant for another service or for another act."""
        if self.audience != audience:
            raise AudienceMismatch(
                f"підписано для «{self.audience}», а це «{audience}»",
                f'signed for "{self.audience}", and this is "{audience}"',
                evidence={"signedFor": self.audience, "audience": audience},
            )
        if self.operation != operation:
            raise OperationMismatch(
                f"підписано дію «{self.operation}», а надіслано полю «{operation}»",
                f'signed for "{self.operation}", and sent to the field "{operation}"',
                evidence={"signedFor": self.operation, "operation": operation},
            )

    def refuse_stale(self, now: dt.datetime) -> None:
        """Refuse what was written too long ago, or in the future."""
        if not now - AGE_MAX <= self.issued_at <= now + AHEAD_MAX:
            raise PayloadExpired(
                "дані створено задавно або в майбутньому: підготуйте їх заново",
                "the payload is too old or of the future: prepare it anew",
                evidence={"issuedAt": written_moment(self.issued_at)},
            )


def written(payload: Payload) -> bytes:
    """Write a payload by RFC 8785, as it is to be signed."""
    members: dict[str, object] = {
        "version": VERSION,
        "audience": payload.audience,
        "operation": payload.operation,
        "nonce": payload.nonce,
        "issuedAt": written_moment(payload.issued_at),
        "input": payload.input,
    }
    if payload.facility_id is not None:
        members["facility"] = plain_id("Facility", payload.facility_id)
    if payload.expected_versions:
        members["expectedVersions"] = payload.expected_versions
    return rfc8785.dumps(members)  # type: ignore[arg-type]  # its type of JSON is narrower than a mapping


def written_moment(moment: dt.datetime) -> str:
    """Write a moment as ISO 8601 in UTC, to the millisecond."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(signed: bytes, bytes_max: int = BYTES_MAX) -> Payload:
    """Read a payload; raises PayloadInvalid."""
    members = _members(signed, bytes_max)
    if members["version"] != VERSION:
        _refuse("version", f"очікується «{VERSION}»", f'"{VERSION}" is expected')
    texts = {name: _text(members[name], name) for name in _TEXTS}
    given = members["input"]
    if not isinstance(given, dict):
        _refuse("input", "очікується об’єкт", "an object is expected")
    return Payload(
        **texts,
        issued_at=_moment(members["issuedAt"]),
        input=given,
        facility_id=_facility(members.get("facility")),
        expected_versions=_versions(members.get("expectedVersions", {})),
    )


def _members(signed: bytes, bytes_max: int) -> Json:
    if len(signed) > bytes_max:
        _refuse("", f"дані довші за {bytes_max} байтів", f"the payload is longer than {bytes_max} bytes")
    try:
        found: object = json.loads(
            signed.decode(),
            object_pairs_hook=_unrepeated,
            parse_int=_integer,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError):
        _refuse("", "дані — не JSON у UTF-8", "the payload is not JSON in UTF-8")
    if not isinstance(found, dict) or not set(_REQUIRED) <= set(found) <= {*_REQUIRED, *_OPTIONAL}:
        expected = ", ".join((*_REQUIRED, *(f"{name}?" for name in _OPTIONAL)))
        _refuse("", f"очікуються саме члени {expected}", f"exactly these members are expected: {expected}")
    _refuse_deep(found, DEPTH_MAX)
    return found


def _unrepeated(pairs: Sequence[tuple[str, object]]) -> Json:
    members = dict(pairs)
    if len(members) < len(pairs):
        _refuse("", "ім’я в об’єкті повторюється", "a name in an object is repeated")
    return members


def _integer(digits: str) -> int:
    if len(digits) > _DIGITS_MAX or abs(int(digits)) > INTEGER_MAX:
        _refuse("", f"цілі числа — до {INTEGER_MAX}", f"integers reach up to {INTEGER_MAX}")
    return int(digits)


def _no_number(_: str) -> NoReturn:
    _refuse("", "дробові числа пишуть рядком", "numbers that are not integers are written as strings")


def _refuse_deep(value: object, depth: int) -> None:
    """Refuse nesting below the bound, and text that PostgreSQL cannot hold."""
    if depth == 0:
        _refuse("", f"вкладеність глибша за {DEPTH_MAX}", f"nested more than {DEPTH_MAX} deep")
    if isinstance(value, str):
        _storable(value)
    elif isinstance(value, dict):
        for name, each in value.items():
            _storable(name)
            _refuse_deep(each, depth - 1)
    elif isinstance(value, list):
        for each in value:
            _refuse_deep(each, depth - 1)


def _storable(text: str) -> None:
    try:
        refuse_unstorable(text)
    except BadRequest as refusal:
        raise PayloadInvalid(refusal.message, refusal.message_en) from None


def _text(value: object, name: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _TEXT_LENGTH_MAX:
        _refuse(name, "очікується непорожній рядок", "a text that is not empty is expected")
    return value


def _moment(value: object) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(_text(value, "issuedAt"))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        _refuse(
            "issuedAt", "очікується час ISO 8601 зі зсувом", "a moment of ISO 8601 with an offset is expected"
        )
    return moment


def _facility(value: object) -> UUID | None:
    if value is None:
        return None
    entity, key = _id(value, "facility")
    if entity != "Facility":
        _refuse("facility", "очікується заклад", "a facility is expected")
    return key


def _versions(value: object) -> Mapping[str, int]:
    if not isinstance(value, dict) or len(value) > VERSIONS_MAX:
        _refuse(
            "expectedVersions",
            "очікується об’єкт «Тип:uuid»: версія",
            'an object "Type:uuid": version is expected',
        )
    for name, version in value.items():
        _id(name, "expectedVersions")
        if type(version) is not int:
            _refuse("expectedVersions", "версія — ціле число", "a version is an integer")
    return value


def _id(value: object, name: str) -> tuple[str, UUID]:
    try:
        return read_plain_id(value)
    except BadId as refusal:
        _refuse(name, refusal.message, refusal.message_en)


def _refuse(name: str, message: str, message_en: str) -> NoReturn:
    raise PayloadInvalid(
        f"{name}: {message}" if name else message,
        f"{name}: {message_en}" if name else message_en,
        evidence={"member": name} if name else None,
    )
