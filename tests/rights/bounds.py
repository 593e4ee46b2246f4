"""How many random examples are tried, in an ordinary and in a thorough run."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
PHASES = tuple(Phase) if THOROUGH else (Phase.explicit, Phase.reuse, Phase.generate)


def chances(examples: int) -> Callable[[Any], Any]:
    """Try so many examples, ten times as many when it is to be thorough; the same ones each time otherwise."""
    return settings(
        max_examples=examples * 10 if THOROUGH else examples,
        deadline=None,
        derandomize=not THOROUGH,
        phases=PHASES if THOROUGH else (Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
