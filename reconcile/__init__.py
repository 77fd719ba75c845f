"""Claim by claim: where news articles on one event agree, contradict each other, or frame the facts differently."""

from importlib.metadata import version

__version__ = version("reconcile")
