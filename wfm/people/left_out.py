"""Rows about people that no plan uses: counted with their cells, never passed over in silence."""

from __future__ import annotations

from dataclasses import dataclass, field

from wfm.assumption import Assumption

CELLS_SHOWN = 5


@dataclass(frozen=True)
class LeftOut:
    """Cells by what becomes of their rows and why, in the order in which they were met."""

    cells: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)

    def add(self, where: str, why: str, becomes: str = "not used by this plan") -> None:
        """Note that the row of a cell (``TimeOff!A3``) is left out, or used in part."""
        sheet = where.rpartition("!")[0]
        self.cells.setdefault((sheet, becomes, why), []).append(where)

    def assumptions(self) -> tuple[Assumption, ...]:
        """Return one note for each sheet and reason."""
        return tuple(
            Assumption(f"sheet {sheet}", shown_cells(cells), becomes, "", "", "", why)
            for (sheet, becomes, why), cells in self.cells.items()
        )


def shown_cells(cells: list[str]) -> str:
    """Return the first cells by name, and how many more there are."""
    rest = len(cells) - CELLS_SHOWN
    return ", ".join(cells[:CELLS_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
