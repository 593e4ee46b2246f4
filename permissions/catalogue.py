"""The permissions: one for each group of fields of equal sensitivity, and one for each act.

A name is made from the code: `employee.identity:peek` is EMPLOYEE.identity_peek; `read` is left out after a
group, so that a field says whose it is: `employee.identity:read` is EMPLOYEE.identity.
"""

from collections.abc import Mapping
from types import MappingProxyType

from permissions.permission import Permission, Scope

_ANY = (Scope.ANY,)
_FACILITY = (Scope.FACILITY,)
_DEPARTMENT = (Scope.DEPARTMENT, Scope.FACILITY)
_FROM_FACILITY = (Scope.FACILITY, Scope.ANY)
_FROM_DEPARTMENT = (Scope.DEPARTMENT, Scope.FACILITY, Scope.ANY)
_FROM_OWN = (Scope.OWN, Scope.DEPARTMENT, Scope.FACILITY, Scope.ANY)
_OWN_TO_FACILITY = (Scope.OWN, Scope.DEPARTMENT, Scope.FACILITY)
_OWN_OR_FACILITY = (Scope.OWN, Scope.FACILITY)
_OWN_OR_FROM_FACILITY = (Scope.OWN, Scope.FACILITY, Scope.ANY)


def _act(code: str, title: str, scopes: tuple[Scope, ...]) -> Permission:
    """Declare a permission for an act that is signed."""
    return Permission(code, title, scopes, signed=True)


class FACILITY_APPLICATION:  # noqa: N801  groups are written as constants
    """Applications to register a facility."""

    create = _act("facilityApplication:create", "Заяви на реєстрацію: подання", (Scope.OWN, Scope.ANY))
    read = Permission("facilityApplication:read", "Заяви на реєстрацію: перегляд", _OWN_OR_FROM_FACILITY)
    decide = _act("facilityApplication:decide", "Заяви на реєстрацію: розгляд і рішення", _ANY)


class FACILITY:
    """Facilities: what everyone sees, how to reach them, who answers for them."""

    public = Permission("facility.public:read", "Заклад: назви, код ЄДРПОУ, вид, стан, адреси", _ANY)
    contact = Permission("facility.contact:read", "Заклад: пошта, координати, зовнішні коди", _FROM_FACILITY)
    legal = Permission("facility.legal:read", "Заклад: керівник, бухгалтер, ліцензії", _FROM_FACILITY)
    update = _act("facility:update", "Заклад: зміна назв, адрес і контактів", _FROM_FACILITY)
    status_change = _act("facility.status:change", "Заклад: призупинення, відновлення, закриття", _ANY)
    admin_change = _act("facility.admin:change", "Заклад: заміна адміністратора", _FROM_FACILITY)
    head_change = _act("facility.head:change", "Заклад: заміна керівника", _ANY)


class DEPARTMENT:
    """Departments and their contacts."""

    read = Permission("department:read", "Відділи: дерево, тип, назва, стан", _FROM_FACILITY)
    contact = Permission("department.contact:read", "Відділи: пошта й телефони", _FROM_FACILITY)
    create = _act("department:create", "Відділи: створення", _FACILITY)
    update = _act("department:update", "Відділи: зміна назви, типу, приміщень і контактів", _DEPARTMENT)
    move = _act("department:move", "Відділи: підпорядкування іншому відділу", _FACILITY)
    close = _act("department:close", "Відділи: закриття", _FACILITY)


class POSITION:
    """Positions of the staff list."""

    read = Permission("position:read", "Посади: назва, ставки, вакансії", _FROM_FACILITY)
    create = _act("position:create", "Посади: створення", _DEPARTMENT)
    update = _act("position:update", "Посади: зміна", _DEPARTMENT)
    close = _act("position:close", "Посади: закриття", _FACILITY)


