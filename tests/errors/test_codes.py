"""The page of the codes is generated; `python scripts/errors_page.py` says how."""

from pathlib import Path

from errors import Refusal
from scripts.errors_page import MEANINGS, coded, page


def test_the_committed_page_is_fresh() -> None:
    assert (Path(__file__).parents[2] / "docs" / "errors.md").read_text() == page()


def test_each_code_is_explained_once() -> None:
    codes = [kind.code for kind in coded(Refusal)]
    assert sorted(codes) == sorted(MEANINGS)
