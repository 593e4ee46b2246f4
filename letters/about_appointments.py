"""What is written about appointments, substitutions and the work in a facility."""

from collections.abc import Mapping

from letters.template import Template
from models.letter import LetterKind

APPOINTMENTS: Mapping[LetterKind, Template] = {
    LetterKind.APPOINTED: Template(
        subject="Вас призначено: {{position.title}}, {{facility.shortName}}",
        brief=("Вас призначено на посаду «{{position.title}}» закладу {{facility.shortName}} з {{startsOn}}"),
        body="""
Вас призначено на посаду «{{position.title}}» закладу {{facility.shortName}} з {{startsOn}}.

Нового запрошення не потрібно: права діють у вашому обліковому записі.
""",
    ),
    LetterKind.ASSIGNMENT_ENDED: Template(
        subject="Призначення завершено: {{position.title}}, {{facility.shortName}}",
        brief=(
            "Призначення на посаду «{{position.title}}» закладу {{facility.shortName}} завершено {{endsOn}}"
        ),
        body="""
Ваше призначення на посаду «{{position.title}}» закладу {{facility.shortName}} завершено {{endsOn}},
і права за ним більше не діють.

Підстава: {{reason?}}
""",
    ),
    LetterKind.ASSIGNMENT_SUSPENDED: Template(
        subject="Призначення призупинено: {{position.title}}, {{facility.shortName}}",
        brief="Призначення на посаду «{{position.title}}» закладу {{facility.shortName}} призупинено",
        body="""
Ваше призначення на посаду «{{position.title}}» закладу {{facility.shortName}} призупинено, і права
за ним не діють.

Підстава: {{reason?}}
""",
    ),
    LetterKind.ASSIGNMENT_RESUMED: Template(
        subject="Призначення поновлено: {{position.title}}, {{facility.shortName}}",
        brief="Призначення на посаду «{{position.title}}» закладу {{facility.shortName}} поновлено",
        body="""
Ваше призначення на посаду «{{position.title}}» закладу {{facility.shortName}} поновлено, і права за
ним знову діють.
""",
    ),
    LetterKind.RIGHTS_CHANGED: Template(
        subject="Права змінено: {{position.title}}, {{facility.shortName}}",
        brief=("За посадою «{{position.title}}» закладу {{facility.shortName}} тепер діють: {{roleSets}}"),
        body="""
За вашим призначенням на посаду «{{position.title}}» закладу {{facility.shortName}} тепер діють
рольові набори: {{roleSets}}.
""",
    ),
    LetterKind.SUBSTITUTION_STARTED: Template(
        subject="Ви заміщуєте: {{position.title}}, {{facility.shortName}}",
        brief=("З {{startsAt}} ви заміщуєте на посаді «{{position.title}}» закладу {{facility.shortName}}"),
        body="""
З {{startsAt}} ви заміщуєте на посаді «{{position.title}}» закладу {{facility.shortName}}.

Заміщення триває до {{endsAt?}}.

Підстава: {{reason?}}
""",
    ),
    LetterKind.SUBSTITUTION_ENDED: Template(
        subject="Заміщення завершено: {{position.title}}, {{facility.shortName}}",
        brief=(
            "Заміщення на посаді «{{position.title}}» закладу {{facility.shortName}} завершено {{endsAt}}"
        ),
        body="""
Ваше заміщення на посаді «{{position.title}}» закладу {{facility.shortName}} завершено {{endsAt}}.
""",
    ),
    LetterKind.EMPLOYEE_DISMISSED: Template(
        subject="Звільнення: {{facility.shortName}}",
        brief="Вас звільнено із закладу {{facility.shortName}} {{endsOn}}",
        body="""
Вас звільнено із закладу {{facility.shortName}} {{endsOn}}; права в ньому більше не діють.

Підстава: {{reason?}}

Права в інших закладах, якщо вони є, не змінилися.
""",
    ),
    LetterKind.EMPLOYEE_SUSPENDED: Template(
        subject="Роботу в системі призупинено: {{facility.shortName}}",
        brief="Ваші права в закладі {{facility.shortName}} призупинено",
        body="""
Ваші права в закладі {{facility.shortName}} призупинено.

Підстава: {{reason?}}
""",
    ),
    LetterKind.EMPLOYEE_RESUMED: Template(
        subject="Роботу в системі поновлено: {{facility.shortName}}",
        brief="Ваші права в закладі {{facility.shortName}} знову діють",
        body="""
Ваші права в закладі {{facility.shortName}} знову діють.
""",
    ),
}
