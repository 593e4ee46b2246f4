"""What a driver's error means to a client: a refusal with a stable code, in none of PostgreSQL's words."""

import logging

import asyncpg

from errors import Internal, Refusal, TimedOut, Unavailable

logger = logging.getLogger(__name__)

# The connection is of no use any more, so a read may be tried again on another one.
BROKEN = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)
# Another connection would not come about either, or not soon.
UNREACHABLE = (
    *BROKEN,
    asyncpg.CannotConnectNowError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.LockNotAvailableError,
)
DRIVER_ERRORS = (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.PostgresError)


def is_broken(error: BaseException) -> bool:
    """Say whether the connection was lost; a time-out is no loss, nor is a value that does not fit."""
    return isinstance(error, BROKEN) and not isinstance(error, TimeoutError | ValueError)


def refusal_of(error: BaseException) -> Refusal:
    """Give the refusal that a client reads; the log learns the kind of a defect, without any row's data."""
    if isinstance(error, TimeoutError | asyncpg.QueryCanceledError):
        return TimedOut(
            "запит до реєстру тривав довше, ніж дозволено",
            "the query of the registry took longer than allowed",
        )
    if isinstance(error, UNREACHABLE) and not isinstance(error, ValueError):
        return unavailable()
    told = [getattr(error, name, None) for name in ("sqlstate", "table_name", "constraint_name")]
    logger.error("the database refused: %s", " ".join(filter(None, [type(error).__name__, *told])))
    return Internal("внутрішня помилка сервісу", "internal error of the service")


def unavailable() -> Unavailable:
    """Say that the database cannot be reached just now."""
    return Unavailable(
        "база даних зараз недоступна, спробуйте згодом", "the database cannot be reached just now"
    )
