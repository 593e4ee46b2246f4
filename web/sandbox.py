"""The sandbox's door: which role sets there are, a token of somebody who carries one, and their key.

Only the service's own page may knock: a browser tells where a request comes from, and what does not tell it
uses the command line. Production has no such paths.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from errors import BadRequest, Forbidden, Unavailable
from permissions.access import PrincipalKind
from store.stand_ins import Issued, Place, Role
from web.admission import Places
from web.bearer import bearer_token
from web.body import read_body
from web.fields import Headers, fields_of
from web.limits import Limits
from web.negotiation import require_json
from web.parts import Caller, CallerOf, Keys, Sandbox

BODY_BYTES = 1024
"""A role set's code and a facility's take below a hundred."""

BURST, PER_SECOND = 30, 1.0
"""A person switches a few times a minute; each time costs a connection, look-ups and a session's row."""

_FIELDS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


class Bucket:
    """Lets a burst through and then so many a second; whoever comes too often is refused."""

    def __init__(
        self, clock: Callable[[], float], burst: int = BURST, per_second: float = PER_SECOND
    ) -> None:
        self._clock = clock
        self._burst = burst
        self._per_second = per_second
        self._left = float(burst)
        self._at = clock()

    def take(self) -> None:
        """Take one; raises Unavailable when none is left."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            raise Unavailable("забагато запитів, зачекайте мить", "too many requests, wait a moment")
        self._left -= 1


class Door:
    """Lets in what the service's own page sends, and not too much of it."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self.bucket = Bucket(clock)
        self._limits = replace(limits, body_bytes=BODY_BYTES)
        self._places = Places(limits.long_bodies)

    async def read(self, request: Request) -> tuple[Headers, bytes]:
        """Read a request of the page; raises Forbidden, and whatever bodies are refused for."""
        fields = fields_of(request.scope["headers"])
        require_same_origin(fields)
        require_json(fields)
        return fields, await read_body(request.receive, fields, self._limits, self._places)


def sandbox_routes(
    sandbox: Sandbox, keys: Keys | None, caller_of: CallerOf, limits: Limits, clock: Callable[[], float]
) -> list[BaseRoute]:
    """Give the routes of the sandbox's door."""
    door = Door(limits, clock)

    async def roles(_: Request) -> Response:
        door.bucket.take()
        return _json({"roles": [_role(role) for role in await sandbox.roles()]})

    async def token(request: Request) -> Response:
        code, edrpou = _wish((await door.read(request))[1])
        door.bucket.take()
        return _json(_issued(await sandbox.token_as(code, edrpou)))

    ours: list[BaseRoute] = [Route("/sandbox/roles", roles), Route("/sandbox/token", token, methods=["POST"])]
    return ours if keys is None else [*ours, _key_route(door, keys, caller_of)]


def _key_route(door: Door, keys: Keys, caller_of: CallerOf) -> BaseRoute:
    async def key(request: Request) -> Response:
        fields, _ = await door.read(request)
        door.bucket.take()
        caller = await caller_of(bearer_token(fields.get(b"authorization")))
        access = caller.access
        if access.principal.kind is PrincipalKind.ANONYMOUS and access.session_id is not None:
            return _json({"key": await keys.key_of_guest(access.session_id)})
        return _json({"key": await keys.key_of(_person(caller))})

    return Route("/sandbox/key", key, methods=["POST"])


def require_same_origin(fields: Headers) -> None:
    """Refuse what does not come from a page of this very origin; raises Forbidden."""
    site, origin = fields.get(b"sec-fetch-site"), fields.get(b"origin")
    is_told = site == b"same-origin" or (site is None and origin is not None)
    if not is_told or (origin is not None and origin.partition(b"://")[2] != fields.get(b"host")):
        raise Forbidden(
            "токени й ключі пісочниці видаються лише її власній сторінці;"
            " є ще команди server.py token --as і dev-key",
            "tokens and keys of the sandbox are given to its own page only;"
            " there are also server.py token --as and dev-key",
        )


def _wish(body: bytes) -> tuple[str, str | None]:
    try:
        asked: object = orjson.loads(body)
    except orjson.JSONDecodeError:
        asked = None
    if not isinstance(asked, dict):
        raise BadRequest("тіло запиту має бути об'єктом JSON", "the body must be a JSON object")
    code, edrpou = asked.get("as"), asked.get("facility")
    if not isinstance(code, str) or not isinstance(edrpou, str | None):
        raise BadRequest(
            "очікується {«as»: рольовий набір, «facility»: код ЄДРПОУ або null}",
            'expected {"as": a role set, "facility": an EDRPOU code or null}',
        )
    return code, edrpou


def _person(caller: Caller) -> UUID:
    """Give whose token it is; only people sign."""
    person_id = caller.access.principal.person_id
    if person_id is None:
        raise Forbidden(
            "тестовий ключ має лише особа: станьте кимось або вставте токен особи",
            "only people have keys for development: become somebody, or paste a person's token",
            evidence={"reason": "PERSON_REQUIRED"},
        )
    return person_id


def _role(role: Role) -> Mapping[str, object]:
    return {
        "code": role.code,
        "title": role.title,
        "facility": _place(role.place),
        "available": role.is_held,
    }


def _issued(issued: Issued) -> Mapping[str, object]:
    holder = issued.holder
    return {
        "token": issued.token,
        "person": holder.name if holder else None,
        "facility": _place(holder.place if holder else None),
        "roleSet": {"code": issued.role, "title": issued.title},
    }


def _place(place: Place | None) -> Mapping[str, object] | None:
    return None if place is None else {"edrpou": place.edrpou, "name": place.name}


def _json(value: object) -> Response:
    return Response(orjson.dumps(value), media_type="application/json", headers=_FIELDS)
