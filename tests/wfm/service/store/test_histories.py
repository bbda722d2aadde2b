"""Whatever planners do, in whatever order and however many at once, nothing saved is lost or changed."""

import hashlib
import subprocess
import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wfm.errors import ChangedMeanwhileError, PlanningError
from wfm.service import store as kept

ROOT = Path(__file__).resolve().parents[4]
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["create", "save", "save old", "follow", "publish", "archive", "revive"]),
        st.integers(0, 3),
        st.binary(max_size=3),
    ),
    max_size=25,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_a_history_of_saves_archives_and_publications_is_what_a_list_would_hold(store, deeds):
    # The model: for each plan of this history its versions' contents, its publications, whether it is away.
    mine, said = [], []
    for deed, which, content in deeds:
        if deed == "create" or not mine:
            first = kept.create(store, "Plan", "ana", content, {})
            mine.append({"versions": [first], "said": [content], "published": [], "away": False})
            continue
        plan = mine[which % len(mine)]
        seen, plan_id = plan["versions"][-1], plan["versions"][0].plan
        if deed == "save old":
            seen = plan["versions"][0]
        try:
            if deed in ("save", "save old"):
                plan["versions"].append(kept.save(store, seen, "ben", content, {}))
                plan["said"].append(content)
                assert not plan["away"]
                assert seen == plan["versions"][-2]
            elif deed == "follow":
                after = kept.follow(store, seen, "ben", content, {})
                if content not in plan["said"]:
                    plan["versions"].append(after)
                    plan["said"].append(content)
                assert plan["said"][after.number - 1] == content
            elif deed == "publish":
                kept.publish(store, seen, "ana")
                assert not plan["away"]
                plan["published"].append(seen.id)
            else:
                (kept.archive if deed == "archive" else kept.revive)(store, plan_id, "ana")
                plan["away"] = deed == "archive"
        except PlanningError:
            assert plan["away"]
        except ChangedMeanwhileError:
            assert deed == "save old"
            assert len(plan["versions"]) > 1
        said.append(deed)
    for plan in mine:
        plan_id = plan["versions"][0].plan
        found = kept.versions(store, plan_id)
        assert list(found) == plan["versions"]
        assert [version.number for version in found] == list(range(1, len(found) + 1))
        assert [kept.blob(store, version.input_digest) for version in found] == plan["said"]
        assert [version.input_digest for version in found] == [
            hashlib.sha256(content).hexdigest() for content in plan["said"]
        ]
        assert [each.version for each in kept.publications(store, plan_id)] == plan["published"]
        assert (plan_id not in {each.id for each in kept.plans(store)}) == plan["away"]
    assert kept.damaged(store) == ()


WRITER = """
import sys
from pathlib import Path
from wfm.errors import ChangedMeanwhileError
from wfm.service import store as kept

url, folder, me, plan_id = sys.argv[1:]
store = kept.open_store(url, Path(folder))
own = kept.create(store, me, me, me.encode(), {})
told = 0
for turn in range(5):
    own = kept.save(store, own, me, f"{me} {turn}".encode(), {"turn": turn})
    while True:
        try:
            latest = kept.versions(store, plan_id)[-1]
            kept.save(store, latest, me, f"shared {me} {turn}".encode(), {})
            break
        except ChangedMeanwhileError:
            told += 1
print(told)
"""


def test_ten_processes_write_at_once_without_an_error_and_nobody_overwrites_anybody(store):
    shared = kept.create(store, "Shared", "ana", b"shared", {})
    url = store.engine.url.render_as_string(hide_password=False)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, str(store.folder), f"writer {number}", shared.plan],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(10)
    ]
    for writer in writers:
        _, wrong = writer.communicate(timeout=600)
        assert (writer.returncode, wrong) == (0, "")
    found = kept.versions(store, shared.plan)
    assert [version.number for version in found] == list(range(1, 10 * 5 + 2))
    said = {kept.blob(store, version.input_digest).decode() for version in found[1:]}
    assert said == {f"shared writer {number} {turn}" for number in range(10) for turn in range(5)}
    assert sorted(len(kept.versions(store, plan.id)) for plan in kept.plans(store)) == [6] * 10 + [51]
    assert kept.damaged(store) == ()
    assert kept.is_sound(store)


def test_many_processes_that_open_a_new_store_at_once_make_it_once(new_url, tmp_path):
    url = new_url()
    opener = "import sys; from pathlib import Path; from wfm.service import store as kept; "
    opener += "kept.open_store(sys.argv[1], Path(sys.argv[2]))"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", opener, url, str(tmp_path)], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for process in processes:
        _, wrong = process.communicate(timeout=600)
        assert (process.returncode, wrong) == (0, "")
