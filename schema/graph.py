"""The whole graph: its types together, the arguments derived from them, and the Strawberry schema."""

import sys
from dataclasses import dataclass
from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.types.arguments import StrawberryArgument

from compiler.catalogue import Catalogue
from schema import (
    access_log,
    account,
    application,
    assignment,
    caller,
    certificate,
    contact,
    correction,
    department,
    dictionary,
    employee,
    equipment,
    explanation,
    facility,
    invitation,
    invited,
    journal_proof,
    mis_client,
    mutation,
    notice,
    onboarding,
    permission,
    position,
    professional,
    query,
    relay,
    role_set,
    workplace,
)
from schema import enums as enumerations
from schema.arguments import argument, arguments_of, lookup_arguments
from schema.declare import ApartOf, Argument, LookupOf, NodeOf, OneOf, PagesOf, PreparationOf, QuestionOf
from schema.directives import if_permitted, tell_needs
from schema.freeze import fields_of, freeze
from schema.needs import Needs, needs_of
from schema.reading import bare, declaration_of
from schema.scalars import SCALARS

ENTITIES: tuple[type, ...] = (
    facility.Facility,
    application.FacilityApplication,
    department.Department,
    position.Position,
    employee.Employee,
    correction.IdentityCorrection,
    assignment.Assignment,
    invitation.Invitation,
    workplace.Workplace,
    equipment.Equipment,
    role_set.RoleSet,
    notice.Notice,
    mis_client.MisClient,
    mis_client.MisConnection,
)
RECORDS: tuple[type, ...] = (access_log.Look, access_log.AccessRecord)
PARTS: tuple[type, ...] = (
    *RECORDS,
    access_log.LookClient,
    access_log.LookField,
    contact.Address,
    contact.Phone,
    dictionary.Dictionary,
    dictionary.DictionaryValue,
    facility.FacilityLicence,
    facility.FacilityExternalId,
    facility.Location,
    application.ApplicationHead,
    application.ApplicationHeadIdentity,
    application.ApplicationAdministrator,
    application.ApplicationAdministratorIdentity,
    application.ApplicationAttachment,
    onboarding.Onboarding,
    onboarding.OnboardingStep,
    department.DepartmentCompleteness,
    account.EmployeeAccount,
    employee.EmployeeWorkContact,
    employee.EmployeePersonalContact,
    employee.EmployeeIdentity,
    employee.IdentityDocument,
    assignment.SubstitutionPeriod,
    professional.EmployeeProfessional,
    professional.Education,
    professional.Qualification,
    professional.Speciality,
    professional.ScientificDegree,
    equipment.EquipmentName,
    equipment.EquipmentProperty,
    equipment.EquipmentUdi,
    permission.Permission,
    role_set.RoleSetVersion,
    role_set.RoleSetGrant,
    caller.Caller,
    caller.CallerPerson,
    notice.CallerNotice,
    certificate.CallerSession,
    certificate.SigningCertificate,
    caller.HeldPermission,
    caller.PermissionSource,
    caller.CheckedDenial,
    explanation.PermissionExplanation,
    explanation.PermissionGround,
)


@dataclass(frozen=True, slots=True)
class Graph:
    """The graph as clients see it, and as the compiler reads it."""

    strawberry: strawberry.Schema
    core: GraphQLSchema
    catalogue: Catalogue
    needs: Needs


@cache
def graph() -> Graph:
    """Build the graph once; StartRefused when a declaration does not hold."""
    _let_types_see_each_other()
    arguments = {entity: arguments_of(entity, fields_of(entity)) for entity in (*ENTITIES, *RECORDS)}
    for cls in (*ENTITIES, *PARTS, query.Query):
        for field in fields_of(cls):
            declared = declaration_of(field)
            if isinstance(declared, PagesOf):
                own = [*map(_own_argument, declared.arguments)]
                field.arguments = [*own, *arguments[bare(field).python].of_connection()]
            elif isinstance(declared, OneOf | QuestionOf | ApartOf):
                field.arguments = [*map(_own_argument, declared.arguments)]
            elif isinstance(declared, LookupOf):
                field.arguments = lookup_arguments(declared)
            elif isinstance(declared, NodeOf):
                field.arguments = [_node_argument(many=declared.many)]
            elif isinstance(declared, PreparationOf):
                field.arguments = mutation.prepare_arguments()
    payloads = mutation.payloads({each.__name__: each for each in ENTITIES})
    acts = mutation.mutation(payloads)
    parts = (*PARTS, *payloads.values())
    catalogue = freeze(ENTITIES, parts, query.Query, arguments, mutation.performed())
    types = (*ENTITIES, *parts, query.Query, acts, _prepare())
    needs = needs_of(catalogue, types)
    tell_needs(needs, types, arguments.values())
    config = StrawberryConfig(scalar_map=SCALARS)
    built = strawberry.Schema(query.Query, acts, types=ENTITIES, directives=[if_permitted], config=config)
    return Graph(built, built._schema, catalogue, needs)  # noqa: SLF001  # the graphql-core schema has no public name


_WORDS = {
    "permission": "Код права, як у permissionCatalogue",
    "on": "Над яким об’єктом",
    "employee": "Чиї права; без нього — того, хто запитує",
    "document": "Документ GraphQL з однією операцією",
    "token": "Те, що стоїть у посиланні після #",
    "nonce": "Одноразовий код із того, що підписано",
}


@cache
def _prepare() -> type:
    return mutation.prepare_type()


def _own_argument(declared: Argument) -> StrawberryArgument:
    kind = strawberry.ID if declared.is_id else str
    return argument(declared.name, kind, _WORDS[declared.name], required=declared.required)


def _node_argument(*, many: bool) -> StrawberryArgument:
    if many:
        return argument("ids", list[strawberry.ID], "Глобальні ідентифікатори, до 1000", required=True)
    return argument("id", strawberry.ID, "Глобальний ідентифікатор", required=True)


def _let_types_see_each_other() -> None:
    """Give every annotation the names of all types: the files import each other only for type checkers."""
    names: dict[str, object] = {cls.__name__: cls for cls in (*ENTITIES, *PARTS)}
    names |= {
        "strawberry": strawberry,
        "Connection": relay.Connection,
        "Node": relay.Node,
        "PageInfo": relay.PageInfo,
        "Prepare": _prepare(),
        "InvitationPeek": invited.InvitationPeek,
        "JournalProof": journal_proof.JournalProof,
    }
    names |= {name: kind for name, kind in vars(enumerations).items() if enumerations.is_enumeration(kind)}
    for cls in (*ENTITIES, *PARTS, query.Query):
        for field in fields_of(cls):
            assert field.type_annotation is not None
            field.type_annotation.namespace = {**vars(sys.modules[cls.__module__]), **names}
