"""Takes away each predicate and permission check in turn, and sees that a test fails every time.

`PYTHONPATH=. python scripts/mutants.py [--seconds N] [part of a file:line …]` works in copies of the tree,
two at a time, against one throwaway PostgreSQL. mutmut and Cosmic Ray were considered: neither sees into SQL,
where half of the checks are, and both mutate far more than the checks, which takes hours. The statements of
the compiler's cases are left out of the tests that are run: they would notice any change, harmless ones too.
"""

import ast
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tokenize
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TypeGuard

from store.embedded import throwaway_server

ROOT = Path(__file__).parent.parent
PARALLEL = 2
RUN_SECONDS = 240
PURE = ("tests/permissions", "tests/compiler/test_rights.py")
RIGHTS = ("tests/rights/test_rights_oracle.py", "tests/rights/test_matrix.py", "tests/rights")
KEPT = ("tests/store", *RIGHTS)
RECORDS = ("tests/models", *KEPT)
WHOLE: dict[str, tuple[str, ...]] = {
    "permissions/region.py": (*PURE, *RIGHTS),
    "permissions/access.py": (*PURE, *RIGHTS),
    "permissions/holdings.py": (*PURE, *RIGHTS),
    "permissions/escalation.py": PURE,
    "permissions/role_sets.py": PURE,
    "compiler/scopes.py": RIGHTS,
    "compiler/rights.py": RIGHTS,
    "compiler/groups.py": RIGHTS,
    "store/principals.py": KEPT,
    "store/rights.py": KEPT,
}
PARTLY = {
    f"compiler/{name}.py": RIGHTS
    for name in (
        "planner",
        "connections",
        "roots",
        "filters",
        "pages",
        "plan",
        "statement",
        "printed_pages",
        "places",
    )
}
TARGETS = {**WHOLE, **PARTLY}
"""The files whose checks are taken away, and the tests that must notice, the quickest first."""

HARMLESS: dict[tuple[str, str], str] = {
    ("compiler/scopes.py", "footing is None"): "only what is no entity stands nowhere, and nothing gates it",
}
"""Changes that nobody could notice, by file and changed text, with the reason."""

_ABOUT_RIGHTS = re.compile(r"gate|rights|scope|seen|known|holds?\b|held|hidden|veil|mask|guard|allow|redact")
"""What a line of the files in PARTLY names when it asks for a permission or prints a gate."""

