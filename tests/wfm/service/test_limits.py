"""What a worker may use: asked in a process of its own, since it cannot be given back."""

import os
import subprocess
import sys

import pytest

ASKED = """
import os
from resource import RLIMIT_AS, RLIMIT_CPU, getrlimit
from wfm.service.limits import limit_reading, limit_search
before = os.nice(0)
limit_reading()
print(getrlimit(RLIMIT_AS)[0], getrlimit(RLIMIT_CPU)[0], os.nice(0) - before)
limit_search(60.0)
print(getrlimit(RLIMIT_AS)[0], getrlimit(RLIMIT_CPU)[0], os.nice(0) - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_search_may_use_more_than_reading_and_stands_behind_the_app():
    environment = {name: value for name, value in os.environ.items() if name != "WFM_NICE"}
    asked = [sys.executable, "-c", ASKED]
    told = subprocess.run(asked, capture_output=True, text=True, check=True, env=environment).stdout
    reading, search = (list(map(int, line.split())) for line in told.splitlines())
    assert reading == [6 * 1024**3, 180, 0]
    # 180 + 2 x 60 + 300 seconds; no limit of memory but the system's own.
    assert search[1:] == [600, 10]
    assert search[0] != reading[0]
