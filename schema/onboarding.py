"""How far a facility has come on its way into the system, in the graph (US-K15).

A step is done when the first thing of its kind is there, so nobody ticks anything off; the steps are those of
the journey of a blood bank, from the application to the equipment.
"""

from __future__ import annotations

import datetime as dt

import models
from schema.declare import field, several, values

_ACCEPTED = "SELECT min(i.used_at) FROM invitation i WHERE i.facility_id = {f}.id AND i.status = 'ACCEPTED'"
_STAFF = (
    "FROM employee e WHERE e.facility_id = {f}.id"
    " AND e.id IS DISTINCT FROM {f}.head_employee_id AND e.id IS DISTINCT FROM {f}.administrator_employee_id"
)
_BELOW = "AND length(x.path) > 5"
"""Below a root, which is there from the registration on: a level of a path has five characters."""


def _first(table: str, more: str = "") -> str:
    return f"SELECT min(x.created_at) FROM {table} x WHERE x.facility_id = {{f}}.id {more}"


STEPS: tuple[tuple[str, str, str], ...] = (
    (
        "APPLICATION_SUBMITTED",
        "Заяву подано",
        f"SELECT coalesce(({_first('facility_application')}), {{f}}.registered_at)",
    ),
    ("FACILITY_REGISTERED", "Заклад зареєстровано", "SELECT {f}.registered_at"),
    (
        "ADMINISTRATOR_LOGGED_IN",
        "Адміністратор увійшов уперше",
        (
            f"SELECT coalesce(({_ACCEPTED} AND i.kind = 'FIRST_LOGIN'), (SELECT e.created_at FROM employee e"
            " WHERE e.id = {f}.administrator_employee_id AND e.status = 'ACTIVE'))"
        ),
    ),
    ("ROLE_SET_CREATED", "Складено рольовий набір", _first("role_set")),
    ("STAFF_ADDED", "Додано працівників", f"SELECT min(e.created_at) {_STAFF}"),
    ("DEPARTMENT_CREATED", "Створено відділ", _first("department", _BELOW)),
    ("POSITION_CREATED", "Додано посаду у відділі", _first("position", _BELOW)),
    ("EMPLOYEE_APPOINTED", "Призначено працівника", _first("assignment", _BELOW)),
    (
        "EMPLOYEE_INVITED",
        "Запрошення передано працівникові",
        _first("invitation", "AND x.kind = 'EMPLOYEE'"),
    ),
    (
        "EMPLOYEE_JOINED",
        "Працівник прийняв запрошення",
        (
            f"SELECT coalesce(({_ACCEPTED} AND i.kind = 'EMPLOYEE'),"
            f" (SELECT min(e.created_at) {_STAFF} AND e.status = 'ACTIVE'))"
        ),
    ),
    ("WORKPLACE_CREATED", "Створено робоче місце", _first("workplace")),
    ("EQUIPMENT_ENTERED", "Внесено обладнання", _first("equipment", "AND x.status <> 'ENTERED_IN_ERROR'")),
)
"""The steps in their order: code, title, and the SELECT of the moment at which it was done."""


def _steps(facility: str) -> str:
    rows = ", ".join(
        f"({place}, '{code}', '{title}', ({done.replace('{f}', facility)})::timestamptz)"
        for place, (code, title, done) in enumerate(STEPS, start=1)
    )
    return f"(SELECT * FROM (VALUES {rows}) AS s(ordinal, code, title, done_at))"


@values("Крок закладу на шляху до роботи в системі")
class OnboardingStep:
    """A step."""

    code: str = field(None, "Код кроку", sql="{row}.code")
    title: str = field(None, "Крок", sql="{row}.title")
    done: bool = field(None, "Чи зроблено", sql="({row}.done_at IS NOT NULL)")
    done_at: dt.datetime | None = field(None, "Коли зроблено вперше", sql="{row}.done_at")


@values("Скільки зроблено на шляху до роботи в системі", models.Facility)
class Onboarding:
    """How far a facility has come."""

    steps: list[OnboardingStep] = several(
        None, "Кроки по порядку", table=_steps("{parent}"), order="{row}.ordinal", rows=len(STEPS)
    )
    percent: int = field(
        None,
        "Зроблено, відсотків",
        sql=f"(SELECT round(100.0 * count(s.done_at) / count(*))::integer FROM {_steps('{row}')} s)",
    )
