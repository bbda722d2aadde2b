"""How a forecast file is to be read where the file itself cannot say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ForecastRules:
    """The plan's zone and the choices of the sheet Settings.

    ``zone`` is that of wall-clock times; ``date_order`` is ``dmy``, ``mdy`` or blank; ``blank_volume`` is
    ``zero`` where a blank or missing volume means none; ``interval_minutes`` is the plan's grid, ``None``
    for the finest that the file has.
    """

    zone: str = "UTC"
    date_order: str = ""
    blank_volume: str = ""
    interval_minutes: int | None = None

    @property
    def is_blank_zero(self) -> bool:
        """Whether a blank volume means none."""
        return self.blank_volume.strip().lower() == "zero"
