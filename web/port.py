"""The port that the service listens on, taken before anything slow begins."""

import errno
import socket

from errors import StartRefused

BACKLOG = 2048
"""Connections that wait to be accepted, as many as uvicorn asks for; the system may allow fewer."""


def take_port(host: str, port: int) -> socket.socket:
    """Listen, so that who connects early waits for the start; raises StartRefused if the place is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        place = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise StartRefused(
                f"порт {host}:{port} уже зайнятий: звільніть його або вкажіть інший у ZAKLAD_PORT"
                f" / {host}:{port} is already in use: free it or name another port in ZAKLAD_PORT"
            ) from None
        raise StartRefused(
            f"на {host}:{port} слухати не можна: перевірте ZAKLAD_HOST і ZAKLAD_PORT"
            f" / {host}:{port} cannot be listened on: check ZAKLAD_HOST and ZAKLAD_PORT"
        ) from None
    # what is accepted inherits it; asyncio's own loop would let each answer wait for the client's next packet
    place.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return place
