"""What a parser raises: the cell's value cannot be read as what the column holds."""

from __future__ import annotations


class UnreadableError(ValueError):
    """The value cannot be read; the message is what was expected, with its unit."""
