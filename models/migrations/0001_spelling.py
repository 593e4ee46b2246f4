"""How Ukrainian text is ordered and searched, the same on every PostgreSQL, whatever its locale.

`ukrainian_order` is a sort key: the 33 letters of both cases become 33 code points in alphabetical order.
`search_fold` is what a search compares: one case, one letter per look-alike, no apostrophes or quotes, and a
space for every other mark, so that nothing is left that LIKE would understand.
`search_key` begins with a space, so that the prefix of any word is `LIKE '% prefix%'`. Tables store it beside
the name, because translate() costs some 10 µs a name, which a search would pay for every candidate.
They are one expression each, so that the planner inlines them and finds the indexes by them.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
ORDERED = "абвгдежзийклмнопрстуфхцчшщъыьэюяѐ"  # U+0430 … U+0450
LATIN = "abcdefghijklmnopqrstuvwxyz"
DROPPED = "’ʼ‘''´`\"«»„“”\u0301\u0300"  # the apostrophe is doubled for SQL

COMMON = " оаинтевірслк"  # stays as it is; first, since translate() searches in order
FOLDED = "абвггдеєжзиіїйклмнопрстуфхцчшщьюя"  # of ALPHABET: ґ becomes г
LATIN_FOLDED = "авсdеfgніjкlмnорqrsтuvwхуz"  # of LATIN: a b c e h i k m o p t x y become Cyrillic
OTHER_CYRILLIC = "ёъыэ"
SPACED = "!#$%&()*+,-./:;<=>?@[\\]^_{|}~–—−№…•·§°±×€₴\u00a0\u2011\t\n\r"

SPELLING = f"""
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE FUNCTION ukrainian_order(written text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(
    written,
    '{ALPHABET}{ALPHABET.upper()}{LATIN.upper()}{DROPPED}',
    '{ORDERED}{ORDERED}{LATIN}'
);

CREATE FUNCTION search_fold(written text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(
    written,
    '{COMMON}{ALPHABET}{ALPHABET.upper()}{LATIN}{LATIN.upper()}{OTHER_CYRILLIC.upper()}{SPACED}{DROPPED}',
    '{COMMON}{FOLDED}{FOLDED}{LATIN_FOLDED}{LATIN_FOLDED}{OTHER_CYRILLIC}{" " * len(SPACED)}'
);

CREATE FUNCTION search_key(written text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN ' ' || search_fold(written);
"""

FORGET_SPELLING = """
DROP FUNCTION search_key(text);
DROP FUNCTION search_fold(text);
DROP FUNCTION ukrainian_order(text);
"""


class Migration(migrations.Migration):
    """Spelling before everything that is indexed by it."""

    initial = True
    operations = [RunSQL(SPELLING, FORGET_SPELLING)]  # noqa: RUF012  Tortoise reads the plain attribute
