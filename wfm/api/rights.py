"""Who may do what: a bearer token, known by its digest, whose scope is enough."""

from __future__ import annotations

from typing import Annotated

import anyio.to_thread
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from wfm.service.rights import act_as
from wfm.service.store import Scope, Token, known_token, open_store

BEARER = HTTPBearer(auto_error=False, description="Made by: wfm token create NAME --scope read")
Given = Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]


async def reader(given: Given) -> Token:
    """Return the token of a request that looks."""
    return await _allowed(given, Scope.READ)


async def planner(given: Given) -> Token:
    """Return the token of a request that plans."""
    return await _allowed(given, Scope.PLAN)


async def admin(given: Given) -> Token:
    """Return the token of a request that looks after the program."""
    return await _allowed(given, Scope.ADMIN)


async def _allowed(given: HTTPAuthorizationCredentials | None, asked: Scope) -> Token:
    token = None if given is None else await anyio.to_thread.run_sync(_known, given.credentials)
    if token is None:
        raise HTTPException(401, "a token is needed that is known here", {"WWW-Authenticate": "Bearer"})
    if not token.scope.covers(asked):
        raise HTTPException(403, f"the token “{token.name}” may {token.scope}; this asks for {asked}")
    # Here and not in a thread, so that the route itself acts as this token too.
    act_as(token)
    return token


def _known(secret: str) -> Token | None:
    return known_token(open_store(), secret)
