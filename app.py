"""The app: ``streamlit run app.py`` serves the screens and the API on one port."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

import wfm.screens
from wfm.api import make_api
from wfm.api.headers import SecurityHeaders
from wfm.api.health import figures, healthz
from wfm.api.observed import Observed
from wfm.errors import PlanningError
from wfm.service import log, login
from wfm.service.tending import tended

try:
    address = login.checked_address(st.get_option("server.address"))
    secrets = login.secrets()
except PlanningError as error:
    raise SystemExit(str(error)) from None
log.event("listening", address=address, port=st.get_option("server.port"), login=bool(secrets))

app = st.App(
    Path(wfm.screens.__file__).with_name("main.py"),
    secrets=secrets,
    routes=[Mount("/api/v1", make_api()), Route("/healthz", healthz), Route("/metrics", figures)],
    middleware=[
        Middleware(Observed),
        Middleware(SecurityHeaders, is_encrypted=login.is_encrypted()),
    ],
    lifespan=tended,
)
