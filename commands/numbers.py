"""Numbers within bounds, with as many decimals as are kept."""

from decimal import Decimal

from models.validators import Accepted, Problem, Rejected


def within(number: Decimal, least: Decimal, most: Decimal, decimals: int = 2) -> Accepted[Decimal] | Rejected:
    """Give a number that lies within bounds and has no more decimals than are kept."""
    unit = Decimal(1).scaleb(-decimals)
    if number.is_finite() and least <= number <= most and number == number.quantize(unit):
        return Accepted(number)
    problem = Problem(
        "number",
        f"число від {_written(least)} до {_written(most)}, знаків після коми не більше {decimals}",
        f"a number from {least} to {most} with at most {decimals} decimals",
    )
    return Rejected((problem,))


def _written(number: Decimal) -> str:
    return str(number).replace(".", ",")
