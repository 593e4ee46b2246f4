"""Permission: a right by its code, as the catalogue in code declares it."""

# ruff: noqa: D106  Meta is explained by Tortoise

from tortoise import Model, fields


class Permission(Model):
    """A right by its code; the table `permission_scope` beside it holds where it may be granted."""

    code = fields.CharField(80, primary_key=True)
    title = fields.CharField(200)
    signed = fields.BooleanField()
    ordinal = fields.IntField()

    class Meta:
        table = "permission"
