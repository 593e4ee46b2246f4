"""Ukrainian text in Latin letters, by the table of the Cabinet of Ministers of 2010 (No. 55)."""

_WITHIN = str.maketrans(
    dict(zip("абвгґдезиіклмнопрстуф", "abvhgdezyiklmnoprstuf", strict=True))
    | {"є": "ie", "ж": "zh", "ї": "i", "й": "i", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
    | {"ю": "iu", "я": "ia", "ь": "", "'": "", "’": ""}
)
_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def latin(word: str) -> str:
    """Transliterate one word to lower-case Latin letters."""
    lowered = word.lower().replace("зг", "zgh")
    if lowered[:1] in _AT_START:
        lowered = _AT_START[lowered[0]] + lowered[1:]
    return lowered.translate(_WITHIN)
