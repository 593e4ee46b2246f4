"""What is written about invitations."""

from collections.abc import Mapping

from letters.template import Template
from models.letter import LetterKind

INVITATIONS: Mapping[LetterKind, Template] = {
    LetterKind.INVITATION: Template(
        subject="Запрошення до системи: {{facility.shortName}}",
        brief="Вас запрошено до закладу {{facility.shortName}} на посаду «{{position.title}}»",
        body="""
Вас запрошено до системи як працівника закладу {{facility.shortName}}.

Адреса закладу: {{facility.address?}}

Посада: {{position.title}}, з {{startsOn}}. Запрошує: {{inviter.name}}.

Щоб прийняти запрошення, перейдіть за посиланням:

{{link}}

Посилання діє до {{expiresAt}} і лише один раз. Щоб увійти, потрібен ваш кваліфікований електронний
підпис (КЕП) із вашим РНОКПП; підпис іншої особи не підійде.

Якщо ви не чекали на це запрошення, відхиліть його за тим самим посиланням або не робіть нічого.
""",
        button="Прийняти запрошення",
    ),
    LetterKind.INVITATION_REMINDER: Template(
        subject="Нагадування: запрошення до системи, {{facility.shortName}}",
        brief="Запрошення до закладу {{facility.shortName}} діє до {{expiresAt}}",
        body="""
Вас запрошено до системи як працівника закладу {{facility.shortName}} на посаду
«{{position.title}}», але посилання ще не відкрито.

Посилання — у попередньому листі; воно діє до {{expiresAt}}. Тут його немає навмисно: система не
зберігає надісланих посилань.

Щоб увійти, потрібен ваш кваліфікований електронний підпис (КЕП) із вашим РНОКПП; підпис іншої особи
не підійде.
""",
    ),
    LetterKind.INVITATION_UNDELIVERED: Template(
        subject="Запрошення не доставлено: {{person.name}}",
        brief=(
            "{{person.name}}: лист із запрошенням на посаду «{{position.title}}» не доставлено; "
            "перевірте адресу"
        ),
        body="""
{{person.name}}: лист із запрошенням на посаду «{{position.title}}» закладу {{facility.shortName}} не
доставлено.

Перевірте адресу електронної пошти або передайте нове посилання самі.
""",
    ),
    LetterKind.INVITATION_EXPIRED: Template(
        subject="Строк запрошення минув: {{person.name}}",
        brief=(
            "{{person.name}}: строк запрошення на посаду «{{position.title}}» минув "
            "{{expiresAt}}; можна створити нове посилання"
        ),
        body="""
{{person.name}}: запрошення на посаду «{{position.title}}» закладу {{facility.shortName}} не
прийнято до {{expiresAt}}, і посилання більше не діє.

Призначення чекає далі; створіть нове посилання, якщо воно ще потрібне.
""",
    ),
    LetterKind.INVITATION_DECLINED: Template(
        subject="Запрошення відхилено: {{person.name}}",
        brief="{{person.name}} відхиляє запрошення на посаду «{{position.title}}»",
        body="""
{{person.name}} відхиляє запрошення на посаду «{{position.title}}» закладу {{facility.shortName}}.

Причина: {{reason?}}
""",
    ),
    LetterKind.INVITATION_LOCKED: Template(
        subject="Запрошення заблоковано: {{person.name}}",
        brief=(
            "{{person.name}}: запрошення на посаду «{{position.title}}» заблоковано після "
            "спроб чужими ключами"
        ),
        body="""
{{person.name}}: запрошення на посаду «{{position.title}}» закладу {{facility.shortName}}
заблоковано, бо за його посиланням кілька разів підписували ключами інших осіб.

З’ясуйте, хто має посилання, і створіть нове.
""",
    ),
    LetterKind.REGISTRATION_COMPLETE: Template(
        subject="Реєстрацію завершено: {{person.name}}",
        brief=(
            "{{person.name}}: реєстрацію завершено, посада «{{position.title}}» закладу "
            "{{facility.shortName}}"
        ),
        body="""
{{person.name}}: реєстрацію в системі завершено.

Заклад: {{facility.shortName}}. Посада: {{position.title}}, з {{startsOn}}.
""",
    ),
}
