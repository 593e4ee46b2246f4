"""Role sets are composed, changed and retired (US-K6, §2.6), and never more is given than one may give."""

from collections.abc import Iterable
from dataclasses import replace
from typing import cast
from uuid import UUID

import pytest

from commands.act import UNCHANGED, Change, ChangeKind
from commands.policy import template_id
from commands.role_set_retirement import RETIRE_ROLE_SET, RetireRoleSet
from commands.role_set_rules import GrantInput
from commands.role_set_update import UPDATE_ROLE_SET, UpdateRoleSet
from commands.role_sets import CREATE_ROLE_SET, CreateRoleSet
from errors import Refused
from models import RoleSet, RoleSetGrant, RoleSetVersion
from permissions.catalogue import (
    ASSIGNMENT,
    DEPARTMENT,
    EMPLOYEE,
    FACILITY_APPLICATION,
    INVITATION,
    POSITION,
    ROLE_SET,
    WORKPLACE,
)
from permissions.permission import Permission, Scope
from permissions.role_sets import TEMPLATES, Grant, digest_of
from tests.commands.stage import NOBODYS, Stage
from tests.models.world import Row

READING = GrantInput("department:read", Scope.FACILITY)
STAFFING = GrantInput("position:create", Scope.DEPARTMENT, can_use=True, can_delegate=True)
DIGEST = digest_of(
    [Grant(DEPARTMENT.read, Scope.FACILITY), Grant(POSITION.create, Scope.DEPARTMENT, delegate=True)]
)
WISH = CreateRoleSet("Кадри відділу", "Для старших сестер", (STAFFING, READING))


async def created(stage: Stage, wish: CreateRoleSet = WISH) -> UUID:
    outcome = await stage.perform(CREATE_ROLE_SET, await stage.as_("FACILITY_ADMIN"), wish)
    return outcome.one("roleSet")


async def versions(stage: Stage, role_set_id: UUID) -> list[RoleSetVersion]:
    return await RoleSetVersion.filter(role_set_id=role_set_id).using_db(stage.tx).order_by("number")


async def holder(stage: Stage, role_set_id: UUID, department: str = "bank", **given: object) -> Row:
    """Somebody who is given the newest version of the role set."""
    return await stage.appoint((await versions(stage, role_set_id))[-1].id, department, **given)


async def carried(stage: Stage, appointed: Row) -> UUID:
    (row,) = await stage.tx.execute_query_dict(
        "SELECT version_id FROM assignment_role_set WHERE assignment_id = $1", [appointed["id"]]
    )
    return cast("UUID", row["version_id"])


def every(
    *permissions: Permission, scope: Scope = Scope.FACILITY
) -> Iterable[tuple[Permission, Scope, bool, bool]]:
    return ((permission, scope, True, True) for permission in permissions)


async def test_an_administrator_composes_a_role_set(stage: Stage) -> None:
    role_set_id = await created(stage)
    role_set = await RoleSet.get(id=role_set_id, using_db=stage.tx)
    assert (role_set.name, role_set.facility_id, role_set.status, role_set.version) == (
        "Кадри відділу",
        stage.hospital,
        "ACTIVE",
        1,
    )
    (version,) = await versions(stage, role_set_id)
    grants = await RoleSetGrant.filter(version_id=version.id).using_db(stage.tx).order_by("permission")
    assert [(each.permission, each.scope, each.can_use, each.can_delegate) for each in grants] == [
        ("department:read", "FACILITY", True, False),
        ("position:create", "DEPARTMENT", True, True),
    ]
    assert (version.number, version.digest) == (1, DIGEST)


