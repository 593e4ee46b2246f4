"""A GraphQL request out of a body or a query string: its members, their types, and no more.

orjson bounds the nesting at 1024 levels, refuses numbers beyond a double, invalid UTF-8 and lone
surrogates, and keeps the last of repeated members. Repeated members are refused here, since a proxy that
looked at the first one would have judged another request. Integers beyond 64 bits arrive as doubles and are
refused by the scalars, of which none is that wide.
"""

import json
import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

import orjson

from errors import AddressTooLong, BadRequest
from schema.execution import Request
from web.limits import Limits

_KNOWN = ("query", "operationName", "variables", "extensions")
_QUOTED = tuple(f'"{name}"'.encode() for name in _KNOWN)
_MEMBER = re.compile(r"[\s,{]*")
_COLON = re.compile(r"\s*:\s*")
_VALUE: Callable[[str, int], tuple[object, int]] = json.JSONDecoder().raw_decode


def posted(body: bytes, limits: Limits, query_string: bytes = b"") -> Request:
    """Read the request that a JSON body holds, and of the address only `schema`; raises BadRequest."""
    if body.count(b",") + body.count(b"[") + body.count(b"{") > limits.json_values:
        raise _too_many("значень", "values", limits.json_values)
    members = _object(body, "тіло запиту", "the body")
    if members is None:
        raise _not_an_object("тіло запиту", "the body")
    if len(members) > limits.json_members:
        raise _too_many("параметрів", "parameters", limits.json_members)
    if _may_repeat(body):
        _refuse_repeated(body.decode(), limits)
    is_named = b"schema=" in query_string and _names_schema(_parameters(query_string, limits))
    return _request(members, limits, whole_schema=is_named)


def asked(query_string: bytes, limits: Limits) -> Request:
    """Read the request that a query string holds; raises BadRequest."""
    parameters = _parameters(query_string, limits)
    members: dict[str, object] = {**parameters}
    for name in ("variables", "extensions"):
        text = parameters.get(name) or "null"
        members[name] = _object(text.encode(), f"параметр «{name}»", f'the parameter "{name}"')
    members["operationName"] = members.get("operationName") or None
    return _request(members, limits, whole_schema=_names_schema(parameters))


def asks_for_definition(query_string: bytes, limits: Limits) -> bool:
    """Tell whether an address asks for the schema as a text: `?schema=full` without a query."""
    if b"schema=" not in query_string:
        return False
    parameters = _parameters(query_string, limits)
    return _names_schema(parameters) and "query" not in parameters


def _names_schema(parameters: Mapping[str, str]) -> bool:
    """Tell whether the whole schema is meant instead of what the caller may use."""
    named = parameters.get("schema")
    if named not in (None, "full"):
        raise BadRequest(
            "параметр «schema» може бути лише «full»",
            'the parameter "schema" may only be "full"',
            evidence={"allowed": ["full"]},
        )
    return named is not None


def _parameters(query_string: bytes, limits: Limits) -> dict[str, str]:
    if len(query_string) > limits.query_string_bytes:
        raise AddressTooLong(
            "адреса задовга: надішліть запит методом POST",
            "the address is too long: send the request by POST",
            evidence={"limitBytes": limits.query_string_bytes},
        )
    parameters: dict[str, str] = {}
    for name, value in _pairs(query_string, limits):
        if name in parameters and name in (*_KNOWN, "schema"):
            raise _repeated(name)
        parameters[name] = value
    return parameters


def _pairs(query_string: bytes, limits: Limits) -> list[tuple[str, str]]:
    try:
        text = query_string.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=limits.json_members)
    except ValueError as error:
        raise BadRequest(
            "параметри адреси не читаються: їх забагато або вони не в UTF-8",
            "the address's parameters cannot be read: too many, or not in UTF-8",
        ) from error


def _object(text: bytes, what: str, what_en: str) -> dict[str, object] | None:
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequest(
            f"{what} — не JSON",
            f"{what_en} is not JSON",
            evidence={"line": error.lineno, "column": error.colno},
        ) from None
    if value is not None and not isinstance(value, dict):
        raise _not_an_object(what, what_en)
    return value


def _request(members: dict[str, object], limits: Limits, *, whole_schema: bool) -> Request:
    query, name = members.get("query"), members.get("operationName")
    variables, extensions = members.get("variables"), members.get("extensions")
    if not isinstance(query, str):
        raise _wrong_member("query", "рядком", "a string")
    if not (name is None or isinstance(name, str)):
        raise _wrong_member("operationName", "рядком або null", "a string or null")
    if not (variables is None or isinstance(variables, dict)):
        raise _wrong_member("variables", "об'єктом або null", "an object or null")
    if not (extensions is None or isinstance(extensions, dict)):
        raise _wrong_member("extensions", "об'єктом або null", "an object or null")
    if variables and _is_deeper(variables, limits.json_depth):
        raise BadRequest(
            "значення в «variables» вкладені надто глибоко",
            'the values in "variables" are nested too deeply',
            evidence={"limit": limits.json_depth},
        )
    return Request(query, name, variables, whole_schema)


def _is_deeper(value: object, depth: int) -> bool:
    """Tell whether containers nest beyond `depth`, level by level and without recursion."""
    level = [value]
    for _ in range(depth):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)  # type: ignore[attr-defined] # a list
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def _may_repeat(body: bytes) -> bool:
    r"""Tell whether a known member may occur twice; `\u00` may spell one in escapes."""
    return rb"\u00" in body or any(body.count(name) > 1 for name in _QUOTED)


def _refuse_repeated(text: str, limits: Limits) -> None:
    """Walk the outermost members of an object that is known to be JSON; nested ones may repeat."""
    seen: set[str] = set()
    at = _end(_MEMBER, text, 0)
    for _ in range(limits.json_members):
        if text.startswith("}", at):
            return
        name, at = _scanned(text, at)
        if name in seen and name in _KNOWN:
            raise _repeated(str(name))
        seen.add(str(name))
        _, at = _scanned(text, _end(_COLON, text, at))
        at = _end(_MEMBER, text, at)
    raise _too_many("параметрів", "parameters", limits.json_members)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _scanned(text: str, at: int) -> tuple[object, int]:
    try:
        return _VALUE(text, at)
    except (ValueError, RecursionError):
        # orjson reads deeper nesting and longer integers than the interpreter's own parser.
        raise BadRequest("тіло запиту вкладене надто глибоко", "the body is nested too deeply") from None


def _repeated(name: str) -> BadRequest:
    return BadRequest(f"параметр «{name[:40]}» повторюється", f'the parameter "{name[:40]}" is repeated')


def _too_many(what: str, what_en: str, limit: int) -> BadRequest:
    return BadRequest(
        f"у тілі запиту забагато {what}", f"the body has too many {what_en}", evidence={"limit": limit}
    )


def _not_an_object(what: str, what_en: str) -> BadRequest:
    return BadRequest(f"{what} має бути об'єктом JSON", f"{what_en} must be a JSON object")


def _wrong_member(name: str, kind: str, kind_en: str) -> BadRequest:
    return BadRequest(f"параметр «{name}» має бути {kind}", f'the parameter "{name}" must be {kind_en}')
