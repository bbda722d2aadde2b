"""Plans over the API: send a workbook, list plans and versions, put one away, read the audit."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, UploadFile

from wfm import service
from wfm.api.asked import TEMPLATES, UNTIL, Again, Fits, RiskCap, Tightens
from wfm.api.bodies import Deed, JobBody, PlanBody, VersionBody
from wfm.api.jobs import body, options
from wfm.api.rights import admin, planner, reader
from wfm.service import store as kept
from wfm.service.store import Token, run
from wfm.workbook.gate import check_upload

ROUTES = APIRouter(tags=["plans"])
Until = Annotated[str, Form(pattern=UNTIL, description="How far to walk")]
CpuSeconds = Annotated[float | None, Form(ge=1, le=3600, description="Limit of the search")]
Preset = Annotated[str, Form(pattern="^(article)?$")]
Template = Annotated[str, Form(pattern=TEMPLATES, description="Wishes of a migration; blank: the file's own")]


@ROUTES.post("/plans", status_code=202)
def send(
    file: UploadFile,
    token: Annotated[Token, Depends(planner)],
    until: Until = "need",
    cpu_seconds: CpuSeconds = None,
    preset: Preset = "",
    template: Template = "",
    tightens: Annotated[Tightens, Form()] = False,
    fits: Annotated[Fits, Form()] = True,
    risk_cap: Annotated[RiskCap, Form()] = None,
) -> JobBody:
    """Send a workbook: to be checked (until need), planned, or planned as a migration. Follow its job."""
    name, content = file.filename or "", file.file.read()
    _check(name, content)
    asked = options(
        Again(
            until=until,
            cpu_seconds=cpu_seconds,
            preset=preset,
            template=template,
            tightens=tightens,
            fits=fits,
            risk_cap=risk_cap,
        )
    )
    return body(service.submit(content, name, asked, author=token.name))


@ROUTES.get("/plans", dependencies=[Depends(reader)])
def plans(archived: bool = False) -> list[PlanBody]:
    """List the plans, newest first; with those put away where asked for."""
    store = kept.open_store()
    return [
        PlanBody(**vars(plan), versions=len(kept.versions(store, plan.id)))
        for plan in kept.plans(store, with_archived=archived)
    ]


@ROUTES.get("/plans/{plan_id}/versions", dependencies=[Depends(reader)])
def versions(plan_id: str) -> list[VersionBody]:
    """List the versions of a plan, oldest first, each with the jobs that ran it."""
    store = kept.open_store()
    _known(store, plan_id)
    return [
        VersionBody(**vars(version), jobs=[each.id for each in run.runs_of(store, version.id)])
        for version in kept.versions(store, plan_id)
    ]


@ROUTES.delete("/plans/{plan_id}", status_code=204, operation_id="delete_plan")
@ROUTES.post("/plans/{plan_id}/archive", status_code=204)
def archive(plan_id: str, token: Annotated[Token, Depends(planner)]) -> None:
    """Put a plan away: it is kept, and no longer offered. Nothing deletes a plan."""
    store = kept.open_store()
    _known(store, plan_id)
    kept.archive(store, plan_id, token.name)


@ROUTES.post("/plans/{plan_id}/revive", status_code=204)
def revive(plan_id: str, token: Annotated[Token, Depends(planner)]) -> None:
    """Bring a plan back that was put away."""
    store = kept.open_store()
    _known(store, plan_id)
    kept.revive(store, plan_id, token.name)


@ROUTES.get("/audit", dependencies=[Depends(admin)])
def audit() -> list[Deed]:
    """List who did what, oldest first."""
    return [Deed(**vars(entry)) for entry in kept.audit_trail(kept.open_store())]


def _known(store: kept.Store, plan_id: str) -> None:
    if "\0" in plan_id or kept.plan_of(store, plan_id) is None:
        raise HTTPException(404, "there is no such plan")


def _check(name: str, content: bytes) -> None:
    """Refuse what is no workbook or table before a process is begun for it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{Path(name).suffix.lower()[:10]}"
        try:
            path.write_bytes(content)
        except (OSError, ValueError):
            raise HTTPException(422, "the file has no usable name") from None
        check_upload(path)
