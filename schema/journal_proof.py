"""A proof that a signed act is in the journal, as the graph shows it."""

import datetime as dt

import strawberry

PROOF = "journalProof"


@strawberry.type(description="Контрольна точка журналу, підписана ключем Ed25519 служби")
class JournalCheckpoint:
    """A signed head of the tree."""

    number: int = strawberry.field(description="Номер точки")
    origin: str = strawberry.field(description="Чий це журнал")
    size: int = strawberry.field(description="Скільки печаток охоплює")
    root: str = strawberry.field(description="Корінь дерева, SHA-256 шістнадцятковими цифрами")
    at: dt.datetime = strawberry.field(description="Коли підписано")
    key_id: str = strawberry.field(description="Яким ключем")
    signature: str = strawberry.field(description="Підпис Ed25519, base64")


@strawberry.type(description="Доказ, що підписана дія є в журналі (RFC 6962)")
class JournalProof:
    """An entry's seal and the way from it to a signed root; hashes are SHA-256 in hexadecimal digits."""

    entry_hash: str = strawberry.field(description="SHA-256 запису")
    seq: int = strawberry.field(description="Номер печатки; листок дерева має номер на один менший")
    previous: str = strawberry.field(description="Печатка перед цією")
    seal: str = strawberry.field(description="Печатка запису, вміст листка")
    path: list[str] = strawberry.field(description="Хеші від листка до кореня, найближчий перший")
    checkpoint: JournalCheckpoint = strawberry.field(description="Точка, до кореня якої веде шлях")
