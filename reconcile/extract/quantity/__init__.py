"""Quantities: the steps and rules behind `reconcile.extract.quantities`."""
