"""What all acts have in common: names, words for everything asked, and the order of refusals."""

import dataclasses
from typing import Any, get_type_hints

import pytest

from commands.act import UNCHANGED, Act, Asked
from commands.acts import ACTS
from commands.demo.outlines import OUTLINES
from commands.department_types import is_allowed
from commands.findings import Findings
from permissions.catalogue import PERMISSIONS
from tests.commands.stage import Stage


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_an_act_is_signed_and_its_wish_has_its_name(act: Act[Any, Any]) -> None:
    assert act.permission.signed
    assert PERMISSIONS[act.permission.code] is act.permission
    assert act.wish.__name__ == f"{act.name[0].upper()}{act.name[1:]}"


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_every_field_of_a_wish_says_what_it_is(act: Act[Any, Any]) -> None:
    hints = get_type_hints(act.wish, include_extras=True)
    for field in dataclasses.fields(act.wish):
        (asked,) = (each for each in hints[field.name].__metadata__ if isinstance(each, Asked))
        assert asked.title
        is_id = field.name.endswith(("_id", "_ids")) and not field.name.endswith("tax_id")
        assert is_id == (asked.entity is not None)


def test_a_description_has_what_the_signer_need_not_read() -> None:
    assert Asked("Дата", more="якщо не вказано, сьогодні").description == "Дата; якщо не вказано, сьогодні"
    assert Asked("Дата").description == "Дата"


def test_departments_of_the_demo_are_of_types_that_their_facilities_may_have() -> None:
    kinds = {"SEEDED": "TRANSFUSION_FACILITY", "DEEP": "OUTPATIENT"}
    for name, outline in OUTLINES.items():
        for line in outline.strip().splitlines():
            type_code = line.split("|")[1].strip()
            assert is_allowed(type_code, kinds.get(name, name)), (name, type_code)


async def test_what_is_left_out_of_a_change_is_not_checked(stage: Stage) -> None:
    findings = Findings(stage.tx, await stage.as_("DOCTOR"))

    def never(_written: str) -> Any:
        raise AssertionError

    assert findings.altered("name", UNCHANGED, never) is UNCHANGED
    assert findings.altered("name", None, never) is None
    assert not findings.hinder
