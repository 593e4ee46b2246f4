"""Which types of departments a facility of each kind may have; the table is ours.

A type that is not named here is for every facility, so that a value which registrars add is usable at once.
"""

from collections.abc import Mapping
from types import MappingProxyType

_BLOOD_ESTABLISHMENT = frozenset({"BLOOD_ESTABLISHMENT"})
_BLOOD = frozenset({"BLOOD_ESTABLISHMENT", "TRANSFUSION_FACILITY"})
_OUTSIDE_HOSPITALS = frozenset({"PRIMARY_CARE", "OUTPATIENT"})
_TREATING = frozenset({"TRANSFUSION_FACILITY", "PRIMARY_CARE", "OUTPATIENT", "EMERGENCY"})

ONLY_IN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "DONOR_RECRUITMENT": _BLOOD_ESTABLISHMENT,
        "COLLECTION": _BLOOD_ESTABLISHMENT,
        "MOBILE_COLLECTION": _BLOOD_ESTABLISHMENT,
        "PROCESSING": _BLOOD_ESTABLISHMENT,
        "LOGISTICS_INVENTORY": _BLOOD,
        "TRANSFUSIOLOGY": _BLOOD,
        "IMMUNOHEMATOLOGY_LAB": _BLOOD,
        "CLINICAL": _TREATING,
        "AMBULANT_CLINIC": _TREATING,
        "FAP": _OUTSIDE_HOSPITALS,
    }
)
"""The kinds of facilities to which a type of departments is limited."""


def is_allowed(type_code: str, facility_kind: str) -> bool:
    """Tell whether a facility of the kind may have a department of the type."""
    return facility_kind in ONLY_IN.get(type_code, {facility_kind})