async def test_the_signer_reads_every_right_and_the_digest(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    examined = await CREATE_ROLE_SET.examine(stage.tx, administrator, WISH)
    assert examined.wish.grants == (READING, STAFFING)
    assert examined.text == (
        "Створити рольовий набір «Кадри відділу» у закладі «Лікарня 1». Назва рольового набору: «Кадри "
        "відділу»; Для кого він: «Для старших сестер»; Права: [Відділи: дерево, тип, назва, стан у закладі; "
        f"Посади: створення у відділі (і надавати іншим)], SHA-256 {DIGEST}."
    )


async def test_a_role_set_is_based_on_a_template(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = CreateRoleSet("Наш ЛБК", based_on_id=template_id("BLOOD_BANK_HEAD"))
    examined = await CREATE_ROLE_SET.examine(stage.tx, administrator, wish)
    assert len(examined.wish.grants) == len(TEMPLATES["BLOOD_BANK_HEAD"].grants)
    outcome = await stage.perform(CREATE_ROLE_SET, administrator, examined.wish)
    (version,) = await versions(stage, outcome.one("roleSet"))
    assert version.digest == digest_of(TEMPLATES["BLOOD_BANK_HEAD"].grants)


async def test_grants_that_are_named_win_over_those_of_the_template(stage: Stage) -> None:
    role_set_id = await created(stage, replace(WISH, based_on_id=template_id("DOCTOR")))
    (version,) = await versions(stage, role_set_id)
    assert await RoleSetGrant.filter(version_id=version.id).using_db(stage.tx).count() == 2


async def test_an_administrator_does_not_hand_out_what_only_registrars_hold(stage: Stage) -> None:
    decide = GrantInput(FACILITY_APPLICATION.decide.code, Scope.ANY)
    (refusal,) = await stage.refused(
        CREATE_ROLE_SET, await stage.as_("FACILITY_ADMIN"), replace(WISH, grants=(READING, decide))
    )
    assert (refusal.code, refusal.status) == ("GRANT_EXCEEDS_OWN", 403)
    assert refusal.evidence["missingPermissions"] == ["facilityApplication:decide"]


async def test_one_hands_out_only_what_one_holds_with_the_right_to(stage: Stage) -> None:
    version = await stage.role_set(
        *every(ROLE_SET.create, ROLE_SET.read),
        (DEPARTMENT.read, Scope.FACILITY, True, False),
        (POSITION.create, Scope.DEPARTMENT, True, True),
    )
    author = await stage.as_(version, "bank")
    (refusal,) = await stage.refused(CREATE_ROLE_SET, author, WISH)
    # the one is held without `delegate`, the other for a department, while a set is for the whole facility
    assert refusal.evidence["missingPermissions"] == ["department:read", "position:create"]


async def test_one_hands_out_what_one_does_not_use(stage: Stage) -> None:
    version = await stage.role_set(
        *every(ROLE_SET.create, ROLE_SET.read), (EMPLOYEE.identity, Scope.FACILITY, False, True)
    )
    wish = replace(WISH, grants=(GrantInput(EMPLOYEE.identity.code, Scope.OWN),))
    await stage.perform(CREATE_ROLE_SET, await stage.as_(version), wish)


@pytest.mark.parametrize(
    ("grants", "codes"),
    [
        ((), ["BAD_ROLE_SET"]),
        ((READING, READING), ["BAD_ROLE_SET"]),
        ((replace(READING, permission="garden:water"),), ["UNKNOWN_PERMISSION"]),
        ((replace(READING, scope=Scope.OWN),), ["SCOPE_NOT_ALLOWED"]),
        ((replace(READING, can_use=False),), ["BAD_ROLE_SET"]),
        (
            (replace(READING, scope=Scope.OWN), replace(STAFFING, permission="x")),
            ["SCOPE_NOT_ALLOWED", "UNKNOWN_PERMISSION"],
        ),
    ],
)
async def test_grants_are_known_and_each_is_named_once(
    stage: Stage, grants: tuple[GrantInput, ...], codes: list[str]
) -> None:
    wish = replace(WISH, grants=grants)
    assert await stage.codes(CREATE_ROLE_SET, await stage.as_("FACILITY_ADMIN"), wish) == codes


async def test_names_and_descriptions_are_told_beside_grants(stage: Stage) -> None:
    wish = CreateRoleSet(" ", "х" * 501, ())
    refusals = await stage.refused(CREATE_ROLE_SET, await stage.as_("FACILITY_ADMIN"), wish)
    assert [refusal.code for refusal in refusals] == ["BAD_ROLE_SET", "UNPROCESSABLE_ENTITY"]
    assert str(refusals[1].evidence).count("'rule': 'length'") == 2


async def test_a_name_is_had_once_in_a_facility(stage: Stage) -> None:
    await created(stage)
    again = replace(WISH, name="кадри ВІДДІЛУ")
    assert await stage.problems(CREATE_ROLE_SET, await stage.as_("FACILITY_ADMIN"), again) == {
        ("name", "unique")
    }


async def test_a_name_of_a_role_set_that_one_may_not_see_is_not_told(stage: Stage) -> None:
    await created(stage)
    version = await stage.role_set(
        *every(ROLE_SET.create, DEPARTMENT.read), (ROLE_SET.read, Scope.OWN, True, False)
    )
    author = await stage.as_(version)
    wish = replace(WISH, grants=(READING,))
    (await CREATE_ROLE_SET.examine(stage.tx, author, wish)).refuse()
    with pytest.raises(Refused) as refused:
        await stage.perform(CREATE_ROLE_SET, author, wish)
    assert [(each.code, each.evidence) for each in refused.value.refusals] == [("CONFLICT", {})]


async def test_a_hidden_role_set_is_refused_like_one_that_is_not_there(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    elsewhere = await stage.world.add("role_set", facility_id=stage.rows["far"]["facility_id"])
    answers = []
    for role_set_id in (elsewhere["id"], NOBODYS):
        based = CreateRoleSet("Новий", based_on_id=role_set_id)
        refusals = [
            *await stage.refused(CREATE_ROLE_SET, administrator, based),
            *await stage.refused(UPDATE_ROLE_SET, administrator, UpdateRoleSet(role_set_id, name="Інша")),
            *await stage.refused(RETIRE_ROLE_SET, administrator, RetireRoleSet(role_set_id)),
        ]
        answers.append([refusal.formatted() for refusal in refusals])
    assert answers[0] == answers[1]
    assert str(answers[0]).count("'NOT_FOUND'") == 3


async def test_a_template_does_not_change(stage: Stage) -> None:
    administrator = await stage.as_("FACILITY_ADMIN")
    doctor = template_id("DOCTOR")
    assert await stage.codes(UPDATE_ROLE_SET, administrator, UpdateRoleSet(doctor, name="Лікар")) == [
        "CONFLICT"
    ]
    assert await stage.codes(RETIRE_ROLE_SET, administrator, RetireRoleSet(doctor)) == ["CONFLICT"]


async def test_a_change_of_grants_is_a_new_version_and_holders_keep_theirs(stage: Stage) -> None:
    role_set_id = await created(stage)
    appointed = await holder(stage, role_set_id)
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = UpdateRoleSet(role_set_id, grants=(READING,))
    outcome = await stage.perform(UPDATE_ROLE_SET, administrator, wish)
    assert outcome.changes == (Change("RoleSet", role_set_id, 2, ChangeKind.UPDATED),)
    first, second = await versions(stage, role_set_id)
    assert second.digest == digest_of([Grant(DEPARTMENT.read, Scope.FACILITY)])
    assert await carried(stage, appointed) == first.id


async def test_holders_move_when_the_signer_says_so(stage: Stage) -> None:
    role_set_id = await created(stage)
    appointed = await holder(stage, role_set_id)
    over = await holder(stage, role_set_id, status="ENDED")
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = UpdateRoleSet(role_set_id, grants=(READING,), move_holders=True)
    examined = await UPDATE_ROLE_SET.examine(stage.tx, administrator, wish)
    first = (await versions(stage, role_set_id))[0]
    assert (examined.wish.old_digest, examined.wish.holders) == (first.digest, 1)
    assert f"SHA-256 прав досі: «{first.digest}»" in examined.text
    assert "Скільки призначень переводиться: 1" in examined.text
    outcome = await stage.perform(UPDATE_ROLE_SET, administrator, examined.wish)
    second = (await versions(stage, role_set_id))[1]
    assert second.digest == examined.wish.new_digest
    assert outcome.changes[1:] == (Change("Assignment", appointed["id"], 2, ChangeKind.UPDATED),)
    assert (await carried(stage, appointed), await carried(stage, over)) == (second.id, first.id)
    actor = await stage.actor(appointed)
    assert actor.access.holds(DEPARTMENT.read)
    assert not actor.access.holds(POSITION.create)


async def test_holders_of_an_old_version_move_later_to_the_newest(stage: Stage) -> None:
    role_set_id = await created(stage)
    appointed = await holder(stage, role_set_id)
    administrator = await stage.as_("FACILITY_ADMIN")
    await stage.perform(UPDATE_ROLE_SET, administrator, UpdateRoleSet(role_set_id, grants=(READING,)))
    await stage.perform(UPDATE_ROLE_SET, administrator, UpdateRoleSet(role_set_id, move_holders=True))
    _, second = await versions(stage, role_set_id)
    assert await carried(stage, appointed) == second.id


async def test_what_changed_since_the_preparation_is_not_signed_over(stage: Stage) -> None:
    role_set_id = await created(stage)
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = UpdateRoleSet(role_set_id, grants=(READING,), move_holders=True)
    signed = (await UPDATE_ROLE_SET.examine(stage.tx, administrator, wish)).wish
    await holder(stage, role_set_id)
    (stale,) = await stage.refused(UPDATE_ROLE_SET, administrator, signed)
    assert (stale.code, stale.evidence) == (
        "VERSION_CONFLICT",
        {"path": "$.input.holders", "expected": 0, "actual": 1},
    )
    await stage.perform(UPDATE_ROLE_SET, administrator, replace(signed, move_holders=False))
    later = [each.evidence["path"] for each in await stage.refused(UPDATE_ROLE_SET, administrator, signed)]
    assert "$.input.oldDigest" in later


async def test_every_holder_is_judged_when_a_set_in_use_changes(stage: Stage) -> None:
    set_id = await created(stage, replace(WISH, grants=(READING,)))
    await holder(stage, set_id, "ward")
    version = await stage.role_set(
        *every(ROLE_SET.create, ROLE_SET.update, ROLE_SET.read, DEPARTMENT.read),
        (WORKPLACE.create, Scope.FACILITY, True, True),
    )
    editor = await stage.as_(version)
    more = (READING, GrantInput("workplace:create", Scope.DEPARTMENT))
    await stage.perform(UPDATE_ROLE_SET, editor, UpdateRoleSet(set_id, grants=more))
    # one holder has, beside this set, rights that the editor could not have given
    both = await holder(stage, set_id, "bank")
    await stage.world.add(
        "assignment_role_set", assignment=both, version_id=await stage.role_set(*every(INVITATION.create))
    )
    wish = UpdateRoleSet(set_id, grants=(READING,), move_holders=True)
    (refusal,) = await stage.refused(UPDATE_ROLE_SET, editor, wish)
    assert (refusal.code, refusal.evidence["assignments"]) == ("TARGET_OUTRANKS", [str(both["id"])])


async def test_nobody_raises_oneself_by_a_set_that_one_holds(stage: Stage) -> None:
    own = await stage.role_set(
        *every(ROLE_SET.update, ROLE_SET.read), (DEPARTMENT.read, Scope.FACILITY, True, True)
    )
    (row,) = await stage.tx.execute_query_dict(
        "SELECT role_set_id FROM role_set_version WHERE id = $1", [own]
    )
    editor = await stage.as_(own)
    grants = (
        GrantInput("roleSet:update", Scope.FACILITY, True, True),
        GrantInput("workplace:create", Scope.FACILITY),
    )
    codes = await stage.codes(
        UPDATE_ROLE_SET, editor, UpdateRoleSet(row["role_set_id"], grants=grants, move_holders=True)
    )
    assert set(codes) == {"GRANT_EXCEEDS_OWN", "SELF_GRANT"}


async def test_a_set_that_holds_more_than_the_editor_gives_is_not_edited(stage: Stage) -> None:
    set_id = await created(stage)
    version = await stage.role_set(*every(ROLE_SET.update, ROLE_SET.retire, ROLE_SET.read, DEPARTMENT.read))
    editor = await stage.as_(version)
    for wish in (UpdateRoleSet(set_id, name="Інша"), UpdateRoleSet(set_id, grants=(READING,))):
        assert await stage.codes(UPDATE_ROLE_SET, editor, wish) == ["TARGET_OUTRANKS"]
    assert await stage.codes(RETIRE_ROLE_SET, editor, RetireRoleSet(set_id)) == ["TARGET_OUTRANKS"]


async def test_a_double_does_not_keep_what_the_primary_loses(stage: Stage) -> None:
    set_id = await created(stage)
    primary = await holder(stage, set_id)
    double = {"kind": "SUBSTITUTE", "substitutes_assignment_id": primary["id"], "substitute_mode": "ALWAYS"}
    other = await stage.role_set((POSITION.create, Scope.DEPARTMENT, True, False))
    await stage.appoint(other, "bank", **double)
    administrator = await stage.as_("FACILITY_ADMIN")
    wish = UpdateRoleSet(set_id, grants=(READING,), move_holders=True)
    assert await stage.codes(UPDATE_ROLE_SET, administrator, wish) == ["DOUBLE_EXCEEDS_PRIMARY"]


async def test_a_double_with_the_same_set_moves_with_the_primary(stage: Stage) -> None:
    set_id = await created(stage)
    primary = await holder(stage, set_id)
    await holder(
        stage,
        set_id,
        "bank",
        kind="SUBSTITUTE",
        substitutes_assignment_id=primary["id"],
        substitute_mode="ALWAYS",
    )
    administrator = await stage.as_("FACILITY_ADMIN")
    outcome = await stage.perform(
        UPDATE_ROLE_SET, administrator, UpdateRoleSet(set_id, grants=(READING,), move_holders=True)
    )
    assert len(outcome.changes) == 3


async def test_the_last_administrators_set_is_not_narrowed(stage: Stage) -> None:
    needed = (ASSIGNMENT.create, ASSIGNMENT.role_sets_update, INVITATION.create)
    version = await stage.role_set(*every(*needed, ROLE_SET.update, ROLE_SET.read))
    (row,) = await stage.tx.execute_query_dict(
        "SELECT role_set_id FROM role_set_version WHERE id = $1", [version]
    )
    only = await stage.as_(version)
    grants = (
        GrantInput("roleSet:update", Scope.FACILITY, True, True),
        GrantInput("roleSet:read", Scope.FACILITY, True, True),
    )
    wish = UpdateRoleSet(row["role_set_id"], grants=grants, move_holders=True)
    assert await stage.codes(UPDATE_ROLE_SET, only, wish) == ["LAST_ADMINISTRATOR"]
    await stage.appoint("FACILITY_ADMIN")
    await stage.perform(UPDATE_ROLE_SET, only, wish)


async def test_a_name_changes_without_a_new_version(stage: Stage) -> None:
    set_id = await created(stage)
    administrator = await stage.as_("FACILITY_ADMIN")
    await stage.perform(UPDATE_ROLE_SET, administrator, UpdateRoleSet(set_id, name="Інша", description=None))
    role_set = await RoleSet.get(id=set_id, using_db=stage.tx)
    assert (role_set.name, role_set.description, role_set.version) == ("Інша", None, 2)
    assert len(await versions(stage, set_id)) == 1
    same = UpdateRoleSet(set_id, grants=(STAFFING, READING))
    await stage.perform(UPDATE_ROLE_SET, administrator, same)
    assert len(await versions(stage, set_id)) == 1


async def test_an_update_says_what_changes(stage: Stage) -> None:
    wish = UpdateRoleSet(await created(stage))
    assert wish.grants is UNCHANGED
    assert await stage.problems(UPDATE_ROLE_SET, await stage.as_("FACILITY_ADMIN"), wish) == {
        ("", "required")
    }


async def test_a_set_is_retired_when_nobody_holds_it(stage: Stage) -> None:
    set_id = await created(stage)
    appointed = await holder(stage, set_id)
    administrator = await stage.as_("FACILITY_ADMIN")
    (refusal,) = await stage.refused(RETIRE_ROLE_SET, administrator, RetireRoleSet(set_id))
    assert (refusal.code, refusal.evidence) == ("CONFLICT", {"holders": {"assignments": 1}})
    await stage.world.change("assignment", appointed, status="ENDED")
    outcome = await stage.perform(RETIRE_ROLE_SET, administrator, RetireRoleSet(set_id))
    assert outcome.changes == (Change("RoleSet", set_id, 2, ChangeKind.RETIRED),)
    assert await stage.codes(RETIRE_ROLE_SET, administrator, RetireRoleSet(set_id)) == ["CONFLICT"]
    rename = UpdateRoleSet(set_id, name="Інша")
    assert await stage.codes(UPDATE_ROLE_SET, administrator, rename) == ["CONFLICT"]


async def test_the_name_of_a_retired_set_is_free_again(stage: Stage) -> None:
    set_id = await created(stage)
    await stage.perform(RETIRE_ROLE_SET, await stage.as_("FACILITY_ADMIN"), RetireRoleSet(set_id))
    await created(stage)


async def test_a_set_that_a_vendors_client_carries_is_not_retired(stage: Stage) -> None:
    set_id = await created(stage)
    (version,) = await versions(stage, set_id)
    await stage.world.add("mis_connection", facility_id=stage.hospital, version_id=version.id)
    (refusal,) = await stage.refused(
        RETIRE_ROLE_SET, await stage.as_("FACILITY_ADMIN"), RetireRoleSet(set_id)
    )
    assert refusal.evidence == {"holders": {"connections": 1}}
