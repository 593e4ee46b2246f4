"""Dictionaries in the graph: codes that registrars may add to."""

from __future__ import annotations

from schema.declare import field, several, values


@values("Значення довідника")
class DictionaryValue:
    """A code with its title."""

    code: str = field(None, "Код", sql="{row}.code")
    title: str = field(None, "Назва", sql="{row}.title")
    is_active: bool = field(None, "Чи можна вживати в нових записах", sql="{row}.is_active")


@values("Довідник")
class Dictionary:
    """A dictionary with all its values."""

    name: str = field(None, "Позначення довідника", sql="{row}.name")
    title: str = field(None, "Назва", sql="{row}.title")
    values: list[DictionaryValue] = several(
        None,
        "Значення в порядку показу",
        table="dictionary_value",
        on="{row}.dictionary = {parent}.name",
        order="{row}.ordinal, {row}.code",
        rows=10,
    )
