"""Plans belong to the kinds of rights, not to people."""

import datetime as dt
from uuid import UUID

from permissions.holdings import RightRow, RightState, access_of_person
from permissions.role_sets import TEMPLATES
from schema.execution import Request
from tests.reading import Nowhere

NOW = dt.datetime(2026, 2, 2, 22, 30, tzinfo=dt.UTC)
DOCTORS, FACILITIES = 1_000, 500
DOCUMENT = "{ employees { nodes { fullName redacted workContact { workEmail } identity { taxId } } } }"


async def test_a_thousand_doctors_of_five_hundred_facilities_share_one_plan() -> None:
    nowhere = Nowhere()
    for number in range(1, DOCTORS + 1):
        doctor, facility = UUID(int=number), UUID(int=DOCTORS + number % FACILITIES + 1)
        rows = [
            RightRow(
                facility_id=facility,
                role_set_id=UUID(int=1),
                role_set_version_id=UUID(int=2),
                permission=grant.permission.code,
                scope=grant.scope,
                can_use=grant.use,
                can_delegate=grant.delegate,
                starts_on=dt.date(2026, 1, 5),
                ends_on=None,
                state=RightState.GIVEN,
                person_id=doctor,
                employee_id=doctor,
                assignment_id=doctor,
                path=f"{number:04}.",
            )
            for grant in TEMPLATES["DOCTOR"].grants
        ]
        answer = await nowhere.ask(Request(DOCUMENT), access_of_person(doctor, rows, NOW))
        assert answer.errors == ()
    assert len(nowhere.sent) == DOCTORS
    assert len(set(nowhere.texts)) == 1
    assert nowhere.executor.documents.plans() == 1
