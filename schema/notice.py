"""Notices in the graph: what was published, and what whoever asks is told."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

import models
from compiler.catalogue import Footing
from permissions.catalogue import FACILITY, NOTICE
from schema.declare import Node, dictionary_value, entity, field, reference, values

if TYPE_CHECKING:
    import strawberry

    from schema.dictionary import DictionaryValue
    from schema.enums import LetterKind, NoticeAudience
    from schema.facility import Facility

SHOWN = 100
"""Of what somebody was told the newest is shown; the rest has its time behind it."""

NOTICES = f"""(
SELECT * FROM (
    SELECT t.id, t.kind, t.text, t.about, t.at, NULL::date AS valid_to, t.seen_at
    FROM person_notice t WHERE t.person_id = {{person}} ORDER BY t.at DESC, t.id LIMIT {SHOWN}
) AS told
UNION ALL
SELECT * FROM (
    SELECT n.id, NULL, n.text, NULL, n.created_at, n.valid_to, NULL::timestamptz
    FROM notice n
    WHERE n.valid_from <= {{today}} AND coalesce(n.valid_to >= {{today}}, true)
        AND (n.audience = 'EVERYBODY' OR n.facility_id = ANY ({{homes}})
            OR n.facility_kind_code IN (SELECT f.kind_code FROM facility f WHERE f.id = ANY ({{homes}})))
    ORDER BY n.created_at DESC, n.id LIMIT {SHOWN}
) AS published
)"""
"""What whoever asks is told, and what is published to the facilities where they have rights."""

# A global id: base64url of `Type:uuid`, which is never long enough to be broken into lines.
_ABOUT = "translate(encode(convert_to({row}.about, 'UTF8'), 'base64'), '+/=' || chr(10), '-_')"


@entity(models.Notice, NOTICE.publish, "Оголошення для закладів", footing=Footing(path=None))
class Notice(Node):
    """A notice."""

    audience: NoticeAudience = field(NOTICE.publish, "Кому")
    facility_kind_code: str | None = field(NOTICE.publish, "Код виду закладів (довідник FACILITY_KIND)")
    facility_kind: DictionaryValue | None = dictionary_value(
        NOTICE.publish, "Вид закладів", dictionary="FACILITY_KIND", column="facility_kind_code"
    )
    text: str = field(NOTICE.publish, "Текст")
    valid_from: dt.date = field(NOTICE.publish, "Показувати з", filter=True, order=True)
    valid_to: dt.date | None = field(NOTICE.publish, "Показувати до", filter=True, order=True)

    facility: Facility | None = reference(FACILITY.public, "Заклад", via="facility_id")


@values("Що сказано тому, хто запитує: оголошення чи повідомлення саме йому")
class CallerNotice:
    """What whoever asks is told."""

    id: UUID = field(None, "Ідентифікатор, за яким повідомлення позначають побаченим", sql="{row}.id")
    kind: LetterKind | None = field(None, "Про що повідомлення; в оголошення — null", sql="{row}.kind")
    text: str = field(None, "Текст", sql="{row}.text")
    about: strawberry.ID | None = field(
        None, "Глобальний ідентифікатор того, про що мова, для node(id:)", sql=_ABOUT
    )
    at: dt.datetime = field(None, "Коли сказано", sql="{row}.at")
    valid_to: dt.date | None = field(None, "До якого дня оголошення показують", sql="{row}.valid_to")
    seen_at: dt.datetime | None = field(
        None, "Коли повідомлення побачено; оголошення не позначають", sql="{row}.seen_at"
    )