class EMPLOYEE:
    """Employees, by groups of rising sensitivity; to peek is to see masked values."""

    public = Permission("employee.public:read", "Працівники: ПІБ, вид, стан, строки", _FROM_FACILITY)
    work_contact = Permission("employee.workContact:read", "Працівники: службові контакти", _FROM_OWN)
    personal_contact = Permission(
        "employee.personalContact:read", "Працівники: особисті контакти", _OWN_TO_FACILITY
    )
    personal_contact_peek = Permission(
        "employee.personalContact:peek", "Працівники: особисті контакти під маскою", _DEPARTMENT
    )
    identity = Permission(
        "employee.identity:read", "Працівники: РНОКПП, УНЗР, дата народження, документи", _OWN_OR_FACILITY
    )
    identity_peek = Permission(
        "employee.identity:peek", "Працівники: РНОКПП і номери документів під маскою", _DEPARTMENT
    )
    professional = Permission("employee.professional:read", "Працівники: освіта та кваліфікація", _FROM_OWN)
    account = Permission(
        "employee.account:read", "Працівники: стан облікового запису, останній вхід", _FROM_OWN
    )
    create = _act("employee:create", "Працівники: реєстрація картки", _FACILITY)
    public_update = _act("employee.public:update", "Працівники: зміна ПІБ", _FACILITY)
    work_contact_update = _act(
        "employee.workContact:update", "Працівники: зміна службових контактів", _OWN_TO_FACILITY
    )
    personal_contact_update = _act(
        "employee.personalContact:update", "Працівники: зміна особистих контактів", _OWN_OR_FACILITY
    )
    identity_update = _act(
        "employee.identity:update", "Працівники: зміна документів, подання виправлень РНОКПП", _FACILITY
    )
    professional_update = _act(
        "employee.professional:update", "Працівники: зміна освіти та кваліфікації", _OWN_OR_FACILITY
    )
    dismiss = _act("employee:dismiss", "Працівники: звільнення", _FACILITY)
    block = _act("employee:block", "Працівники: блокування особи в усій системі", _ANY)


class ASSIGNMENT:
    """Who holds which position."""

    read = Permission("assignment:read", "Призначення: посада, строки, вид", _FROM_FACILITY)
    create = _act("assignment:create", "Призначення: призначення на посаду", _DEPARTMENT)
    update = _act("assignment:update", "Призначення: зміна строків, виду, дублювання", _DEPARTMENT)
    end = _act("assignment:end", "Призначення: припинення", _DEPARTMENT)
    role_sets_update = _act("assignment.roleSets:update", "Призначення: зміна рольових наборів", _FACILITY)


class INVITATION:
    """Invitation links; the token itself is shown to nobody."""

    read = Permission("invitation:read", "Запрошення: стан, строк, доставлення", _FROM_OWN)
    create = _act("invitation:create", "Запрошення: створення", _FROM_DEPARTMENT)
    reissue = _act("invitation:reissue", "Запрошення: нове посилання замість старого", _FROM_DEPARTMENT)
    revoke = _act("invitation:revoke", "Запрошення: відкликання", _FROM_DEPARTMENT)


class WORKPLACE:
    """Workplaces and their inventory numbers."""

    read = Permission("workplace:read", "Робочі місця: назва, приміщення", _FROM_FACILITY)
    inventory = Permission("workplace.inventory:read", "Робочі місця: інвентарний номер", _FROM_DEPARTMENT)
    create = _act("workplace:create", "Робочі місця: створення", _DEPARTMENT)
    update = _act("workplace:update", "Робочі місця: зміна", _DEPARTMENT)
    close = _act("workplace:close", "Робочі місця: закриття", _DEPARTMENT)


class EQUIPMENT:
    """Equipment: what it is, and what the inventory says of it."""

    public = Permission("equipment.public:read", "Обладнання: тип, назва, стан, доступність", _FROM_FACILITY)
    inventory = Permission(
        "equipment.inventory:read", "Обладнання: номери, повірка, примітки", _FROM_DEPARTMENT
    )
    create = _act("equipment:create", "Обладнання: створення", _DEPARTMENT)
    update = _act("equipment:update", "Обладнання: зміна", _DEPARTMENT)
    availability_change = _act(
        "equipment.availability:change", "Обладнання: доступне, пошкоджене, втрачене, знищене", _DEPARTMENT
    )
    status_change = _act("equipment.status:change", "Обладнання: вилучення, внесено помилково", _DEPARTMENT)
    transfer = _act("equipment:transfer", "Обладнання: передання іншому відділу", _DEPARTMENT)


class ROLE_SET:  # noqa: N801
    """Role sets."""

    read = Permission("roleSet:read", "Рольові набори: назви, коди, права", _OWN_OR_FROM_FACILITY)
    create = _act("roleSet:create", "Рольові набори: створення з власних прав", _FROM_FACILITY)
    update = _act("roleSet:update", "Рольові набори: нова версія", _FROM_FACILITY)
    retire = _act("roleSet:retire", "Рольові набори: вилучення", _FROM_FACILITY)


