"""Accesses of the hospital's people, told by lines: a role set, who holds it, and in which department."""

from permissions.access import ANONYMOUS, EXPLORER, Access, Principal, PrincipalKind
from permissions.permission import Permission, Scope
from permissions.region import ANYWHERE, OWN, Region, united
from permissions.role_sets import TEMPLATES
from tests.compiler.hospital import Hospital
from tests.models.world import Row

NOBODYS = {"explorer": EXPLORER, "anonymous": ANONYMOUS}


def access_told(text: str, hospital: Hospital) -> Access:
    """Give the access of all lines together, each `ROLE_SET employee department`, or one by its name."""
    if text.strip() in NOBODYS:
        return NOBODYS[text.strip()]
    held: dict[Permission, list[Region]] = {key: [region] for key, region in ANONYMOUS.held.items()}
    person = None
    for line in text.splitlines():
        role_set, employee, department = line.split()
        person = hospital.rows[employee]["person_id"]
        for grant in TEMPLATES[role_set].grants:
            held.setdefault(grant.permission, []).append(region_of(grant.scope, hospital.rows[department]))
    return Access(
        {permission: united(regions) for permission, regions in held.items()},
        Principal(PrincipalKind.PERSON, person),
    )


def region_of(scope: Scope, department: Row) -> Region:
    """Give the region of a grant that is held through an assignment in a department."""
    facility = department["facility_id"]
    return {
        Scope.ANY: ANYWHERE,
        Scope.FACILITY: Region(facilities=frozenset((facility,))),
        Scope.DEPARTMENT: Region(subtrees=frozenset(((facility, department["path"]),))),
        Scope.OWN: OWN,
    }[scope]
