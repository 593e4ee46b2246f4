"""Keys for development of the people in a sandbox's database, whose certificates name them as КЕП would."""

import asyncio
from uuid import UUID

from errors import NotFound
from signing.development.authority import to_pem
from signing.development.keys import Kind
from signing.development.profile import Person
from store.connections import writing
from store.development_keys import DevelopmentKeys
from store.failures import DRIVER_ERRORS, refusal_of

# Without a tax number it is the document whose form certificates know.
_IDENTITY = r"""
SELECT last_name, concat_ws(' ', first_name, middle_name) AS given_names, tax_id,
    (SELECT number FROM identity_document
     WHERE person_id = person.id AND number ~ '^([0-9]{9}|[А-ЯҐЇІЄ]{2}[0-9]{6})$'
     ORDER BY type LIMIT 1) AS document
FROM person JOIN person_identity ON person_identity.person_id = person.id
WHERE person.id = $1
"""


_GUEST = """
SELECT employee.person_id FROM session
    JOIN invitation ON invitation.id = session.invitation_id
    JOIN employee ON employee.id = invitation.employee_id
WHERE session.bind = $1 AND session.kind = 'PRE' AND session.revoked_at IS NULL
"""


class PeoplesKeys:
    """Gives keys of the people in one database."""

    def __init__(self, database_url: str, keys: DevelopmentKeys) -> None:
        self._database_url = database_url
        self._keys = keys

    async def key_of(self, person_id: UUID, kind: Kind = Kind.ECDSA) -> str:
        """Give a person's key and its certificate, in PEM; raises NotFound for whom it could not name."""
        person = await self._person(person_id)
        return to_pem(await asyncio.to_thread(self._keys.key_of, person_id, person, kind))

    async def key_of_guest(self, session_id: UUID) -> str:
        """Give the key of whoever was invited, to a session that waits for their answer; raises NotFound."""
        async with writing(self._database_url) as connection:
            try:
                person_id = await connection.fetchval(_GUEST, session_id)
            except DRIVER_ERRORS as error:
                raise refusal_of(error) from error
        if person_id is None:
            raise NotFound(
                "тестовий ключ має лише запрошений: почніть зі startLogin(invitationToken:)",
                "only invited people have keys for development: begin with startLogin(invitationToken:)",
            )
        return await self.key_of(person_id)

    async def _person(self, person_id: UUID) -> Person:
        async with writing(self._database_url) as connection:
            try:
                row = await connection.fetchrow(_IDENTITY, person_id)
            except DRIVER_ERRORS as error:
                raise refusal_of(error) from error
        if row is None or not (row["tax_id"] or row["document"]):
            raise NotFound(
                "для тестового ключа бракує РНОКПП чи документа особи",
                "a key for development needs the person's tax number or a document",
            )
        document = None if row["tax_id"] else row["document"]
        return Person(row["last_name"], row["given_names"], tax_id=row["tax_id"], document=document)
