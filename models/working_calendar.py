"""Days on which terms stand still although it is a weekday, and days on which they run although it is not."""

# ruff: noqa: D106  Meta is explained by Tortoise

from tortoise import fields

from models.entity import Entity


class Holiday(Entity):
    """A day from Monday to Friday on which nobody works."""

    day = fields.DateField(unique=True)
    title = fields.CharField(200)

    class Meta:
        table = "holiday"


class ExtraWorkday(Entity):
    """A day on which one works, whatever day of the week it is."""

    day = fields.DateField(unique=True)
    title = fields.CharField(200)

    class Meta:
        table = "extra_workday"
