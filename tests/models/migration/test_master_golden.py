"""The rows of a choice of paths as the solver reads them: two queues, two phases, six paths.

Needs hold the first week of each phase alone, and ``cost`` what the choice itself costs: the
people's rows and money are those of ``test_golden``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from pyomo.environ import Constraint
from pyomo.repn import generate_standard_repn

from models.migration.families import FAMILIES
from models.migration.master import master
from tests.build_migration import migration_case
from tests.models.golden_lp import COST, assert_as_approved, lp_of
from wfm.migration import prepared
from wfm.migration.alternative import path_with
from wfm.migration.demand import demand
from wfm.migration.way import way_of

GOLDEN = Path(__file__).parent / "golden_master"
SOFT = "soft_"
CAN_BE_SOFT = {"go_lives": "go_lives", "risk_cap": "risk", "deadlines": "deadline"}
"""Rules of paths that can be exceeded, and what their prices are called."""

COMBINED = ["one_combination", "combination_of_stays", "pooled_of_combinations"]
RULES = ["one_path", "stay_of_paths", "reviews_bought", "need_of_post", *COMBINED, *CAN_BE_SOFT]
FILES = [*RULES, COST, *(SOFT + name for name in (*CAN_BE_SOFT, COST))]
FIRST_WEEKS = (0, 13)
OWN_VARIABLES = ("path", "stay", "bought", "beyond_go_lives", "beyond_risk", "beyond_deadline")
WAYS = {"Orders": (("2", "2"), ("2", "3")), "Returns": (("0", "0"), ("0", "3"), ("3", "3"), ("3", "1"))}


@cache
def tiny_choice():
    """Return the demand of two queues and their paths, its figures rounded so that they can be read.

    Orders is in mode 2 and must be in 3 by phase 2, which its first path is not; Returns may stay with
    people or go to 3 and on to 1, for which reviews are bought. They share the crew of escalations; one
    go-live a phase, 60 critical errors at most.
    """
    case = migration_case(
        2,
        2,
        sites=1,
        is_pooled=True,
        volumes=np.array([900.0, 400.0]),
        rules={"go_lives_per_phase": 1.0, "risk_cap": 60.0},
        heads={},
    )
    queues = case.queues.assign(start_way=["2", "0"], wish=["3", ""], latest_phase=[1, -1])
    found = prepared(replace(case, queues=queues.assign(ai_days=[10.0, np.nan])))
    paths = {
        queue: tuple(path_with(found.paths[queue], tuple(map(way_of, ways))) for ways in offered)
        for queue, offered in zip(found.paths, WAYS.values(), strict=True)
    }
    stays = {queue: tuple(dict.fromkeys(s for path in p for s in path.stays)) for queue, p in paths.items()}
    asked = demand(found.case, found.demand.work, stays)
    return paths, replace(
        asked,
        own_heads={key: heads.round(2) for key, heads in asked.own_heads.items()},
        heads_per_hour=asked.heads_per_hour.round(3),
        risk=asked.risk.round(),
        ai_cost=asked.ai_cost.round(),
    )


def legend(paths, asked):
    """Return what the numbers of paths, stays, posts and crews stand for, as comments of an LP file."""
    name = dict(zip(paths, WAYS, strict=True))
    told = [
        f"path({q}_{k}): {queue} in {', then '.join(ways)}"
        for q, (queue, offered) in enumerate(WAYS.items())
        for k, ways in enumerate(offered)
    ]
    told += [
        f"stay({s}): {name[each.queue]} in {each.stay.way.label}, from {each.stay.from_way.label}, phase "
        f"{each.stay.phase + 1}"
        for s, each in enumerate(asked.stays)
    ]
    told += [f"need({n}_week): {role}" for n, (_, role, _) in enumerate(asked.posts)]
    told += [f"pooled({c}_week): {crew.crew.role} of both queues" for c, crew in enumerate(asked.shared)]
    return "".join(f"\\* {line} *\\\n" for line in told)


def model_of(name):
    """Return a model of one's own to take apart."""
    return short_model(name.startswith(SOFT)).clone()


@cache
def short_model(is_soft):
    """Return the model, a rule's price 9 where it is soft, short enough to be read."""
    paths, asked = tiny_choice()
    m = master(asked, paths, dict.fromkeys(CAN_BE_SOFT.values(), 9.0) if is_soft else None).m
    for family in (m.need_of_post, m.pooled_of_combinations):
        for number, week in family:
            if week not in FIRST_WEEKS:
                family[number, week].deactivate()
    terms = generate_standard_repn(m.cost.expr)
    m.cost.set_value(
        sum(
            factor * variable
            for factor, variable in zip(terms.linear_coefs, terms.linear_vars, strict=True)
            if variable.parent_component().name in OWN_VARIABLES
        )
    )
    return m


def written(name, folder):
    """Return the LP text of one family alone (or of the choice's own cost), with its legend."""
    file = folder / f"{name}.lp"
    rows = lp_of(model_of(name), name.removeprefix(SOFT), file)
    # What a crew of several queues needs has every digit of a float: as many as can be read.
    short = re.sub(r"[+-]\d+\.\d{5,}", lambda found: f"{float(found[0]):+.4f}", rows)
    file.write_text(legend(*tiny_choice()) + short)
    return file.read_text()


@pytest.mark.parametrize("name", FILES)
def test_a_rule_of_paths_writes_the_rows_that_were_read_and_approved(name, tmp_path):
    assert_as_approved(written, name, GOLDEN, tmp_path)


def test_every_rule_of_paths_has_a_golden_file_and_no_file_is_orphaned():
    families = {family.name for family in model_of("").component_objects(Constraint)}
    assert families - set(FAMILIES) == set(RULES)
    assert {path.stem for path in GOLDEN.glob("*")} == set(FILES)


@pytest.mark.parametrize("name", RULES)
def test_the_tiny_choice_uses_every_rule(name):
    assert len(getattr(model_of(name), name)) > 0
