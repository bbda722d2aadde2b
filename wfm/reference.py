"""The reference data: every number the product brings itself, with unit, range and source."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import PlanningError
from wfm.schema import Column, Schema

_NUMBERS = {
    "value": Column("float64", "as in unit", "value used"),
    "low": Column("float64", "as in unit", "least credible value"),
    "high": Column("float64", "as in unit", "greatest credible value"),
    "unit": Column("str", "", "unit of value, low and high; blank for a pure number"),
    "source": Column("str", "", "where it comes from"),
}

MODES = Schema(
    "modes.csv",
    {
        "mode": Column("str", "", "handling mode 0 to 6; blank: any"),
        "role": Column("str", "", "role; blank: any"),
        "quantity": Column("str", "", "what the number is"),
        **_NUMBERS,
        "is_given": Column("bool", "", "the planner's own value"),
    },
    ("mode", "role", "quantity"),
)

PAY_SCALE = Schema(
    "pay.csv",
    {
        "currency": Column("str", "", "currency of the wage"),
        "role": Column("str", "", "role; blank: any"),
        "quantity": Column("str", "", "what the number is"),
        **_NUMBERS,
    },
    ("currency", "role", "quantity"),
)

LABOUR = Schema(
    "labour_rules.csv",
    {
        "pack": Column("str", "", "labour pack"),
        "rule": Column("str", "", "rule"),
        **_NUMBERS,
        "effective_from": Column("datetime64[us]", "", "first day on which the row holds"),
    },
    ("pack", "rule", "effective_from"),
)

ROSTER = Schema(
    "roster_rules.csv",
    {
        "rule": Column("str", "", "rule of the roster, or a term that rules speak of"),
        "pack": Column("str", "", "labour pack; blank: every pack"),
        "level": Column("str", "", "hard, soft or off; term: a number that rules speak of"),
        "limit": Column("float64", "as in unit", "limit; blank: the pack's, else modes.csv's", nullable=True),
        "low": Column("float64", "as in unit", "least limit that makes sense", nullable=True),
        "high": Column("float64", "as in unit", "greatest limit that makes sense", nullable=True),
        "price_hours": Column("float64", "h of wage per unit", "price of a breach where the rule is soft", 0),
        "unit": Column("str", "", "unit of limit, low and high; blank for none"),
        "source": Column("str", "", "where it comes from"),
    },
    ("rule", "pack"),
)

ROLE_PATHS = Schema(
    "role_paths.csv",
    {
        "from_role": Column("str", "", "role left; blank: any"),
        "to_role": Column("str", "", "role entered; blank: any"),
        "quantity": Column("str", "", "what the number is"),
        **_NUMBERS,
    },
    ("from_role", "to_role", "quantity"),
)

PATTERNS = Schema(
    "shift_patterns.csv",
    {
        "code": Column("str", "", "shift type; blank: every type"),
        "part": Column("str", "", "shift, or the name of a break"),
        "quantity": Column("str", "", "what the number is"),
        **_NUMBERS,
    },
    ("code", "part", "quantity"),
)


@dataclass(frozen=True, eq=False)
class Reference:
    """The tables of ``data/reference`` after the preset's and the workbook's own values are laid over."""

    modes: pd.DataFrame
    pay: pd.DataFrame
    labour_rules: pd.DataFrame
    shift_patterns: pd.DataFrame
    roster_rules: pd.DataFrame
    role_paths: pd.DataFrame

    def __post_init__(self) -> None:
        for schema, table in (
            (MODES, self.modes),
            (PAY_SCALE, self.pay),
            (LABOUR, self.labour_rules),
            (PATTERNS, self.shift_patterns),
            (ROLE_PATHS, self.role_paths),
        ):
            schema.check(table)
            _check_numbers(schema, table)
        ROSTER.check(self.roster_rules)
        _check_numbers(ROSTER, self.roster_rules.rename(columns={"limit": "value"}))

    def value(self, quantity: str, *, role: str = "", mode: int | None = None) -> float:
        """Return the value of the most specific row; a row of the role wins over a row of the mode.

        Parameters
        ----------
        quantity
            A name of ``modes.csv`` or ``migration.csv``.
        role, mode
            For whom it is asked; blank and None match only rows that hold for any.

        Raises
        ------
        PlanningError
            If there is no such row.
        """
        return float(self.row(quantity, role=role, mode=mode)["value"])

    def row(self, quantity: str, *, role: str = "", mode: int | None = None) -> dict[Hashable, Any]:
        """Return the whole row that ``value`` uses, by column; see there for the parameters.

        Its ``role`` is blank where it holds for every role; ``is_given`` tells the planner's own value
        (sheet ModeRates), which is no assumption.
        """
        mode_key, role_key = "" if mode is None else str(int(mode)), str(role)
        for key in ((role_key, mode_key), (role_key, ""), ("", mode_key), ("", "")):
            found = self._rows.get((quantity, *key))
            if found is not None:
                return found
        asked = ", ".join(part for part in (role_key, f"mode {mode_key}" if mode_key else "") if part)
        whom = f" for {asked}" if asked else ""
        raise PlanningError(f"data/reference has no {quantity}{whom}")

    def assumption(
        self, quantity: str, applies_to: str, *, role: str = "", mode: int | None = None
    ) -> Assumption:
        """Return the row that ``value`` uses as an assumption; see there for the parameters."""
        row = self.row(quantity, role=role, mode=mode)
        value, low, high = (shown_number(row[name], row["unit"]) for name in ("value", "low", "high"))
        return Assumption(quantity, applies_to, value, row["unit"], low, high, row["source"])

    def with_rates(self, overrides: pd.DataFrame) -> Reference:
        """Return the reference with the planner's own rows laid over; columns as in ``modes.csv``."""
        return replace(self, modes=laid_over(self.modes, overrides.assign(is_given=True)))

    def in_force(self, on: date) -> Reference:
        """Return the reference with the one row of each labour rule that is in force on a day.

        Of a rule whose first row begins later, that first row: nothing earlier is known.
        """
        table = self.labour_rules.sort_values("effective_from", kind="stable")
        is_over = table["effective_from"] <= pd.Timestamp(on)
        last = table[is_over].drop_duplicates(["pack", "rule"], keep="last")
        first = table[~is_over].drop_duplicates(["pack", "rule"])
        kept = pd.concat([last, first]).drop_duplicates(["pack", "rule"]).sort_index()
        return replace(self, labour_rules=LABOUR.conform(kept))

    @cached_property
    def _rows(self) -> dict[tuple[str, str, str], dict[Hashable, Any]]:
        records = self.modes.to_dict("records")
        return {(row["quantity"], row["role"], row["mode"]): row for row in records}