class SIGNED_PAYLOAD:  # noqa: N801
    """What was signed: the facts of the signature, the words, the container."""

    meta = Permission("signedPayload.meta:read", "Підписане: хто, що й коли, сертифікат, висновок", _FROM_OWN)
    content = Permission("signedPayload.content:read", "Підписане: сам зміст", _OWN_OR_FACILITY)
    container = Permission(
        "signedPayload.container:read", "Підписане: завантаження контейнера .p7s", _OWN_OR_FACILITY
    )


class CERTIFICATE:
    """Certificates of those who sign."""

    read = Permission(
        "certificate:read", "Сертифікати: видавець, номер, строк, алгоритм", _OWN_OR_FROM_FACILITY
    )
    unbind = _act("certificate:unbind", "Сертифікати: від’єднання", _OWN_OR_FROM_FACILITY)


class JOURNAL:
    """The journal of signed acts."""

    read = Permission("journal:read", "Журнал: записи без особистих значень", _FROM_OWN)
    verify = Permission("journal:verify", "Журнал: докази ланцюга та корені", _ANY)


class ACCESS_LOG:  # noqa: N801
    """Who read whose personal data."""

    read = Permission("accessLog:read", "Журнал доступу: хто читав особисті дані", _OWN_OR_FROM_FACILITY)


class MIS_CLIENT:  # noqa: N801
    """Vendors' systems and their connections to facilities."""

    create = _act("misClient:create", "Клієнти МІС: реєстрація", _ANY)
    read = Permission("misClient:read", "Клієнти МІС: перегляд", _OWN_OR_FROM_FACILITY)
    connect = _act("misClient:connect", "Клієнти МІС: під’єднання до закладу й межа прав", _FACILITY)
    rotate_secret = _act("misClient:rotateSecret", "Клієнти МІС: новий секрет", _FROM_FACILITY)
    block = _act("misClient:block", "Клієнти МІС: блокування", _FROM_FACILITY)


class WEBHOOK:
    """Webhooks of a facility."""

    manage = _act("webhook:manage", "Вебхуки: адреси, секрет, повторення", _FROM_FACILITY)


class CHANGES:
    """The feed of changes; values in it ask for the permissions that guard them."""

    read = Permission("changes:read", "Зміни: стрічка змін", _FROM_OWN)


class EXPORT:
    """Files of what may be read."""

    run = Permission("export:run", "Вивантаження: файли з того, що дозволено читати", _FROM_DEPARTMENT)


class DICTIONARY:
    """The dictionaries."""

    read = Permission("dictionary:read", "Довідники", _ANY)
    manage = _act("dictionary:manage", "Довідники: додавання й вилучення значень", _ANY)


class STATS:
    """Counts, terms kept, completeness."""

    read = Permission("stats:read", "Статистика: кількості, строки, повнота", _FROM_DEPARTMENT)


class IDENTITY_CORRECTION:  # noqa: N801
    """Corrections of tax numbers and birth dates, proposed by one and decided by another."""

    read = Permission("identityCorrection:read", "Виправлення даних особи: перегляд", _FROM_FACILITY)
    decide = _act("identityCorrection:decide", "Виправлення даних особи: рішення", _ANY)


class NOTICE:
    """Notices to facilities."""

    publish = _act("notice:publish", "Оголошення: публікація", _ANY)


GROUPS: tuple[type, ...] = (
    FACILITY_APPLICATION,
    FACILITY,
    DEPARTMENT,
    POSITION,
    EMPLOYEE,
    ASSIGNMENT,
    INVITATION,
    WORKPLACE,
    EQUIPMENT,
    ROLE_SET,
    SIGNED_PAYLOAD,
    CERTIFICATE,
    JOURNAL,
    ACCESS_LOG,
    MIS_CLIENT,
    WEBHOOK,
    CHANGES,
    EXPORT,
    DICTIONARY,
    STATS,
    IDENTITY_CORRECTION,
    NOTICE,
)
"""The groups, in the order in which people read them."""

PERMISSIONS: Mapping[str, Permission] = MappingProxyType(
    {
        permission.code: permission
        for group in GROUPS
        for permission in vars(group).values()
        if isinstance(permission, Permission)
    }
)
"""Every permission by its code."""

RECORDED = frozenset(
    (EMPLOYEE.identity, EMPLOYEE.identity_peek, EMPLOYEE.personal_contact, EMPLOYEE.personal_contact_peek)
)
"""The permissions whose use is told to whom it is about: identity data and personal contacts."""

READING: tuple[Permission, ...] = tuple(
    permission for permission in PERMISSIONS.values() if permission.code.endswith((":read", ":peek"))
)
"""The permissions that show something, wholly or masked."""
