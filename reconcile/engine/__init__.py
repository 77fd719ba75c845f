"""Where the steps of the pipeline run: in this process, or on a Ray cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from reconcile.config import Settings
from reconcile.engine.base import Engine
from reconcile.engine.local import LocalEngine

W = TypeVar("W")


def make_engine(settings: Settings, *, here: Callable[[], W], elsewhere: Callable[[], W]) -> Engine[W]:
    """The engine that the settings name.

    `here` gives the worker of this process; `elsewhere` makes one in another process, and can be sent there.
    """
    if settings.engine == "local":
        return LocalEngine(here)
    from reconcile.engine.ray import RayEngine

    return RayEngine(elsewhere, address=settings.ray_address)
