"""Shift plan: the cheapest shifts, with their breaks, that meet every interval's requirement.

Week after week and site after site (sites share neither people nor work). A shift belongs to the week in
which its first instant lies; overnight shifts, undone deferrable work and what people have worked are carried
into the next week. Where a staff list names the people (*), their days bind; else numbers of heads, if any.

    minimise    Σ_kj w_kj x_kj − Σ_ci n_ci b_ci + Σ_at p_at u_at + Σ_an p_an (e_an − e_a,n−1)
                + Σ (price of a breach) × (unattended, unused, overtime, unkept, breaches of start rules)

    subject to  one_place_each         Σ_i b_ci = Σ_{j takes c} x_kj
                people_present         m_kt = Σ_{j covers t} x_kj − Σ_{(c,i) takes all of t} b_ci + m⁰_kt
                                              − o_kt + unattended_kt
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
                booked_all_interval *  m_kt ≥ Σ_r g_ktr where o_kt > 0
                heads_on_a_day         Σ_{j on day d} x_kj ≤ H_kd
                people_able *          Σ_{j only for people of E} x_kj ≤ |E|
                locked_shifts *        x_kj + unkept_kj ≥ people locked to j
                five_shifts_a_week     Σ_j x_kj ≤ S_kw (as many as the labour pack allows)
                weekends_off *         Σ_{j on Saturdays of the cycle up to d} x_kj ≤ F_kd; Sundays alike
                contract_hours         Σ_j paid hours x_kj − overtime_kw ≤ L_kw
                contract_hours_given * Σ_j paid hours x_kj + unused_kw ≥ L_kw
                part_time_share        part-time paid hours ≤ share × paid hours of the site; not *, and
                                       not where all shifts are part-time
                start_is_used          Σ_{j of k from s} x_kj ≤ M_ks z_s
                starts_per_day         Σ_{s on day} z_s − over_d ≤ starts allowed
                least_per_start        Σ_k Σ_{j from s} x_kj + missing_s ≥ least × z_s
                most_per_start         Σ_k Σ_{j from s} x_kj − over_s ≤ most
                x, b, y, v whole; z 0 or 1; all others ≥ 0; breaches only where a rule is soft

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
    w_kj    wage of a shift, premium of nights, holidays   currency      Policy.pay, holidays
    n_ci    premium that an unpaid break saves             currency      Policy.pay, holidays
    p       price of a person short for one interval,      currency      shortage_price_factor × wage
            or of an hour late
    d_at    people needed on duty                          people        Requirement.on_duty
    f_a     share of time left after floor losses          share         Policy.floor_loss
    h       length of an interval                          h             Horizon
    o_kt    people off the phone, booked on shift          people        SkillSets.off_phone
    d, w    local date of the site; week of the plan
    H_kd    people there on a date; heads, less leave      people        SkillSets.days; heads
    S_kw    shifts they may work in a week                 shifts        SkillSets.weeks; 5 × heads
    L_kw    hours of their contracts in a week             h             SkillSets.weeks; heads
    E       people whose hours and consent fit a shift     people        Staff
    F_kd    weekend shifts their weekends off leave        people        free_weekends, Staff
    s, z_s  start time on a date; whether it is used                     decided
    M_ks    most people of k who can start at s            people        H_kd, most_per_start
    q       parts into which breaks cut an interval                      grid and breaks
    φ, ψ    fractions of the last person, last part        share         need
    ======  =============================================  ============  ============================

Why the rounded cover rows hold. People are whole, so Z is. From Z + u/f ≥ d/f =: n with n = ⌊n⌋ + φ
follows Z + u/(f φ) ≥ ⌈n⌉ (mixed-integer rounding): if Z ≥ ⌈n⌉ at once; else Z ≤ ⌊n⌋ and u/f ≥ n − Z =
φ + (⌊n⌋ − Z), and dividing by φ ≤ 1 gives at least ⌈n⌉ − Z. Minutes missed come in whole breaks, so q N is
whole too, and the same holds for it. With crews of one to ten people these rows, not the solver's cuts,
make the linear relaxation tight: without them its bound is several per cent lower.

What named people can give is told by rows over all of them, so that the names, dealt out afterwards, lose as
little as possible. ``weekends_off`` paces a cycle: of its n weekends a person may work f, so that all people
together may work F = Σ_people f / n of each Saturday, and what one weekend leaves the later ones may use.
``people_able`` is Hall's condition for the sets of people that occur. An hour of contract not given is paid
all the same and breaks the rule of least hours: it costs both, so that hours paid anyway are worked. People
booked off the phone are on shift in no task; which of them it is, naming says.

After the last interval of a week the price of a person short is what next week would pay to cover the need
itself, as long as one of its shifts can; after the last week all work that was created is to be finished.
Breaks shorter than the interval get their minute afterwards, one after the other. Whatever is shown is
recounted from the timelines (``wfm.shift_plan.recount``), the objective in the gap included; the bound is
the relaxation's, re-derived from its prices by weak duality, or the search tree's where that is higher.

Sources: Dantzig (1954), Oper. Res. 2(3), for the cover; Aykin (1996), Manage. Sci. 42(4), for the breaks;
Nemhauser and Wolsey (1990), Math. Program. 46, for the rounding; Hall (1935), J. London Math. Soc. 10, for
the people. Left out: who works which line, rest and runs of days (``models.roster``, ``models.positions``);
changes of task within an interval; breaks that meet (each ends before the interval in which the next may
begin).
"""

from models.shift_plan.frontier import next_person, one_more, service_frontier
from models.shift_plan.planning import solve
from models.shift_plan.relaxed import relaxed_heads, relaxed_week
from models.shift_plan.week_program import WeekProgram

__all__ = [
    "WeekProgram",
    "next_person",
    "one_more",
    "relaxed_heads",
    "relaxed_week",
    "service_frontier",
    "solve",
]