_RELAXED = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
_SQL = (
    (re.compile(r"(?<=[ (])WHERE (?!true)"), "WHERE true OR "),
    (re.compile(r"(?<= )AND (?=\S)"), "OR "),
    (re.compile(r"IS NOT NULL"), "IS NULL"),
    (re.compile(r"NOT EXISTS"), "EXISTS"),
    (re.compile(r"CREATE (?:CONSTRAINT )?TRIGGER [^;]+;", re.DOTALL), ""),
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: between two offsets of a file something else is written."""

    file: str
    line: int
    begin: int
    end: int
    text: str
    was: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {_short(self.was)} → {_short(self.text) or 'nothing'}"

    def applied(self, source: str) -> str:
        """Give the file with the change."""
        return source[: self.begin] + self.text + source[self.end :]


def _is_act(node: ast.AST) -> TypeGuard[ast.Expr]:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"


class Mutations:
    """Finds what can be taken away from one file."""

    def __init__(self, file: str, source: str) -> None:
        self.file = file
        self.source = source
        lines = source.splitlines(keepends=True)
        self.starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
        self.lines = lines

    def found(self) -> Iterator[Mutant]:
        """Give all changes, each once."""
        seen: set[tuple[int, int, str]] = set()
        for mutant in (*self._of_code(), *self._of_sql()):
            key = (mutant.begin, mutant.end, mutant.text)
            is_harmless = (self.file, mutant.was) in HARMLESS
            if key not in seen and not is_harmless and self._is_wanted(mutant):
                seen.add(key)
                yield mutant

    def _is_wanted(self, mutant: Mutant) -> bool:
        near = self.lines[mutant.line - 1] + mutant.was
        return self.file not in PARTLY or _ABOUT_RIGHTS.search(near) is not None

    def _offset(self, line: int, column: int) -> int:
        """Give the place of a position of `ast`, whose columns count bytes."""
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def _instead(self, node: ast.expr | ast.stmt, text: str) -> Mutant:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        begin = self._offset(node.lineno, node.col_offset)
        end = self._offset(node.end_lineno, node.end_col_offset)
        return Mutant(self.file, node.lineno, begin, end, text, self.source[begin:end])

    def _of_code(self) -> Iterator[Mutant]:
        for node in ast.walk(ast.parse(self.source)):
            yield from self._of_node(node)

    def _of_node(self, node: ast.AST) -> Iterator[Mutant]:
        if isinstance(node, ast.BoolOp):
            word = " and " if isinstance(node.op, ast.And) else " or "
            for dropped in node.values:
                kept = [f"({ast.unparse(each)})" for each in node.values if each is not dropped]
                yield self._instead(node, f"({word.join(kept)})")
        elif isinstance(node, ast.If | ast.IfExp):
            yield self._instead(node.test, "True")
            yield self._instead(node.test, "False")
        elif isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _RELAXED:
            left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
            yield self._instead(node, f"({left} {_RELAXED[type(node.ops[0])]} {right})")
        elif isinstance(node, ast.comprehension):
            for test in node.ifs:
                yield self._instead(test, "True")
        elif isinstance(node, ast.AugAssign | ast.Raise) or _is_act(node):
            yield self._instead(node, "pass")

    def _of_sql(self) -> Iterator[Mutant]:
        fresh = True
        for token in tokenize.generate_tokens(io.StringIO(self.source).readline):
            if token.type == tokenize.STRING and not fresh:
                yield from self._of_string(token)
            if token.type not in (tokenize.NL, tokenize.COMMENT):
                fresh = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING)

    def _of_string(self, token: tokenize.TokenInfo) -> Iterator[Mutant]:
        begin = self.starts[token.start[0] - 1] + token.start[1]
        for pattern, text in _SQL:
            for match in pattern.finditer(token.string):
                line = token.start[0] + token.string[: match.start()].count("\n")
                yield Mutant(
                    self.file,
                    line,
                    begin + match.start(),
                    begin + match.end(),
                    text,
                    self._around(token, match),
                )

    def _around(self, token: tokenize.TokenInfo, match: re.Match[str]) -> str:
        return token.string[max(0, match.start() - 20) : match.end() + 30]


@dataclass(frozen=True, slots=True)
class Workshop:
    """A copy of the tree in which one change at a time is tried."""

    place: Path
    database_url: str

    def passes(self, tests: tuple[str, ...]) -> bool:
        """Tell whether the tests pass as the copy is now."""
        there = [each for each in tests if (self.place / each).exists()]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *there]
        # derandomized, as hypothesis does in CI: a change is noticed every time or never
        environment = {**os.environ, "CI": "1", "ZAKLAD_TEST_DATABASE_URL": self.database_url}
        try:
            done = subprocess.run(
                command,
                cwd=self.place,
                env=environment,
                capture_output=True,
                timeout=RUN_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def survives(self, mutant: Mutant) -> bool:
        """Tell whether the tests pass in spite of the change."""
        path = self.place / mutant.file
        source = path.read_text()
        path.write_text(mutant.applied(source))
        try:
            return self.passes(TARGETS.get(mutant.file, RECORDS))
        finally:
            path.write_text(source)


def copied(place: Path) -> None:
    """Copy what git knows of the tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)


def all_mutants(wanted: list[str]) -> list[Mutant]:
    """Give the changes of all files, or those whose place contains one of the wanted words."""
    migrations = (path.relative_to(ROOT) for path in sorted((ROOT / "models/migrations").glob("00*.py")))
    files = [*TARGETS, *(str(path) for path in migrations if path.name >= "0014")]
    found = [
        mutant
        for file in files
        if (ROOT / file).exists()
        for mutant in Mutations(file, (ROOT / file).read_text()).found()
    ]
    return [each for each in found if not wanted or any(word in f"{each} " for word in wanted)]


def main(arguments: list[str]) -> int:
    """Try every change; 1 when one was not noticed, or not tried in time."""
    seconds = float(arguments[arguments.index("--seconds") + 1]) if "--seconds" in arguments else 6 * 3600.0
    wanted = [each for each in arguments if not each.startswith("--") and not each.isdigit()]
    mutants = all_mutants(wanted)
    deadline, survivors, tried = time.monotonic() + seconds, list[Mutant](), 0
    with throwaway_server() as server, tempfile.TemporaryDirectory() as folder:
        free: SimpleQueue[Workshop] = SimpleQueue()
        for number in range(PARALLEL):
            place = Path(folder, str(number))
            copied(place)
            free.put(Workshop(place, server.database_url))

        def trial(mutant: Mutant) -> bool | None:
            if time.monotonic() > deadline:
                return None
            workshop = free.get()
            try:
                return workshop.survives(mutant)
            finally:
                free.put(workshop)

        with ThreadPoolExecutor(PARALLEL) as pool:
            for mutant, survived in zip(mutants, pool.map(trial, mutants), strict=True):
                tried += survived is not None
                if survived:
                    survivors.append(mutant)
                    sys.stdout.write(f"\rnot noticed: {mutant}\n")
                sys.stdout.write(f"\r{tried}/{len(mutants)}, not noticed: {len(survivors)} ")
                sys.stdout.flush()
    sys.stdout.write(
        f"\n{len(survivors)} of {tried} changes were not noticed, {len(mutants) - tried} not tried\n"
    )
    return 1 if survivors or tried < len(mutants) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
