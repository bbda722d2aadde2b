"""Teams of a site, and the supervisor who shares the shifts of one of its members."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.positions.naming import person_ids
from wfm.horizon import weekday_and_minute
from wfm.policy.noun import Policy
from wfm.roles import Role


def with_teams(
    people: pd.DataFrame, duties: pd.DataFrame, lines: pd.DataFrame, policy: Policy, span: int
) -> pd.DataFrame:
    """Return the people with a team: the least number of equal teams, by the time of day they start.

    Parameters
    ----------
    people, duties, lines
        Positions of all sites, what they work, and the duty lines.
    policy
        For the zone of each site.
    span
        Most people in a team.
    """
    if people.empty:
        return people.assign(team=pd.Series(dtype="str"))
    starts = duties.merge(lines[["line", "site", "shift_start"]], on="line")
    team = pd.Series("", index=people.index)
    for site, crew in people.groupby("site"):
        own = starts[starts["site"] == site]
        minute = pd.Series(weekday_and_minute(own["shift_start"], policy.zone_of(str(site)))[1], own.index)
        typical = crew["person_id"].map(minute.groupby(own["person_id"]).median())
        order = crew.index[np.lexsort((crew["person_id"], typical))]
        for number, members in enumerate(np.array_split(order, -(-len(order) // span)), start=1):
            team[members] = f"{site} team {number}"
    return people.assign(team=team)


def with_supervisors(
    people: pd.DataFrame, duties: pd.DataFrame, lines: pd.DataFrame, codes: dict[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return people and duties with one supervisor for each team.

    A supervisor works the shifts of the member whose shifts overlap most with those of the rest of the
    team, so that every rule that holds for this member holds for the supervisor, and most of the team is
    met.
    """
    spans = duties.merge(lines[["line", "shift_start", "shift_end"]], on="line")
    everyone = people.copy()
    leaders, led = [everyone], [duties]
    for site, crew in people.groupby("site"):
        teams = list(crew.groupby("team", sort=False))
        identities = person_ids(codes[str(site)], Role.SUPERVISOR, 0, len(teams))
        for number, (person_id, (team, members)) in enumerate(zip(identities, teams, strict=True), start=1):
            own = spans[spans["person_id"].isin(members["person_id"])]
            followed = most_overlapping(own)
            contract = members.set_index("person_id").at[followed, "contract_hours"]
            leader = {
                "person_id": person_id,
                "name": f"{site} supervisor {number}",
                "user_name": "",
                "site": site,
                "team": team,
                "leader": "",
                "role": str(Role.SUPERVISOR),
                "skill_set": str(Role.SUPERVISOR),
                "contract_hours": contract,
                "leads": team,
            }
            leaders.append(pd.DataFrame([leader]))
            everyone.loc[members.index, "leader"] = person_id
            led.append(duties[duties["person_id"] == followed].assign(person_id=person_id))
    return pd.concat(leaders, ignore_index=True), pd.concat(led, ignore_index=True)


def most_overlapping(spans: pd.DataFrame) -> str:
    """Return the person whose shifts overlap most (hours in sum) with the shifts of all the others.

    Parameters
    ----------
    spans
        ``person_id``, ``shift_start`` and ``shift_end`` of every shift; of equals the first by number.
    """
    minute = pd.Timedelta(minutes=1)
    origin = spans["shift_start"].min()
    start = ((spans["shift_start"] - origin) / minute).to_numpy()
    end = ((spans["shift_end"] - origin) / minute).to_numpy()
    overlap = np.minimum(end[:, None], end) - np.maximum(start[:, None], start)
    person = spans["person_id"].to_numpy()
    overlap = np.where(person[:, None] == person, 0.0, np.maximum(0.0, overlap))
    return str(pd.Series(overlap.sum(axis=1)).groupby(person).sum().idxmax())
