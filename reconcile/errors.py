"""Errors that are told to a person in one line.

    ReconcileError          anything the user can mend; the command exits with 2
    ├── IngestError         a file that cannot be read as articles; becomes a `Skipped` entry
    ├── InputError          nothing usable among the arguments, or an argument that makes no sense
    ├── ConfigError         settings that cannot be read or do not validate
    ├── ModelError          a model that is absent, damaged or of the wrong kind
    └── ArchiveError        an archive that cannot be opened, read or written, or is none

Any other exception that reaches the top is a bug; the command exits with 3.
"""


class ReconcileError(Exception):
    """Base of all errors whose message is meant for the user: what is wrong, where, and what to do."""


class IngestError(ReconcileError):
    """One file cannot be read; the others can."""


class InputError(ReconcileError):
    """The arguments leave nothing to work on."""


class ConfigError(ReconcileError):
    """A settings file or a setting is wrong."""


class ModelError(ReconcileError):
    """A model cannot be loaded."""


class ArchiveError(ReconcileError):
    """The archive cannot be used."""
