"""The app refuses to be reached from other machines as long as it asks nobody who they are."""

import os
import subprocess
import sys

import pytest

from tests.browser.conftest import ROOT


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_the_app_refuses_to_listen_beyond_this_machine(address, tmp_path):
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.address", address]
    environment = {**os.environ, "WFM_DATA": str(tmp_path)}
    refused = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert refused.returncode != 0
    assert f"would listen on {address}" in refused.stderr
    assert "Traceback" not in refused.stderr
