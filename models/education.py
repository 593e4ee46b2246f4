"""Education, further training and science degree of an employee."""

# ruff: noqa: D106  Meta is explained by Tortoise

from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT

from models.employee import Employee
from models.entity import Enumeration, Part


class EducationDegree(Enumeration):
    """Degree that a diploma gives."""

    MASTER = "MASTER", "Магістр"
    EXPERT = "EXPERT", "Спеціаліст"
    BACHELOR = "BACHELOR", "Бакалавр"
    JUNIOR_EXPERT = "JUNIOR_EXPERT", "Молодший спеціаліст"


class QualificationType(Enumeration):
    """Kind of further training."""

    INTERNSHIP = "INTERNSHIP", "Інтернатура"
    SPECIALIZATION = "SPECIALIZATION", "Спеціалізація"
    STAZHUVANNYA = "STAZHUVANNYA", "Стажування"
    REATTESTATION = "REATTESTATION", "Передатестаційний цикл"
    TOPIC_IMPROVEMENT = "TOPIC_IMPROVEMENT", "Тематичне удосконалення"
    CLINICAL_RESIDENCY = "CLINICAL_RESIDENCY", "Клінічна ординатура"
    INFORMATION_COURSES = "INFORMATION_COURSES", "Курси інформації"


class ScienceDegree(Enumeration):
    """Science degree."""

    PHD = "PHD", "Доктор філософії"
    DOCTOR_OF_SCIENCE = "DOCTOR_OF_SCIENCE", "Доктор наук"
    CANDIDATE_OF_SCIENCE = "CANDIDATE_OF_SCIENCE", "Кандидат наук"


class EmployeeEducation(Part):
    """A diploma of an employee."""

    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="educations", on_delete=RESTRICT
    )
    employee_id: UUID
    country = fields.CharField(100)
    city = fields.CharField(100)
    institution_name = fields.CharField(300)
    issued_date = fields.DateField(null=True)
    diploma_number = fields.CharField(50)
    degree = fields.CharEnumField(EducationDegree)
    speciality = fields.CharField(200)

    class Meta:
        table = "employee_education"


class EmployeeQualification(Part):
    """A course of further training that an employee took."""

    employee: fields.ForeignKeyRelation[Employee] = fields.ForeignKeyField(
        "models.Employee", related_name="qualifications", on_delete=RESTRICT
    )
    employee_id: UUID
    type = fields.CharEnumField(QualificationType)
    institution_name = fields.CharField(300)
    speciality = fields.CharField(200)
    issued_date = fields.DateField(null=True)
    certificate_number = fields.CharField(50, null=True)
    valid_to = fields.DateField(null=True)
    additional_info = fields.CharField(500, null=True)

    class Meta:
        table = "employee_qualification"


class EmployeeScienceDegree(Part):
    """The science degree of an employee."""

    employee: fields.OneToOneRelation[Employee] = fields.OneToOneField(
        "models.Employee", related_name="science_degree", on_delete=RESTRICT
    )
    employee_id: UUID
    country = fields.CharField(100)
    city = fields.CharField(100)
    degree = fields.CharEnumField(ScienceDegree)
    institution_name = fields.CharField(300)
    diploma_number = fields.CharField(50)
    speciality = fields.CharField(200)
    issued_date = fields.DateField(null=True)

    class Meta:
        table = "employee_science_degree"
