"""The audits of npm's graphql-http, run by node against a real server over the real graph."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
import pytest

from schema.execution import Executor
from schema.graph import graph
from tests.web.world import LIMITS, World, listening
from web.application import application
from web.parts import Parts

AUDITS = Path(__file__).parent / "audits"
PACKAGE = AUDITS / "node_modules" / "graphql-http"
INSTALL = ("install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")


async def type_name(statement: str, arguments: list[object]) -> bytes:  # noqa: ARG001  # names of Fetch
    """Stand in for the database: the audits select nothing but the root's type name."""
    return b'{"__typename":"Query"}'


async def output_of(program: str, *arguments: str) -> tuple[int, bytes, bytes]:
    process = await asyncio.create_subprocess_exec(
        program, *arguments, cwd=AUDITS, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    async with asyncio.timeout(120):
        out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out, err


async def node_with_audits() -> str:
    """Give node's path, with the audits beside it; skips where there is no way to them, but never on CI."""
    node, npm = shutil.which("node"), shutil.which("npm")
    lacking = None
    if node is None or npm is None:
        lacking = "node and npm are not installed"
    elif not PACKAGE.is_dir():
        code, _, err = await output_of(npm, *INSTALL)
        lacking = f"npm installs no audits: {err.decode()[:200]}" if code else None
    if lacking is not None or node is None:
        assert "CI" not in os.environ, lacking
        pytest.skip(f"{lacking}; our own table of the same cases has run")
    return node


async def test_the_sandbox_passes_every_audit_of_graphql_over_http(world: World) -> None:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Parts]:
        yield Parts(Executor(graph(), type_name), world.caller_of, world)

    node = await node_with_audits()
    async with listening(application(opened, LIMITS, graphiql=True), LIMITS) as port:
        code, out, err = await output_of(node, "run.js", f"http://127.0.0.1:{port}/graphql")
    assert code == 0, err.decode()
    results = orjson.loads(out)
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == 61
