"""The API put together: its routes, its limits, and errors as problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from wfm.api import checks, jobs, migrations, plans, sweeps, trade_offs
from wfm.api.bodies import Problem
from wfm.api.limits import Limits
from wfm.errors import ChangedMeanwhileError, InputFaultsError, NotAllowedError, PlanningError
from wfm.service import log

PROBLEM = "application/problem+json"
RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Problem, "description": "What was wrong, in words."},
}


def make_api() -> FastAPI:
    """Return the API, to be mounted under ``/api/v1``."""
    api = FastAPI(
        title="wfm",
        version="1",
        description="Plans of the people around AI: send a workbook, follow its run, fetch the plan.",
        docs_url=None,
        redoc_url=None,
        responses=RESPONSES,
    )
    for room in (plans, jobs, sweeps, trade_offs, checks, migrations):
        api.include_router(room.ROUTES)
    api.add_middleware(Limits)
    api.add_exception_handler(HTTPException, _refused)
    api.add_exception_handler(RequestValidationError, _not_as_asked)
    api.add_exception_handler(InputFaultsError, _faults)
    api.add_exception_handler(ChangedMeanwhileError, _changed)
    api.add_exception_handler(NotAllowedError, _not_allowed)
    api.add_exception_handler(PlanningError, _broken_rule)
    api.add_exception_handler(Exception, _own_error)
    return api


def problem(status: int, detail: str, headers: Any = None, **more: Any) -> JSONResponse:
    """Return an error as problem details."""
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse({**content, **more}, status, headers, PROBLEM)


def _refused(_: Request, error: Any) -> JSONResponse:
    return problem(error.status_code, str(error.detail), error.headers)


def _not_as_asked(_: Request, error: Any) -> JSONResponse:
    wrong = [f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors()]
    return problem(422, "; ".join(wrong))


def _faults(_: Request, error: Any) -> JSONResponse:
    faults = [vars(fault) for fault in error.faults]
    return problem(422, "The file cannot be taken.", faults=faults)


def _changed(_: Request, error: Exception) -> JSONResponse:
    return problem(409, str(error))


def _not_allowed(_: Request, error: Exception) -> JSONResponse:
    return problem(403, str(error))


def _broken_rule(_: Request, error: Exception) -> JSONResponse:
    return problem(422, str(error))


def _own_error(request: Request, error: Exception) -> JSONResponse:
    log.failure("own error", error, method=request.method, path=request.url.path)
    return problem(500, "wfm met an error of its own; its log tells more.")
