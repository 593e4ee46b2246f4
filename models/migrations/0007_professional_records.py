"""What an employee studied, trained in and is a specialist of."""

from tortoise import fields, migrations
from tortoise.migrations.operations import RunSQL

from models.education import EducationDegree, QualificationType, ScienceDegree
from models.migrations._declare import Declare, part, reference
from models.speciality import SpecialityLevel, SpecialityQualificationType

EDUCATION = r"""
CREATE TABLE employee_education (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL,
    country varchar(100) NOT NULL,
    city varchar(100) NOT NULL,
    institution_name varchar(300) NOT NULL,
    issued_date date,
    diploma_number varchar(50) NOT NULL,
    degree varchar(40) NOT NULL,
    speciality varchar(200) NOT NULL,
    CONSTRAINT employee_education_not_blank CHECK (
        country ~ '\S' AND city ~ '\S' AND institution_name ~ '\S' AND diploma_number ~ '\S'
        AND speciality ~ '\S'
    ),
    CONSTRAINT employee_education_degree_known CHECK (
        degree IN ('MASTER', 'EXPERT', 'BACHELOR', 'JUNIOR_EXPERT')
    ),
    CONSTRAINT employee_education_of_employee FOREIGN KEY (employee_id) REFERENCES employee
);

CREATE INDEX employee_education_employee ON employee_education (employee_id, id);
"""

QUALIFICATION = r"""
CREATE TABLE employee_qualification (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL,
    type varchar(40) NOT NULL,
    institution_name varchar(300) NOT NULL,
    speciality varchar(200) NOT NULL,
    issued_date date,
    certificate_number varchar(50),
    valid_to date,
    additional_info varchar(500),
    CONSTRAINT employee_qualification_type_known CHECK (
        type IN ('INTERNSHIP', 'SPECIALIZATION', 'STAZHUVANNYA', 'REATTESTATION', 'TOPIC_IMPROVEMENT',
                 'CLINICAL_RESIDENCY', 'INFORMATION_COURSES')
    ),
    CONSTRAINT employee_qualification_not_blank CHECK (
        institution_name ~ '\S' AND speciality ~ '\S' AND certificate_number ~ '\S' AND additional_info ~ '\S'
    ),
    CONSTRAINT employee_qualification_dates CHECK (valid_to >= issued_date),
    CONSTRAINT employee_qualification_of_employee FOREIGN KEY (employee_id) REFERENCES employee
);

CREATE INDEX employee_qualification_employee ON employee_qualification (employee_id, id);
"""

SPECIALITY = r"""
CREATE TABLE employee_speciality (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL,
    speciality_dictionary varchar(40) NOT NULL GENERATED ALWAYS AS ('SPECIALITY_TYPE') STORED,
    speciality_code varchar(40) NOT NULL,
    speciality_officio boolean NOT NULL,
    level varchar(40) NOT NULL,
    qualification_type varchar(40) NOT NULL,
    attestation_name varchar(300) NOT NULL,
    attestation_date date NOT NULL,
    valid_to_date date,
    certificate_number varchar(50) NOT NULL,
    CONSTRAINT employee_speciality_level_known CHECK (
        level IN ('BASIC', 'FIRST', 'SECOND', 'HIGHEST', 'NOT_APPLICABLE')
    ),
    CONSTRAINT employee_speciality_qualification_type_known CHECK (
        qualification_type IN ('AWARDING', 'DEFENSE')
    ),
    CONSTRAINT employee_speciality_not_blank CHECK (attestation_name ~ '\S' AND certificate_number ~ '\S'),
    CONSTRAINT employee_speciality_dates CHECK (valid_to_date >= attestation_date),
    CONSTRAINT employee_speciality_of_type FOREIGN KEY (speciality_dictionary, speciality_code)
        REFERENCES dictionary_value (dictionary, code),
    CONSTRAINT employee_speciality_of_employee FOREIGN KEY (employee_id) REFERENCES employee
);

CREATE UNIQUE INDEX employee_speciality_one_officio ON employee_speciality (employee_id)
    WHERE speciality_officio;
CREATE INDEX employee_speciality_employee ON employee_speciality (employee_id, id);
CREATE INDEX employee_speciality_type ON employee_speciality (speciality_code, employee_id);
"""

