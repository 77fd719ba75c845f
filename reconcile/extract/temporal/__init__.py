"""Time expressions: the steps and rules behind `reconcile.extract.times`."""
