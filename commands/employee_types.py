"""Which kinds of employees a facility has, and what each of them may have learnt (US-E3, US-E7).

The lists are ours: the law names diplomas and specialities of doctors and pharmacists, and leaves the rest to
their employers.
"""

from collections.abc import Mapping
from types import MappingProxyType

from models import EducationDegree, EmployeeType, QualificationType

_CENTRAL = frozenset({EmployeeType.REGISTRAR, EmployeeType.AUDITOR})
_CLINICAL = frozenset({EmployeeType.DOCTOR, EmployeeType.LABORANT, EmployeeType.NURSE})
_TREATING = frozenset(EmployeeType) - _CENTRAL
_OFFICES = frozenset(EmployeeType) - _CLINICAL - {EmployeeType.PHARMACIST}

EMPLOYED_BY: Mapping[str, frozenset[EmployeeType]] = MappingProxyType(
    {
        "PHARMACY": frozenset(EmployeeType) - _CENTRAL - _CLINICAL,
        "NATIONAL_CENTER": _OFFICES,
        "REGULATOR": _OFFICES - {EmployeeType.REGISTRAR},
    }
)
"""The kinds of employees by the kind of facility; where a kind of facility is not named, those who treat."""

PROFESSIONAL = frozenset(
    {
        EmployeeType.DOCTOR,
        EmployeeType.SPECIALIST,
        EmployeeType.ASSISTANT,
        EmployeeType.LABORANT,
        EmployeeType.NURSE,
        EmployeeType.PHARMACIST,
    }
)
"""Whose education and qualification the registry keeps; it must know a doctor's."""

_HIGHER = frozenset({EducationDegree.MASTER, EducationDegree.EXPERT})
_FOR_DOCTORS = frozenset({QualificationType.INTERNSHIP, QualificationType.CLINICAL_RESIDENCY})

DEGREES: Mapping[EmployeeType, frozenset[EducationDegree]] = MappingProxyType({EmployeeType.DOCTOR: _HIGHER})
"""The degrees of those who need one; everybody else may have any."""

QUALIFICATIONS: Mapping[EmployeeType, frozenset[QualificationType]] = MappingProxyType(
    {
        kind: frozenset(QualificationType) - _FOR_DOCTORS
        for kind in PROFESSIONAL - {EmployeeType.DOCTOR, EmployeeType.PHARMACIST}
    }
)
"""The training of those who have no internship or residency; doctors and pharmacists may have any."""

NOT_MAIN: Mapping[EmployeeType, frozenset[str]] = MappingProxyType(
    {EmployeeType.DOCTOR: frozenset({"PHARMACIST"})}
)
"""Specialities that cannot be the main one of an employee of the kind."""


def employed_by(kind_code: str) -> frozenset[EmployeeType]:
    """Give the kinds of employees that a facility of a kind has."""
    return EMPLOYED_BY.get(kind_code, _TREATING)
