"""A builder of small worlds: a row with everything it needs, told by its differences."""

# ruff: noqa: ARG002  the builders of all tables are called alike

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import uuid4

import asyncpg

DAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
ADDRESS = {"settlement": "Київ", "street": "вулиця Зразкова", "building": "1"}
FILE = b"%PDF-1.7 %%EOF"
WITHOUT_ID = {
    "attachment_content",
    "mis_client_secret",
    "dictionary",
    "email_address",
    "person_identity",
    "person_login",
    "permission",
    "permission_scope",
    "assignment_role_set",
    "position_role_set",
    "principal_epoch",
    "person_subject",
    "nonce_used",
    "secret_check",
    "session",
    "journal_blob",
    "journal_entity",
    "journal_pending",
    "journal_seal",
    "journal_node",
    "journal_checkpoint",
    "access_log",
    "access_pending",
}

Row = dict[str, Any]


class World:
    """Rows are added with defaults; a row that is not given and is needed is added as well."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self._numbers = count(1)

    async def add(self, table: str, **given: Any) -> Row:
        defaults = await getattr(self, f"_{table}")(given)
        identity = {} if table in WITHOUT_ID else {"id": uuid4()}
        return await self.insert(table, **identity | defaults | given)

    async def insert(self, table: str, **row: Any) -> Row:
        places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
        statement = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places}) RETURNING *"
        return await self._row(statement, *row.values())

    async def change(self, table: str, row: Row, **changes: Any) -> Row:
        sets = ", ".join(f"{name} = ${place}" for place, name in enumerate(changes, start=2))
        statement = f"UPDATE {table} SET {sets} WHERE id = $1 RETURNING *"
        return await self._row(statement, row["id"], *changes.values())

    async def seen(self, table: str, row: Row) -> Row:
        return await self._row(f"SELECT * FROM {table} WHERE id = $1", row["id"])

    async def judge(self) -> None:
        """Let the deferred constraints speak now."""
        await self.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")

    async def _row(self, statement: str, *values: object) -> Row:
        row = await self.connection.fetchrow(statement, *values)
        assert row is not None
        return dict(row)

    async def _dictionary(self, given: Row) -> Row:
        return {"name": "COLOUR", "title": "Колір"}

    async def _dictionary_value(self, given: Row) -> Row:
        return {"dictionary": "POSITION", "code": "GARDENER", "title": "Садівник", "ordinal": 100}

    async def _facility(self, given: Row) -> Row:
        number = next(self._numbers)
        return {
            "kind_code": "TRANSFUSION_FACILITY",
            "edrpou": f"{number:08}",
            "name_full": f"Лікарня повна {number}",
            "name_short": f"Лікарня {number}",
            "status": "REGISTERED",
            "legal_address": ADDRESS,
            "actual_address": ADDRESS,
            "email": f"facility{number}@example.com",
            "registered_at": NOW,
        }

    async def _facility_licence(self, given: Row) -> Row:
        return {
            "facility_id": (await self.add("facility"))["id"],
            "type": "Медична практика",
            "number": "1",
            "issued_by": "МОЗ",
            "issued_date": DAY,
            "active_from": DAY,
        }

    async def _facility_external_id(self, given: Row) -> Row:
        return {"facility_id": (await self.add("facility"))["id"], "system": "ESOZ", "value": "1"}

    async def _person(self, given: Row) -> Row:
        return {"last_name": "Шевченко", "first_name": "Тарас", "verification_status": "NOT_VERIFIED"}

    async def _email_address(self, given: Row) -> Row:
        person_id = given.get("person_id") or (await self.add("person"))["id"]
        return {"address": f"person{next(self._numbers)}@example.com", "person_id": person_id}

    async def _person_identity(self, given: Row) -> Row:
        person_id = given.get("person_id") or (await self.add("person"))["id"]
        return {"person_id": person_id, "birth_date": date(1991, 8, 19), "gender": "FEMALE"}

    async def _identity_document(self, given: Row) -> Row:
        person_id = given.get("person_id") or (await self.add("person"))["id"]
        return {"person_id": person_id, "type": "PASSPORT", "number": "АЯ123456"}

    async def _employee(self, given: Row) -> Row:
        person_id = given.get("person_id") or (await self.add("person"))["id"]
        email = given.get("work_email") or (await self.add("email_address", person_id=person_id))["address"]
        return {
            "facility_id": given.get("facility_id") or (await self.add("facility"))["id"],
            "person_id": person_id,
            "employee_type": "SPECIALIST",
            "work_email": email,
            "status": "ACTIVE",
        }

    async def _employee_education(self, given: Row) -> Row:
        return await self._diploma(given) | {"degree": "MASTER"}

    async def _employee_science_degree(self, given: Row) -> Row:
        return await self._diploma(given) | {"degree": "PHD"}

    async def _diploma(self, given: Row) -> Row:
        return {
            "employee_id": given.get("employee_id") or (await self.add("employee"))["id"],
            "country": "Україна",
            "city": "Львів",
            "institution_name": "Університет",
            "diploma_number": "1",
            "speciality": "Лікувальна справа",
        }

    async def _employee_qualification(self, given: Row) -> Row:
        return {
            "employee_id": (await self.add("employee"))["id"],
            "type": "INTERNSHIP",
            "institution_name": "Університет",
            "speciality": "Терапія",
        }

    async def _employee_speciality(self, given: Row) -> Row:
        return {
            "employee_id": given.get("employee_id") or (await self.add("employee"))["id"],
            "speciality_code": "THERAPIST",
            "speciality_officio": True,
            "level": "FIRST",
            "qualification_type": "AWARDING",
            "attestation_name": "Комісія",
            "attestation_date": DAY,
            "certificate_number": "1",
        }

    async def _department(self, given: Row) -> Row:
        number = next(self._numbers)
        parent = given.pop("parent", None)
        place = {"parent_id": parent["id"], "parent_path": parent["path"]} if parent else {}
        facility_id = parent["facility_id"] if parent else given.get("facility_id")
        return place | {
            "facility_id": facility_id or (await self.add("facility"))["id"],
            "segment": f"{number:04}",
            "name": f"Відділ {number}",
            "type_code": "CLINICAL",
            "status": "ACTIVE",
            "opened_on": DAY,
        }

    async def _in_department(self, given: Row) -> Row:
        department = given.pop("department", None) or await self.add("department")
        return {
            "department_id": department["id"],
            "facility_id": department["facility_id"],
            "path": department["path"],
        }

    async def _position(self, given: Row) -> Row:
        title = {} if "custom_title" in given else {"title_code": "NURSE"}
        place = await self._in_department(given)
        return place | title | {"kind": "STAFF", "status": "ACTIVE", "opened_on": DAY}

    async def _assignment(self, given: Row) -> Row:
        position = given.pop("position", None) or await self.add("position")
        employee = given.pop("employee", None)
        employee = employee or await self.add("employee", facility_id=position["facility_id"])
        return {
            "facility_id": position["facility_id"],
            "path": position["path"],
            "position_id": position["id"],
            "position_kind": position["kind"],
            "employee_id": employee["id"],
            "kind": "PRIMARY",
            "start_date": DAY,
            "status": "ACTIVE",
        }

    async def _invitation(self, given: Row) -> Row:
        assignment = given.pop("assignment", None) or await self.add("assignment", status="PENDING")
        number = next(self._numbers)
        return {
            "facility_id": assignment["facility_id"],
            "path": assignment["path"],
            "assignment_id": assignment["id"],
            "employee_id": assignment["employee_id"],
            "kind": "EMPLOYEE",
            "delivery": "LINK",
            "email": f"invited{number}@example.com",
            "token_sha256": sha256(str(number).encode()).digest(),
            "status": "CREATED",
            "created_at": NOW,
            "expires_at": NOW + timedelta(hours=24),
        }

    async def _applicant(self, given: Row) -> Row:
        return {"subject_key": sha256(str(next(self._numbers)).encode()).digest()}

    async def _workplace(self, given: Row) -> Row:
        place = await self._in_department(given)
        return place | {"name": "Кабінет", "inventory_status": "ABSENT", "status": "ACTIVE"}

    async def _workplace_assignment(self, given: Row) -> Row:
        workplace = given.pop("workplace", None) or await self.add("workplace")
        assignment = given.pop("assignment", None)
        if assignment is None:
            department = await self.seen("department", {"id": workplace["department_id"]})
            position = await self.add("position", department=department)
            assignment = await self.add("assignment", position=position)
        return {
            "workplace_id": workplace["id"],
            "assignment_id": assignment["id"],
            "facility_id": workplace["facility_id"],
        }

    async def _equipment(self, given: Row) -> Row:
        place = await self._in_department(given)
        return place | {
            "type_code": "BLOOD_REFRIGERATOR",
            "names": [{"name": "Холодильник", "type": "REGISTERED"}],
            "inventory_status": "ABSENT",
            "status": "ACTIVE",
            "availability_status": "AVAILABLE",
        }

    async def _permission(self, given: Row) -> Row:
        return {"code": "garden:water", "title": "Поливати сад", "signed": False, "ordinal": 1000}

    async def _permission_scope(self, given: Row) -> Row:
        return {"permission": "department:read", "scope": "OWN"}

    async def _role_set(self, given: Row) -> Row:
        facility_id = given["facility_id"] if "facility_id" in given else (await self.add("facility"))["id"]
        return {"facility_id": facility_id, "name": f"Набір {next(self._numbers)}", "status": "ACTIVE"}

    async def _role_set_version(self, given: Row) -> Row:
        role_set_id = given.get("role_set_id") or (await self.add("role_set"))["id"]
        return {"role_set_id": role_set_id, "number": 1, "digest": "0" * 64}

    async def _role_set_grant(self, given: Row) -> Row:
        return {
            "version_id": given.get("version_id") or (await self.add("role_set_version"))["id"],
            "permission": "department:read",
            "scope": "FACILITY",
            "can_use": True,
            "can_delegate": False,
        }

    async def _version_in(self, facility_id: object) -> Row:
        role_set = await self.add("role_set", facility_id=facility_id)
        return await self.add("role_set_version", role_set_id=role_set["id"])

    async def _assignment_role_set(self, given: Row) -> Row:
        assignment = given.pop("assignment", None) or await self.add("assignment")
        version_id = given.get("version_id") or (await self._version_in(assignment["facility_id"]))["id"]
        return {"assignment_id": assignment["id"], "version_id": version_id}

    async def _position_role_set(self, given: Row) -> Row:
        return {
            "position_id": given.get("position_id") or (await self.add("position"))["id"],
            "role_set_id": given.get("role_set_id") or (await self.add("role_set"))["id"],
        }

    async def _substitution_period(self, given: Row) -> Row:
        assignment_id = given.get("assignment_id") or (await self.add("assignment"))["id"]
        return {"assignment_id": assignment_id, "starts_at": NOW}

    async def _mis_client(self, given: Row) -> Row:
        return {"name": "Вигадана МІС", "edrpou": "12345678", "status": "ACTIVE"}

    async def _mis_connection(self, given: Row) -> Row:
        facility_id = given.get("facility_id") or (await self.add("facility"))["id"]
        return {
            "client_id": given.get("client_id") or (await self.add("mis_client"))["id"],
            "facility_id": facility_id,
            "version_id": given.get("version_id") or (await self._version_in(facility_id))["id"],
            "starts_on": DAY,
            "status": "ACTIVE",
        }

    async def _journal_entry(self, given: Row) -> Row:
        return {"kind": "ACT", "at": NOW, "header": {"operation": "waterGarden"}, "entry_hash": bytes(32)}

    async def _entry_of(self, given: Row) -> Row:
        return {"entry_id": given.get("entry_id") or (await self.add("journal_entry"))["id"]}

    async def _journal_blob(self, given: Row) -> Row:
        entry = await self._entry_of(given)
        return entry | {"part": "payload", "sha256": bytes(32), "salt": bytes(32), "bytes": b"{}"}

    async def _journal_entity(self, given: Row) -> Row:
        return await self._entry_of(given) | {"entity": "Garden", "entity_id": uuid4(), "version": 1}

    async def _journal_pending(self, given: Row) -> Row:
        return {"entry_id": uuid4()}

    async def _journal_seal(self, given: Row) -> Row:
        entry = await self._entry_of(given)
        return entry | {"seq": next(self._numbers), "prev": bytes(32), "hash": bytes(32)}

    async def _journal_node(self, given: Row) -> Row:
        return {"level": 8, "position": 0, "hash": bytes(32)}

    async def _journal_checkpoint(self, given: Row) -> Row:
        return {
            "number": 1,
            "origin": "https://registry.example#test",
            "size": 1,
            "root": bytes(32),
            "at": NOW,
            "key_id": "0" * 16,
            "signature": bytes(64),
        }

    async def _access_log(self, given: Row) -> Row:
        return {"principal_id": uuid4(), "fields_read": ["Employee.identity"], "row_count": 1}

    async def _access_pending(self, given: Row) -> Row:
        return {"access_id": 1_000_000}

    async def _security_event(self, given: Row) -> Row:
        return {"at": NOW, "code": "NONCE_REUSED"}

    async def _person_subject(self, given: Row) -> Row:
        person_id = given.get("person_id") or (await self.add("person"))["id"]
        return {"person_id": person_id, "subject_key": uuid4().bytes * 2}

    async def _signing_certificate(self, given: Row) -> Row:
        person_id = given.get("person_id") or (await self.add("person"))["id"]
        return {
            "person_id": person_id,
            "fingerprint": uuid4().hex * 2,
            "issuer_sha256": b"i" * 32,
            "serial": uuid4().hex,
            "issuer_name": "CN=Надавач",
            "algorithm": "ECDSA",
            "not_before": NOW,
            "not_after": NOW.replace(year=2028),
            "bound_at": NOW,
        }

    async def _letter(self, given: Row) -> Row:
        return {"kind": "APPOINTED", "to_address": "somebody@example.com"}

    async def _notice(self, given: Row) -> Row:
        return {"audience": "EVERYBODY", "text": "Очікуйте подальших вказівок.", "valid_from": DAY}

    async def _person_notice(self, given: Row) -> Row:
        person_id = given.get("person_id") or (await self.add("person"))["id"]
        return {"person_id": person_id, "kind": "APPOINTED", "text": "Вас призначено"}

    async def _nonce_used(self, given: Row) -> Row:
        digest, nonce = uuid4().bytes * 2, uuid4().bytes
        return {"nonce": nonce, "person_id": uuid4(), "payload_sha256": digest, "until": NOW}

    async def _secret_check(self, given: Row) -> Row:
        return {"secret": uuid4().hex, "digest": uuid4().bytes * 2}

    async def _principal_epoch(self, given: Row) -> Row:
        return {"principal_id": uuid4()}

    async def _person_login(self, given: Row) -> Row:
        return {"person_id": given.get("person_id") or (await self.add("person"))["id"], "last_at": NOW}

    async def _email_confirmation(self, given: Row) -> Row:
        employee = given.pop("employee", None) or await self.add("employee")
        return {
            "person_id": employee["person_id"],
            "employee_id": employee["id"],
            "facility_id": employee["facility_id"],
            "address": f"new{next(self._numbers)}@example.com",
            "token_sha256": uuid4().bytes * 2,
            "created_at": NOW,
            "expires_at": NOW + timedelta(hours=72),
        }

    async def _identity_correction(self, given: Row) -> Row:
        employee = given.pop("employee", None) or await self.add("employee")
        return {
            "facility_id": employee["facility_id"],
            "employee_id": employee["id"],
            "person_id": employee["person_id"],
            "status": "PROPOSED",
            "former_no_tax_id": False,
            "former_birth_date": date(1991, 8, 19),
            "former_gender": "FEMALE",
            "tax_id": "3346800122",
            "no_tax_id": False,
            "birth_date": date(1991, 8, 19),
            "gender": "FEMALE",
            "reason": "помилка в картці",
            "payload_sha256": b"p" * 32,
            "proposed_by_id": (await self.add("person"))["id"],
        }

    async def _session(self, given: Row) -> Row:
        principal_id = given.get("person_id") or given.get("client_id") or uuid4()
        return {
            "token_sha256": uuid4().bytes * 2,
            "kind": "FULL" if given.get("person_id") or given.get("client_id") else "EXPLORER",
            "principal_id": principal_id,
            "created_at": NOW,
            "absolute_until": NOW.replace(year=2027),
        }

    async def _attachment(self, given: Row) -> Row:
        whose = (
            {}
            if given.get("applicant_id")
            else {"person_id": given.get("person_id") or (await self.add("person"))["id"]}
        )
        return {
            "sha256": sha256(FILE).digest(),
            "size": len(FILE),
            "media_type": "application/pdf",
            "name": "заява.pdf",
            "uploaded_at": NOW,
            **whose,
        }

    async def _attachment_content(self, given: Row) -> Row:
        return {
            "attachment_id": given.get("attachment_id") or (await self.add("attachment"))["id"],
            "bytes": FILE,
        }

    async def _mis_client_secret(self, given: Row) -> Row:
        client_id = given.get("client_id") or (await self.add("mis_client"))["id"]
        return {"client_id": client_id, "sha256": b"s" * 32, "issued_at": NOW}

    async def _holiday(self, given: Row) -> Row:
        return {"day": date(2026, 8, 24), "title": "День Незалежності"}

    async def _extra_workday(self, given: Row) -> Row:
        return {"day": date(2026, 8, 22), "title": "За 24 серпня"}

    async def _facility_application(self, given: Row) -> Row:
        number = next(self._numbers)
        people = {
            f"{role}_{field}": value
            for role in ("head", "administrator")
            for field, value in {
                "last_name": "Мельник",
                "first_name": "Іван",
                "tax_id": "2923400112",
                "birth_date": date(1980, 1, 15),
                "gender": "MALE",
                "email": f"head{number}@example.com",
                "phones": [{"type": "MOBILE", "number": "+380501112233"}],
            }.items()
        }
        return {
            "number": f"ЗР-2026-{number:06}",
            "channel": "ONLINE",
            "status": "SUBMITTED",
            "applicant_key": bytes(32),
            "received_on": DAY,
            "due_on": date(2026, 2, 2),
            "kind_code": "TRANSFUSION_FACILITY",
            "edrpou": f"{number:08}",
            "name_full": f"Заявник повний {number}",
            "name_short": f"Заявник {number}",
            "name_full_en": "Applicant",
            "legal_address": ADDRESS,
            "actual_address": ADDRESS,
            "email": f"applicant{number}@example.com",
            "phones": [],
            "transfusion_declared": True,
            "head_position_code": "P3",
            **people,
        }
