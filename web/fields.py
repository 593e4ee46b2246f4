"""The fields of an HTTP message's head, as ASGI gives them."""

from collections.abc import Iterable

Headers = dict[bytes, bytes]


def fields_of(pairs: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Gather the fields by name; a repeated one is joined by commas, as RFC 9110 §5.3 allows."""
    listed = list(pairs)
    fields = dict(listed)
    return fields if len(fields) == len(listed) else _joined(listed)


def _joined(pairs: Iterable[tuple[bytes, bytes]]) -> Headers:
    fields: dict[bytes, list[bytes]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return {name: b", ".join(values) for name, values in fields.items()}
