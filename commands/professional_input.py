"""What is told of somebody's education and qualification, as a wish holds it (§1.0.5)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from commands.act import Asked
from models import (
    EducationDegree,
    QualificationType,
    ScienceDegree,
    SpecialityLevel,
    SpecialityQualificationType,
)


@dataclass(frozen=True, slots=True)
class EducationInput:
    """A diploma."""

    country: Annotated[str, Asked("Країна")]
    city: Annotated[str, Asked("Місто")]
    institution_name: Annotated[str, Asked("Заклад освіти")]
    diploma_number: Annotated[str, Asked("Номер диплома")]
    degree: Annotated[EducationDegree, Asked("Ступінь")]
    speciality: Annotated[str, Asked("Спеціальність")]
    issued_date: Annotated[dt.date | None, Asked("Дата видачі")] = None


@dataclass(frozen=True, slots=True)
class QualificationInput:
    """A course of further training."""

    type: Annotated[QualificationType, Asked("Вид")]
    institution_name: Annotated[str, Asked("Заклад")]
    speciality: Annotated[str, Asked("Спеціальність")]
    issued_date: Annotated[dt.date | None, Asked("Дата видачі")] = None
    certificate_number: Annotated[str | None, Asked("Номер сертифіката")] = None
    valid_to: Annotated[dt.date | None, Asked("Дійсний до")] = None
    additional_info: Annotated[str | None, Asked("Додатково")] = None


@dataclass(frozen=True, slots=True)
class SpecialityInput:
    """A speciality with its attestation."""

    speciality: Annotated[str, Asked("Спеціальність", more="код довідника SPECIALITY_TYPE")]
    speciality_officio: Annotated[bool, Asked("Основна", more="рівно одна з усіх")]
    level: Annotated[SpecialityLevel, Asked("Категорія")]
    qualification_type: Annotated[SpecialityQualificationType, Asked("Присвоєння чи підтвердження")]
    attestation_name: Annotated[str, Asked("Де відбулася атестація")]
    attestation_date: Annotated[dt.date, Asked("Дата атестації")]
    certificate_number: Annotated[str, Asked("Номер сертифіката")]
    valid_to_date: Annotated[dt.date | None, Asked("Дійсна до")] = None


@dataclass(frozen=True, slots=True)
class ScienceDegreeInput:
    """A science degree."""

    country: Annotated[str, Asked("Країна")]
    city: Annotated[str, Asked("Місто")]
    degree: Annotated[ScienceDegree, Asked("Ступінь")]
    institution_name: Annotated[str, Asked("Заклад")]
    diploma_number: Annotated[str, Asked("Номер диплома")]
    speciality: Annotated[str, Asked("Спеціальність")]
    issued_date: Annotated[dt.date | None, Asked("Дата видачі")] = None


@dataclass(frozen=True, slots=True)
class ProfessionalInput:
    """What somebody has learnt and is a specialist of."""

    educations: Annotated[tuple[EducationInput, ...], Asked("Освіта")]
    specialities: Annotated[tuple[SpecialityInput, ...], Asked("Спеціальності")] = ()
    qualifications: Annotated[tuple[QualificationInput, ...], Asked("Підвищення кваліфікації")] = ()
    science_degree: Annotated[ScienceDegreeInput | None, Asked("Науковий ступінь")] = None
    about_myself: Annotated[str | None, Asked("Про себе")] = None
    working_experience: Annotated[int | None, Asked("Стаж, років")] = None
