"""A small random world: everything that may be there is there for some rows and missing for others."""

from datetime import date, timedelta
from random import Random
from typing import Any

from commands.policy import template_version_id
from models.dictionaries import DEPARTMENT_TYPES, EQUIPMENT_TYPES, FACILITY_KINDS, POSITIONS, SPECIALITY_TYPES
from tests.models.world import NOW, Row
from tests.worlds import BEGINNING, Story

LAST = ("Шевченко", "Шевчук", "Ґалаґан", "Гай", "Їжак", "Йорж", "Єва-Яр", "О’Коннор", "д'Арк", "Іваненко")
FIRST = ("Тарас", "Тамара", "Ґеник", "Геннадій", "Єва", "Яна", "Мар’яна")
MIDDLE = (None, None, "Григорович", "Їжаківна", "Львівна")
WORDS = ("Відділ", "крові", "Ґрунт", "ЛБК", "100%_так", "№ 5", "«Полюс»", "Їжа", "\\ риска", 'лапки " тут')
TODAY = date(2026, 2, 3)
DAY = timedelta(days=1)
OFFSETS = (timedelta(0), timedelta(microseconds=120), timedelta(hours=30, microseconds=100000))


class RandomWorld:
    """Fills a story by chance, the same for the same seed."""

    def __init__(self, story: Story, seed: int) -> None:
        self.story = story
        self.chance = Random(seed)  # noqa: S311  # no secret
        self.rows: dict[str, list[Row]] = {}

    async def build(self) -> None:
        """Add rows of every kind."""
        for _ in range(3):
            await self._facility()
        for _ in range(10):
            await self._department()
        for _ in range(12):
            await self._position()
        for _ in range(9):
            await self._employee()
        for _ in range(4):
            await self._employed_again()
        for _ in range(24):
            await self._assignment()
        for _ in range(6):
            await self._workplace()
        for _ in range(14):
            await self._equipment()
        for facility in self.rows["facility"]:
            await self._heads(facility)
            await self._application(facility)
        for number in range(3):
            await self._vendor(number)
        for assignment in self.rows["assignment"]:
            await self._invitation(assignment)

    async def _add(self, table: str, /, **given: object) -> Row:
        moment = BEGINNING + self.chance.choice(OFFSETS) * self.chance.randrange(3)
        row = await self.story.add(table, created_at=moment, updated_at=moment, **given)
        self.rows.setdefault(table, []).append(row)
        return row

    def _maybe(self, *values: Any) -> Any:
        return self.chance.choice((None, *values))

    def _title(self) -> str:
        return " ".join(self.chance.sample(WORDS, self.chance.randint(1, 3)))

    def _day(self) -> date:
        return TODAY + timedelta(days=self.chance.choice((-400, -1, 0, 1, 30)))

    def _phones(self) -> list[dict[str, str]]:
        return [
            {"type": self.chance.choice(("MOBILE", "LAND_LINE")), "number": f"+38067000000{n}"}
            for n in range(self.chance.randrange(3))
        ]

    def _address(self) -> dict[str, str]:
        return (
            {"text": self._title()} if self.chance.random() < 0.5 else {"zip": "01001", "settlement": "Київ"}
        )

    async def _facility(self) -> None:
        chance, number = self.chance, len(self.rows.get("facility", ()))
        located = chance.random() < 0.5
        facility = await self._add(
            "facility",
            edrpou=chance.choice((None, "39990035", "59990043")),
            owner_tax_id="2923400112",
            kind_code=sorted(FACILITY_KINDS)[number],
            name_full=self._title(),
            name_short=self._title(),
            status=chance.choice(("REGISTERED", "SUSPENDED", "CLOSED")),
            legal_address=self._address(),
            actual_address=self._address(),
            latitude=50.45 if located else None,
            longitude=30.5 if located else None,
            phones=self._phones(),
            decision_date=self._maybe(self._day()),
        )
        for place in range(chance.randrange(3)):
            await self.story.add(
                "facility_licence",
                facility_id=facility["id"],
                issued_date=self._day(),
                order_number=self._maybe("1"),
            )
            await self.story.add(
                "facility_external_id",
                facility_id=facility["id"],
                system=chance.choice(("A", "Б")),
                value=f"{number}.{place}",
            )

    async def _department(self) -> None:
        chance, departments = self.chance, self.rows.get("department", [])
        facility = chance.choice(self.rows["facility"])
        inside = [
            row for row in departments if row["facility_id"] == facility["id"] and len(row["path"]) < 20
        ]
        place = {"parent": chance.choice(inside)} if inside and chance.random() < 0.7 else {}
        await self._add(
            "department",
            facility_id=facility["id"],
            **place,
            segment=f"{len(departments):04}",
            name=f"{self._title()} {len(departments)}",
            code=self._maybe(f"К{len(departments)}"),
            type_code=chance.choice(("LOGISTICS_INVENTORY", *DEPARTMENT_TYPES)),
            status=chance.choice(("ACTIVE", "ACTIVE", "SUSPENDED")),
            closed_on=self._maybe(date(2026, 1, 6), date(2026, 1, 31)),
            address=self._maybe(self._address()),
            phones=self._phones(),
            email=self._maybe("a@example.com"),
        )

    async def _position(self) -> None:
        chance = self.chance
        department = chance.choice(self.rows["department"])
        headed = any(
            row["department_id"] == department["id"] and row["kind"] == "HEAD"
            for row in self.rows.get("position", ())
        )
        title = (
            {"title_code": chance.choice(sorted(POSITIONS)), "custom_title": None}
            if chance.random() < 0.5
            else {"custom_title": self._title()}
        )
        await self._add(
            "position",
            department=department,
            kind="STAFF" if headed else chance.choice(("HEAD", "STAFF")),
            headcount=chance.choice((0.25, 1, 1.5, 2)),
            status=chance.choice(("ACTIVE", "ACTIVE", "CLOSED")),
            **title,
        )

    async def _employee(self) -> None:
        chance = self.chance
        person = await self.story.add(
            "person",
            last_name=chance.choice(LAST),
            first_name=chance.choice(FIRST),
            middle_name=chance.choice(MIDDLE),
            mobile_phones=self._phones(),
        )
        employee = await self._add(
            "employee",
            facility_id=chance.choice(self.rows["facility"])["id"],
            person_id=person["id"],
            employee_type=chance.choice(("DOCTOR", "NURSE", "HEAD")),
            status=chance.choice(("ACTIVE", "ACTIVE", "SUSPENDED", "DISMISSED")),
            start_date=self._maybe(date(2020, 2, 29), date(2021, 1, 1)),
            work_phones=self._phones(),
            working_experience=self._maybe(1, 40),
            about_myself=self._maybe(self._title()),
            professional_confirmed=chance.random() < 0.8,
        )
        if chance.random() < 0.5:
            await self.story.add("person_login", person_id=person["id"])
        if chance.random() < 0.6:
            await self._papers(employee)
        await self._correction(employee)

    async def _correction(self, employee: Row) -> None:
        """Propose a correction of somebody's identity; some of them are decided."""
        somebody = self.chance.choice(self.rows["employee"])["person_id"]
        proposer = (await self.story.add("person"))["id"]
        decided = {"decided_by_id": somebody, "decided_at": NOW, "comment": self._maybe("так")}
        proposed = {"proposed_by_id": self.chance.choice((somebody, proposer))}
        rejected = {"status": "REJECTED", "proposed_by_id": proposer, **decided}
        await self._add(
            "identity_correction",
            employee=employee,
            former_tax_id=self._maybe("2923400112"),
            **self.chance.choice((proposed, rejected)),
        )

    async def _heads(self, facility: Row) -> None:
        near = [row["id"] for row in self.rows["employee"] if row["facility_id"] == facility["id"]]
        heads = {"head_employee_id": self._maybe(*near), "administrator_employee_id": self._maybe(*near)}
        await self.story.change("facility", facility, **heads)

    async def _application(self, facility: Row) -> None:
        """Let somebody apply for a facility that is there already, or for one that is not."""
        chance, number = self.chance, len(self.rows.get("facility_application", ()))
        person_id, key = chance.choice(self.rows["employee"])["person_id"], bytes([number]) * 32
        await self.story.add("person_subject", person_id=person_id, subject_key=key)
        reviewed = {"taken_by_id": chance.choice(self.rows["employee"])["person_id"], "taken_at": NOW}
        registered = {"status": "REGISTERED", "facility_id": facility["id"], "decided_at": NOW}
        await self._add(
            "facility_application",
            applicant_key=key,
            name_full=self._title(),
            name_short=self._title(),
            due_on=date(2026, 1, 6) + timedelta(days=chance.randrange(60)),
            website=self._maybe("https://example.com"),
            **chance.choice(({}, {**reviewed, "status": "IN_REVIEW"}, {**reviewed, **registered})),
        )

    async def _vendor(self, number: int) -> None:
        """Register a vendor's client, which some facilities let in."""
        chance = self.chance
        client = await self._add(
            "mis_client",
            name=f"{self._title()} {number}",
            edrpou=f"3999003{number}",
            status=chance.choice(("ACTIVE", "ACTIVE", "BLOCKED")),
            email=self._maybe("mis@example.com"),
        )
        for facility in chance.sample(self.rows["facility"], 2):
            await self._add(
                "mis_connection",
                client_id=client["id"],
                facility_id=facility["id"],
                version_id=template_version_id("MIS", 1),
                starts_on=chance.choice((date(2026, 1, 1), date(2026, 1, 31))),
                ends_on=self._maybe(date(2026, 1, 31), date(2026, 2, 28)),
                status=chance.choice(("ACTIVE", "ENDED")),
            )

    async def _employed_again(self) -> None:
        """Employ someone in one more facility."""
        employee = self.chance.choice(self.rows["employee"])
        known = {
            row["facility_id"] for row in self.rows["employee"] if row["person_id"] == employee["person_id"]
        }
        others = [row["id"] for row in self.rows["facility"] if row["id"] not in known]
        if others:
            await self._add(
                "employee",
                facility_id=self.chance.choice(others),
                person_id=employee["person_id"],
                **self.chance.choice(({}, {"status": "PENDING", "identity_open": False})),
            )

    async def _papers(self, employee: Row) -> None:
        chance, add = self.chance, self.story.add
        number, person_id = len(self.rows["employee"]), employee["person_id"]
        await add(
            "person_identity",
            person_id=person_id,
            birth_date=date(1991, 8, 19),
            gender=chance.choice(("MALE", "FEMALE")),
            tax_id=self._maybe(f"29234{number:05}", f"29235{number:05}"),
            unzr=self._maybe(f"19910819-{number:05}"),
        )
        if chance.random() < 0.6:
            address = f"p{number}@example.com"
            await add("email_address", person_id=person_id, address=address)
            await self.story.change("person", {"id": person_id}, personal_email=address)
        kinds = ("TEMPORARY_PASSPORT", "REFUGEE_CERTIFICATE", "NATIONAL_ID")
        for kind in chance.sample(kinds, chance.randrange(3)):
            long = f"{number:09}" if kind == "NATIONAL_ID" else f"АБ{number:06}"
            await add(
                "identity_document",
                person_id=person_id,
                type=kind,
                number=long if kind == "NATIONAL_ID" else chance.choice(("12 АБ", long)),
                expiration_date=date(2027, 1, 1),
            )
        for place, code in enumerate(chance.sample(sorted(SPECIALITY_TYPES), chance.randrange(3))):
            await add(
                "employee_speciality",
                employee_id=employee["id"],
                speciality_code=code,
                speciality_officio=place == 1,
            )
        for _ in range(chance.randrange(3)):
            await add("employee_education", employee_id=employee["id"], issued_date=self._maybe(self._day()))

    async def _assignment(self) -> None:
        """Appoint someone unless the rules of the registry would not have it."""
        chance, assignments = self.chance, self.rows.get("assignment", [])
        employee = chance.choice(self.rows["employee"])
        near = [row for row in self.rows["position"] if row["facility_id"] == employee["facility_id"]]
        if not near:
            return
        position = chance.choice(near)
        taken = {(row["employee_id"], row["position_id"]) for row in assignments}
        if (employee["id"], position["id"]) in taken:
            return
        others = [row for row in assignments if row["facility_id"] == employee["facility_id"]]
        kind = chance.choice(
            ("SUBSTITUTE", "ACTING", "PART_TIME", "ACTING" if position["kind"] == "HEAD" else "PRIMARY")
        )
        if kind == "SUBSTITUTE" and not others:
            kind = "ACTING"
        double = (
            {
                "substitutes_assignment_id": chance.choice(others)["id"],
                "substitute_mode": chance.choice(("ALWAYS", "ON_DEMAND")),
            }
            if kind == "SUBSTITUTE"
            else {}
        )
        start = chance.choice((date(2020, 3, 1), date(2026, 1, 5), TODAY, TODAY, TODAY + DAY))
        ends = (None, None, None, TODAY - DAY, TODAY, TODAY + DAY, TODAY + DAY * 30)
        await self._add(
            "assignment",
            employee=employee,
            position=position,
            kind=kind,
            **double,
            rate=chance.choice((0.25, 0.5, 1)),
            status=chance.choice(("ACTIVE",) * 4 + ("ENDED", "SCHEDULED", "PENDING", "SUSPENDED")),
            start_date=start,
            end_date=chance.choice([end for end in ends if end is None or end >= start]),
            order_number=self._maybe("12-к"),
        )

    async def _invitation(self, assignment: Row) -> None:
        """Invite somebody, perhaps, perhaps for the second time, and perhaps by a letter."""
        chance = self.chance
        if chance.random() < 0.4:
            return
        replaced = None
        if chance.random() < 0.4:
            over = {"status": "REVOKED", "revoked_at": NOW, "expires_at": BEGINNING + DAY * 3}
            replaced = await self._add("invitation", assignment=assignment, **over)
        answers: tuple[Row, ...] = (
            *({"status": status, "opened_at": self._maybe(NOW)} for status in ("CREATED", "SENT", "OPENED")),
            *({"status": status, "used_at": NOW} for status in ("ACCEPTED", "DECLINED")),
            *({"status": status, "attempts": 5} for status in ("EXPIRED", "LOCKED")),
        )
        invitation = await self._add(
            "invitation",
            assignment=assignment,
            reissue_of_id=replaced and replaced["id"],
            kind=chance.choice(("FIRST_LOGIN", "FACILITY_HEAD", "EMPLOYEE")),
            delivery=chance.choice(("LINK", "EMAIL", "BOTH")),
            expires_at=BEGINNING + DAY * chance.choice((3, 28, 60)),
            **chance.choice(answers),
        )
        for _ in range(chance.randrange(3)):
            refused = {"state": "FAILED", "last_error_code": self._maybe("550")}
            kind = chance.choice(("INVITATION", "FACILITY_REGISTERED", "INVITATION_EXPIRED"))
            state = chance.choice(({}, refused))
            await self.story.add("letter", invitation_id=invitation["id"], kind=kind, **state)

    async def _workplace(self) -> None:
        chance, number = self.chance, len(self.rows.get("workplace", ()))
        numbered = chance.random() < 0.5
        department = chance.choice(self.rows["department"])
        workplace = await self._add(
            "workplace",
            department=department,
            name=self._title(),
            room_number=self._maybe("10", "2а"),
            inventory_status="ASSIGNED" if numbered else "ABSENT",
            inventory_number=f"{number}/А" if numbered else None,
        )
        near = [row for row in self.rows["assignment"] if row["facility_id"] == department["facility_id"]]
        for assignment in chance.sample(near, min(len(near), chance.randrange(3))):
            await self.story.seat(assignment, workplace)

    async def _equipment(self) -> None:
        chance, equipment = self.chance, self.rows.get("equipment", [])
        department = chance.choice(self.rows["department"])
        numbered = chance.random() < 0.5
        available = chance.choice(("AVAILABLE", "AVAILABLE", "DAMAGED", "DESTROYED"))
        near = [row for row in equipment if row["facility_id"] == department["facility_id"]]
        staff = [row for row in self.rows["employee"] if row["facility_id"] == department["facility_id"]]
        places = [row for row in self.rows["workplace"] if row["department_id"] == department["id"]]
        await self._add(
            "equipment",
            department=department,
            type_code=chance.choice(("BLOOD_REFRIGERATOR", "PLASMA_FREEZER", *EQUIPMENT_TYPES)),
            names=[{"name": self._title(), "type": "REGISTERED"}] * chance.randint(1, 2),
            parent_id=self._maybe(*(row["id"] for row in near)),
            recorder_id=self._maybe(*(row["id"] for row in staff)),
            workplace_id=self._maybe(*(row["id"] for row in places)),
            inventory_status="ASSIGNED" if numbered else "ABSENT",
            inventory_number=f"{len(equipment)}" if numbered else None,
            status="INACTIVE" if available == "DESTROYED" else "ACTIVE",
            availability_status=available,
            temperature_min=self._maybe(-30, 2.5),
            serial_number=self._maybe("SN-1", "sn 2", "ҐН"),
            next_verification_on=self._maybe(self._day(), self._day()),
            properties=chance.choice(
                (
                    [],
                    [{"type": "A", "valueInteger": 5}, {"type": "B", "valueDecimal": "41.50"}],
                    [{"type": "C", "valueBoolean": False}, {"type": "D", "valueString": "\\\" '"}],
                )
            ),
        )
