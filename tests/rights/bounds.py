"""How many random examples are tried, in an ordinary and in a thorough run."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"


def chances(examples: int) -> Callable[[Any], Any]:
    """Try so many examples, the same ones each time; when it is to be thorough, ten times as many others."""
    return settings(
        max_examples=examples * 10 if THOROUGH else examples,
        deadline=None,
        derandomize=not THOROUGH,
        phases=tuple(Phase) if THOROUGH else (Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
