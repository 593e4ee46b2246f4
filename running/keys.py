"""What the service is trusted with and whom it trusts: its secrets, and the authorities behind signatures."""

import secrets
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from commands.means import Means
from errors import StartRefused
from running.settings import Accelerator, Settings
from signing.trust import Trust
from store.development_keys import DevelopmentKeys
from store.journal_keeping import Signing
from store.kept_secret import kept_secret
from store.sealed import Sealer


def pepper_of(settings: Settings) -> bytes:
    """Give what keys of people are made with; it never changes, or nobody would be found any more."""
    if settings.identity_pepper is not None:
        return settings.identity_pepper.encode()
    if not settings.is_sandbox:
        raise StartRefused(
            "ZAKLAD_IDENTITY_PEPPER: у production потрібен, і змінювати його не можна"
            " / production needs it, and it never changes"
        )
    return kept_secret(settings.folder, "identity-pepper", "ZAKLAD_IDENTITY_PEPPER")


def secrets_of(settings: Settings) -> list[bytes]:
    """Give the service's secrets, the newest first."""
    if settings.secret is not None:
        return [each.encode() for each in settings.secret.split()]
    if not settings.is_sandbox:
        raise StartRefused(
            "ZAKLAD_SECRET: у production потрібен секрет служби / production needs the service's secret"
        )
    return [kept_secret(settings.folder)]


def means_of(settings: Settings) -> Means:
    """Give what acts need beside the registry."""
    sealer = Sealer(secrets_of(settings), secrets.token_bytes)
    return Means(
        pepper=pepper_of(settings),
        public_url=settings.address,
        seal=sealer.seal,
        open_sealed=sealer.open_sealed,
        random=secrets.token_bytes,
        terms=settings.terms,
    )


def checkpoint_signing(settings: Settings) -> Signing:
    """Give what checkpoints of the journal are signed with."""
    seed = settings.checkpoint_key
    if seed is None:
        if not settings.is_sandbox:
            raise StartRefused(
                "ZAKLAD_CHECKPOINT_KEY: у production потрібен ключ контрольних точок журналу"
                " / production needs the key of the journal's checkpoints"
            )
        seed = kept_secret(settings.folder, "checkpoint-key", "ZAKLAD_CHECKPOINT_KEY").decode()
    return Signing(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)), settings.audience)


def trusted(settings: Settings) -> Trust:
    """Read the authorities that are trusted; the one for development is the sandbox's alone."""
    if settings.is_sandbox:
        development_keys(settings).trust(settings.trusted_folder)
    accelerated = settings.dstu_accelerator is Accelerator.AUTO
    trust = Trust.of_directory(settings.trusted_folder, accelerated=accelerated)
    if trust.development and not settings.is_sandbox:
        named = ", ".join(trust.development)
        raise StartRefused(
            f"ZAKLAD_TRUST: «{named}» видає ключі для розроблення, production йому не довіряє"
            f' / "{named}" issues keys for development, production does not trust it'
        )
    return trust


def development_keys(settings: Settings) -> DevelopmentKeys:
    """Give the sandbox's authority and the keys that it issued."""
    return DevelopmentKeys(settings.folder, lambda: datetime.now(UTC), secrets.randbelow)
