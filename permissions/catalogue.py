"""The permissions that guard reading: one for each group of fields of equal sensitivity."""

from permissions.permission import Permission, Scope

_ANY = (Scope.ANY,)
_FACILITY = (Scope.FACILITY, Scope.ANY)
_DEPARTMENT = (Scope.DEPARTMENT, Scope.FACILITY, Scope.ANY)
_OWN = (Scope.OWN, Scope.DEPARTMENT, Scope.FACILITY, Scope.ANY)


class FACILITY:
    """Facilities: what everyone sees, how to reach them, who answers for them."""

    public = Permission("facility.public:read", "Заклад: назви, код ЄДРПОУ, вид, стан, адреси", _ANY)
    contact = Permission("facility.contact:read", "Заклад: пошта, координати, зовнішні коди", _FACILITY)
    legal = Permission("facility.legal:read", "Заклад: керівник, бухгалтер, ліцензії", _FACILITY)


class DEPARTMENT:
    """Departments and their contacts."""

    read = Permission("department:read", "Відділи: дерево, тип, назва, стан", _FACILITY)
    contact = Permission("department.contact:read", "Відділи: пошта й телефони", _FACILITY)


class POSITION:
    """Positions of the staff list."""

    read = Permission("position:read", "Посади: назва, ставки, вакансії", _FACILITY)


class EMPLOYEE:
    """Employees, by groups of rising sensitivity."""

    public = Permission("employee.public:read", "Працівники: ПІБ, вид, стан, строки", _FACILITY)
    work_contact = Permission("employee.workContact:read", "Працівники: службові контакти", _OWN)
    personal_contact = Permission(
        "employee.personalContact:read",
        "Працівники: особисті контакти",
        (Scope.OWN, Scope.DEPARTMENT, Scope.FACILITY),
    )
    identity = Permission(
        "employee.identity:read",
        "Працівники: РНОКПП, УНЗР, дата народження, документи",
        (Scope.OWN, Scope.FACILITY),
    )
    professional = Permission("employee.professional:read", "Працівники: освіта та кваліфікація", _OWN)


class ASSIGNMENT:
    """Who holds which position."""

    read = Permission("assignment:read", "Призначення: посада, строки, вид", _FACILITY)


class WORKPLACE:
    """Workplaces and their inventory numbers."""

    read = Permission("workplace:read", "Робочі місця: назва, приміщення", _FACILITY)
    inventory = Permission("workplace.inventory:read", "Робочі місця: інвентарний номер", _DEPARTMENT)


class EQUIPMENT:
    """Equipment: what it is, and what the inventory says of it."""

    public = Permission("equipment.public:read", "Обладнання: тип, назва, стан, доступність", _FACILITY)
    inventory = Permission("equipment.inventory:read", "Обладнання: номери, повірка, примітки", _DEPARTMENT)


class DICTIONARY:
    """The dictionaries."""

    read = Permission("dictionary:read", "Довідники", _ANY)


READING: tuple[Permission, ...] = tuple(
    permission
    for group in (FACILITY, DEPARTMENT, POSITION, EMPLOYEE, ASSIGNMENT, WORKPLACE, EQUIPMENT, DICTIONARY)
    for permission in vars(group).values()
    if isinstance(permission, Permission)
)
