"""What is written about a person's own access, certificates, addresses and data."""

from collections.abc import Mapping

from letters.template import Template
from models.letter import LetterKind

ACCOUNTS: Mapping[LetterKind, Template] = {
    LetterKind.PERSON_BLOCKED: Template(
        subject="Ваш доступ до системи заблоковано",
        brief="Ваш доступ до системи заблоковано",
        body="""
Ваш доступ до системи заблоковано.

Підстава: {{reason?}}
""",
    ),
    LetterKind.PERSON_UNBLOCKED: Template(
        subject="Ваш доступ до системи розблоковано",
        brief="Ваш доступ до системи розблоковано",
        body="""
Ваш доступ до системи розблоковано.
""",
    ),
    LetterKind.CERTIFICATE_BOUND: Template(
        subject="Підпис новим сертифікатом",
        brief="{{boundAt}} від вашого імені вперше підписано сертифікатом {{serial}}",
        body="""
{{boundAt}} від вашого імені вперше підписано цим сертифікатом.

Надавач: {{issuer}}. Серійний номер: {{serial}}.

Якщо це були не ви, негайно скасуйте сертифікат у надавача й від’єднайте його в системі.
""",
    ),
    LetterKind.CERTIFICATE_EXPIRING: Template(
        subject="Строк вашого сертифіката закінчується: залишилося днів — {{days}}",
        brief="Сертифікат {{serial}} діє до {{expiresAt}}: отримайте новий завчасно",
        body="""
Сертифікат, яким ви підписуєте в системі, діє до {{expiresAt}}.

Надавач: {{issuer}}. Серійний номер: {{serial}}.

Отримайте новий завчасно: він прив’яжеться сам за першим підписом.
""",
    ),
    LetterKind.EMAIL_CONFIRMATION: Template(
        subject="Підтвердьте свою адресу електронної пошти",
        brief="Підтвердьте нову адресу електронної пошти до {{expiresAt}}",
        body="""
Цю адресу вказано в системі як вашу. Підтвердьте її за посиланням:

{{link}}

Посилання діє до {{expiresAt}}. Поки адресу не підтверджено, діє попередня.

Якщо ви не просили про це, не робіть нічого.
""",
        button="Підтвердити адресу",
    ),
    LetterKind.EMAIL_CHANGED: Template(
        subject="Вашу адресу електронної пошти змінено",
        brief="Вашу адресу електронної пошти змінено",
        body="""
У системі тепер діє інша ваша адреса електронної пошти, а ця більше не використовується.

Якщо це були не ви, зверніться до адміністратора свого закладу.
""",
    ),
    LetterKind.IDENTITY_CORRECTION_DECIDED: Template(
        subject="Виправлення даних особи: {{decision}}",
        brief="Рішення про виправлення ваших даних: {{decision}}",
        body="""
Рішення про виправлення ваших даних у реєстрі: {{decision}}.

Пояснення: {{comment?}}
""",
    ),
}
