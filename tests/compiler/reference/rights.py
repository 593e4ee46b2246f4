"""Who may see which row, decided row by row and grant by grant, in the most naive way there is.

Nothing here knows of regions, paths, shapes or epochs: a grant is looked at beside a row, the department tree
is climbed by parents, and an assignment is in force when its dates say so.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from tests.compiler.reference.applications import is_own
from tests.compiler.reference.declared import base_of
from tests.compiler.reference.invitations import is_invited
from tests.compiler.reference.things import Row, Thing, Things

FLOOR = ("facility.public:read", "dictionary:read")
"""What everyone holds for everything."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who asks: nobody known, the explorer, a person, a client, or a person by way of a client."""

    person_id: UUID | None = None
    client_id: UUID | None = None
    explorer: bool = False


NOBODY = Bearer()
EXPLORER = Bearer(explorer=True)


@dataclass(frozen=True, slots=True)
class Given:
    """One permission given to someone, with what its scope refers to."""

    permission: str
    scope: str
    facility_id: UUID | None = None
    department_id: UUID | None = None
    person_id: UUID | None = None
    role_set_id: UUID | None = None


class Rights:
    """What one bearer may see of a world."""

    def __init__(self, things: Things, bearer: Bearer) -> None:
        self.things = things
        self.bearer = bearer
        things.caller = bearer.person_id
        self.now = things.now
        self.today = things.today
        self._known: dict[tuple[str, str, UUID], bool] = {}

    def held(self, permission: str) -> bool:
        """Tell whether the permission is held for anything that there is or might be."""
        return any(self._is_left(given) for given in self._given(permission))

    def allows(self, permission: str, entity: str, row: Row) -> bool:
        """Tell whether the permission is held for the row, which is remembered."""
        key = (permission, entity, row["id"])
        if key not in self._known:
            self._known[key] = any(
                self._reaches(given, entity, row) and self._is_under_ceiling(given, entity, row)
                for given in self._given(permission)
            )
        return self._known[key]

    def sees(self, thing: Thing) -> bool:
        """Tell whether a row is there for the bearer; what is no entity hangs on one that is."""
        base = base_of(thing.type)
        return base is None or self.allows(base, thing.type, thing.row)

    # Grants

    def _given(self, permission: str) -> list[Given]:
        if self.bearer.explorer:
            return [Given(permission, "ANY")] if permission.endswith((":read", ":peek")) else []
        return [given for given in self.grants if given.permission == permission]

    @cached_property
    def grants(self) -> list[Given]:
        """Everything that is given to the bearer now, the floor included."""
        floor = [Given(permission, "ANY") for permission in FLOOR]
        if self.bearer.person_id is not None:
            if self.bearer.client_id is None:
                floor.append(Given("facilityApplication:read", "OWN", person_id=self.bearer.person_id))
            return [*floor, *self._of_person(self.bearer.person_id)]
        if self.bearer.client_id is not None:
            return [*floor, *self._of_client(self.bearer.client_id)]
        return floor

    def _of_person(self, person_id: UUID) -> Iterator[Given]:
        for assignment in self.things.rows["assignment"]:
            employee = self.things.by_id["employee"][assignment["employee_id"]]
            if employee["person_id"] == person_id and self.is_in_force(assignment):
                for linked in self.things.of("assignment_role_set", assignment_id=assignment["id"]):
                    for grant in self.things.of(
                        "role_set_grant", version_id=linked["version_id"], can_use=True
                    ):
                        yield Given(
                            grant["permission"],
                            grant["scope"],
                            assignment["facility_id"],
                            self.things.department_id_of(assignment),
                            person_id,
                            self._role_set_of(linked["version_id"]),
                        )

    @cached_property
    def carried(self) -> set[UUID | None]:
        """The role sets by which the bearer holds anything now."""
        return {given.role_set_id for given in self.grants if self._is_left(given)}

    def _role_set_of(self, version_id: UUID) -> UUID:
        (version,) = self.things.of("role_set_version", id=version_id)
        found: UUID = version["role_set_id"]
        return found

    def is_in_force(self, assignment: Row) -> bool:
        """Tell whether an assignment gives its rights now."""
        employee = self.things.by_id["employee"][assignment["employee_id"]]
        (person,) = self.things.of("person", id=employee["person_id"])
        if assignment["status"] not in ("ACTIVE", "SCHEDULED"):
            return False
        if employee["status"] != "ACTIVE" or person["blocked_at"] is not None:
            return False
        if not _lasts(self.today, assignment["start_date"], assignment["end_date"]):
            return False
        return assignment["substitute_mode"] != "ON_DEMAND" or self._is_called(assignment)

    def _is_called(self, assignment: Row) -> bool:
        return any(
            period["starts_at"] <= self.now and (period["ends_at"] is None or self.now < period["ends_at"])
            for period in self.things.of("substitution_period", assignment_id=assignment["id"])
        )

    def _of_client(self, client_id: UUID) -> Iterator[Given]:
        """What the connections of a client give; a department of theirs is the whole facility."""
        for connection in self.things.of("mis_connection", client_id=client_id, status="ACTIVE"):
            if _lasts(self.today, connection["starts_on"], connection["ends_on"]):
                for grant in self.things.of(
                    "role_set_grant", version_id=connection["version_id"], can_use=True
                ):
                    scope = "FACILITY" if grant["scope"] == "DEPARTMENT" else grant["scope"]
                    own = self._role_set_of(connection["version_id"])
                    yield Given(grant["permission"], scope, connection["facility_id"], role_set_id=own)

    # The ceiling of a client that a person comes by

    @cached_property
    def _ceiling(self) -> list[Given] | None:
        if self.bearer.person_id is None or self.bearer.client_id is None:
            return None
        return list(self._of_client(self.bearer.client_id))

    def _ceilings(self, given: Given) -> list[Given] | None:
        if self._ceiling is None or given.permission in FLOOR:
            return None
        return [each for each in self._ceiling if each.permission == given.permission]

    def _is_left(self, given: Given) -> bool:
        """Tell whether a ceiling leaves anything of a grant, whatever rows there are."""
        ceilings = self._ceilings(given)
        if ceilings is None:
            return True
        return any(
            each.scope == "ANY"
            or (
                each.scope == "FACILITY"
                and (given.scope in ("ANY", "OWN") or given.facility_id == each.facility_id)
            )
            for each in ceilings
        )

    def _is_under_ceiling(self, given: Given, entity: str, row: Row) -> bool:
        ceilings = self._ceilings(given)
        return ceilings is None or any(self._reaches(each, entity, row) for each in ceilings)

    # Rows

    def _reaches(self, given: Given, entity: str, row: Row) -> bool:
        if given.scope == "ANY":
            return True
        if entity == "RoleSet" and row["facility_id"] is None and given.scope != "OWN":
            return True
        if entity == "MisClient":
            return given.scope != "OWN" or row["id"] == self.bearer.client_id
        if given.scope == "FACILITY":
            return bool(given.facility_id == row["id" if entity == "Facility" else "facility_id"])
        if given.scope == "DEPARTMENT":
            assert given.department_id is not None
            top = given.department_id
            return any(self.things.is_within(each, top) for each in self._departments(entity, row))
        if entity == "RoleSet":
            return row["id"] in self.carried
        if entity == "MisConnection":
            return self.bearer.client_id is not None and row["client_id"] == self.bearer.client_id
        if entity == "FacilityApplication":
            return given.person_id is not None and is_own(self.things, given.person_id, row)
        if entity == "Invitation":
            return given.person_id is not None and is_invited(self.things, given.person_id, row)
        return entity == "Employee" and given.person_id is not None and given.person_id == row["person_id"]

    def _departments(self, entity: str, row: Row) -> list[UUID]:
        if entity in (
            "Facility",
            "RoleSet",
            "FacilityApplication",
            "IdentityCorrection",
            "MisClient",
            "MisConnection",
        ):
            return []
        if entity == "Department":
            return [row["id"]]
        if entity == "Assignment":
            return [self.things.department_id_of(row)]
        if entity == "Invitation":
            return [self.things.department_id_of(self.things.by_id["assignment"][row["assignment_id"]])]
        if entity == "Employee":
            return [self.things.department_id_of(each) for each in self.things.active(row)]
        return [row["department_id"]]


def _lasts(day: dt.date, since: dt.date, until: dt.date | None) -> bool:
    return since <= day and (until is None or day <= until)
