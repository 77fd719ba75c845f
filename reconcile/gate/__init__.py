"""Which findings fail a check: the policy, what is known already (the baseline), and what is held back on purpose.

Pure functions of a report; reading and writing files, the clock and the exit code are the command line's business.
"""

from reconcile.gate.baseline import parse_baseline, update_baseline, write_baseline
from reconcile.gate.check import check
from reconcile.gate.policy import Policy, read_gate
from reconcile.gate.suppressions import Suppression

__all__ = ["Policy", "Suppression", "check", "parse_baseline", "read_gate", "update_baseline", "write_baseline"]