def load_reference(
    preset: str = "", overrides: pd.DataFrame | None = None, *, folder: Path | None = None
) -> Reference:
    """Return the reference data.

    Parameters
    ----------
    preset
        A name in ``presets.csv`` whose rows are laid over; blank for none.
    overrides
        The planner's own rows, columns as in ``modes.csv``, laid over last.
    folder
        Where the tables lie; else the product's own ``data``.

    Raises
    ------
    PlanningError
        If the preset is unknown or a table is not well formed.
    """
    folder = (folder or data_folder()) / "reference"
    # Rates of the migration are looked up, and laid over, as those of the modes.
    tables = [_table(folder / name) for name in ("modes.csv", "migration.csv")]
    modes = pd.concat(tables, ignore_index=True).assign(is_given=False)
    if preset:
        presets = _table(folder / "presets.csv")
        rows = presets[presets["preset"] == preset]
        if rows.empty:
            known = ", ".join(presets["preset"].unique())
            raise PlanningError(f"preset {preset!r} is not known; expected one of: {known}")
        modes = laid_over(modes, rows.drop(columns="preset").assign(is_given=False))
    labour = _table(folder / "labour_rules.csv")
    labour["effective_from"] = pd.to_datetime(labour["effective_from"]).astype("datetime64[us]")
    reference = Reference(
        MODES.conform(modes),
        PAY_SCALE.conform(_table(folder / "pay.csv")),
        LABOUR.conform(labour),
        PATTERNS.conform(_table(folder / "shift_patterns.csv")),
        ROSTER.conform(_table(folder / "roster_rules.csv")),
        ROLE_PATHS.conform(_table(folder / "role_paths.csv")),
    )
    return reference if overrides is None else reference.with_rates(overrides)


def preset_names() -> tuple[str, ...]:
    """Return the names of the presets, sorted."""
    return tuple(sorted(_table(data_folder() / "reference" / "presets.csv")["preset"].unique()))


def labour_packs() -> tuple[str, ...]:
    """Return the names of the labour packs, in the order of the table."""
    return tuple(_table(data_folder() / "reference" / "labour_rules.csv")["pack"].unique())


def setting_defaults(folder: Path | None = None) -> dict[str, Assumption]:
    """Return by key what a plan takes where sheet Settings or Queues is silent, as assumptions."""
    table = _text_table((folder or data_folder()) / "reference" / "settings.csv")
    return {
        row["key"]: Assumption(
            row["key"], "plan", row["value"], row["unit"], row["low"], row["high"], row["source"]
        )
        for row in table.to_dict("records")
    }


def article_claims(folder: Path | None = None) -> pd.DataFrame:
    """Return what the source article prints: claim, low, high, unit, source."""
    return _table((folder or data_folder()) / "reference" / "article.csv")


def contradictions(folder: Path | None = None) -> pd.DataFrame:
    """Return where the source article disagrees with itself or with arithmetic, as text."""
    return _text_table((folder or data_folder()) / "reference" / "contradictions.csv")


def data_folder() -> Path:
    """Return the folder of the product's data: the checkout's ``data``, else the installed copy."""
    here = Path(__file__).resolve().parent
    candidates = (here.parent / "data", here / "_bundled" / "data")
    for folder in candidates:
        if (folder / "reference" / "modes.csv").is_file():
            return folder
    raise PlanningError(f"no reference data in {' or '.join(str(c) for c in candidates)}")


def laid_over(base: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the table of modes with ``rows`` in place of those of the same mode, role and quantity.

    More specific rows of the same quantity stay: who lays over names every row meant.
    """
    both = pd.concat([base, rows[list(base.columns)]], ignore_index=True)
    return MODES.conform(both.drop_duplicates(["mode", "role", "quantity"], keep="last"))


def shown_number(value: float, unit: str) -> str:
    """Return a number as the planner reads it: shares in percent, no needless zeros."""
    return f"{value:.4%}".rstrip("%").rstrip("0").rstrip(".") + " %" if unit == "share" else f"{value:.12g}"


def _check_numbers(schema: Schema, table: pd.DataFrame) -> None:
    bad = table[(table["low"] > table["value"]) | (table["value"] > table["high"]) | (table["source"] == "")]
    if "is_given" in table:
        bad = bad[~bad["is_given"]]
    if not bad.empty:
        raise PlanningError(f"{schema.noun} has values out of their range or without a source:\n{bad}")


def _text_table(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _table(path: Path) -> pd.DataFrame:
    table = _text_table(path)
    numbers = [name for name in ("value", "limit", "low", "high", "price_hours") if name in table]
    return table.assign(**{name: pd.to_numeric(table[name]).astype(float) for name in numbers})
