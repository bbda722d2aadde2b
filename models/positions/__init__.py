"""Positions: the fewest numbered people who can work given duty lines, with days off.

    minimise    W
    subject to  every person needed on every duty line is one of W positions, and for each position
                at most one shift a local day,
                start of a shift >= end of the last one + r,
                at most m days in a row,  s shifts and C paid hours a week,  f weekends a cycle,
                a rest of at least R in every whole week

    ======  ==============================  ============  ===========================================
    symbol  meaning                         unit          where
    ======  ==============================  ============  ===========================================
    W       positions of a skill set        positions     decided; Roster.positions
    r       daily rest                      h, UTC        LabourRules.daily_rest_hours
    m       days in a row                   days          LabourRules.max_consecutive_days
    s       shifts a week                   shifts        LabourRules.shifts_per_week
    C       contract, or the pack's limit   h per week    wfm.roster.week_hours_limit
    f       weekends worked in a cycle      weekends      weekends_in_cycle - free_weekends
    R       weekly rest                     h, UTC        SiteRules.weekly_rest_hours
    ======  ==============================  ============  ===========================================

W starts at the bound of ``wfm.roster.head_bound``. Days are dealt out one after another, each by an
assignment of least cost; then whole stretches of days change hands: for a window of days all positions put
their stretch into the pot and take back the set of stretches of least cost, again an assignment problem
(Burkard, Dell'Amico, Martello 2012), solved exactly for all positions at once. A rule broken costs far more
than any preference, and only when no window helps any more does a position come in. Preferences, once all
rules hold: no single days off or on, whole weekends off, starts that drift little, weeks of equal length.
The bound is proven, the positions above it are found by search: no roster is claimed to be least.

Left out: wishes, leave and unequal contracts of named people.
"""

from models.positions.solution import solve

__all__ = ["solve"]
