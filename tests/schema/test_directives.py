"""The SDL tells of every coordinate what it requires."""

from graphql import build_schema, parse, validate, value_from_ast_untyped
from graphql.language import EnumValueDefinitionNode, FieldDefinitionNode, InputValueDefinitionNode

from schema.graph import graph
from schema.sdl import printed

Node = FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode


def told() -> dict[str, list[dict[str, object]]]:
    """Read the directives of each coordinate back from the printed graph."""
    found: dict[str, list[dict[str, object]]] = {}
    for definition in parse(printed()).definitions:
        nodes: tuple[Node, ...] = (
            getattr(definition, "fields", None) or getattr(definition, "values", None) or ()
        )
        for node in nodes:
            coordinate = f"{definition.name.value}.{node.name.value}"  # type: ignore[attr-defined]  # it has fields
            found[coordinate] = [
                {each.name.value: value_from_ast_untyped(each.value) for each in directive.arguments or ()}
                for directive in node.directives or ()
                if directive.name.value == "requires"
            ]
    return found


def test_each_coordinate_requires_what_it_needs_and_others_nothing() -> None:
    expected = {
        name: [
            {"permission": each.code, **({"mask": need.mask} if need.mask and not place else {})}
            for place, each in enumerate(need.permissions)
        ]
        for name, need in graph().needs.items()
    }
    found = told()
    assert expected.items() <= found.items()
    assert {name for name, requires in found.items() if requires} <= expected.keys()


def test_masks_stand_with_the_permission_in_whose_place_they_are_shown() -> None:
    found = told()
    for coordinate, permission, mask in (
        ("EmployeeIdentity.taxId", "employee.identity:read", "LAST3"),
        ("EmployeeIdentity.unzr", "employee.identity:read", "LAST3"),
        ("IdentityDocument.number", "employee.identity:read", "LAST3"),
        ("EmployeePersonalContact.mobilePhones", "employee.personalContact:read", "LAST3"),
        ("EmployeePersonalContact.personalEmail", "employee.personalContact:read", "EMAIL"),
    ):
        assert found[coordinate] == [{"permission": permission, "mask": mask}]
    assert found["EmployeeIdentity.birthDate"] == [{"permission": "employee.identity:read"}]
    assert found["Phone.number"] == []


def test_several_permissions_are_told_one_by_one() -> None:
    assert told()["Position.vacancies"] == [
        {"permission": "position:read"},
        {"permission": "assignment:read"},
    ]


def test_what_may_be_left_out_is_marked_on_fields_and_fragments() -> None:
    document = """{ facilities @ifPermitted { nodes { ...F @ifPermitted ... @ifPermitted { email } } } }
        fragment F on Facility { id }"""
    for known in (graph().core, build_schema(printed())):
        assert validate(known, parse(document)) == []
        (error,) = validate(known, parse("query @ifPermitted { facilities { totalCount } }"))
        assert "ifPermitted" in error.message
