"""Who asks, and whether they may: every deed of the service that needs a right asks here, whoever calls it.

Programs are known by their token, people by the login of the screens. Where nobody logs in, and on the
command line, it is the user of this machine, who may do everything: the files are theirs.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from wfm.errors import NotAllowedError
from wfm.service import login
from wfm.service.store import Role, Scope, Token, open_store, role_of

AWAY = "away"
"""What stands for the kind of leave where its reason is nobody's business."""
OF_SCOPE = {Scope.READ: Role.VIEWER, Scope.PLAN: Role.PLANNER, Scope.ADMIN: Role.ADMIN}

if TYPE_CHECKING:
    # Loaded by whoever has tables: a command of the store starts without.
    import pandas as pd

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Caller:
    """Who asks: a name for the audit, and a role; ``None``: nobody gave them one."""

    who: str
    role: Role | None


_program: ContextVar[Caller | None] = ContextVar("program", default=None)
_logged_in: list[Callable[[], str | None]] = []
"""How the screens tell who sits before them: at most one entry, put there by ``know_people_by``."""


def know_people_by(address: Callable[[], str | None]) -> None:
    """Let the screens tell by which address somebody is logged in, ``None``: nobody is."""
    _logged_in[:] = [address]


def act_as(token: Token) -> None:
    """Let a program act by its token, in this request alone."""
    _program.set(Caller(token.name, OF_SCOPE[token.scope]))


def caller() -> Caller:
    """Return who asks.

    Raises
    ------
    NotAllowedError
        If people log in here and this one has not.
    """
    program = _program.get()
    if program is not None:
        return program
    if not _logged_in or not login.is_configured():
        return Caller(machine_user(), Role.ADMIN)
    address = _logged_in[0]()
    if address is None:
        raise NotAllowedError("log in first")
    return Caller(address, role_of(open_store(), address))


def may(role: Role) -> bool:
    """Return whether who asks has a role, or one above it."""
    held = caller().role
    return held is not None and held.covers(role)


def require(role: Role) -> Caller:
    """Return who asks.

    Raises
    ------
    NotAllowedError
        If they may not.
    """
    asking = caller()
    if asking.role is None:
        raise NotAllowedError(f"{asking.who} has no role here yet: ask whoever looks after wfm for one")
    if not asking.role.covers(role):
        raise NotAllowedError(f"{asking.who} is a {asking.role} here; this needs a {role}")
    return asking


def needs(role: Role) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Let a function be called by that role, and those above it, alone."""

    def guarded(act: Callable[_P, _T]) -> Callable[_P, _T]:
        @wraps(act)
        def checked(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            require(role)
            return act(*args, **kwargs)

        return checked

    return guarded


def as_now(act: Callable[[], _T]) -> Callable[[], _T]:
    """Return a deed to be done later, where nobody can be asked, with the rights of who asks now."""
    asking = caller()

    def later() -> _T:
        before = _program.set(asking)
        try:
            return act()
        finally:
            _program.reset(before)

    return later


def without_reasons(away: pd.DataFrame) -> pd.DataFrame:
    """Return days away (``code``) that do not tell why."""
    return away.assign(code=AWAY).astype({"code": away["code"].dtype})


def machine_user() -> str:
    """Return who works on this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "planner"
