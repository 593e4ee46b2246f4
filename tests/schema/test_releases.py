"""The schema of the last release is what git remembers under the last tag."""

import shutil
import subprocess
from pathlib import Path

import pytest

from schema.releases import last_release

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
AUTHOR = ("-c", "user.name=Test", "-c", "user.email=test@zaklad.example", "-c", "commit.gpgsign=false")


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *AUTHOR, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, sdl: str) -> None:
    (root / "schema").mkdir(exist_ok=True)
    (root / "schema" / "registry.graphql").write_text(sdl)
    git(root, "add", ".")
    git(root, "commit", "-m", "change")


def test_outside_a_repository_and_before_a_tag_there_is_no_release(tmp_path: Path) -> None:
    assert last_release(tmp_path / "schema") is None
    git(tmp_path, "init", "-q")
    commit(tmp_path, "type Query { a: Int }")
    assert last_release(tmp_path) is None


def test_the_last_tag_is_the_release_whatever_came_after(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    commit(tmp_path, "type Query { a: Int }")
    git(tmp_path, "tag", "v1")
    commit(tmp_path, "type Query { b: Int }")
    assert last_release(tmp_path) == "type Query { a: Int }"
