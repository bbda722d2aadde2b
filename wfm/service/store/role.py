"""Who may do what on the screens: a role for each person, by the address they log in with."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import delete, insert, select, update

from wfm.errors import PlanningError
from wfm.service.store.audit import note
from wfm.service.store.database import Store
from wfm.service.store.tables import USER_ROLE


class Role(StrEnum):
    """What a person may do; each may do what those before it may."""

    VIEWER = "viewer"
    PLANNER = "planner"
    ADMIN = "admin"

    def covers(self, asked: Role) -> bool:
        """Return whether this role is enough where ``asked`` is needed."""
        order = list(Role)
        return order.index(self) >= order.index(asked)


def role_of(store: Store, who: str) -> Role | None:
    """Return a person's role, ``None`` where nobody gave them one."""
    with store.reading() as connection:
        found = connection.execute(select(USER_ROLE.c.role).where(USER_ROLE.c.who == _same(who))).scalar()
    return None if found is None else Role(found)


def roles(store: Store) -> dict[str, Role]:
    """Return everybody's role, by address."""
    with store.reading() as connection:
        rows = connection.execute(select(USER_ROLE).order_by(USER_ROLE.c.who)).all()
    return {row.who: Role(row.role) for row in rows}


def set_role(store: Store, who: str, role: Role, by: str) -> None:
    """Give a person a role, in the place of the one they had."""
    name = _same(who)
    with store.writing() as connection:
        held = connection.execute(select(USER_ROLE.c.role).where(USER_ROLE.c.who == name)).scalar()
        if held is None:
            connection.execute(insert(USER_ROLE).values(who=name, role=str(role)))
        else:
            connection.execute(update(USER_ROLE).where(USER_ROLE.c.who == name).values(role=str(role)))
        before = None if held is None else {"role": held}
        note(connection, by, "set role", name, before, {"role": str(role)})


def remove_role(store: Store, who: str, by: str) -> None:
    """Take a person's role away.

    Raises
    ------
    PlanningError
        If they have none.
    """
    name = _same(who)
    with store.writing() as connection:
        if not connection.execute(delete(USER_ROLE).where(USER_ROLE.c.who == name)).rowcount:
            raise PlanningError(f"“{who}” has no role to take away")
        note(connection, by, "remove role", name)


def _same(who: str) -> str:
    """Return an address as it is compared: providers write it in capitals or not."""
    return who.strip().casefold()
