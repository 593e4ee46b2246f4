"""What counts as an address and as a list of phones in a jsonb column."""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

CONTACTS = r"""
CREATE FUNCTION is_address(address jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(address) = 'object' THEN
    address <> '{}'
    AND length(address::text) <= 3000
    AND address - ARRAY[
        'katottg', 'zip', 'region', 'district', 'settlement', 'street', 'building', 'text'
    ] = '{}'
    AND NOT jsonb_path_exists(address, '$.* ? (@.type() != "string")')
    AND coalesce(address ->> 'katottg' ~ '^UA[0-9]{17}$', true)
    AND coalesce(address ->> 'zip' ~ '^[0-9]{5}$', true)
ELSE false END;

-- What a filter cannot decide it does not select, so a list is good when every element is selected;
-- and two keys an element on the whole mean no third key anywhere.
CREATE FUNCTION is_phone_list(phones jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(phones) = 'array' THEN
    jsonb_array_length(phones) <= 10
    AND length(phones::text) <= 1000
    AND jsonb_array_length(phones) = jsonb_array_length(jsonb_path_query_array(phones, 'strict $[*] ? (
        (@.type == "MOBILE" || @.type == "LAND_LINE") && @.number like_regex "^\\+380[0-9]{9}$"
    )'))
    AND jsonb_array_length(jsonb_path_query_array(phones, '$[*].keyvalue()')) = 2 * jsonb_array_length(phones)
ELSE false END;
"""

FORGET_CONTACTS = """
DROP FUNCTION is_phone_list(jsonb);
DROP FUNCTION is_address(jsonb);
"""


class Migration(migrations.Migration):
    """Contacts before the tables that hold them."""

    dependencies = [("models", "0001_spelling")]  # noqa: RUF012  Tortoise reads the plain attribute
    operations = [RunSQL(CONTACTS, FORGET_CONTACTS)]  # noqa: RUF012
