"""The command line: parse, call, write, choose the exit code.

Exit codes: 0 done, 1 a check found something new, 2 cannot run, 3 a bug, 130 interrupted. Reports go to standard
output, everything else to standard error. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import errno
import sys

# In the order in which the help lists their commands.
from reconcile.cli import reporting  # noqa: F401

# isort: split
from reconcile.cli import checking  # noqa: F401

# isort: split
from reconcile.cli import archiving  # noqa: F401

# isort: split
from reconcile.cli import setting_up  # noqa: F401

# isort: split
from reconcile.cli.app import app
from reconcile.cli.console import complain, drop_output
from reconcile.errors import ReconcileError

__all__ = ["app", "main"]


def main() -> None:
    """Run the program; every fault becomes one line and an exit code."""
    try:
        app()
    except ReconcileError as error:
        complain(str(error))
        raise SystemExit(2) from None
    except BrokenPipeError:
        # The reader of a help text (head, less) has seen enough.
        sys.stderr.close()
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as error:  # noqa: BLE001 - the last resort turns a bug into exit code 3
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            drop_output()
            complain(f"cannot be written ({error.strerror})")
            raise SystemExit(2) from None
        import traceback

        traceback.print_exc()
        complain(f"this is a bug ({type(error).__name__}): please report it with the lines above")
        raise SystemExit(3) from None
