"""Corrections of people's identities in the graph: what stood, what is to stand, and what was decided."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import models
from permissions.catalogue import EMPLOYEE, FACILITY, IDENTITY_CORRECTION
from schema.declare import Footing, Node, entity, field, reference

if TYPE_CHECKING:
    from schema.employee import Employee
    from schema.enums import CorrectionStatus, Gender
    from schema.facility import Facility


@entity(
    models.IdentityCorrection,
    IDENTITY_CORRECTION.read,
    "Виправлення РНОКПП або дати народження: подає заклад, вирішує реєстратор",
    footing=Footing(path=None),
)
class IdentityCorrection(Node):
    """A correction."""

    status: CorrectionStatus = field(IDENTITY_CORRECTION.read, "Стан", filter=True, order=True)
    former_tax_id: str | None = field(IDENTITY_CORRECTION.read, "РНОКПП, що був на час подання")
    former_no_tax_id: bool = field(IDENTITY_CORRECTION.read, "Чи була відмова від РНОКПП")
    former_birth_date: dt.date = field(IDENTITY_CORRECTION.read, "Дата народження на час подання")
    former_gender: Gender = field(IDENTITY_CORRECTION.read, "Стать на час подання")
    tax_id: str = field(IDENTITY_CORRECTION.read, "Правильний РНОКПП, або документ замість нього")
    no_tax_id: bool = field(IDENTITY_CORRECTION.read, "Чи є відмова від РНОКПП")
    birth_date: dt.date = field(IDENTITY_CORRECTION.read, "Правильна дата народження")
    gender: Gender = field(IDENTITY_CORRECTION.read, "Правильна стать")
    unzr: str | None = field(IDENTITY_CORRECTION.read, "Правильний УНЗР")
    reason: str = field(IDENTITY_CORRECTION.read, "Підстава")
    payload_sha256: str = field(
        IDENTITY_CORRECTION.read,
        "SHA-256 того, що підписав подавач; його називає рішення",
        sql="encode({row}.payload_sha256, 'hex')",
    )
    proposed_by_me: bool = field(
        IDENTITY_CORRECTION.read,
        "Чи подав його той, хто запитує: вирішує інший",
        sql="coalesce({row}.proposed_by_id = {person}, FALSE)",
        filter=True,
    )
    decided_at: dt.datetime | None = field(IDENTITY_CORRECTION.read, "Коли вирішено", filter=True, order=True)
    comment: str | None = field(IDENTITY_CORRECTION.read, "Пояснення рішення")
    facility: Facility | None = reference(FACILITY.public, "Заклад, що подав", via="facility_id", filter=True)
    employee: Employee | None = reference(
        EMPLOYEE.public,
        "Чиї дані",
        via="employee_id",
        filter=True,
        contained=("identity_correction_of_employee",),
    )
