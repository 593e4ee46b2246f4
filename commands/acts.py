"""All acts, by the names of their mutations."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from commands.act import Act
from commands.application_changes import RESUBMIT_APPLICATION, WITHDRAW_APPLICATION
from commands.application_review import REJECT_APPLICATION, RETURN_APPLICATION, TAKE_APPLICATION
from commands.applications import SUBMIT_FACILITY_APPLICATION
from commands.assignment_ending import END_ASSIGNMENT
from commands.assignment_rest import RESUME_ASSIGNMENT, SUSPEND_ASSIGNMENT
from commands.assignment_role_sets import SET_ASSIGNMENT_ROLE_SETS
from commands.assignment_update import UPDATE_ASSIGNMENT
from commands.assignments import ASSIGN_EMPLOYEE
from commands.certificate_unbinding import UNBIND_CERTIFICATE
from commands.department_closing import CLOSE_DEPARTMENT
from commands.department_move import MOVE_DEPARTMENT
from commands.department_update import UPDATE_DEPARTMENT
from commands.departments import CREATE_DEPARTMENT
from commands.dictionaries import CREATE_DICTIONARY_VALUE, UPDATE_DICTIONARY_VALUE
from commands.dismissal import DISMISS_EMPLOYEE
from commands.email_confirmations import CONFIRM_EMAIL
from commands.employee_contacts import UPDATE_EMPLOYEE_CONTACTS
from commands.employee_documents import UPDATE_EMPLOYEE_DOCUMENTS
from commands.employee_inviting import INVITE_EMPLOYEE
from commands.employee_names import UPDATE_EMPLOYEE_NAME
from commands.employee_professional import CONFIRM_PROFESSIONAL, UPDATE_EMPLOYEE_PROFESSIONAL
from commands.employee_rest import RESUME_EMPLOYEE, SUSPEND_EMPLOYEE
from commands.employees import REGISTER_EMPLOYEE, REGISTER_EMPLOYEES
from commands.equipment import CREATE_EQUIPMENT
from commands.equipment_states import CHANGE_EQUIPMENT_AVAILABILITY, CHANGE_EQUIPMENT_STATUS
from commands.equipment_transfer import TRANSFER_EQUIPMENT
from commands.equipment_update import UPDATE_EQUIPMENT
from commands.facility_registration import REGISTER_FACILITY
from commands.facility_status import CHANGE_FACILITY_STATUS
from commands.facility_succession import CHANGE_FACILITY_ADMIN, CHANGE_FACILITY_HEAD
from commands.facility_update import UPDATE_FACILITY
from commands.holidays import REMOVE_HOLIDAY, SET_HOLIDAY
from commands.identity_decision import DECIDE_IDENTITY_CORRECTION
from commands.identity_proposal import PROPOSE_IDENTITY_CORRECTION
from commands.invitations import REISSUE_INVITATION, REVOKE_INVITATION
from commands.mis_clients import (
    BLOCK_MIS_CLIENT,
    CREATE_MIS_CLIENT,
    ROTATE_MIS_SECRET,
    UNBLOCK_MIS_CLIENT,
)
from commands.mis_connections import CONNECT_MIS_CLIENT, DISCONNECT_MIS_CLIENT
from commands.notice_publishing import PUBLISH_NOTICE
from commands.person_blocking import BLOCK_PERSON, UNBLOCK_PERSON
from commands.position_closing import CLOSE_POSITION
from commands.position_update import UPDATE_POSITION
from commands.positions import CREATE_POSITION
from commands.role_set_retirement import RETIRE_ROLE_SET
from commands.role_set_update import UPDATE_ROLE_SET
from commands.role_sets import CREATE_ROLE_SET
from commands.substitution import ACTIVATE_SUBSTITUTE, END_SUBSTITUTION
from commands.workplace_closing import CLOSE_WORKPLACE
from commands.workplace_update import UPDATE_WORKPLACE
from commands.workplaces import CREATE_WORKPLACE

_ALL: tuple[Act[Any, Any], ...] = (
    CREATE_DEPARTMENT,
    UPDATE_DEPARTMENT,
    MOVE_DEPARTMENT,
    CLOSE_DEPARTMENT,
    CREATE_POSITION,
    UPDATE_POSITION,
    CLOSE_POSITION,
    ASSIGN_EMPLOYEE,
    UPDATE_ASSIGNMENT,
    SUSPEND_ASSIGNMENT,
    RESUME_ASSIGNMENT,
    END_ASSIGNMENT,
    SET_ASSIGNMENT_ROLE_SETS,
    ACTIVATE_SUBSTITUTE,
    END_SUBSTITUTION,
    CREATE_WORKPLACE,
    UPDATE_WORKPLACE,
    CLOSE_WORKPLACE,
    CREATE_EQUIPMENT,
    UPDATE_EQUIPMENT,
    CHANGE_EQUIPMENT_STATUS,
    CHANGE_EQUIPMENT_AVAILABILITY,
    TRANSFER_EQUIPMENT,
    REGISTER_EMPLOYEE,
    REGISTER_EMPLOYEES,
    INVITE_EMPLOYEE,
    UPDATE_EMPLOYEE_NAME,
    UPDATE_EMPLOYEE_CONTACTS,
    CONFIRM_EMAIL,
    UPDATE_EMPLOYEE_PROFESSIONAL,
    CONFIRM_PROFESSIONAL,
    UPDATE_EMPLOYEE_DOCUMENTS,
    PROPOSE_IDENTITY_CORRECTION,
    DECIDE_IDENTITY_CORRECTION,
    DISMISS_EMPLOYEE,
    SUSPEND_EMPLOYEE,
    RESUME_EMPLOYEE,
    BLOCK_PERSON,
    UNBLOCK_PERSON,
    CREATE_ROLE_SET,
    UPDATE_ROLE_SET,
    RETIRE_ROLE_SET,
    CREATE_DICTIONARY_VALUE,
    UPDATE_DICTIONARY_VALUE,
    SET_HOLIDAY,
    REMOVE_HOLIDAY,
    CREATE_MIS_CLIENT,
    ROTATE_MIS_SECRET,
    BLOCK_MIS_CLIENT,
    UNBLOCK_MIS_CLIENT,
    CONNECT_MIS_CLIENT,
    DISCONNECT_MIS_CLIENT,
    UNBIND_CERTIFICATE,
    REISSUE_INVITATION,
    REVOKE_INVITATION,
    SUBMIT_FACILITY_APPLICATION,
    RESUBMIT_APPLICATION,
    WITHDRAW_APPLICATION,
    TAKE_APPLICATION,
    RETURN_APPLICATION,
    REJECT_APPLICATION,
    REGISTER_FACILITY,
    CHANGE_FACILITY_STATUS,
    UPDATE_FACILITY,
    CHANGE_FACILITY_HEAD,
    CHANGE_FACILITY_ADMIN,
    PUBLISH_NOTICE,
)

ACTS: Mapping[str, Act[Any, Any]] = MappingProxyType({act.name: act for act in _ALL})
"""Every act has wishes and findings of types of its own, which only its own functions know."""
