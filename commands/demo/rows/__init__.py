"""The rows that the demo makes: one named tuple per table, its fields in the order of the loaded columns.

Columns that the database fills by itself are left out: versions, generated ones, copies of names.
"""

from collections.abc import Mapping
from types import MappingProxyType

from commands.demo.rows.facilities import DepartmentRow, ExternalIdRow, FacilityRow, LicenceRow, PositionRow
from commands.demo.rows.people import (
    AssignmentRow,
    DocumentRow,
    EducationRow,
    EmailRow,
    EmployeeRow,
    IdentityRow,
    PersonRow,
    QualificationRow,
    ScienceDegreeRow,
    SpecialityRow,
)
from commands.demo.rows.resources import EquipmentRow, WorkplaceAssignmentRow, WorkplaceRow
from commands.demo.rows.rights import (
    AssignmentRoleSetRow,
    MisClientRow,
    MisConnectionRow,
    RoleSetGrantRow,
    RoleSetRow,
    RoleSetVersionRow,
    SubstitutionPeriodRow,
)

__all__ = [
    "TABLES",
    "AssignmentRoleSetRow",
    "AssignmentRow",
    "DepartmentRow",
    "DocumentRow",
    "EducationRow",
    "EmailRow",
    "EmployeeRow",
    "EquipmentRow",
    "ExternalIdRow",
    "FacilityRow",
    "IdentityRow",
    "LicenceRow",
    "MisClientRow",
    "MisConnectionRow",
    "PersonRow",
    "PositionRow",
    "QualificationRow",
    "RoleSetGrantRow",
    "RoleSetRow",
    "RoleSetVersionRow",
    "Row",
    "ScienceDegreeRow",
    "SpecialityRow",
    "SubstitutionPeriodRow",
    "WorkplaceAssignmentRow",
    "WorkplaceRow",
]

Row = (
    FacilityRow
    | LicenceRow
    | ExternalIdRow
    | DepartmentRow
    | PositionRow
    | PersonRow
    | IdentityRow
    | DocumentRow
    | EmailRow
    | EmployeeRow
    | EducationRow
    | QualificationRow
    | SpecialityRow
    | ScienceDegreeRow
    | AssignmentRow
    | WorkplaceRow
    | WorkplaceAssignmentRow
    | EquipmentRow
    | RoleSetRow
    | RoleSetVersionRow
    | RoleSetGrantRow
    | AssignmentRoleSetRow
    | SubstitutionPeriodRow
    | MisClientRow
    | MisConnectionRow
)

TABLES: Mapping[type[Row], str] = MappingProxyType(
    {
        FacilityRow: "facility",
        LicenceRow: "facility_licence",
        ExternalIdRow: "facility_external_id",
        DepartmentRow: "department",
        PositionRow: "position",
        PersonRow: "person",
        IdentityRow: "person_identity",
        DocumentRow: "identity_document",
        EmailRow: "email_address",
        EmployeeRow: "employee",
        EducationRow: "employee_education",
        QualificationRow: "employee_qualification",
        SpecialityRow: "employee_speciality",
        ScienceDegreeRow: "employee_science_degree",
        AssignmentRow: "assignment",
        WorkplaceRow: "workplace",
        WorkplaceAssignmentRow: "workplace_assignment",
        EquipmentRow: "equipment",
        RoleSetRow: "role_set",
        RoleSetVersionRow: "role_set_version",
        RoleSetGrantRow: "role_set_grant",
        AssignmentRoleSetRow: "assignment_role_set",
        SubstitutionPeriodRow: "substitution_period",
        MisClientRow: "mis_client",
        MisConnectionRow: "mis_connection",
    }
)
"""The table of each kind of row, in the order in which foreign keys let them be loaded."""
