"""Shift covering: the cheapest duty lines that meet every interval's need and every due time.

    minimise    Σ_kj w_kj x_kj - Σ_wi v_wi b_wi + Σ_at c_a u_at + Σ_an c_a l_an
    subject to  Σ_i b_wi = Σ_{j has w} x_kj                              one place for each break (Aykin 1996)
                n_kt = Σ_{j covers t} x_kj - Σ_{w,i takes t} b_wi        people present, long breaks off
                Σ_a z_kat ≤ n_kt,  Σ_a y_kat ≤ n_kt - lost time          one task each, short breaks by share
                (1 - f_a) Σ_k y_kat + u_at ≥ r_at                        cover the requirement
                Σ_k z_kat + u_at / ((1 - f_a) φ_at) ≥ ⌈r_at / (1 - f_a)⌉ the same in whole people
                F_at - F_a,t-1 ≤ h (1 - f_a) Σ_k y_kat,  F_at ≤ created  deferrable work, as people find time
                F_a,due(n) + l_an ≥ due work,  l_an ≥ l_a,n-1            by its due time, or priced as late
                seats, heads and five shifts a week, contract hours, part-time share
                x, b whole; whole too the people in a task; u, F, l ≥ 0

    ======  =============================================  ==========  ================================
    symbol  meaning                                        unit        where
    ======  =============================================  ==========  ================================
    x_kj    people of skill set k on dated shift j         people      decided; ShiftPlan.lines
    b_wi    people taking break w at place i               people      decided; ShiftPlan.activities
    z_kat   people of k in task a, interval t              people      decided; ShiftPlan.activities
    y_kat   the same less what short breaks take           people      decided
    u_at    people short on duty                           people      decided; ShiftPlan.coverage
    F_at    deferrable work finished by the end of t       hours       decided; ShiftPlan.reviews
    l_an    deferrable work late at the n-th due time      hours       decided; ShiftPlan.reviews
    r_at    people needed on duty                          people      Requirement.on_duty
    f_a     floor loss: absence and in-office losses       share       Policy.shrinkage
    φ_at    fraction of the last person needed (1: none)   share       r_at / (1 - f_a)
    w_kj    wage and night premium of the shift            currency    Policy.pay
    v_wi    premium an unpaid break at night saves         currency    Policy.pay
    c_a     price of a person or hour short                currency    shortage_price_factor x wage
    h       length of an interval                          hours       Horizon
    ======  =============================================  ==========  ================================

A task is a role's live work for one pool, or one kind of its deferrable work. The whole-people row
follows from the cover row by mixed-integer rounding (Nemhauser and Wolsey 1988); it is what makes the bound
strong for small crews, and stands once more in parts of a person where short breaks take half an interval.
Weeks are solved in turn, sites apart, each carrying people still at work and work not yet done to the
next. What comes out is recounted from the duty lines (``wfm.shift_plan``), never read off the model.

Source: Dantzig (1954), Oper. Res. 2(3); Aykin (1996), Manage. Sci. 42(4). Left out: rest between shifts and
days off, which ``models.positions`` settles on the lines.
"""

from models.shift_plan.planning import solve
from models.shift_plan.relaxed import relaxed_heads

__all__ = ["relaxed_heads", "solve"]
