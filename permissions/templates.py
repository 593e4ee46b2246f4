"""The default role sets as one table: the scope of each permission in each set.

A line is read as a rule and a column as a role set; a change of policy is a change of one mark.
A ANY, F FACILITY, D DEPARTMENT, O OWN, · not granted.
"""

TABLE = """
                                 REG ADM HEAD HR BBH DBL DOC MIS AUD PUB
facilityApplication:create       A   ·   ·   ·   ·   ·   ·   ·   ·   O
facilityApplication:read         A   F   F   ·   ·   ·   ·   ·   A   O
facilityApplication:decide       A   ·   ·   ·   ·   ·   ·   ·   ·   ·
facility.public:read             A   A   A   A   A   A   A   A   A   A
facility.contact:read            A   F   F   F   F   F   F   F   A   ·
facility.legal:read              A   F   F   F   ·   ·   ·   F   A   ·
facility:update                  A   F   F   ·   ·   ·   ·   ·   ·   ·
facility.status:change           A   ·   ·   ·   ·   ·   ·   ·   ·   ·
facility.admin:change            A   ·   F   ·   ·   ·   ·   ·   ·   ·
facility.head:change             A   ·   ·   ·   ·   ·   ·   ·   ·   ·
department:read                  A   F   F   F   F   F   F   F   A   ·
department.contact:read          A   F   F   F   F   F   F   F   A   ·
department:create                ·   F   F   ·   ·   ·   ·   ·   ·   ·
department:update                ·   F   F   ·   D   ·   ·   ·   ·   ·
department:move                  ·   F   F   ·   ·   ·   ·   ·   ·   ·
department:close                 ·   F   F   ·   ·   ·   ·   ·   ·   ·
position:read                    A   F   F   F   F   F   F   F   A   ·
position:create                  ·   F   F   F   D   ·   ·   ·   ·   ·
position:update                  ·   F   F   F   D   ·   ·   ·   ·   ·
position:close                   ·   F   F   F   ·   ·   ·   ·   ·   ·
employee.public:read             A   F   F   F   F   F   F   F   A   ·
employee.workContact:read        A   F   F   F   D   D   O   F   A   ·
employee.personalContact:read    O   F   F   F   D   O   O   ·   O   ·
employee.personalContact:peek    ·   F   F   F   D   ·   ·   ·   ·   ·
employee.identity:read           O   F   F   F   O   O   O   ·   O   ·
employee.identity:peek           ·   F   F   F   D   ·   ·   ·   ·   ·
employee.professional:read       A   F   F   F   D   D   O   F   A   ·
employee.account:read            A   F   F   F   D   O   O   ·   A   ·
employee:create                  ·   F   F   F   ·   ·   ·   ·   ·   ·
employee.public:update           ·   F   F   F   ·   ·   ·   ·   ·   ·
employee.workContact:update      O   F   F   F   D   O   O   ·   O   ·
employee.personalContact:update  O   F   F   F   O   O   O   ·   O   ·
employee.identity:update         ·   F   F   F   ·   ·   ·   ·   ·   ·
employee.professional:update     ·   F   F   F   O   O   O   ·   ·   ·
employee:dismiss                 ·   F   F   F   ·   ·   ·   ·   ·   ·
employee:block                   A   ·   ·   ·   ·   ·   ·   ·   ·   ·
assignment:read                  A   F   F   F   F   F   F   F   A   ·
assignment:create                ·   F   F   F   D   ·   ·   ·   ·   ·
assignment:update                ·   F   F   F   D   ·   ·   ·   ·   ·
assignment:end                   ·   F   F   F   D   ·   ·   ·   ·   ·
assignment.roleSets:update       ·   F   F   ·   ·   ·   ·   ·   ·   ·
invitation:read                  A   F   F   F   D   ·   O   ·   A   ·
invitation:create                A   F   F   F   D   ·   ·   ·   ·   ·
invitation:reissue               A   F   F   F   D   ·   ·   ·   ·   ·
invitation:revoke                A   F   F   F   D   ·   ·   ·   ·   ·
workplace:read                   A   F   F   F   F   F   F   F   A   ·
workplace.inventory:read         A   F   F   ·   D   D   ·   F   A   ·
workplace:create                 ·   F   F   ·   D   D   ·   ·   ·   ·
workplace:update                 ·   F   F   ·   D   D   ·   ·   ·   ·
workplace:close                  ·   F   F   ·   D   ·   ·   ·   ·   ·
equipment.public:read            A   F   F   F   F   F   F   F   A   ·
equipment.inventory:read         A   F   F   ·   D   D   ·   F   A   ·
equipment:create                 ·   F   F   ·   D   D   ·   ·   ·   ·
equipment:update                 ·   F   F   ·   D   D   ·   ·   ·   ·
equipment.availability:change    ·   F   F   ·   D   D   ·   ·   ·   ·
equipment.status:change          ·   F   F   ·   D   ·   ·   ·   ·   ·
equipment:transfer               ·   F   F   ·   D   ·   ·   ·   ·   ·
roleSet:read                     A   F   F   F   F   F   O   F   A   ·
roleSet:create                   A   F   F   ·   ·   ·   ·   ·   ·   ·
roleSet:update                   A   F   F   ·   ·   ·   ·   ·   ·   ·
roleSet:retire                   A   F   F   ·   ·   ·   ·   ·   ·   ·
signedPayload.meta:read          A   F   F   F   D   D   O   F   A   ·
signedPayload.content:read       O   F   F   F   O   O   O   ·   O   ·
signedPayload.container:read     O   F   F   F   O   O   O   ·   O   ·
certificate:read                 A   F   F   F   O   O   O   ·   A   ·
certificate:unbind               A   F   F   O   O   O   O   ·   O   ·
journal:read                     A   F   F   F   D   D   O   F   A   ·
journal:verify                   A   A   A   A   A   A   A   A   A   A
accessLog:read                   O   F   F   O   O   O   O   ·   A   ·
misClient:create                 A   ·   ·   ·   ·   ·   ·   ·   ·   ·
misClient:read                   A   F   F   ·   ·   ·   ·   O   A   ·
misClient:connect                ·   F   F   ·   ·   ·   ·   ·   ·   ·
misClient:rotateSecret           A   F   F   ·   ·   ·   ·   ·   ·   ·
misClient:block                  A   F   F   ·   ·   ·   ·   ·   ·   ·
webhook:manage                   A   F   F   ·   ·   ·   ·   ·   ·   ·
changes:read                     A   F   F   F   D   D   O   F   A   ·
export:run                       A   F   F   F   D   ·   ·   F   A   ·
dictionary:read                  A   A   A   A   A   A   A   A   A   A
dictionary:manage                A   ·   ·   ·   ·   ·   ·   ·   ·   ·
stats:read                       A   F   F   F   D   D   ·   F   A   ·
identityCorrection:read          A   F   F   F   ·   ·   ·   ·   ·   ·
identityCorrection:decide        A   ·   ·   ·   ·   ·   ·   ·   ·   ·
notice:publish                   A   ·   ·   ·   ·   ·   ·   ·   ·   ·
"""

