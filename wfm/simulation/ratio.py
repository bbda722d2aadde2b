"""Ratios of sums over replications, with their intervals of confidence."""

from __future__ import annotations

import numpy as np
from scipy.stats import t as student

from wfm.simulation.played import Numbers


class Ratios:
    """Sums of y, x and their products over replications: of every cell the ratio y / x.

    The ratio of means is nearly unbiased and its variance that of y - ratio x (Cochran 1977, 6.3).
    """

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.count = 0
        self._y, self._x, self._yy, self._xx, self._xy = (np.zeros(shape) for _ in range(5))

    def add(self, y: Numbers, x: Numbers) -> None:
        """Add one replication."""
        self.count += 1
        self._y += y
        self._x += x
        self._yy += y * y
        self._xx += x * x
        self._xy += x * y

    @property
    def mean_x(self) -> Numbers:
        """Mean of x over the replications."""
        return np.asarray(self._x / max(self.count, 1))

    @property
    def mean_y(self) -> Numbers:
        """Mean of y over the replications."""
        return np.asarray(self._y / max(self.count, 1))

    def ratio(self) -> Numbers:
        """Return y / x, not a number where x is 0."""
        share = np.divide(self._y, self._x, out=np.full(self._x.shape, np.nan), where=self._x > 0)
        return np.asarray(share, float)

    def half_width(self, confidence: float) -> Numbers:
        """Return half the width of the interval of confidence, infinite with one replication."""
        n = self.count
        if n < 2:
            return np.full(self._x.shape, np.inf)
        ratio = np.nan_to_num(self.ratio())
        squares = np.maximum(self._yy - 2 * ratio * self._xy + ratio**2 * self._xx, 0.0)
        width = student.ppf((1 + confidence) / 2, n - 1) * np.sqrt(squares * n / (n - 1))
        half = np.divide(width, self._x, out=np.full(self._x.shape, np.nan), where=self._x > 0)
        return np.asarray(half, float)


def controlled(y: Numbers, control: Numbers, mean: float, confidence: float) -> tuple[float, float]:
    """Return the mean of y and half its interval, freed of the part that the number of contacts explains.

    Parameters
    ----------
    y, control
        One value for each replication: a service level, and the contacts drawn.
    mean
        The contacts' known mean.

    Notes
    -----
    A control variate with the slope of least squares (Lavenberg and Welch 1981); where the contacts do not
    vary, the plain mean.
    """
    n, centred = len(y), control - mean
    spread = float(((control - control.mean()) ** 2).sum())
    if n < 4 or spread <= 0:
        half = student.ppf((1 + confidence) / 2, n - 1) * y.std(ddof=1) / np.sqrt(n) if n > 1 else np.inf
        return float(y.mean()), float(half)
    slope = float(((control - control.mean()) * y).sum()) / spread
    rest = y - y.mean() - slope * (control - control.mean())
    variance = float((rest**2).sum()) / (n - 2) * (1 / n + centred.mean() ** 2 / spread)
    half = student.ppf((1 + confidence) / 2, n - 2) * np.sqrt(variance)
    return float(y.mean() - slope * centred.mean()), float(half)
