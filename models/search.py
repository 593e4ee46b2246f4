"""The words of a search, folded as the database's `search_fold` folds what is searched."""

_ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_FOLDED = "абвггдеєжзиіїйклмнопрстуфхцчшщьюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LATIN_FOLDED = "авсdеfgніjкlмnорqrsтuvwхуz"
_OTHER = "ёъыэ"
_SPACED = "!#$%&()*+,-./:;<=>?@[\\]^_{|}~–—−№…•·§°±×€₴\u00a0\u2011\t\n\r"
_DROPPED = "’ʼ‘'´`\"«»„“”\u0301\u0300"

_FOLD = str.maketrans(
    _ALPHABET + _ALPHABET.upper() + _LATIN + _LATIN.upper() + _OTHER.upper() + _SPACED,
    _FOLDED * 2 + _LATIN_FOLDED * 2 + _OTHER + " " * len(_SPACED),
    _DROPPED,
)

NO_WORD = "\x1a"
"""What a search of nothing but marks looks for: a character that no text holds, so it finds nothing."""


def search_fold(text: str) -> str:
    """Fold a text for comparison: one case, one letter for look-alikes, a space for every mark."""
    return text.translate(_FOLD)


def search_words(text: str) -> tuple[str, ...]:
    """Give the folded words of a search; an empty search has none and so finds everything."""
    words = tuple(search_fold(text).split(" "))
    found = tuple(word for word in words if word)
    return found if found or not text.strip() else (NO_WORD,)
