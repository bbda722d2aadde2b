"""Who may do what: a bearer token, known by its digest, whose scope is enough."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from wfm.service.store import Scope, Token, known_token, open_store

BEARER = HTTPBearer(auto_error=False, description="Made by: wfm token create NAME --scope read")
Given = Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]


def reader(given: Given) -> Token:
    """Return the token of a request that looks."""
    return _allowed(given, Scope.READ)


def planner(given: Given) -> Token:
    """Return the token of a request that plans."""
    return _allowed(given, Scope.PLAN)


def admin(given: Given) -> Token:
    """Return the token of a request that looks after the program."""
    return _allowed(given, Scope.ADMIN)


def _allowed(given: HTTPAuthorizationCredentials | None, asked: Scope) -> Token:
    token = None if given is None else known_token(open_store(), given.credentials)
    if token is None:
        raise HTTPException(401, "a token is needed that is known here", {"WWW-Authenticate": "Bearer"})
    if not token.scope.covers(asked):
        raise HTTPException(403, f"the token “{token.name}” may {token.scope}; this asks for {asked}")
    return token
