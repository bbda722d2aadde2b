"""Roster: names to duty lines, everyone's month under every rule, with a proven bound.

Cover is exact, since a line is worked by at most the people it has; what nobody takes stays open at its
price. The shift plan falls apart into groups of people who can stand in for each other (``crews``), each a
problem of plain numbers (``problem``) that is searched (``search``) and, small or in windows, solved whole
(``formulation``, ``window``). Rules are hard or have a price per unit of breach, in hours of the wage of
whoever breaks them. Leaders then get the months that share most with their teams (``leaders``).

    minimise    Σ_po c_po x_po + Σ_pd q_pd (1 − w_pd) + Σ_o (u_o U_o + v_o V_o) + Σ_r π_r e_r

    subject to  cover               Σ_p x_po + U_o − V_o = D_o
                one_shift_a_day     Σ_{o on d} x_po = w_pd ≤ 1
                rest, rest_floor    Σ_{o in A} x_po + Σ_{o in B} x_po − Σ_{t between} w_pt ≤ 1 + e
                start_drift         the same for starts of adjacent days too far apart
                run                 Σ_{t=d−M..d} w_pt ≤ M + e
                nights_in_row       the same for night shifts
                least_run           w_pd − Σ_{i=1..t} w_p,d+i + w_p,d+t+1 ≥ 1 − t         t < m
                least_off           −w_pd + Σ_{i=1..t} w_p,d+i − w_p,d+t+1 ≥ −1           t < f
                days_off_together   w_p,d−t + w_p,d+1 − Σ_{i=d−t+1..d} w_pi ≤ 1 + e       t < g
                shifts_per_week     Σ_{d in week} w_pd ≤ S_pk + e
                week_minutes_most   Σ_{o in week} ℓ_o x_po ≤ H⁺_pk + e
                week_minutes_least  Σ_{o in week} ℓ_o x_po + e ≥ H⁻_pk
                period_minutes      H⁻_p ≤ Σ_o ℓ_o x_po ≤ H⁺_p
                kind_most           Σ_{o of kind} x_po ≤ N_p
                weekend_worked      w_pd ≤ k_pq                                           d in weekend q
                weekends_in_cycle   Σ_{q in cycle} k_pq ≤ F + e
                rest_kept_free      y_pkn + Σ_{o on d, blocked by n} x_po ≤ 1
                weekly_rest         Σ_n y_pkn + e ≥ 1
                together            Σ a_po x_po ≤ b + e                                   a side row
                x whole; all others ≥ 0; e = 0 where the rule is hard

    ========  ==============================================  ============  ===============================
    symbol    meaning                                         unit          where
    ========  ==============================================  ============  ===============================
    p, d, o   person, day, offer: duty lines of a day alike                 RosterProblem
    x_po      person p works offer o                          people        decided; Roster.duties
    w_pd      person p works on day d                         people        follows from x
    U_o, V_o  people missing and too many                     people        decided; Roster.open_lines
    e_r       units beyond the limit of a rule                as the rule   follows; wfm.roster.score
    k_pq      weekend q is worked                             weekends      follows from w
    y_pkn     person p takes the n-th long rest of week k     rests         decided
    A, B      offers of an earlier and a later day, each of                 conflicts.at_odds
              A at odds with each of B, as many as there are
    D_o       people a shift needs                            people        ShiftPlan.lines
    c, q      wishes; infinite where p may not, or must       currency      Staff
    u, v      price of a person missing; too many: infinite   currency      shortage_price_factor × wage
    π_r       price of a unit beyond                          currency      RuleBook.price_hours × wage
    M, g, S,  limits of rules, with what people did before    as the rule   RuleBook, Staff.prior
    H, F, N   the plan and their leave put in
    a, b      fair share less what one had; new starters      as the row    fairness
    ========  ==============================================  ============  ===============================

Cells that may not be have no variable, days that must be worked a lower bound. Pairs of shifts at odds are
gathered into cliques: with one shift a day, all of A and B together are worked at most once. A long rest
may be pushed back to the end of a shift or to the first instant that counts for the week, so only these
begins are tried, and of those that block more than another none.

Sources: Curtois and Qu (2014), Computational results on new staff scheduling benchmark instances, for the
rules of the public instances; Burke and Curtois (2014), Eur. J. Oper. Res. 237(1), for the month of one
person as the unit of search. Left out: breaks, which lie in the duty lines, and the starts of a day, which
naming cannot change.
"""

from models.roster.solution import solve

__all__ = ["solve"]
