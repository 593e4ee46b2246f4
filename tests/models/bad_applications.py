"""Applications and days of the calendar that the database refuses, each beside the promise that it breaks."""

from datetime import date, timedelta
from uuid import uuid4

from tests.models.world import DAY, NOW, Row

BEFORE = DAY - timedelta(days=1)
ON_PAPER: Row = {"channel": "PAPER", "applicant_key": None, "typed_by_id": uuid4(), "scan_sha256": "ab" * 32}

REFUSED: list[tuple[str, str, Row]] = [
    ("holiday", "holiday_version", {"version": 0}),
    ("holiday", "holiday_not_blank", {"title": " "}),
    ("extra_workday", "extra_workday_version", {"version": 0}),
    ("extra_workday", "extra_workday_not_blank", {"title": ""}),
    ("facility_application", "application_version", {"version": 0}),
    ("facility_application", "application_number_format", {"number": "2026-000001"}),
    ("facility_application", "application_channel_known", {"channel": "FAX", "applicant_key": None}),
    ("facility_application", "application_status_known", {"status": "LOST"}),
    ("facility_application", "application_came_somehow", {"applicant_key": None}),
    ("facility_application", "application_came_somehow", {"typed_by_id": uuid4()}),
    ("facility_application", "application_came_somehow", {**ON_PAPER, "scan_sha256": None}),
    ("facility_application", "application_applicant_key_is_sha256", {"applicant_key": b"k"}),
    ("facility_application", "application_scan_sha256_format", {**ON_PAPER, "scan_sha256": "AB" * 32}),
    ("facility_application", "application_term", {"due_on": BEFORE}),
    ("facility_application", "application_paused", {"paused_at": NOW}),
    ("facility_application", "application_paused", {"paused_days": -1}),
    ("facility_application", "application_taken", {"taken_at": NOW}),
    ("facility_application", "application_taken", {"status": "IN_REVIEW"}),
    ("facility_application", "application_decided", {"decided_at": NOW}),
    ("facility_application", "application_decided", {"status": "WITHDRAWN"}),
    ("facility_application", "application_reasoned", {"comment": "так"}),
    ("facility_application", "application_reasoned", {"status": "RETURNED", "paused_at": NOW}),
    ("facility_application", "application_registered", {"facility_id": uuid4()}),
    ("facility_application", "application_not_blank", {"name_full": " "}),
    ("facility_application", "application_not_blank", {"administrator_last_name": ""}),
    ("facility_application", "application_edrpou_format", {"edrpou": "1234567"}),
    (
        "facility_application",
        "application_owner_tax_id_format",
        {"edrpou": None, "owner_tax_id": "123"},
    ),
    ("facility_application", "application_edrpou_or_owner", {"edrpou": None}),
    ("facility_application", "application_edrpou_or_owner", {"owner_tax_id": "2923400112"}),
    ("facility_application", "application_legal_address_shape", {"legal_address": {}}),
    ("facility_application", "application_actual_address_shape", {"actual_address": []}),
    ("facility_application", "application_email_format", {"email": "A@example.com"}),
    ("facility_application", "application_email_format", {"head_email": "head"}),
    ("facility_application", "application_email_format", {"administrator_email": "@"}),
    ("facility_application", "application_phones_shape", {"phones": {}}),
    ("facility_application", "application_phones_shape", {"head_phones": [1]}),
    ("facility_application", "application_phones_shape", {"administrator_phones": [{}]}),
    ("facility_application", "application_website_format", {"website": "example.com"}),
    ("facility_application", "application_people", {"head_tax_id": "1"}),
    ("facility_application", "application_people", {"administrator_tax_id": "1"}),
    ("facility_application", "application_people", {"head_birth_date": date(1899, 12, 31)}),
    ("facility_application", "application_head_gender_known", {"head_gender": "NONE"}),
    ("facility_application", "application_administrator_gender_known", {"administrator_gender": "NONE"}),
    ("facility_application", "application_of_kind", {"kind_code": "NURSE"}),
    ("facility_application", "application_head_position", {"head_position_code": "GARDENER"}),
    ("facility_application", "application_for_reason", {"reason_code": "WHIM", "comment": "так"}),
    ("facility_application", "application_typed_by", ON_PAPER),
    ("facility_application", "application_taken_by", {"taken_by_id": uuid4(), "taken_at": NOW}),
]

TWICE: list[tuple[str, str, Row]] = [
    ("holiday", "holiday_pkey", {"id": uuid4()}),
    ("holiday", "holiday_day", {}),
    ("extra_workday", "extra_workday_pkey", {"id": uuid4()}),
    ("extra_workday", "extra_workday_day", {}),
    ("facility_application", "facility_application_pkey", {"id": uuid4()}),
    ("facility_application", "application_number", {"number": "ЗР-2026-999999"}),
    ("facility_application", "application_open_by_edrpou", {"edrpou": "14360570"}),
    (
        "facility_application",
        "application_open_by_owner",
        {"edrpou": None, "owner_tax_id": "2923400112"},
    ),
]
