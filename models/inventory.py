"""Whether a thing carries an inventory number."""

from models.entity import Enumeration


class InventoryStatus(Enumeration):
    """Whether an inventory number was given, or the facility said «відсутній»."""

    ASSIGNED = "ASSIGNED", "Присвоєно"
    ABSENT = "ABSENT", "Відсутній"
