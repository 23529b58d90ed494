"""Rows that satisfy a model's constraints, registered by the apps in their ``examples.py``.

A model without check constraints needs none. Values may be callables of ``(values, index)``.
"""

from __future__ import annotations

_examples: dict[str, list[dict]] = {}
_arrived: dict[str, list[dict]] = {}


def register(model_label: str, rows: list[dict]) -> None:
    """Say which combinations of fields exist; generated rows take them in turn."""
    _examples[model_label] = rows


def register_arrived(model_label: str, changes: list[dict]) -> None:
    """For a model filled by a door: what its side makes of a row afterwards, in turn."""
    _arrived[model_label] = changes


def example(model, index: int) -> dict:
    """Fixed fields of row ``index``."""
    rows = _examples.get(model._meta.label) or [{}]
    return rows[index % len(rows)]


def arrived(model_label: str, index: int) -> dict:
    """Changes that the receiving side makes to the ``index``-th arrived row."""
    rows = _arrived.get(model_label) or [{}]
    return rows[index % len(rows)]
