"""Prints the page of the error codes from the tree of refusals.

`PYTHONPATH=. python scripts/errors_page.py > docs/errors.md` writes it anew.
"""

import sys
from collections.abc import Iterator

from errors import Refusal

MEANINGS = {
    "BAD_REQUEST": ("Запит або значення в ньому не прочитати", "Виправити за повідомленням"),
    "NOT_FOUND": ("За адресою нічого немає", "Запити GraphQL надсилати на `/graphql`"),
    "METHOD_NOT_ALLOWED": ("Метод не підходить до адреси чи операції", "Узяти метод із поля `Allow`"),
    "NOT_ACCEPTABLE": ("Жоден із прийнятних для клієнта типів не надається", "Прийняти один із `available`"),
    "REQUEST_TIMEOUT": ("Тіло запиту не надійшло вчасно", "Надіслати ще раз, швидше або коротше"),
    "PAYLOAD_TOO_LARGE": ("Тіло запиту довше за межу", "Поділити запит"),
    "ADDRESS_TOO_LONG": ("Параметри адреси довші за межу", "Надіслати запит методом POST"),
    "UNSUPPORTED_MEDIA_TYPE": ("Тіло запиту — не JSON у UTF-8 або стиснуте", "Надіслати `application/json`"),
    "GRAPHQL_PARSE_FAILED": ("Документ не читається як GraphQL", "Виправити документ у названому місці"),
    "GRAPHQL_VALIDATION_FAILED": ("Документ або змінні не відповідають схемі", "Звірити зі схемою"),
    "QUERY_TOO_COMPLEX": (
        "Документ або його вартість перевищує межу",
        "Зменшити сторінки або поділити запит",
    ),
    "BAD_ID": ("Ідентифікатора з таким написанням не буває", "Узяти `id` з відповіді служби"),
    "BAD_CURSOR": ("Курсора з таким написанням для цього порядку не буває", "Почати з першої сторінки"),
    "PAGE_SIZE": ("Розмір сторінки поза межами або задано обидва кінці", "Задати `first` або `last` у межах"),
    "UNKNOWN_PERMISSION": ("Права з таким кодом немає", "Узяти код із `permissionCatalogue`"),
    "SCOPE_NOT_ALLOWED": ("Це право в такому обсязі не надають", "Узяти обсяг із `grantableAt`"),
    "BAD_ROLE_SET": (
        "Рольовий набір порожній, завеликий або з повтореним чи порожнім правом",
        "Виправити набір за повідомленням",
    ),
    "UNAUTHENTICATED": ("Токен невідомий, прострочений чи відкликаний", "Отримати новий токен"),
    "FORBIDDEN": ("Потрібного дозволу немає ніде", "Прибрати поле або попросити дозвіл `requires`"),
    "GRANT_EXCEEDS_OWN": (
        "Надавати можна лише те, що маєте з правом надавати, і лише там, де маєте",
        "Прибрати права `missingPermissions` або звернутися до того, хто може їх надати",
    ),
    "SELF_GRANT": (
        "Ніхто не дає прав собі й не подовжує їх собі; відмовитися від прав можна",
        "Звернутися до іншого адміністратора",
    ),
    "TARGET_OUTRANKS": (
        "Особа або набір має права, яких ви не можете надати",
        "Звернутися до того, хто може надати права `missingPermissions`",
    ),
    "DUTIES_CONFLICT": (
        "Два обов’язки щодо одного об’єкта не виконує одна особа",
        "Доручити цю дію іншій особі",
    ),
    "LAST_ADMINISTRATOR": (
        "У закладі не лишилося б нікого, хто призначає, надає права й запрошує",
        "Спершу призначити іншого адміністратора без кінцевої дати",
    ),
    "DOUBLE_EXCEEDS_PRIMARY": (
        "Права дублера не ширші за права того, кого він заміщує",
        "Прибрати права `missingPermissions`",
    ),
    "DOUBLE_APPOINTS_DOUBLE": (
        "Дублер не призначає дублерів",
        "Звернутися до того, кого він заміщує, або до адміністратора",
    ),
    "SERVICE_UNAVAILABLE": ("База даних недоступна або служба перевантажена", "Повторити за `Retry-After`"),
    "TIMEOUT": ("Виконання тривало довше за межу", "Звузити запит; повтор того самого не допоможе"),
    "INTERNAL_SERVER_ERROR": ("Помилка самої служби", "Повідомити `requestId`"),
}
"""Of each code: what it means and what to do about it."""

HEAD = """# Коди помилок

Кожна помилка має `message` українською, `extensions.messageEn` англійською, сталий `extensions.code` і
`extensions.requestId`, за яким її знайдуть у журналі. Стан HTTP — для `application/graphql-response+json`;
клієнт, що приймає лише `application/json`, на 400 і 403 через зміст правильно надісланого запиту отримує 200.

| код | стан | що означає | що робити | in English |
|---|---|---|---|---|
"""


def page() -> str:
    """Give the page, in the order of the tree."""
    rows = [
        f"| `{kind.code}` | {kind.status} | {' | '.join(MEANINGS[kind.code])} | {_english(kind)} |\n"
        for kind in coded(Refusal)
    ]
    return HEAD + "".join(rows)


def coded(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    """Give the refusals below one that have a code of their own, parents first."""
    for child in kind.__subclasses__():
        if child.__module__ == Refusal.__module__:
            if "code" in vars(child):
                yield child
            yield from coded(child)


def _english(kind: type[Refusal]) -> str:
    return (kind.__doc__ or "").split("\n")[0].rstrip(".")


if __name__ == "__main__":
    sys.stdout.write(page())
