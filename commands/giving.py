"""Giving role sets with an appointment: in their newest versions, and only what the giver may hand out.

The signed bytes name the digest of each version, so that nobody gives what they have not seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient as Transaction

from commands.act import Actor
from commands.delegation import delegating, standing
from commands.findings import Findings
from commands.role_set_rules import newest, role_set_seen
from commands.tenure import Term
from errors import Conflict, Escalation, GrantExceedsOwn, Refused, VersionConflict
from models import RoleSet, RoleSetStatus, SubstituteMode
from permissions.appointment import Appointment
from permissions.catalogue import PERMISSIONS
from permissions.escalation import Change, escalations
from permissions.permission import Scope
from permissions.role_sets import Grant

ROLE_SETS_MAX = 10  # an appointment with more would be read by nobody

_DEFAULTS = """
SELECT role_set.id FROM position_role_set JOIN role_set ON role_set.id = position_role_set.role_set_id
WHERE position_role_set.position_id = $1 AND role_set.status = 'ACTIVE' ORDER BY role_set.id
"""
_GRANTS = """
SELECT DISTINCT permission, scope, can_use, can_delegate FROM role_set_grant WHERE version_id = ANY ($1)
"""
_GIVE = """
INSERT INTO assignment_role_set (assignment_id, version_id)
SELECT $1, version.id FROM role_set_version AS version JOIN role_set ON role_set.id = version.role_set_id
WHERE version.id = ANY ($2) AND role_set.status = 'ACTIVE' ORDER BY role_set.id FOR SHARE OF role_set
RETURNING version_id
"""
_CENTRAL = frozenset({"FACILITY_ADMIN", "FACILITY_HEAD"})
_TEMPLATES = """
SELECT count(*) FROM role_set_version JOIN role_set ON role_set.id = role_set_version.role_set_id
WHERE role_set_version.id = ANY ($1) AND role_set.facility_id IS NULL AND role_set.code = ANY ($2)
"""


@dataclass(frozen=True, slots=True)
class Given:
    """Role sets in the versions that are given."""

    role_sets: tuple[RoleSet, ...] = ()
    version_ids: tuple[UUID, ...] = ()
    digests: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[UUID, ...]:
        """The role sets by their ids."""
        return tuple(each.id for each in self.role_sets)

    @property
    def named(self) -> str:
        """The role sets in words."""
        return ", ".join(f"«{each.name}»" for each in self.role_sets) or "жодного"


async def default_role_sets(tx: Transaction, position_id: UUID) -> tuple[UUID, ...]:
    """Give the role sets that whoever is appointed to a position gets, but for those out of use."""
    return tuple(row["id"] for row in await tx.execute_query_dict(_DEFAULTS, [position_id]))


async def judge_role_sets(findings: Findings, at: str, ids: Sequence[UUID]) -> tuple[RoleSet, ...]:
    """Judge that role sets are there to be given; whether this person may give them is judged apart."""
    if len(set(ids)) < len(ids) or len(ids) > ROLE_SETS_MAX:
        findings.problem(
            at,
            "unique" if len(set(ids)) < len(ids) else "length",
            f"не більше як {ROLE_SETS_MAX} наборів, кожен один раз",
            f"at most {ROLE_SETS_MAX} role sets, each once",
            (str(ROLE_SETS_MAX),),
        )
        return ()
    found = [await _judge_role_set(findings, f"{at}[{place}]", each) for place, each in enumerate(ids)]
    return tuple(each for each in found if each is not None)


async def _judge_role_set(findings: Findings, at: str, role_set_id: UUID) -> RoleSet | None:
    role_set = await role_set_seen(findings, at, role_set_id)
    if role_set is None:
        return None
    if role_set.status == RoleSetStatus.RETIRED:
        findings.problem(at, "invalid", "набір виведено з ужитку", "the role set is retired")
    if role_set.facility_id not in (None, findings.actor.facility_id):
        findings.problem(at, "invalid", "це набір іншого закладу", "it is of another facility")
    return role_set


async def judge_given(
    findings: Findings, ids: Sequence[UUID], digests: Sequence[str] | None, *, at: str = ""
) -> Given:
    """Judge role sets to be given, and that they are in the versions that the signer saw."""
    role_sets = await judge_role_sets(findings, f"{at}roleSetIds", ids)
    versions = [await newest(findings.tx, each.id) for each in role_sets]
    given = Given(role_sets, tuple(each.id for each in versions), tuple(each.digest for each in versions))
    if digests is not None and tuple(digests) != given.digests:
        findings.refusals.append(
            VersionConflict(
                "права рольових наборів змінилися після підготовки",
                "the role sets' rights changed after the preparation",
                evidence={"path": f"$.input.{at}roleSetDigests", "actual": list(given.digests)},
            )
        )
    return given


async def appointment_of(
    tx: Transaction, place: tuple[UUID, str], person_id: UUID | None, term: Term, version_ids: Sequence[UUID]
) -> Appointment:
    """Give an appointment to a department, by its facility and path, as the escalation rules see it."""
    facility_id, path = place
    return Appointment(
        facility_id=facility_id,
        grants=await _grants_of(tx, version_ids),
        starts_on=term.start_date,
        ends_on=term.end_date,
        person_id=person_id,
        path=path,
        double=term.is_double,
        on_demand=term.substitute_mode == SubstituteMode.ON_DEMAND,
    )


async def primary_of(
    tx: Transaction, actor: Actor, double: Appointment, primary_id: UUID | None
) -> Appointment | None:
    """Give the appointment that another doubles; whoever carries no rights has none to be doubled."""
    if not double.double or primary_id is None:
        return None
    carried = await standing(tx, actor, [primary_id])
    return carried[0] if carried else replace(double, grants=frozenset(), double=False)


async def escalations_of(
    tx: Transaction, actor: Actor, changes: Sequence[Change], *, in_the_name_of_centre: bool = False
) -> tuple[Escalation, ...]:
    """Give what changes of appointments violate.

    In the name of the national centre its two templates are given by whoever does not hold them: a new
    facility has nobody yet who does.
    """
    found = escalations(await delegating(tx, actor), changes)
    if not in_the_name_of_centre:
        return found
    return tuple(each for each in found if not isinstance(each, GrantExceedsOwn))


async def refuse_more_than_central(tx: Transaction, version_ids: Sequence[UUID]) -> None:
    """Refuse to give in the name of the centre anything but the templates of a head and an administrator."""
    (row,) = await tx.execute_query_dict(_TEMPLATES, [list(version_ids), sorted(_CENTRAL)])
    assert row["count"] == len(version_ids), "the centre gives two templates and nothing else"


async def give(tx: Transaction, assignment_id: UUID, version_ids: Sequence[UUID]) -> None:
    """Let an assignment carry versions of role sets; raises Refused if one went out of use meanwhile."""
    if not version_ids:
        return
    given = await tx.execute_query_dict(_GIVE, [assignment_id, list(version_ids)])
    if len(given) != len(version_ids):
        raise Refused(
            (
                Conflict(
                    "рольовий набір саме виведено з ужитку; підготуйте дію заново",
                    "a role set has just been retired; prepare the act anew",
                ),
            )
        )


async def _grants_of(tx: Transaction, version_ids: Sequence[UUID]) -> frozenset[Grant]:
    rows = await tx.execute_query_dict(_GRANTS, [list(version_ids)])
    return frozenset(
        Grant(PERMISSIONS[row["permission"]], Scope(row["scope"]), row["can_use"], row["can_delegate"])
        for row in rows
        if row["permission"] in PERMISSIONS
    )
