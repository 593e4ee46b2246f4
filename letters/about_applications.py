"""What is written about applications of facilities and their registration."""

from collections.abc import Mapping

from letters.template import Template
from models.letter import LetterKind

APPLICATIONS: Mapping[LetterKind, Template] = {
    LetterKind.APPLICATION_RECEIVED: Template(
        subject="Заяву {{application.number}} прийнято",
        brief=(
            "Заяву {{application.number}} закладу «{{facility.name}}» прийнято, строк розгляду — {{dueOn}}"
        ),
        body="""
Заяву про реєстрацію закладу «{{facility.name}}» прийнято за номером {{application.number}}.

Її розглянуть до {{dueOn}}. Строк рахується робочими днями; якщо заяву повернуть на доопрацювання,
на цей час він зупиняється.
""",
    ),
    LetterKind.APPLICATION_RETURNED: Template(
        subject="Заяву {{application.number}} повернуто на доопрацювання",
        brief=(
            "Заяву {{application.number}} закладу «{{facility.name}}» повернуто на доопрацювання: {{reason}}"
        ),
        body="""
Заяву {{application.number}} про реєстрацію закладу «{{facility.name}}» повернуто на доопрацювання.

Причина: {{reason}}.

Пояснення: {{comment?}}

Виправте заяву й подайте її знову; до того часу строк розгляду зупинено.
""",
    ),
    LetterKind.APPLICATION_REJECTED: Template(
        subject="За заявою {{application.number}} у реєстрації відмовлено",
        brief=(
            "За заявою {{application.number}} у реєстрації закладу «{{facility.name}}» відмовлено: {{reason}}"
        ),
        body="""
За заявою {{application.number}} у реєстрації закладу «{{facility.name}}» відмовлено.

Причина: {{reason}}.

Пояснення: {{comment?}}

Усунувши причину, можна подати нову заяву.
""",
    ),
    LetterKind.APPLICATION_OVERDUE: Template(
        subject="Строк розгляду заяви {{application.number}} минув",
        brief="Строк розгляду заяви {{application.number}} закладу «{{facility.name}}» минув {{dueOn}}",
        body="""
Заяву {{application.number}} закладу «{{facility.name}}» слід було розглянути до {{dueOn}}.

Сама собою вона не вважається ні схваленою, ні відхиленою: потрібне рішення.
""",
    ),
    LetterKind.FACILITY_REGISTERED: Template(
        subject="Заклад {{facility.shortName}} успішно зареєстровано в системі",
        brief="Заклад {{facility.shortName}} успішно зареєстровано в системі",
        body="""
Заклад {{facility.shortName}} успішно зареєстровано в системі.

Посилання для першого входу:

{{link}}

Посилання діє до {{expiresAt}} і лише один раз. Щоб увійти, потрібен ваш кваліфікований електронний
підпис (КЕП); підпис іншої особи не підійде.
""",
        button="Увійти вперше",
    ),
    LetterKind.FACILITY_STATUS_CHANGED: Template(
        subject="Заклад {{facility.shortName}}: новий стан — {{status}}",
        brief="Стан закладу {{facility.shortName}} змінено: {{status}}",
        body="""
Стан закладу {{facility.shortName}} змінено: {{status}}.

Підстава: {{reason?}}
""",
    ),
}
