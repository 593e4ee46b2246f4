"""The bounds on what arrives over HTTP: each number beside its reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long a client may ask for; sizes in bytes, times in seconds."""

    body_bytes: int = 1_048_576
    """A document has at most 64 KiB; the rest is room for variables."""

    query_string_bytes: int = 16_384
    """Proxies cut at 8 to 16 KiB; what is longer goes by POST."""

    head_bytes: int = 32_768
    """Browsers and proxies stop at 8 to 16 KiB of headers; one that streams them for ever fills memory."""

    json_depth: int = 50
    """The deepest honest variables are filters (`and`, `or`, `not`), two levels a step; what is deeper only
    exhausts the recursion of whoever walks it."""

    json_values: int = 10_000
    """Commas and brackets of a body: a document has at most 2,000 tokens and `nodes` takes 1,000 ids, while
    a million values take 0.1 s to read and far longer to check against the schema."""

    json_members: int = 32
    """Four members are known; the rest is ignored, so many of them are a mistake or an attack."""

    head_seconds: float = 10.0
    """From the first byte (or the connection) to the end of the headers: one slow round trip, no more."""

    body_seconds: float = 10.0
    """1 MiB at 1 Mbit/s takes 8.4 s; slower clients hold a place that others need."""

    request_seconds: float = 30.0
    """Above the statement's own time-out, which gives the better error, and below a proxy's usual 60 s."""

    send_seconds: float = 30.0
    """How long a client may leave an answer unread before the connection is cut."""

    idle_seconds: int = 15
    """How long a connection stays open between requests; browsers reuse one within seconds."""

    patience_seconds: float = 0.25
    """A request that lasts longer is watched for its client's departure; shorter ones end by themselves."""

    places: int = 512
    """Requests that may execute at once: the database pool serves tens, the rest queue for a moment."""

    long_bodies: int = 64
    """Bodies of several segments read at once: at most 64 MiB of memory wait for slow clients."""

    connections: int = 2_048
    """Sockets open at once; the 64 KiB that each may hold unread stay below 128 MiB."""

    ready_seconds: float = 2.0
    """A database that needs longer to answer a ping is not ready; probes usually wait 5 s."""
