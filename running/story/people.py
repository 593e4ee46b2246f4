"""Who takes part in a story: people and facilities with codes that belong to nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from commands.demo.identifiers import birth_of, edrpou_of, tax_id_of, unzr_of
from commands.demo.latin import latin
from commands.demo.names import FullName, name_book
from signing.development.profile import Person

_SERIALS_FROM = 15_671 * 90
_SERIALS = 15_671 * 10
"""The last ten of a hundred laps of serials, which no demo reaches."""
_FACILITIES_FROM, _FACILITIES = 500_000, 500_000


@dataclass(frozen=True, slots=True)
class Human:
    """A synthetic person: how they are called, what their papers say, and where they are reached."""

    name: FullName
    male: bool
    birth_date: date
    tax_id: str
    unzr: str
    card_number: str
    phone: str
    email: str

    @property
    def full_name(self) -> str:
        """Surname, given name and patronymic."""
        return " ".join(each for each in (self.name.last, self.name.first, self.name.middle) if each)

    @property
    def certified(self) -> Person:
        """What a certificate says of the person."""
        given = " ".join(each for each in (self.name.first, self.name.middle) if each)
        return Person(self.name.last, given, tax_id=self.tax_id)

    def papers(self, today: date) -> dict[str, object]:
        """Give the `PersonInput` of the person: names, numbers and the identity card."""
        card = {
            "type": "NATIONAL_ID",
            "number": self.card_number,
            "issuedBy": "8034",
            "issuedAt": date(today.year - 2, 3, 1).isoformat(),
            "expirationDate": date(today.year + 8, 3, 1).isoformat(),
        }
        return {
            "lastName": self.name.last,
            "firstName": self.name.first,
            "middleName": self.name.middle,
            "birthDate": self.birth_date.isoformat(),
            "gender": "MALE" if self.male else "FEMALE",
            "taxId": self.tax_id,
            "unzr": self.unzr,
            "documents": [card],
        }

    @property
    def contact(self) -> dict[str, object]:
        """Give the `ContactInput` of the person."""
        return {"workEmail": self.email, "phones": [{"type": "MOBILE", "number": self.phone}]}


class Cast:
    """Draws people and facilities, other ones for every seed."""

    def __init__(self, rng: Random, today: date) -> None:
        self._rng = rng
        self._today = today
        self._books = {male: name_book(male=male) for male in (True, False)}
        self._serials = _numbers(rng, _SERIALS_FROM, _SERIALS)
        self._facilities = _numbers(rng, _FACILITIES_FROM, _FACILITIES)

    def human(self) -> Human:
        """Draw one more person."""
        rng, serial = self._rng, next(self._serials)
        male = rng.random() < 0.5
        name = self._books[male].draw(rng)
        born = birth_of(serial, self._today)
        return Human(
            name=name,
            male=male,
            birth_date=born,
            tax_id=tax_id_of(serial, born, male=male),
            unzr=unzr_of(serial, born),
            card_number=f"9{serial:08d}",
            phone=f"+38067{rng.randrange(10**7):07d}",
            email=f"{latin(name.last)}.{latin(name.first)[:1]}{serial}@example.org".lower(),
        )

    def edrpou(self) -> str:
        """Draw the code of one more facility."""
        return edrpou_of(next(self._facilities))


def _numbers(rng: Random, start: int, count: int) -> Iterator[int]:
    at = rng.randrange(count)
    while True:
        yield start + at
        at = (at + 1) % count
