"""How a migration tells Tortoise about a model whose table the SQL beside it makes.

Tortoise cannot say generated columns, composite foreign keys, partial indexes, exclusions or triggers,
so tables are written in SQL; the operations here change the migration state and no database.
"""

from collections.abc import Mapping
from typing import Any

from tortoise import fields
from tortoise.fields import RESTRICT, Field
from tortoise.fields.relational import ForeignKeyFieldInstance, OneToOneFieldInstance
from tortoise.migrations.operations import AddField, AlterField, CreateModel
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State

Fields = Mapping[str, "Field[Any]"]  # a model's fields are of many types


def entity() -> Fields:
    """Give the fields that every entity has."""
    return {
        **part(),
        "version": fields.IntField(default=1),
        "created_at": fields.DatetimeField(auto_now_add=True),
        "updated_at": fields.DatetimeField(auto_now=True),
    }


def part() -> Fields:
    """Give the field that every part of an entity has."""
    return {"id": fields.UUIDField(primary_key=True)}


def reference(
    name: str,
    model: str,
    related_name: str,
    *,
    null: bool = False,
    once: bool = False,
    primary_key: bool = False,
) -> Fields:
    """Give a foreign key to the id of another model; with `once`, at most one row refers to each."""
    relation = OneToOneFieldInstance if once else ForeignKeyFieldInstance
    return {
        name: relation(
            f"models.{model}",
            related_name,
            RESTRICT,
            null=null,
            primary_key=primary_key,
            source_field=f"{name}_id",
            to_field="id",
        )
    }


class Declare(CreateModel):
    """A model exists from here on; `sentence` is the first line of its docstring."""

    def __init__(
        self, name: str, table: str, sentence: str, columns: Fields, primary_key: str = "id"
    ) -> None:
        options = {"table": table, "app": "models", "pk_attr": primary_key, "table_description": sentence}
        super().__init__(name, list(columns.items()), options)
        self.primary_key = primary_key

    def describe(self) -> str:
        """Say what the operation does, for the list of operations."""
        return f"Declare model {self.name}"

    def state_forward(self, app_label: str, state: State) -> None:
        """Add the model to the state."""
        super().state_forward(app_label, state)
        # Tortoise itself leaves the `_id` off the name of a key that is a relation.
        state.models[(app_label, self.name)].options["pk_attr"] = self.primary_key

    async def database_forward(
        self, app_label: str, old_state: State, new_state: State, state_editor: BaseSchemaEditor | None = None
    ) -> None:
        """Leave the database to the SQL beside."""

    async def database_backward(
        self, app_label: str, old_state: State, new_state: State, state_editor: BaseSchemaEditor | None = None
    ) -> None:
        """Leave the database to the SQL beside."""


class DeclareChange(AlterField):
    """A field is another one from here on."""

    def __init__(self, model_name: str, column: Fields) -> None:
        ((name, field),) = column.items()
        super().__init__(model_name, name, field)

    def describe(self) -> str:
        """Say what the operation does, for the list of operations."""
        return f"Declare change of {self.name} of {self.model_name}"

    async def database_forward(
        self, app_label: str, old_state: State, new_state: State, state_editor: BaseSchemaEditor | None = None
    ) -> None:
        """Leave the database to the SQL beside."""

    async def database_backward(
        self, app_label: str, old_state: State, new_state: State, state_editor: BaseSchemaEditor | None = None
    ) -> None:
        """Leave the database to the SQL beside."""


class DeclareField(AddField):
    """A field exists from here on."""

    def __init__(self, model_name: str, column: Fields) -> None:
        ((name, field),) = column.items()
        super().__init__(model_name, name, field)

    def describe(self) -> str:
        """Say what the operation does, for the list of operations."""
        return f"Declare field {self.name} of {self.model_name}"

    async def database_forward(
        self, app_label: str, old_state: State, new_state: State, state_editor: BaseSchemaEditor | None = None
    ) -> None:
        """Leave the database to the SQL beside."""

    async def database_backward(
        self, app_label: str, old_state: State, new_state: State, state_editor: BaseSchemaEditor | None = None
    ) -> None:
        """Leave the database to the SQL beside."""
