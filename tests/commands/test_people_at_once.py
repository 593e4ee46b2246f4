"""People are written down at one moment by several: there is one person, one address, one confirmation."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

from commands.act import Actor
from commands.dismissal import DISMISS_EMPLOYEE, DismissEmployee
from commands.email_confirmations import CONFIRM_EMAIL, ConfirmEmail
from commands.employee_contacts import UPDATE_EMPLOYEE_CONTACTS, UpdateEmployeeContacts
from commands.employees import REGISTER_EMPLOYEE
from models import Employee, PersonIdentity
from models.configuration import configuration
from tests.commands.personnel import card, contact, tax_number
from tests.commands.stage import PlainWorld, Stage, raw
from tests.commands.test_acts_at_once import at_once, perform, told
from tests.models.world import Row


@pytest.fixture
async def staff(own_database_url: str) -> AsyncIterator[tuple[Actor, Actor, Row]]:
    """Officers of two hospitals, and a doctor of the first."""
    async with TortoiseContext() as context:
        await context.init(config=configuration(own_database_url, connections_max=8))
        async with in_transaction() as tx:
            stage = Stage(tx, PlainWorld(raw(tx)))
            await stage.build()
            here, there = await stage.as_("HR_OFFICER"), await stage.as_("HR_OFFICER", "far")
            doctor = await stage.appoint("DOCTOR")
            doctor["actor"] = await stage.actor(doctor)
        yield here, there, doctor


async def test_of_eight_who_register_one_person_one_does(staff: tuple[Actor, Actor, Row]) -> None:
    here, _, _ = staff
    answers = await at_once(*(perform(REGISTER_EMPLOYEE, here, card()) for _ in range(8)))
    assert told(answers) == ["CONFLICT"] * 7
    assert await PersonIdentity.filter(tax_id=tax_number(1)).count() == 1


async def test_two_facilities_that_register_one_person_share_the_person(
    staff: tuple[Actor, Actor, Row],
) -> None:
    here, there, _ = staff
    answers = await at_once(*(perform(REGISTER_EMPLOYEE, officer, card()) for officer in (here, there)))
    assert told(answers) == []
    identity = await PersonIdentity.get(tax_id=tax_number(1))
    employees = await Employee.filter(person_id=identity.person_id)
    assert sorted(each.identity_open for each in employees) == [False, True]


async def test_one_address_is_given_to_one_of_eight_people(staff: tuple[Actor, Actor, Row]) -> None:
    here, _, _ = staff
    wishes = (card(number, contact=contact(1)) for number in range(1, 9))
    answers = await at_once(*(perform(REGISTER_EMPLOYEE, here, wish) for wish in wishes))
    assert told(answers) == ["UNPROCESSABLE_ENTITY"] * 7


async def test_a_letter_is_answered_once(staff: tuple[Actor, Actor, Row]) -> None:
    here, _, doctor = staff
    drawn = b"t" * 32
    means = replace(here.means, random=lambda _: drawn)
    wish = UpdateEmployeeContacts(doctor["employee_id"], work_email="new@example.com")
    await perform(UPDATE_EMPLOYEE_CONTACTS, replace(here, means=means), wish)
    confirmation = ConfirmEmail("dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ")
    answers = await at_once(*(perform(CONFIRM_EMAIL, doctor["actor"], confirmation) for _ in range(8)))
    assert told(answers) == ["CONFLICT"] * 7


async def test_somebody_is_dismissed_once(staff: tuple[Actor, Actor, Row]) -> None:
    here, _, doctor = staff
    wish = DismissEmployee(doctor["employee_id"])
    answers = await at_once(*(perform(DISMISS_EMPLOYEE, here, wish) for _ in range(8)))
    assert told(answers) == ["CONFLICT"] * 7
