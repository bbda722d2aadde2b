"""The app: ``streamlit run app.py`` serves the screens and the API on one port, on this machine alone."""

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
from wfm.service.tending import tended

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")

# The screens ask nobody who they are, so nobody else may reach them.
address = st.get_option("server.address")
if address not in THIS_MACHINE:
    raise SystemExit(
        f"The app would listen on {address or 'every address'}, where anybody could read your plans. "
        "Start it with --server.address 127.0.0.1"
    )

app = st.App(
    Path(wfm.screens.__file__).with_name("main.py"),
    routes=[Mount("/api/v1", make_api()), Route("/healthz", healthz), Route("/metrics", figures)],
    middleware=[Middleware(Observed), Middleware(SecurityHeaders)],
    lifespan=tended,
)
