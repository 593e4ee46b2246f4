"""Ukrainian order and search, spelt once more for the reference."""

import re

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
LOOKALIKES = str.maketrans("abcehikmoptxyґ", "авсенікмортхуг")
QUIET = "’ʼ‘'´`\"«»„“”"


def snake(name: str) -> str:
    """Give the column behind a name of the graph."""
    return re.sub(r"([A-Z])", r"_\1", name).lower()


def in_alphabet(text: str) -> str:
    """Give a key by which text stands in alphabetical order: letters by their number, the rest as it is."""
    letters = [letter.lower() for letter in text if letter not in QUIET]
    return "".join(
        chr(0x430 + ALPHABET.index(letter)) if letter in ALPHABET else letter for letter in letters
    )


def folded(text: str) -> str:
    """Give what a search compares: one case, one letter for look-alikes, no apostrophes, spaces for marks."""
    plain = "".join(letter for letter in text.lower() if letter not in QUIET).translate(LOOKALIKES)
    return re.sub(r"\W|_", " ", plain)
