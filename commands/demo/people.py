"""Makes people: who they are, and the papers that prove it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from uuid import UUID

from commands.demo.identifiers import Ids, birth_of, tax_id_of, unzr_of
from commands.demo.latin import latin
from commands.demo.names import FullName, NameBook, name_book
from commands.demo.places import mobile, phones
from commands.demo.rows import DocumentRow, IdentityRow, PersonRow

_MALE_SHARE = 0.32
_ID_CARD_SHARE = 0.6
_NO_TAX_ID_SHARE = 0.01
_RESIDENT_SHARE = 0.01
_PASSPORT_LETTERS = "ҐЄЇЩ"  # no series of issued passports is made of these two by two
_RESIDENT_PAPERS = (
    "PERMANENT_RESIDENCE_PERMIT",
    "TEMPORARY_CERTIFICATE",
    "COMPLEMENTARY_PROTECTION_CERTIFICATE",
)
_PRIVATE_DOMAINS = ("example.org", "example.net")


@dataclass(frozen=True, slots=True)
class Human:
    """A person as the rest of the demo needs to know them."""

    id: UUID
    serial: int
    name: FullName
    male: bool
    birth_date: date
    tax_id: str | None
    unzr: str

    @property
    def mail_name(self) -> str:
        """Give the Latin surname and initial, as mailboxes are called."""
        return f"{latin(self.name.last)}.{latin(self.name.first)[:1]}"


@dataclass(frozen=True, slots=True)
class Population:
    """Where people come from: name lists, ids, and ordinal numbers that make their codes unique."""

    ids: Ids
    serials: Iterator[int]
    books: Mapping[bool, NameBook]
    today: date

    def draw(self, rng: Random) -> Human:
        """Make one more person; one in a hundred has refused a РНОКПП."""
        male = rng.random() < _MALE_SHARE
        human = self.cast(rng, self.books[male].draw(rng), male=male)
        return replace(human, tax_id=None) if rng.random() < _NO_TAX_ID_SHARE else human

    def cast(self, rng: Random, name: FullName | None, *, male: bool) -> Human:
        """Make one more person of a given name and gender, with a РНОКПП."""
        serial = next(self.serials)
        born = birth_of(serial, self.today)
        return Human(
            id=self.ids.next(),
            serial=serial,
            name=name or self.books[male].draw(rng),
            male=male,
            birth_date=born,
            tax_id=tax_id_of(serial, born, male=male),
            unzr=unzr_of(serial, born),
        )


def population(ids: Ids, serials: Iterator[int], today: date) -> Population:
    """Open the name lists of both genders."""
    books = {male: name_book(male=male) for male in (True, False)}
    return Population(ids, serials, MappingProxyType(books), today)


def papers_of(
    rng: Random, ids: Ids, human: Human, today: date
) -> tuple[PersonRow, IdentityRow, tuple[DocumentRow, ...]]:
    """Write a person's rows: the person, the identity data and the documents."""
    id_card = rng.random() < _ID_CARD_SHARE
    person = PersonRow(
        id=human.id,
        last_name=human.name.last,
        first_name=human.name.first,
        middle_name=human.name.middle,
        personal_email=_private_email(rng, human),
        mobile_phones=phones(mobile_number=mobile(rng)),
        verification_status=rng.choices(("VERIFIED", "NOT_VERIFIED", "MISMATCH"), (80, 18, 2))[0],
    )
    identity = IdentityRow(
        person_id=human.id,
        birth_date=human.birth_date,
        gender="MALE" if human.male else "FEMALE",
        tax_id=human.tax_id,
        no_tax_id=human.tax_id is None,
        unzr=human.unzr if id_card else None,
    )
    main = _id_card(rng, ids, human, today) if id_card else _passport(rng, ids, human, today)
    return person, identity, (main, *_resident_paper(rng, ids, human, today))


def _private_email(rng: Random, human: Human) -> str | None:
    if rng.random() < 0.4:
        return None
    return f"{human.mail_name}{human.serial}@{rng.choice(_PRIVATE_DOMAINS)}"


def _issued_at(rng: Random, human: Human, today: date, years: int) -> date:
    """Draw a day of the last years on which the person was at least 16."""
    earliest = max(human.birth_date + timedelta(days=16 * 366), today - timedelta(days=years * 365))
    return earliest + timedelta(days=rng.randrange((today - earliest).days))


def _id_card(rng: Random, ids: Ids, human: Human, today: date) -> DocumentRow:
    issued = _issued_at(rng, human, today, 9)
    number = f"9{rng.randrange(10**8):08d}"
    authority = f"{rng.randint(1000, 9999)}"
    return DocumentRow(
        ids.next(), human.id, "NATIONAL_ID", number, authority, issued, issued + timedelta(days=3652)
    )


def _passport(rng: Random, ids: Ids, human: Human, today: date) -> DocumentRow:
    series = rng.choice(_PASSPORT_LETTERS) + rng.choice(_PASSPORT_LETTERS)
    number = f"{series}{rng.randrange(10**6):06d}"
    issued = _issued_at(rng, human, today, 25)
    return DocumentRow(ids.next(), human.id, "PASSPORT", number, "Районний відділ ДМС України", issued, None)


def _resident_paper(rng: Random, ids: Ids, human: Human, today: date) -> Iterator[DocumentRow]:
    if rng.random() < _RESIDENT_SHARE:
        issued = _issued_at(rng, human, today, 4)
        kind = rng.choice(_RESIDENT_PAPERS)
        number = f"{rng.randrange(10**9):09d}"
        yield DocumentRow(
            ids.next(), human.id, kind, number, "ДМС України", issued, issued + timedelta(days=3652)
        )
