"""What exists: Tortoise models, dictionaries, validators, migrations."""

from models.access_log import AccessRecord
from models.application import ApplicationChannel, ApplicationStatus, FacilityApplication
from models.assignment import Assignment, AssignmentKind, AssignmentStatus, SubstituteMode
from models.attachment import Attachment
from models.certificate import CertificateStatus, PersonSubject, SigningCertificate
from models.contact import Address, Phone, PhoneType
from models.correction import CorrectionStatus, EmailConfirmation, IdentityCorrection
from models.department import Department, DepartmentStatus
from models.dictionary import Dictionary, DictionaryValue
from models.education import (
    EducationDegree,
    EmployeeEducation,
    EmployeeQualification,
    EmployeeScienceDegree,
    QualificationType,
    ScienceDegree,
)
from models.employee import Employee, EmployeeStatus, EmployeeType
from models.entity import Entity, Enumeration, Part
from models.equipment import (
    CapacityUnit,
    Equipment,
    EquipmentAvailability,
    EquipmentName,
    EquipmentNameType,
    EquipmentProperty,
    EquipmentStatus,
    EquipmentUdi,
)
from models.facility import Facility, FacilityExternalId, FacilityLicence, FacilityStatus
from models.identity import DocumentType, Gender, IdentityDocument, PersonIdentity
from models.inventory import InventoryStatus
from models.invitation import Applicant, Delivery, Invitation, InvitationKind, InvitationStatus
from models.journal import EntryKind, JournalCheckpoint, JournalEntry, JournalSeal
from models.letter import LetterKind, LetterState, OutboxLetter
from models.mis_client import MisClient, MisClientSecret, MisClientStatus, MisConnection, MisConnectionStatus
from models.notice import Notice, NoticeAudience, PersonNotice
from models.permission import Permission
from models.person import EmailAddress, Person, VerificationStatus
from models.position import Position, PositionKind, PositionStatus
from models.role_set import RoleSet, RoleSetGrant, RoleSetStatus, RoleSetVersion
from models.security_event import SecurityEvent
from models.session import Session, SessionKind
from models.speciality import EmployeeSpeciality, SpecialityLevel, SpecialityQualificationType
from models.substitution import SubstitutionPeriod
from models.working_calendar import ExtraWorkday, Holiday
from models.workplace import Workplace, WorkplaceAssignment, WorkplaceStatus

__all__ = [
    "AccessRecord",
    "Address",
    "Applicant",
    "ApplicationChannel",
    "ApplicationStatus",
    "Assignment",
    "AssignmentKind",
    "AssignmentStatus",
    "Attachment",
    "CapacityUnit",
    "CertificateStatus",
    "CorrectionStatus",
    "Delivery",
    "Department",
    "DepartmentStatus",
    "Dictionary",
    "DictionaryValue",
    "DocumentType",
    "EducationDegree",
    "EmailAddress",
    "EmailConfirmation",
    "Employee",
    "EmployeeEducation",
    "EmployeeQualification",
    "EmployeeScienceDegree",
    "EmployeeSpeciality",
    "EmployeeStatus",
    "EmployeeType",
    "Entity",
    "EntryKind",
    "Enumeration",
    "Equipment",
    "EquipmentAvailability",
    "EquipmentName",
    "EquipmentNameType",
    "EquipmentProperty",
    "EquipmentStatus",
    "EquipmentUdi",
    "ExtraWorkday",
    "Facility",
    "FacilityApplication",
    "FacilityExternalId",
    "FacilityLicence",
    "FacilityStatus",
    "Gender",
    "Holiday",
    "IdentityCorrection",
    "IdentityDocument",
    "InventoryStatus",
    "Invitation",
    "InvitationKind",
    "InvitationStatus",
    "JournalCheckpoint",
    "JournalEntry",
    "JournalSeal",
    "LetterKind",
    "LetterState",
    "MisClient",
    "MisClientSecret",
    "MisClientStatus",
    "MisConnection",
    "MisConnectionStatus",
    "Notice",
    "NoticeAudience",
    "OutboxLetter",
    "Part",
    "Permission",
    "Person",
    "PersonIdentity",
    "PersonNotice",
    "PersonSubject",
    "Phone",
    "PhoneType",
    "Position",
    "PositionKind",
    "PositionStatus",
    "QualificationType",
    "RoleSet",
    "RoleSetGrant",
    "RoleSetStatus",
    "RoleSetVersion",
    "ScienceDegree",
    "SecurityEvent",
    "Session",
    "SessionKind",
    "SigningCertificate",
    "SpecialityLevel",
    "SpecialityQualificationType",
    "SubstituteMode",
    "SubstitutionPeriod",
    "VerificationStatus",
    "Workplace",
    "WorkplaceAssignment",
    "WorkplaceStatus",
]
