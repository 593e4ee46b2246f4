"""A stage for one caller: rows of every kind at every distance, and a contract that changes its state."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from commands.policy import template_version_id
from tests.compiler.chance.powers import HOUR, let_in
from tests.compiler.chance.world import DAY, TODAY
from tests.compiler.hospital import NOW
from tests.compiler.reference.rights import Bearer
from tests.models.world import Row
from tests.worlds import Story

PERIOD = UUID(int=0xFACE)
STATES: Mapping[str, Mapping[str, object]] = {
    "active": {},
    "ends today": {"end_date": TODAY},
    "begins today": {"status": "SCHEDULED", "start_date": TODAY},
    "ended by status": {"status": "ENDED"},
    "ended by date": {"end_date": TODAY - DAY},
    "not yet valid": {"status": "SCHEDULED", "start_date": TODAY + DAY},
    "suspended": {"status": "SUSPENDED"},
    "double in a period": {"substitute_mode": "ON_DEMAND", "kind": "SUBSTITUTE"},
    "double before a period": {"substitute_mode": "ON_DEMAND", "kind": "SUBSTITUTE"},
    "double without a period": {"substitute_mode": "ON_DEMAND", "kind": "SUBSTITUTE"},
    "double always": {"substitute_mode": "ALWAYS", "kind": "SUBSTITUTE"},
}
IN_FORCE = ("active", "ends today", "begins today", "double in a period", "double always")
PERIODS = {"double in a period": NOW - HOUR, "double before a period": NOW + HOUR}
USUAL = {
    "kind": "PRIMARY",
    "status": "ACTIVE",
    "start_date": dt.date(2026, 1, 5),
    "end_date": None,
    "substitute_mode": None,
    "substitutes_assignment_id": None,
}


@dataclass
class Stage:
    """The rows by the place where they lie, the caller's own among them."""

    story: Story
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    number: int = 0
    token: str = ""

    async def build(self) -> None:
        """Set two facilities up, and let the caller in."""
        add = self.story.add
        for place, parent in (("root", None), ("ward", "root"), ("room", "ward"), ("side", "root")):
            await self._department(place, None if parent is None else self.rows[parent]["department"])
        await self._department("far", None)
        for place in ("ward", "room", "side", "root", "far"):
            await self._fill(place)
        ward = self.rows["ward"]
        self.rows["own"] = await self._someone(ward["department"])
        self.rows["own"]["invitation"] = await self._invitation(self.rows["own"]["assignment"])
        self.rows["own"]["facility_application"] = await self._application(None)
        self.rows["own"]["workplace"] = await add("workplace", department=ward["department"])
        self.token = await let_in(self.story, "zk_caller", Bearer(self.caller))

    @property
    def caller(self) -> UUID:
        """The person who asks."""
        found: UUID = self.rows["own"]["employee"]["person_id"]
        return found

    async def enter(self, state: str, version: UUID) -> None:
        """Give the caller's assignment a role set, and bring it into a state."""
        execute, own = self.story.connection.execute, self.rows["own"]["assignment"]
        await execute("DELETE FROM substitution_period WHERE assignment_id = $1", own["id"])
        await execute("DELETE FROM assignment_role_set WHERE assignment_id = $1", own["id"])
        changes: dict[str, Any] = {**USUAL, **STATES[state]}
        if changes["kind"] == "SUBSTITUTE":
            changes["substitutes_assignment_id"] = self.rows["ward"]["assignment"]["id"]
        await self.story.change("assignment", own, **changes)
        await self.story.insert("assignment_role_set", assignment_id=own["id"], version_id=version)
        if state in PERIODS:
            since = PERIODS[state]
            await self.story.insert(
                "substitution_period", id=PERIOD, assignment_id=own["id"], starts_at=since, ends_at=None
            )

    async def _department(self, place: str, parent: Row | None) -> None:
        if parent is None:
            facility = await self.story.add(
                "facility",
                latitude=50.45,
                longitude=30.5,
                chief_accountant_name="Рахівниця",
                owner_tax_id=None,
            )
            for table in ("facility_licence", "facility_external_id"):
                more = {} if table == "facility_licence" else {"system": "A", "value": place}
                await self.story.add(table, facility_id=facility["id"], **more)
            at = {"facility_id": facility["id"]}
        else:
            at = {"parent": parent}
        made = await self.story.add(
            "department",
            **at,
            segment="0001" if place != "side" else "0002",
            name=f"Відділ {place}",
            type_code="LOGISTICS_INVENTORY",
            email=f"{place}@example.com",
            phones=[{"type": "MOBILE", "number": "+380670000003"}],
        )
        facility = await self.story.seen("facility", {"id": made["facility_id"]})
        self.rows[place] = {"department": made, "facility": facility}

    async def _fill(self, place: str) -> None:
        rows, add = self.rows[place], self.story.add
        rows |= await self._someone(rows["department"])
        rows["invitation"] = await self._invitation(rows["assignment"])
        numbered = {"inventory_status": "ASSIGNED", "inventory_number": f"{self.number}"}
        rows["workplace"] = await add("workplace", department=rows["department"], **numbered)
        await self.story.seat(rows["assignment"], rows["workplace"])
        rows["equipment"] = await add(
            "equipment",
            department=rows["department"],
            workplace_id=rows["workplace"]["id"],
            **numbered,
            serial_number=f"SN-{place}",
            manufacturer="Polus",
            temperature_min=2,
            capacity=5,
            capacity_unit="L",
            next_verification_on=TODAY - DAY,
            properties=[{"type": "A", "valueInteger": 5}],
        )
        if place in ("root", "far"):
            rows |= await self._vendor(rows["facility"]["id"])
            rows["facility_application"] = await self._application(rows["facility"]["id"])
            heads = {"head_employee_id": rows["employee"]["id"]}
            heads["administrator_employee_id"] = rows["employee"]["id"]
            rows["facility"] = await self.story.change("facility", rows["facility"], **heads)

    async def _invitation(self, assignment: Row) -> Row:
        """An invitation whose letter was refused, and that was opened nevertheless."""
        invitation = await self.story.add(
            "invitation", assignment=assignment, delivery="BOTH", status="OPENED", opened_at=NOW, attempts=2
        )
        await self.story.add(
            "letter", invitation_id=invitation["id"], kind="INVITATION", state="FAILED", last_error_code="550"
        )
        return invitation

    async def _vendor(self, facility_id: UUID) -> dict[str, Row]:
        """A vendor's client that the facility lets in."""
        client = await self.story.add("mis_client", edrpou="39990035", email="mis@example.com")
        of = {"client_id": client["id"], "facility_id": facility_id}
        version = template_version_id("MIS", 1)
        connection = await self.story.add("mis_connection", **of, version_id=version, ends_on=TODAY + DAY)
        return {"mis_client": client, "mis_connection": connection}

    async def _application(self, facility_id: UUID | None) -> Row:
        """An application that was granted, or one that the caller has just submitted."""
        add = self.story.add
        if facility_id is None:
            await add("person_subject", person_id=self.caller, subject_key=b"c" * 32)
            return await add("facility_application", applicant_key=b"c" * 32)
        return await add(
            "facility_application",
            facility_id=facility_id,
            status="REGISTERED",
            decided_at=NOW,
            taken_by_id=(await add("person"))["id"],
            taken_at=NOW,
        )

    async def _someone(self, department: Row) -> dict[str, Row]:
        """Someone of whom everything is known, on a position of their own."""
        add, self.number = self.story.add, self.number + 1
        number = self.number
        person = await add(
            "person",
            last_name=f"Людина{number}",
            mobile_phones=[{"type": "MOBILE", "number": f"+38067000000{number}"}],
        )
        of = {"person_id": person["id"]}
        await add("email_address", **of, address=f"own{number}@example.com")
        await self.story.change("person", person, personal_email=f"own{number}@example.com")
        await add("person_identity", **of, tax_id=f"29234{number:05}", unzr=f"19910819-{number:05}")
        await add("identity_document", **of, number=f"АЯ{number:06}", issued_by="1234")
        employee = await add(
            "employee",
            facility_id=department["facility_id"],
            **of,
            personnel_number=f"{number}",
            work_phones=[{"type": "MOBILE", "number": "+380670000004"}],
            about_myself="Про себе",
        )
        for table in ("employee_education", "employee_speciality"):
            await add(table, employee_id=employee["id"])
        position = await add("position", department=department, headcount=2)
        assignment = await add("assignment", employee=employee, position=position)
        await add("person_login", **of)
        correction = await add(
            "identity_correction", employee=employee, former_tax_id=f"29234{number:05}", unzr="19910819-00013"
        )
        made = {"employee": employee, "position": position, "assignment": assignment}
        return {**made, "identity_correction": correction}
