"""Documents that ask for all there is, derived from the graph: every field, every operator, every order."""

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)

from schema.graph import graph

ROOTS = {
    "Facility": "facilities",
    "FacilityApplication": "facilityApplications",
    "Department": "departments",
    "Position": "positions",
    "Employee": "employees",
    "IdentityCorrection": "identityCorrections",
    "Assignment": "assignments",
    "Invitation": "invitations",
    "Workplace": "workplaces",
    "Equipment": "equipmentList",
    "RoleSet": "roleSets",
    "MisClient": "misClients",
    "MisConnection": "misConnections",
}


def every_field_of(name: str, depth: int = 0, mark: str = "") -> str:
    """Give a selection of every field of a type; rows of other entities are asked for their ids.

    `mark` is a directive that stands on all fields of each object together.
    """
    kind = graph().core.type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    parts = ["__typename"]
    for field_name, field in kind.fields.items():
        target = get_named_type(field.type)
        if is_leaf_type(target):
            parts.append(field_name)
        elif target.name.endswith("Connection"):
            node = target.name.removesuffix("Connection")
            inner = every_field_of(node, depth + 1, mark) if depth == 0 else "id"
            parts.append(f"{field_name}(first: 3) {{ totalCount nodes {{ {inner} }} }}")
        elif target.name not in ROOTS:
            parts.append(f"{field_name} {{ {every_field_of(target.name, depth + 1, mark)} }}")
        else:
            parts.append(f"{field_name} {{ id }}")
    written = " ".join(parts)
    return f"... {mark} {{ {written} }}" if mark else written


def every_operator() -> list[tuple[str, str, str, str]]:
    """Give each entity's filters: the entity, the field, the operator and the name of the operand's type."""
    found = []
    for name in ROOTS:
        filter_ = graph().core.type_map[f"{name}Filter"]
        assert isinstance(filter_, GraphQLInputObjectType)
        for key, field in filter_.fields.items():
            operators = get_named_type(field.type)
            assert isinstance(operators, GraphQLInputObjectType)
            if operators is not filter_:
                found += [
                    (name, key, operator, get_named_type(of.type).name)
                    for operator, of in operators.fields.items()
                ]
    return found


def every_order() -> list[tuple[str, str]]:
    """Give each entity's orders."""
    orders = {name: graph().core.type_map[f"{name}Order"] for name in ROOTS}
    return [
        (name, code)
        for name, order in orders.items()
        if isinstance(order, GraphQLEnumType)
        for code in order.values
    ]
