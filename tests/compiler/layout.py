"""A statement laid out to be read: one clause a line, nested queries indented, the bound values below."""

import re

_TOKENS = re.compile(r"('(?:[^']|'')*'|\(|\)| FROM | WHERE | ORDER BY | LIMIT | UNION ALL )")
_CLAUSES = (" FROM ", " WHERE ", " ORDER BY ", " LIMIT ", " UNION ALL ")


def laid_out(statement: str, values: list[object]) -> str:
    """Give the statement over several lines; only spaces before clauses and nested queries differ."""
    lines = [""]
    queries: list[bool] = []  # for each open parenthesis, whether it holds a query
    tokens = _TOKENS.split(statement)
    for place, token in enumerate(tokens):
        depth = sum(queries)
        if token == "(":
            is_query = tokens[place + 1].startswith("SELECT ")
            queries.append(is_query)
            if is_query:
                lines.append("  " * (depth + 1))
        if token == ")":
            queries.pop()
        if token in _CLAUSES and (not queries or queries[-1]):
            lines.append("  " * depth + token[1:])
        else:
            lines[-1] += token
    bound = [f"-- ${number} = {value!r}" for number, value in enumerate(values, start=1)]
    return "\n".join(line.rstrip() for line in [*lines, *bound]) + "\n"
