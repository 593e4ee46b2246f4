"""What is the sandbox's alone."""

from errors import StartRefused
from running.settings import Settings


def refuse_production(settings: Settings, what: str, what_en: str) -> None:
    """Keep the sandbox's helps out of production."""
    if not settings.is_sandbox:
        raise StartRefused(
            f"ZAKLAD_PROFILE=production не має {what} / there is no {what_en} in ZAKLAD_PROFILE=production"
        )
