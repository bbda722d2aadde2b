"""Looking more than once: every look is a chance for a bad AI to pass, so looks are planned and paid for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import binom

from wfm.errors import PlanningError
from wfm.gate.break_points import SamplePlan, break_points
from wfm.gate.share import require_rate, require_share


def split_confidence(confidence: float, looks: int) -> float:
    """Return the confidence each of several planned looks must have so that all together keep theirs.

    The chance of a false pass is dealt out evenly (Bonferroni): 95 % over two looks are 97.5 % each.
    """
    require_share(confidence=confidence)
    if looks < 1:
        raise PlanningError(f"{looks} looks are planned; expected 1 or more")
    return 1 - (1 - confidence) / looks


def every_break_point(limit: float, confidence: float, most_reviews: int) -> tuple[SamplePlan, ...]:
    """Return the looks of one who peeks whenever passing is possible: every break point up to a size."""
    plans: list[SamplePlan] = []
    while (reviews := int(break_points(len(plans), limit, confidence))) <= most_reviews:
        plans.append(SamplePlan(reviews, len(plans)))
    return tuple(plans)


def looks_pass_probability(looks: Sequence[SamplePlan], true_rate: float) -> float:
    """Return the chance to pass at one of several looks at a growing sample.

    Parameters
    ----------
    looks
        Plans in order of their reviews; the gate passes at the first whose errors are few enough.
    true_rate
        Error rate of the AI; at the limit of the gate this is the chance of a false pass.

    Raises
    ------
    PlanningError
        If the looks are not in order.

    Notes
    -----
    Exact: the distribution of the errors so far, among samples that have not passed yet, is carried from
    look to look. More errors than any look allows can never pass and are left out.
    """
    require_rate(true_rate=true_rate)
    sizes = [look.reviews for look in looks]
    if sizes != sorted(sizes):
        raise PlanningError(f"looks are after {sizes} reviews; expected them in order")
    counts = np.arange(max((look.errors_allowed for look in looks), default=-1) + 1)
    not_passed, passed, before = (counts == 0).astype(float), 0.0, 0
    for look in looks:
        found_since = binom.pmf(counts, look.reviews - before, true_rate)
        not_passed = np.convolve(not_passed, found_since)[: len(counts)] if len(counts) else not_passed
        few = counts <= look.errors_allowed
        passed += float(not_passed[few].sum())
        not_passed[few] = 0.0
        before = look.reviews
    return passed
