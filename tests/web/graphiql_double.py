"""A stand-in for the service under GraphiQL: knows one token, and answers every query with made-up values."""

from pathlib import Path

from graphql import (
    GraphQLResolveInfo,
    build_schema,
    get_named_type,
    get_nullable_type,
    graphql,
    is_enum_type,
    is_leaf_type,
    is_list_type,
)
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from web import graphiql

TOKEN = "zk_" + "explorer" * 5  # as long as real ones
SCHEMA = Path(graphiql.__file__).parents[2] / "schema" / "registry.graphql"


def double() -> Starlette:
    """Serve the page, its files, and the committed schema without a database."""
    schema = build_schema(SCHEMA.read_text())

    async def endpoint(request: Request) -> Response:
        if request.method == "GET":
            return graphiql.page()
        if request.headers.get("authorization") not in {None, f"Bearer {TOKEN}"}:
            return JSONResponse({"errors": [{"message": "токен невідомий"}]}, 401)
        asked = await request.json()
        result = await graphql(
            schema,
            asked["query"],
            variable_values=asked.get("variables"),
            operation_name=asked.get("operationName"),
            field_resolver=_made_up,
            type_resolver=lambda _value, info, kind: info.schema.get_possible_types(kind)[0].name,
        )
        return JSONResponse(result.formatted)

    return Starlette(routes=[Route("/graphql", endpoint, methods=["GET", "POST"]), *graphiql.routes()])


def _made_up(_source: object, info: GraphQLResolveInfo[None], **_arguments: object) -> object:
    named = get_named_type(info.return_type)
    value: object = {}
    if is_enum_type(named):
        value = next(iter(named.values))
    elif is_leaf_type(named):
        value = {"Int": 1, "Float": 0.5, "Boolean": True}.get(named.name, f"Зразок {info.field_name}")
    return [value] if is_list_type(get_nullable_type(info.return_type)) else value
