"""The rows of what employees have learnt, many employees at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any
from uuid import UUID

from tortoise import Model
from tortoise.backends.base.client import BaseDBAsyncClient as Transaction
from uuid_utils.compat import uuid7

from commands.professional_input import ProfessionalInput, SpecialityInput
from models import EmployeeEducation, EmployeeQualification, EmployeeScienceDegree, EmployeeSpeciality

Learnt = Sequence[tuple[UUID, ProfessionalInput]]
"""Employees with what they have learnt."""


async def insert_professional(tx: Transaction, learnt: Learnt) -> None:
    """Write down what employees of whom nothing is known yet have learnt."""
    educations = [EmployeeEducation(**_row(id_, part)) for id_, each in learnt for part in each.educations]
    qualifications = [
        EmployeeQualification(**_row(id_, part)) for id_, each in learnt for part in each.qualifications
    ]
    specialities = [
        EmployeeSpeciality(**_speciality(id_, part)) for id_, each in learnt for part in each.specialities
    ]
    degrees = [
        EmployeeScienceDegree(**_row(id_, each.science_degree))
        for id_, each in learnt
        if each.science_degree is not None
    ]
    await EmployeeEducation.bulk_create(educations, using_db=tx)
    await EmployeeQualification.bulk_create(qualifications, using_db=tx)
    await EmployeeSpeciality.bulk_create(specialities, using_db=tx)
    await EmployeeScienceDegree.bulk_create(degrees, using_db=tx)


def _row(employee_id: UUID, part: Any) -> dict[str, Any]:  # any of the parts
    values = {each.name: getattr(part, each.name) for each in fields(part)}
    return {"id": uuid7(), "employee_id": employee_id, **values}


def _speciality(employee_id: UUID, part: SpecialityInput) -> dict[str, Any]:
    values = _row(employee_id, part)
    values["speciality_code"] = values.pop("speciality")
    return values


async def replace_professional(tx: Transaction, employee_id: UUID, given: Mapping[str, Any]) -> None:
    """Replace the parts that are given, each list whole; no science degree leaves none."""
    for name, model in _TABLES.items():
        if name not in given:
            continue
        await model.filter(employee_id=employee_id).using_db(tx).delete()
        parts = given[name] if isinstance(given[name], tuple) else [given[name]]
        row = _speciality if name == "specialities" else _row
        await model.bulk_create(
            [model(**row(employee_id, part)) for part in parts if part is not None], using_db=tx
        )


_TABLES: Mapping[str, type[Model]] = MappingProxyType(
    {
        "educations": EmployeeEducation,
        "qualifications": EmployeeQualification,
        "specialities": EmployeeSpeciality,
        "science_degree": EmployeeScienceDegree,
    }
)
