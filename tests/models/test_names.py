"""An employee's names are the person's, whoever writes them and whenever."""

from tests.models.world import NOW, World


async def test_an_employee_gets_the_names_of_the_person(world: World) -> None:
    person = await world.add("person", last_name="Косач", first_name="Лариса", middle_name="Петрівна")
    employee = await world.add("employee", person_id=person["id"], last_name="Чужа", first_name="Особа")
    assert (employee["last_name"], employee["first_name"], employee["middle_name"]) == (
        "Косач",
        "Лариса",
        "Петрівна",
    )


async def test_a_new_name_reaches_every_employee_of_the_person(world: World) -> None:
    person = await world.add("person")
    employees = [await world.add("employee", person_id=person["id"]) for _ in range(2)]
    await world.change("person", person, last_name="Нова", middle_name="Іванівна", updated_at=NOW)
    for employee in employees:
        seen = await world.seen("employee", employee)
        assert (seen["last_name"], seen["middle_name"], seen["updated_at"]) == ("Нова", "Іванівна", NOW)


async def test_an_employee_cannot_be_renamed_apart_from_the_person(world: World) -> None:
    employee = await world.add("employee")
    changed = await world.change("employee", employee, last_name="Інша")
    assert changed["last_name"] == "Шевченко"