COLUMNS: tuple[tuple[str, str, str, str], ...] = (
    ("REG", "REGISTRAR", "Реєстратор УЦТК", "Розглядає заяви, веде реєстр закладів, системи та довідники"),
    ("ADM", "FACILITY_ADMIN", "Адміністратор закладу", "Веде відділи, посади, працівників і права закладу"),
    ("HEAD", "FACILITY_HEAD", "Керівник закладу", "Може все, що й адміністратор, і замінює його"),
    ("HR", "HR_OFFICER", "Працівник відділу кадрів", "Веде картки, призначення та запрошення закладу"),
    ("BBH", "BLOOD_BANK_HEAD", "Завідувач ЛБК", "Веде свій відділ: посади, людей, робочі місця, обладнання"),
    (
        "DBL",
        "BLOOD_BANK_DOUBLE",
        "Дублер завідувача ЛБК",
        "Веде робочі місця й обладнання відділу, не призначає",
    ),
    ("DOC", "DOCTOR", "Лікар, працівник", "Бачить заклад і змінює дані про себе"),
    ("MIS", "MIS", "Медична інформаційна система", "Читає дані під’єднаних закладів без особистих"),
    ("AUD", "AUDITOR", "Аудитор", "Читає дані всіх закладів без особистих і журнали доступу"),
    ("PUB", "PUBLIC", "Без входу", "Бачить назви закладів і довідники, подає заяву"),
)
"""Of each column: its head, the code of the role set, its name and what it is for."""

DELEGATING = frozenset({"REGISTRAR", "FACILITY_ADMIN", "FACILITY_HEAD", "HR_OFFICER", "BLOOD_BANK_HEAD"})
"""The role sets whose holders may hand out what they hold."""
