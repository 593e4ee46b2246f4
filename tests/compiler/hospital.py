"""The world of the compiler's cases: a hospital with a blood bank, a blood centre, and a few odd ones out."""

from datetime import UTC, date, datetime

from tests.models.world import Row
from tests.worlds import ENTITIES, Story, global_id

NOW = datetime(2026, 2, 2, 22, 30, tzinfo=UTC)
"""When everything is read: in Kyiv it is already the third of February."""


class Hospital:
    """The rows of the story by the names that cases call them."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.rows: dict[str, Row] = {}
        self.ids: dict[str, str] = {}

    async def named(self, name: str, table: str, /, **given: object) -> Row:
        return self.keep(name, table, await self.story.add(table, **given))

    def keep(self, name: str, table: str, row: Row) -> Row:
        assert name not in self.rows
        self.rows[name] = row
        self.ids[name] = global_id(table, row) if table in ENTITIES else str(row["id"])
        return row

    async def build(self) -> None:
        await self._facilities()
        await self._departments()
        await self._positions()
        await self._employees()
        await self._papers()
        await self._assignments()
        await self._places()
        await self._equipment()
        await self._more_equipment()

    async def _facilities(self) -> None:
        # The closed namesake is the oldest: a look-up by code must not find it while another is open.
        await self.named(
            "closed", "facility", edrpou="39990035", name_short="Аптека при лікарні", status="CLOSED"
        )
        hospital = await self.named(
            "hospital",
            "facility",
            edrpou="39990035",
            name_full="Комунальне підприємство «Міська лікарня № 1»",
            name_short="Лікарня № 1",
            name_full_en="City Hospital No. 1",
            legal_address={
                "katottg": "UA80000000000093317",
                "zip": "01001",
                "settlement": "Київ",
                "street": "вул. О’Коннора",
                "building": "1",
            },
            actual_address={"text": 'Київ, "корпус" \\ 2,\nдругий поверх\t— \x7f'},
            latitude=50.4501,
            longitude=30.5234,
            phones=[
                {"type": "MOBILE", "number": "+380670000001"},
                {"type": "LAND_LINE", "number": "+380440000002"},
            ],
            website="https://likarnia.example/",
            email="likarnia@example.com",
            chief_accountant_name="Рахівниця Ліля",
            decision_number="7-к",
            decision_date=date(2025, 12, 31),
            isbt128_code="UA001",
        )
        centre = await self.named(
            "centre",
            "facility",
            kind_code="BLOOD_ESTABLISHMENT",
            edrpou="59990043",
            name_full="Ґданський центр крові 100%_так",
            name_short="Ґданський центр",
            registered_at=datetime(2026, 1, 7, 23, 59, 59, 123456, tzinfo=UTC),
        )
        await self.named(
            "sole",
            "facility",
            kind_code="PHARMACY",
            edrpou=None,
            owner_tax_id="2923400112",
            name_full="ФОП «Єва» 100 так",
            name_short="Єва",
            status="SUSPENDED",
        )
        await self.named(
            "merged",
            "facility",
            kind_code="OUTPATIENT",
            edrpou="39990035",
            name_short="Їжак",
            status="REORGANIZED",
            merged_to_id=centre["id"],
        )
        add, of = self.story.add, {"facility_id": hospital["id"]}
        await add("facility_licence", **of, number="АЕ 2", issued_date=date(2025, 3, 1))
        await add("facility_licence", **of, number="АЕ 1", expiry_date=date(2030, 1, 1), order_number="9")
        await add("facility_external_id", **of, system="НСЗУ", value="42")
        await add("facility_external_id", **of, system="EHEALTH", value="7f00")

    async def _department(self, name: str, title: str, parent: str, segment: str, /, **given: object) -> None:
        above = self.rows[parent]
        place = {"facility_id": above["id"]} if parent in ("hospital", "centre") else {"parent": above}
        await self.named(name, "department", name=title, segment=segment, **place, **given)

    async def _departments(self) -> None:
        await self._department(
            "bank",
            "Лікарняний банк крові (ЛБК)",
            "hospital",
            "0002",
            type_code="LOGISTICS_INVENTORY",
            code="ЛБК",
            email="lbk@example.com",
            phones=[{"type": "MOBILE", "number": "+380670000003"}],
            address={"text": "Підвал"},
            working_hours="цілодобово",
        )
        await self._department(
            "administration", "Адміністрація", "hospital", "0001", type_code="ADMINISTRATION"
        )
        await self._department("therapy", "Терапія", "hospital", "0003", code="Т")
        await self._department("issue", "Експедиція", "bank", "0001", type_code="OTHER", code="ЕКС")
        await self._department("cold", "Холодна кімната", "issue", "0001", type_code="OTHER")
        await self._department("gastro", "Ґастроентерологія", "therapy", "0002")
        await self._department("haematology", "Гематологія", "therapy", "0001")
        await self._department(
            "old", "Стара палата", "therapy", "0003", status="CLOSED", closed_on=date(2026, 1, 31)
        )
        await self._department("centre_bank", "Сховище", "centre", "0002", type_code="LOGISTICS_INVENTORY")
        await self._department("centre_issue", "Експедиція центру", "centre_bank", "0001")

    async def _positions(self) -> None:
        rows = self.rows
        await self.named(
            "bank_head",
            "position",
            department=rows["bank"],
            custom_title="Завідувач «ЛБК»",
            kind="HEAD",
        )
        await self.named("nurse", "position", department=rows["issue"], headcount=2.5)
        await self.named("doctor", "position", department=rows["haematology"], title_code="P10")
        await self.named(
            "laborant",
            "position",
            department=rows["therapy"],
            title_code="P17",
            headcount=0.25,
            status="CLOSED",
            closed_on=date(2026, 1, 20),
        )
        await self.named("keeper", "position", department=rows["centre_issue"], custom_title="Комірник")

    async def _employees(self) -> None:
        hospital, centre = self.rows["hospital"], self.rows["centre"]
        people: dict[str, tuple[Row, tuple[str, str, str | None], Row]] = {
            "shevchenko": (
                hospital,
                ("Шевченко", "Тарас", "Григорович"),
                {
                    "employee_type": "DOCTOR",
                    "personnel_number": "0007",
                    "start_date": date(2020, 2, 29),
                    "work_email": None,
                    "work_phones": [{"type": "MOBILE", "number": "+380670000004"}],
                    "about_myself": "Люблю «лапки»\nта \\ риски",
                    "working_experience": 12,
                },
            ),
            "shevchuk": (hospital, ("Шевчук", "Тарас", "Іванович"), {"start_date": date(2021, 1, 1)}),
            "galagan": (hospital, ("Ґалаґан", "Єва", "Їжаківна"), {"employee_type": "NURSE"}),
            "oconnor": (hospital, ("О’Коннор", "Мар’яна", None), {"start_date": date(2019, 6, 1)}),
            "petrenko": (hospital, ("Петренко-Шевченко", "Тарас", "Ярославович"), {}),
            "gone": (
                hospital,
                ("Гай", "Зоя", "Львівна"),
                {"status": "DISMISSED", "end_date": date(2025, 12, 1), "dismissal_reason": "за згодою"},
            ),
            "centre_shevchenko": (centre, ("Шевченко", "Тамара", None), {}),
        }
        for name, (facility, names, given) in people.items():
            known = {key: value for key, value in given.items() if value is not None}
            self.keep(name, "employee", await self.story.someone(facility, *names, **known))
        await self.story.change(
            "facility",
            hospital,
            head_employee_id=self.rows["shevchenko"]["id"],
            administrator_employee_id=self.rows["galagan"]["id"],
        )

    async def _papers(self) -> None:
        story, rows = self.story, self.rows
        shevchenko, oconnor = rows["shevchenko"], rows["oconnor"]
        await story.identify(shevchenko, "2923400112", date(1980, 1, 15), "MALE")
        await story.identify(oconnor, None, date(1991, 8, 19), "FEMALE")
        person = {"person_id": shevchenko["person_id"]}
        await story.add("email_address", **person, address="taras@example.com")
        await story.change(
            "person",
            {"id": shevchenko["person_id"]},
            personal_email="taras@example.com",
            mobile_phones=[{"type": "MOBILE", "number": "+380670000005"}],
        )
        await story.add("identity_document", **person, issued_by="1234", issued_at=date(2016, 5, 5))
        await story.add(
            "identity_document",
            **person,
            type="TEMPORARY_CERTIFICATE",
            number="ТП 12",
            expiration_date=date(2027, 1, 1),
        )
        employee = {"employee_id": shevchenko["id"]}
        await story.add("employee_education", **employee, issued_date=date(2003, 6, 30))
        await story.add("employee_education", **employee, degree="JUNIOR_EXPERT", city="Ніжин")
        await story.add("employee_science_degree", **employee)
        await story.add(
            "employee_speciality", **employee, speciality_officio=False, speciality_code="THERAPIST"
        )
        await story.add("employee_speciality", **employee, speciality_code="TRANSFUSIOLOGIST")

    async def _assignments(self) -> None:
        story, rows = self.story, self.rows
        head = await story.appoint(
            rows["shevchenko"],
            rows["bank_head"],
            start_date=date(2020, 3, 1),
            order_number="12-к",
            order_date=date(2020, 2, 28),
        )
        self.keep("heading", "assignment", head)
        self.keep(
            "doubling", "assignment", await story.double(rows["galagan"], head, rows["bank_head"], rate=0.5)
        )
        for name, employee, position, given in (
            ("nursing", "shevchuk", "nurse", {"rate": 1}),
            ("helping", "oconnor", "nurse", {"kind": "PART_TIME", "rate": 0.25, "order_number": "3"}),
            ("healing", "petrenko", "doctor", {}),
            ("ended", "gone", "doctor", {"status": "ENDED", "end_date": date(2026, 1, 30)}),
            ("keeping", "centre_shevchenko", "keeper", {"status": "SCHEDULED"}),
        ):
            self.keep(name, "assignment", await story.appoint(rows[employee], rows[position], **dict(given)))

    async def _places(self) -> None:
        rows = self.rows
        await self.named(
            "office",
            "workplace",
            department=rows["bank"],
            name="Кабінет завідувача",
            floor="-1",
            room_number="10",
            inventory_status="ASSIGNED",
            inventory_number="10-1/А",
        )
        await self.named("counter", "workplace", department=rows["issue"], name="Стійка видачі")
        await self.story.seat(rows["heading"], rows["office"])
        await self.story.seat(rows["doubling"], rows["office"])

    async def _equipment(self) -> None:
        rows = self.rows
        fridge = await self.named(
            "fridge",
            "equipment",
            department=rows["bank"],
            workplace_id=rows["office"]["id"],
            names=[
                {"name": "Холодильник «Полюс»", "type": "REGISTERED"},
                {"name": "Біла шафа", "type": "USER_FRIENDLY"},
            ],
            inventory_status="ASSIGNED",
            inventory_number="101",
            serial_number="SN-1",
            manufacturer="Polus GmbH",
            commissioned_on=date(2024, 5, 1),
            temperature_min=2,
            temperature_max=6,
            capacity=350.5,
            capacity_unit="L",
            last_verified_on=date(2025, 2, 2),
            next_verification_on=date(2026, 2, 2),
            properties=[
                {"type": "SHELVES", "valueInteger": 5},
                {"type": "WHEELS", "valueInteger": 4.0},
                {"type": "NOISE", "valueDecimal": 41.50},
                {"type": "ALARM", "valueBoolean": False},
                {"type": "COLOUR", "valueString": 'біла "крига"'},
            ],
            udi=[{"value": "(01)04012345000016", "type": "GTIN", "assigner": "GS1"}],
        )
        await self.named(
            "sensor",
            "equipment",
            department=rows["bank"],
            type_code="TEMPERATURE_LOGGER",
            names=[{"name": "Датчик", "type": "REGISTERED"}],
            parent_id=fridge["id"],
            next_verification_on=date(2026, 2, 3),
        )

    async def _more_equipment(self) -> None:
        rows = self.rows
        await self.named(
            "freezer",
            "equipment",
            department=rows["bank"],
            type_code="PLASMA_FREEZER",
            names=[{"name": "Морозильник 100%_лід", "type": "REGISTERED"}],
            availability_status="DAMAGED",
            next_maintenance_on=date(2026, 3, 1),
            serial_number="SN-2",
        )
        await self.named(
            "centrifuge",
            "equipment",
            department=rows["cold"],
            type_code="CENTRIFUGE",
            names=[{"name": "Центрифуга", "type": "USER_FRIENDLY"}],
            status="INACTIVE",
            availability_status="DESTROYED",
        )
        await self.named(
            "mistake",
            "equipment",
            department=rows["issue"],
            type_code="OTHER",
            names=[{"name": "Помилка", "type": "REGISTERED"}],
            status="ENTERED_IN_ERROR",
            error_reason="внесено двічі",
        )
        await self.named("centre_fridge", "equipment", department=rows["centre_bank"])
