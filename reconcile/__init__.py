"""Claim by claim: where news articles on one event agree, contradict each other, or frame the facts differently."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reconcile.api import Report, compare_articles
    from reconcile.config import Settings
    from reconcile.errors import ReconcileError
    from reconcile.models import Article

__version__ = version("reconcile")

__all__ = ["Article", "ReconcileError", "Report", "Settings", "__version__", "compare_articles"]

_HOME = {
    "Article": "models",
    "ReconcileError": "errors",
    "Report": "api",
    "Settings": "config",
    "compare_articles": "api",
}


def __getattr__(name: str) -> Any:
    """Public names, imported when first used, so that `import reconcile` itself loads next to nothing."""
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
