"""Shift plan: the cheapest shifts, with their breaks, that meet every interval's requirement.

Week after week and site after site (sites share neither people nor work). A shift belongs to the week in
which its first instant lies; overnight shifts and undone deferrable work are carried into the next week.

    minimise    Σ_kj w_kj x_kj − Σ_ci n_ci b_ci + Σ_at p_at u_at + Σ_an p_an (e_an − e_a,n−1)

    subject to  one_place_each         Σ_i b_ci = Σ_{j takes c} x_kj
                people_present         m_kt = Σ_{j covers t} x_kj − Σ_{(c,i) takes all of t} b_ci + m⁰_kt
                people_resting         g_ktr = Σ_{(c,i) takes r minutes of t} b_ci + g⁰_ktr
                one_task_each          Σ_a y_kat ≤ m_kt − Σ_r g_ktr
                one_task_each_resting  Σ_a v_katr ≤ g_ktr
                cover_requirement      f_a N_at + u_at ≥ d_at
                cover_whole_people     Z_at + u_at / (f_a φ) ≥ ⌈d_at / f_a⌉
                cover_whole_parts      q N_at + q u_at / (f_a ψ) ≥ ⌈q d_at / f_a⌉
                work_takes_time        C_at − C_a,t−1 ≤ h f_a N_at
                never_undone           C_at ≥ C_a,t−1,   C_at ≤ work created by t
                done_when_due          C_a,n + e_an ≥ work due by n
                late_stays_late        e_an ≥ e_a,n−1
                seats                  Σ_k m_kt ≤ seats of the site
                heads_on_a_day         Σ_{j on day} x_kj ≤ H_k
                five_shifts_a_week     Σ_j x_kj ≤ 5 H_k (as many as the labour pack allows)
                contract_hours         Σ_j paid hours x_kj ≤ contract hours × H_k
                part_time_share        part-time paid hours ≤ share × paid hours of the site
                x, b, y, v whole; all others ≥ 0

    with        Z_at = Σ_k (y_kat + Σ_r v_katr)            whole people in task a
                N_at = Z_at − Σ_kr (r / interval) v_katr   the same, less the minutes they miss

    ======  =============================================  ============  ============================
    symbol  meaning                                        unit          where
    ======  =============================================  ============  ============================
    k       skill set: people who can do the same tasks                  SkillSets
    j       shift: a pattern on a local date                             ShiftPattern
    a       task: live work of a (role, pool), or one                    Requirement
            kind of its deferrable work
    t, n    interval of the grid; due time
    c, i    breaks that share length and places; a place                 ShiftPattern.breaks
    r       minutes missed of an interval                  min
    x_kj    people of k on shift j                         people        decided; ShiftPlan.lines
    b_ci    people who take break c at place i             people        decided; ShiftPlan.activities
    y, v    people in a task all interval; missing r       people        decided; ShiftPlan.activities
            minutes of it
    m, g    people present; those who miss r minutes       people        follows; ⁰ from last week
    u_at    people short on duty                           people        decided; ShiftPlan.coverage
    C_at    deferrable work finished by the end of t       h             decided; ShiftPlan.reviews
    e_an    work given up as late by due time n            h             decided; ShiftPlan.reviews
    w_kj    wage and night premium of a shift              currency      Policy.pay
    n_ci    premium an unpaid break at night saves         currency      Policy.pay
    p       price of a person short for one interval,      currency      shortage_price_factor × wage
            or of an hour late
    d_at    people needed on duty                          people        Requirement.on_duty
    f_a     share of time left after floor losses          share         Policy.floor_loss
    h       length of an interval                          h             Horizon
    H_k     heads, less leave                              people        SkillSets.heads
    q       parts into which breaks cut an interval                      grid and breaks
    φ, ψ    fractions of the last person, last part        share         need
    ======  =============================================  ============  ============================

Why the rounded cover rows hold. People are whole, so Z is. From Z + u/f ≥ d/f =: n with n = ⌊n⌋ + φ
follows Z + u/(f φ) ≥ ⌈n⌉ (mixed-integer rounding): if Z ≥ ⌈n⌉ at once; else Z ≤ ⌊n⌋ and u/f ≥ n − Z =
φ + (⌊n⌋ − Z), and dividing by φ ≤ 1 gives at least ⌈n⌉ − Z. Minutes missed come in whole breaks, so q N is
whole too, and the same holds for it. With crews of one to ten people these rows, not the solver's cuts,
make the linear relaxation tight: without them its bound is several per cent lower.

After the last interval of a week the price of a person short is what next week would pay to cover the need
itself, as long as one of its shifts can; after the last week all work that was created is to be finished.
Breaks shorter than the interval get their minute afterwards, one after the other. Whatever is shown is
recounted from the timelines (``wfm.shift_plan.recount``), the objective in the gap included; the bound is
the relaxation's, re-derived from its prices by weak duality, or the search tree's where that is higher.

Sources: Dantzig (1954), Oper. Res. 2(3), for the cover; Aykin (1996), Manage. Sci. 42(4), for the breaks;
Nemhauser and Wolsey (1990), Math. Program. 46, for the rounding. Left out: who works which line, rest and
days off (``models.positions``); changes of task within an interval; breaks that meet (each ends before
the interval in which the next may begin).
"""

from models.shift_plan.planning import solve
from models.shift_plan.relaxed import relaxed_heads
from models.shift_plan.week_program import WeekProgram

__all__ = ["WeekProgram", "relaxed_heads", "solve"]
