"""All acts, by the names of their mutations."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from commands.act import Act
from commands.department_closing import CLOSE_DEPARTMENT
from commands.department_move import MOVE_DEPARTMENT
from commands.department_update import UPDATE_DEPARTMENT
from commands.departments import CREATE_DEPARTMENT

ACTS: Mapping[str, Act[Any, Any]] = MappingProxyType(
    {act.name: act for act in (CREATE_DEPARTMENT, UPDATE_DEPARTMENT, MOVE_DEPARTMENT, CLOSE_DEPARTMENT)}
)
"""Every act has wishes and findings of types of its own, which only its own functions know."""