SCIENCE_DEGREE = r"""
CREATE TABLE employee_science_degree (
    id uuid PRIMARY KEY,
    employee_id uuid NOT NULL,
    country varchar(100) NOT NULL,
    city varchar(100) NOT NULL,
    degree varchar(40) NOT NULL,
    institution_name varchar(300) NOT NULL,
    diploma_number varchar(50) NOT NULL,
    speciality varchar(200) NOT NULL,
    issued_date date,
    CONSTRAINT employee_science_degree_known CHECK (
        degree IN ('PHD', 'DOCTOR_OF_SCIENCE', 'CANDIDATE_OF_SCIENCE')
    ),
    CONSTRAINT employee_science_degree_not_blank CHECK (
        country ~ '\S' AND city ~ '\S' AND institution_name ~ '\S' AND diploma_number ~ '\S'
        AND speciality ~ '\S'
    ),
    CONSTRAINT employee_science_degree_once UNIQUE (employee_id),
    CONSTRAINT employee_science_degree_of_employee FOREIGN KEY (employee_id) REFERENCES employee
);
"""


class Migration(migrations.Migration):
    """Professional records of employees."""

    dependencies = [("models", "0006_employees")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [  # noqa: RUF012
        Declare(
            "EmployeeEducation",
            "employee_education",
            "A diploma of an employee.",
            {
                **part(),
                **reference("employee", "Employee", "educations"),
                "country": fields.CharField(100),
                "city": fields.CharField(100),
                "institution_name": fields.CharField(300),
                "issued_date": fields.DateField(null=True),
                "diploma_number": fields.CharField(50),
                "degree": fields.CharEnumField(EducationDegree),
                "speciality": fields.CharField(200),
            },
        ),
        RunSQL(EDUCATION, "DROP TABLE employee_education;"),
        Declare(
            "EmployeeQualification",
            "employee_qualification",
            "A course of further training that an employee took.",
            {
                **part(),
                **reference("employee", "Employee", "qualifications"),
                "type": fields.CharEnumField(QualificationType),
                "institution_name": fields.CharField(300),
                "speciality": fields.CharField(200),
                "issued_date": fields.DateField(null=True),
                "certificate_number": fields.CharField(50, null=True),
                "valid_to": fields.DateField(null=True),
                "additional_info": fields.CharField(500, null=True),
            },
        ),
        RunSQL(QUALIFICATION, "DROP TABLE employee_qualification;"),
        Declare(
            "EmployeeSpeciality",
            "employee_speciality",
            "A speciality with its attestation.",
            {
                **part(),
                **reference("employee", "Employee", "specialities"),
                "speciality_code": fields.CharField(40),
                "speciality_officio": fields.BooleanField(),
                "level": fields.CharEnumField(SpecialityLevel),
                "qualification_type": fields.CharEnumField(SpecialityQualificationType),
                "attestation_name": fields.CharField(300),
                "attestation_date": fields.DateField(),
                "valid_to_date": fields.DateField(null=True),
                "certificate_number": fields.CharField(50),
            },
        ),
        RunSQL(SPECIALITY, "DROP TABLE employee_speciality;"),
        Declare(
            "EmployeeScienceDegree",
            "employee_science_degree",
            "The science degree of an employee.",
            {
                **part(),
                **reference("employee", "Employee", "science_degree", once=True),
                "country": fields.CharField(100),
                "city": fields.CharField(100),
                "degree": fields.CharEnumField(ScienceDegree),
                "institution_name": fields.CharField(300),
                "diploma_number": fields.CharField(50),
                "speciality": fields.CharField(200),
                "issued_date": fields.DateField(null=True),
            },
        ),
        RunSQL(SCIENCE_DEGREE, "DROP TABLE employee_science_degree;"),
    ]
