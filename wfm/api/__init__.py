"""The REST API, for programs: the same plans and runs as the screens, under ``/api/v1`` of the same port."""

from wfm.api.application import make_api

__all__ = ["make_api"]
