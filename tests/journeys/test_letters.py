"""Letters of signed acts travel by real SMTP: a link arrives, is followed, and is replaced."""

import datetime as dt
import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage

import asyncpg
import pytest

from commands.certificate_letters import tell_of_new_certificates
from commands.invitation_reminders import BEFORE, remind_of_invitations
from compiler.ids import encode_id
from letters.carrier import Carrier
from signing.development.authority import make_key
from signing.development.profile import Person
from store.bounces import bounced
from store.connections import Limits
from store.mailing import Desk, Mailer
from store.subjects import settle_subjects
from store.transactions import Transactions, open_transactions
from tests.acting import Stage, acting
from tests.inviting import TAX_ID, Guest, key_of
from tests.mail import MailServer, mail_server, text_of
from tests.models.world import Row
from tests.reading import connected
from tests.service import MEANS, PEPPER

LINK = re.compile(r"https://zaklad\.example/invite#(\S+)")


@dataclass
class Mail:
    """A stage whose letters a real mail server takes, when the test says so."""

    stage: Stage
    server: MailServer
    database: asyncpg.Connection
    transactions: Transactions
    url: str
    later: dt.timedelta = dt.timedelta()

    def now(self) -> dt.datetime:
        return self.stage.now() + self.later

    @property
    def mailer(self) -> Mailer:
        desk = Desk("registry@zaklad.example", MEANS.open_sealed)
        return Mailer(self.url, Carrier(self.server.address), desk, self.now)

    async def send(self) -> list[EmailMessage]:
        """Send what is due, and give the messages that came of it."""
        before = len(self.server.taken)
        await self.mailer.send_due(self.database)
        return self.server.messages[before:]

    async def invite(self, **given: object) -> Row:
        """Let the administrator appoint somebody, who is invited by letter; gives the invitation shown."""
        add, stage = self.stage.world.add, self.stage
        person = await add("person")
        await add("person_identity", person_id=person["id"], tax_id=TAX_ID)
        await settle_subjects(stage.world.connection, PEPPER)
        here = {"facility_id": stage.facility["id"], "person_id": person["id"]}
        employee = await add("employee", **here, status="DRAFT")
        position = await add("position", department=stage.root)
        wish = {
            "positionId": encode_id("Position", position["id"]),
            "employeeId": encode_id("Employee", employee["id"]),
            "delivery": "EMAIL",
            **given,
        }
        answer = await stage.administrator.act("assignEmployee", wish, "invitationUrl")
        assert answer["data"]["assignEmployee"]["invitationUrl"] is None, answer
        (row,) = await self.database.fetch("SELECT id FROM invitation ORDER BY id DESC LIMIT 1")
        return {"id": encode_id("Invitation", row["id"]), "email": employee["work_email"]}


@pytest.fixture
async def mail(own_database_url: str) -> AsyncIterator[Mail]:
    async with (
        acting(own_database_url) as stage,
        mail_server() as server,
        connected(own_database_url) as database,
        open_transactions(own_database_url, Limits(size=2)) as transactions,
    ):
        yield Mail(stage, server, database, transactions, own_database_url)


async def told(mail: Mail, invitation: Row) -> dict[str, object]:
    question = f'{{ invitation(id: "{invitation["id"]}") {{ status letterState letterError }} }}'
    answer = (await mail.stage.service.ask(question, token=mail.stage.administrator.token)).json()
    assert "errors" not in answer, answer
    found: dict[str, object] = answer["data"]["invitation"]
    return found


async def test_the_link_of_an_invitation_arrives_and_is_followed(mail: Mail) -> None:
    invitation = await mail.invite()
    assert await told(mail, invitation) == {"status": "CREATED", "letterState": "QUEUED", "letterError": None}
    (message,) = await mail.send()
    assert message["To"] == invitation["email"]
    assert message["Subject"] == f"Запрошення до системи: {mail.stage.facility['name_short']}"
    assert await told(mail, invitation) == {"status": "SENT", "letterState": "SENT", "letterError": None}
    found = LINK.search(text_of(message))
    assert found is not None
    kept = await mail.database.fetchval("SELECT count(*) FROM letter WHERE secret_sealed IS NOT NULL")
    assert kept == 0
    guest = Guest(mail.stage, found[1], key_of(mail.stage))
    answer = await guest.accept()
    assert answer["data"]["acceptInvitation"]["kind"] == "FULL"
    subjects = {each["Subject"] for each in await mail.send()}
    assert {subject.partition(":")[0] for subject in subjects} == {"Реєстрацію завершено"}


