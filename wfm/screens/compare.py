"""Compare: two to four plans side by side, the baseline first; figures that differ, and nothing else."""

from __future__ import annotations

import streamlit as st

from wfm import service
from wfm.comparison import cost_verdicts, differences
from wfm.screens import compare_frames, guard, menu, opened, plan_list, state, tables, words
from wfm.service import Job, exports, plans, results

CHOICES = 12
LEAST, MOST = 2, 4


def show() -> None:
    """Show the choice of plans, and how the others differ from the first."""
    job = guard.finished_run("Compare")
    chosen = _chosen(job)
    if len(chosen) < LEAST:
        st.info("Choose another plan to compare with. Copy a plan on Home to try something else beside it.")
        menu.link(menu.HOME, "Plans on Home")
        return
    told = dict(zip(told_apart([_name(each) for each in chosen]), map(_figures, chosen), strict=True))
    currencies = {str(figures.get("currency")) for figures in told.values()}
    found = differences(told)
    if found.empty:
        st.success("No figure differs: these plans say the same.")
        return
    if len(currencies) > 1:
        st.warning(f"These plans count in {' and '.join(sorted(currencies))}: money cannot be compared.")
    if len({figures["contacts"] for figures in told.values()}) > 1:
        st.warning("These plans serve different contacts: what one costs less may be work it does not have.")
    for verdict in cost_verdicts(told):
        st.markdown(f"**{verdict}.**")
    first = next(iter(told))
    st.caption(f"Figures of each roster as it stands now; in brackets the difference from {first}.")
    tables.show(
        compare_frames.side_by_side(found, can_compare_money=len(currencies) == 1),
        column_config={"Figure": st.column_config.TextColumn(pinned=True)},
        alt="Figures in which the plans differ, a column for each plan",
    )


def _chosen(job: Job) -> list[Job]:
    """Show the choice among finished plans and return those chosen, the baseline first."""
    base = plans.baseline_of(job)
    others = [each for each in service.recent(CHOICES) if service.status(each).has_result]
    offered = {each.id: each for each in (base, job, *others) if each is not None and opened.has_roster(each)}
    usual = [each.id for each in (base, job) if each is not None and each.id in offered]
    picked = st.multiselect(
        "Plans, the first is what the others are compared with",
        list(offered),
        default=list(dict.fromkeys(usual)),
        format_func=lambda job_id: _label(offered[job_id], base),
        max_selections=MOST,
        key=f"{state.COMPARED}_{job.id}",
    )
    return [offered[job_id] for job_id in picked]


def _label(job: Job, base: Job | None) -> str:
    return f"{_name(job)} · baseline" if job == base else _name(job)


def _figures(job: Job) -> dict[str, object]:
    """Return the figures of a roster as it stands, and the contacts it is there for."""
    contacts = round(float(results.table(job, "forecast")["conversations"].sum()))
    return {"contacts": contacts, **exports.figures(opened.content_as_it_stands(job))}


def told_apart(names: list[str]) -> list[str]:
    """Return names with a number behind those that stand there already: runs of one minute are two plans."""
    return [
        name if name not in names[:place] else f"{name} ({names[:place].count(name) + 1})"
        for place, name in enumerate(names)
    ]


def _name(job: Job) -> str:
    """Return a name that tells plans of the same file apart."""
    plan = plans.plan_of_job(job)
    facts = results.facts(job)
    own = facts.plan_name or service.name_of(job)
    # A week of a migration belongs to the plan of its file, and is none of it.
    name = own if plan is None or service.options_of(job).week_of else plan.name
    replaced = service.replaced_in(job)
    told = [name, *([] if replaced is None else [replaced.name]), *plan_list.made_how(job)]
    return f"{', '.join(told)}, {words.moment(service.submitted_at(job), facts.zone)}"


if __name__ == "__main__":
    show()
