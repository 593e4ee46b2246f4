"""A bounded number of places, so that a crowd is told to come back and those inside are served."""

from types import TracebackType

from errors import Unavailable


class Places:
    """Places that are taken and given back; whoever finds none is refused at once and does not queue."""

    def __init__(self, number: int) -> None:
        self.free = number

    def __enter__(self) -> None:
        if self.free <= 0:
            raise Unavailable(
                "служба перевантажена, повторіть запит за мить",
                "the service is busy, try again in a moment",
            )
        self.free -= 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.free += 1