async def test_a_new_link_takes_back_the_letter_with_the_old_one(mail: Mail) -> None:
    invitation = await mail.invite()
    wish = {"invitationId": invitation["id"]}
    answer = await mail.stage.administrator.act("reissueInvitation", wish)
    assert "errors" not in answer, answer
    (message,) = await mail.send()
    states = await mail.database.fetch("SELECT state FROM letter WHERE kind = 'INVITATION' ORDER BY id")
    assert [row["state"] for row in states] == ["CANCELLED", "SENT"]
    found = LINK.search(text_of(message))
    assert found is not None
    peeked = await Guest(mail.stage, found[1], key_of(mail.stage)).peek()
    assert "errors" not in peeked


async def test_whoever_invited_sees_what_became_of_the_letter(mail: Mail) -> None:
    invitation = await mail.invite()
    mail.server.to_recipients.append("451 4.7.1 later")
    assert await mail.send() == []
    assert await told(mail, invitation) == {
        "status": "CREATED",
        "letterState": "DEFERRED",
        "letterError": "451",
    }
    mail.later += dt.timedelta(minutes=1)
    (message,) = await mail.send()
    assert (await told(mail, invitation))["letterState"] == "SENT"
    assert await bounced(mail.url, str(message["Message-ID"]), mail.now())
    assert (await told(mail, invitation))["letterState"] == "BOUNCED"


async def test_a_refused_act_sends_nothing(mail: Mail) -> None:
    administrator = mail.stage.administrator
    invitation = await mail.invite()
    await mail.send()
    signed = administrator.sign(
        await administrator.payload("revokeInvitation", {"invitationId": invitation["id"]})
    )
    stale = await administrator.payload("reissueInvitation", {"invitationId": invitation["id"]})
    assert "errors" not in await administrator.perform("revokeInvitation", signed)
    letters = await mail.stage.count("letter")
    refused = await administrator.perform("reissueInvitation", administrator.sign(stale))
    assert "errors" in refused
    assert await mail.stage.count("letter") == letters
    assert await mail.send() == []


async def test_a_reminder_follows_the_letter_with_the_link_and_repeats_no_link(mail: Mail) -> None:
    invitation = await mail.invite()
    (first,) = await mail.send()
    expires_at = await mail.database.fetchval("SELECT expires_at FROM invitation")
    due = expires_at - BEFORE

    async def remind() -> int:
        return await mail.transactions.write(lambda tx: remind_of_invitations(tx, due, MEANS))

    assert [await remind() for _ in range(2)] == [1, 0]
    (reminder,) = await mail.send()
    assert reminder["To"] == invitation["email"]
    assert reminder["In-Reply-To"] == first["Message-ID"]
    assert not LINK.search(text_of(reminder))


async def test_who_signs_by_a_new_key_is_written_to_once(mail: Mail) -> None:
    administrator = mail.stage.administrator
    named = Person(surname=administrator.person["last_name"], given_names="Тарас", tax_id="2923400112")
    wish = {"name": "Терапія", "typeCode": "CLINICAL", "parentId": mail.stage.root_id}
    await administrator.act("createDepartment", wish)
    administrator.key = make_key(mail.stage.authority, named, mail.stage.now(), secrets.randbelow)
    await administrator.act("createDepartment", {**wish, "name": "Хірургія"})

    async def tell() -> int:
        return await mail.transactions.write(lambda tx: tell_of_new_certificates(tx, mail.now(), MEANS))

    assert [await tell() for _ in range(2)] == [2, 0]
    assert {each["Subject"] for each in await mail.send()} == {"Підпис новим сертифікатом"}
