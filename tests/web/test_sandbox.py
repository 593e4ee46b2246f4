"""The sandbox's door over HTTP: who may knock, what is told, and that production has none."""

from collections.abc import Sequence
from uuid import UUID

import httpx2
import pytest

from errors import NotFound, Unavailable
from permissions.access import EXPLORER, Access, Principal, PrincipalKind
from store.stand_ins import Holder, Issued, Place, Role
from tests.web.world import TOKEN as BORNE
from tests.web.world import Serve, World
from web.sandbox import BURST, Bucket

PLACE = Place("96174118", "Лікарня № 1")
TOKEN = "zk_" + "b" * 43
OURS = {"origin": "http://zaklad", "sec-fetch-site": "same-origin"}
PERSON = UUID(int=7)
PEM = "-----BEGIN PRIVATE KEY-----"
BEARER = {"authorization": f"Bearer {BORNE}"}
WISH = {"as": "BLOOD_BANK_HEAD", "facility": None}


class StandIns:
    """Gives the same holder to everyone and counts."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    async def roles(self) -> Sequence[Role]:
        held = Role("BLOOD_BANK_HEAD", "Завідувач ЛБК", PLACE, is_held=True)
        return [held, Role("AUDITOR", "Аудитор", None, is_held=False)]

    async def token_as(self, code: str, edrpou: str | None = None) -> Issued:
        self.asked.append((code, edrpou))
        if edrpou == "00000000":
            raise NotFound("закладу з кодом немає", "no facility has the code")
        holder = Holder("Шевченко Тарас Петрович", PLACE, UUID(int=1), None)
        return Issued(code, "Завідувач ЛБК", holder, TOKEN)


class OneKey:
    """Has a key for one person, and counts."""

    def __init__(self) -> None:
        self.asked: list[UUID] = []

    async def key_of(self, person_id: UUID) -> str:
        self.asked.append(person_id)
        return PEM

    async def key_of_guest(self, session_id: UUID) -> str:
        return await self.key_of(session_id)


@pytest.fixture
def keys(world: World, stand_ins: StandIns) -> OneKey:
    assert world.sandbox is stand_ins
    world.keys = OneKey()
    world.access = Access({}, Principal(PrincipalKind.PERSON, person_id=PERSON))
    return world.keys


@pytest.fixture
def stand_ins(world: World) -> StandIns:
    world.sandbox = StandIns()
    return world.sandbox


@pytest.mark.usefixtures("stand_ins")
async def test_the_role_sets_are_told_with_the_facility_that_each_would_be(
    client: httpx2.AsyncClient,
) -> None:
    response = await client.get("/sandbox/roles")
    assert response.headers["cache-control"] == "no-store"
    head, auditor = response.json()["roles"]
    assert head == {
        "code": "BLOOD_BANK_HEAD",
        "title": "Завідувач ЛБК",
        "facility": {"edrpou": "96174118", "name": "Лікарня № 1"},
        "available": True,
    }
    assert (auditor["facility"], auditor["available"]) == (None, False)


async def test_the_page_itself_gets_a_token_and_who_it_is(
    stand_ins: StandIns, client: httpx2.AsyncClient
) -> None:
    response = await client.post("/sandbox/token", json=WISH | {"facility": "96174118"}, headers=OURS)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == {
        "token": TOKEN,
        "person": "Шевченко Тарас Петрович",
        "facility": {"edrpou": "96174118", "name": "Лікарня № 1"},
        "roleSet": {"code": "BLOOD_BANK_HEAD", "title": "Завідувач ЛБК"},
    }
    assert stand_ins.asked == [("BLOOD_BANK_HEAD", "96174118")]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"origin": "http://elsewhere.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://["},
        {"origin": "zaklad"},
        {"origin": "http://zaklad.elsewhere.example", "sec-fetch-site": "same-origin"},
        {"origin": "http://zaklad", "sec-fetch-site": "cross-site"},
        {"origin": "http://zaklad", "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
async def test_whoever_is_not_this_page_gets_no_token(
    stand_ins: StandIns, client: httpx2.AsyncClient, fields: dict[str, str]
) -> None:
    response = await client.post("/sandbox/token", json=WISH, headers=fields)
    assert response.status_code == 403
    assert response.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert not stand_ins.asked


@pytest.mark.usefixtures("stand_ins")
async def test_an_older_browser_is_known_by_its_origin_alone(client: httpx2.AsyncClient) -> None:
    response = await client.post("/sandbox/token", json=WISH, headers={"origin": "http://zaklad"})
    assert response.status_code == 200


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_what_a_form_can_send_is_not_read(
    stand_ins: StandIns, client: httpx2.AsyncClient, media: str
) -> None:
    body = b'{"as": "DOCTOR"}'
    response = await client.post("/sandbox/token", content=body, headers=OURS | {"content-type": media})
    assert response.status_code == 415
    assert not stand_ins.asked


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b"{", b"{}", b'{"as": 1}', b'{"as": "DOCTOR", "facility": 1}', b'{"as": "\xff"}'],
)
async def test_a_body_of_another_kind_is_refused(
    stand_ins: StandIns, client: httpx2.AsyncClient, body: bytes
) -> None:
    fields = OURS | {"content-type": "application/json"}
    response = await client.post("/sandbox/token", content=body, headers=fields)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    assert not stand_ins.asked


async def test_a_long_body_is_refused(stand_ins: StandIns, client: httpx2.AsyncClient) -> None:
    response = await client.post("/sandbox/token", json=WISH | {"more": "x" * 2000}, headers=OURS)
    assert response.status_code == 413
    assert not stand_ins.asked


@pytest.mark.usefixtures("stand_ins")
async def test_a_refusal_is_told_in_the_services_own_form(client: httpx2.AsyncClient) -> None:
    response = await client.post("/sandbox/token", json=WISH | {"facility": "00000000"}, headers=OURS)
    [error] = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (404, "NOT_FOUND")
    assert error["message"] == "закладу з кодом немає"


@pytest.mark.usefixtures("stand_ins")
async def test_a_token_is_asked_for_by_post_only(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/sandbox/token", headers=OURS)).status_code == 405


async def test_whoever_asks_without_end_is_told_to_wait(
    stand_ins: StandIns, client: httpx2.AsyncClient
) -> None:
    statuses = [
        (await client.post("/sandbox/token", json=WISH, headers=OURS)).status_code for _ in range(BURST + 5)
    ]
    assert statuses[:BURST] == [200] * BURST
    assert statuses[-1] == 503
    assert len(stand_ins.asked) < BURST + 5


def test_a_bucket_fills_again_with_time_and_never_beyond_its_burst() -> None:
    now = 10.0
    bucket = Bucket(lambda: now, burst=2, per_second=0.5)

    def takes() -> int:
        taken = 0
        try:
            while True:
                bucket.take()
                taken += 1
        except Unavailable:
            return taken

    assert takes() == 2
    now += 2.0
    assert takes() == 1
    now += 1000.0
    assert takes() == 2


async def test_the_page_gets_the_key_of_whose_token_it_holds(
    keys: OneKey, client: httpx2.AsyncClient
) -> None:
    response = await client.post("/sandbox/key", json={}, headers=OURS | BEARER)
    assert response.json() == {"key": PEM}
    assert response.headers["cache-control"] == "no-store"
    assert keys.asked == [PERSON]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        (BEARER, 403),
        (BEARER | {"origin": "http://elsewhere.example", "sec-fetch-site": "cross-site"}, 403),
        (OURS, 403),
        (OURS | {"authorization": "Bearer zk_unknown"}, 401),
        (OURS | {"authorization": "Basic eDp5"}, 401),
    ],
)
async def test_whoever_is_not_the_page_with_a_token_gets_no_key(
    keys: OneKey, client: httpx2.AsyncClient, fields: dict[str, str], status: int
) -> None:
    response = await client.post("/sandbox/key", json={}, headers=fields)
    assert response.status_code == status
    assert not keys.asked


async def test_only_people_have_keys(keys: OneKey, world: World, client: httpx2.AsyncClient) -> None:
    world.access = EXPLORER
    response = await client.post("/sandbox/key", json={}, headers=OURS | BEARER)
    [error] = response.json()["errors"]
    assert (response.status_code, error["extensions"]["reason"]) == (403, "PERSON_REQUIRED")
    assert not keys.asked


@pytest.mark.usefixtures("stand_ins")
async def test_without_an_authority_there_are_no_keys(client: httpx2.AsyncClient) -> None:
    assert (await client.post("/sandbox/key", json={}, headers=OURS | BEARER)).status_code == 404


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/sandbox/roles"), ("POST", "/sandbox/token"), ("POST", "/sandbox/key")]
)
@pytest.mark.usefixtures("keys")
async def test_production_has_no_such_paths(
    serve: Serve, stand_ins: StandIns, method: str, path: str
) -> None:
    async with serve(graphiql=False) as client:
        response = await client.request(method, path, json=WISH, headers=OURS)
    assert response.status_code == 404
    assert not stand_ins.asked


async def test_without_stand_ins_there_are_no_such_paths(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/sandbox/roles")).status_code == 404
