"""What is kept about a person is found in every file, told, and taken away."""

import io
import json
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest

from wfm import cli, service
from wfm.errors import PlanningError
from wfm.service import JobOptions, erasing, person
from wfm.service import store as kept

pytestmark = pytest.mark.usefixtures("data")

PEOPLE = [("Agent ID", "Name", "Site"), (1001, "Ana Lopez", "Bogotá"), (1002, "Ben Ruiz", "Bogotá")]


def workbook(*rows, leave=()):
    book = openpyxl.Workbook()
    book.active.title = "Forecast"
    # Volumes may be the same numbers as agents' IDs.
    for row in [("Queue", "Offered"), ("Orders", 1001)]:
        book.active.append(row)
    staff = book.create_sheet("Staff")
    for row in rows:
        staff.append(row)
    if leave:
        off = book.create_sheet("TimeOff")
        for row in [("Agent ID", "From", "Code"), *leave]:
            off.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def plans():
    """Leave two plans with Ana, who has left the second one since, and one that never had her."""
    leave = [(1001, "2027-03-01", "SICK")]
    both = service.submit(workbook(*PEOPLE, leave=leave), "march.xlsx", JobOptions())
    first = service.submit(workbook(*PEOPLE), "april.xlsx", JobOptions())
    service.submit(workbook(PEOPLE[0], PEOPLE[2]), "may.xlsx", JobOptions())
    store = kept.open_store()
    april = next(plan for plan in kept.plans(store) if plan.name == "april")
    kept.save(store, kept.versions(store, april.id)[-1], "ana", workbook(PEOPLE[0], PEOPLE[2]), {})
    return both, first


def test_every_row_of_every_file_about_a_person_is_found_by_name_or_by_id(plans):
    by_name, by_id = person.find_person("ana lopez"), person.find_person("1001")
    assert by_name == by_id
    assert by_name.known_as == ("1001", "ana lopez")
    found = sorted((each.plan, each.sheet, each.row) for each in by_name.mentions)
    assert found == [("april", "Staff", 2), ("march", "Staff", 2), ("march", "TimeOff", 2)]
    off = next(each for each in by_name.mentions if each.sheet == "TimeOff")
    assert off.cells["Code"] == "SICK"


def test_who_is_in_no_file_is_said_to_be_in_none(plans):
    with pytest.raises(PlanningError, match="no file that is kept names “Cleo”"):
        person.find_person("Cleo")


def test_who_is_deleted_is_called_otherwise_and_others_keep_their_plans(plans, data):
    march, april = plans
    told = person.delete_person("Ana Lopez")
    assert (len(told.rewritten), told.erased) == (2, ())
    for who in ("1001", "Ana Lopez"):
        with pytest.raises(PlanningError, match="no file"):
            person.find_person(who)
    store = kept.open_store()
    assert not any(erasing.is_erased(store, version) for version in erasing.all_versions(store))
    assert [row.cells["Name"] for row in person.find_person("Ben Ruiz").mentions] == ["Ben Ruiz"] * 4
    theirs = [row.cells for row in person.find_person(told.called).mentions]
    assert sorted(len(cells) for cells in theirs) == [3, 3, 3]
    assert {cells["Agent ID"] for cells in theirs} == {told.called}
    # A volume that is the same number as their ID stays.
    path = next(march.input.iterdir())
    assert openpyxl.load_workbook(path)["Forecast"]["B2"].value == 1001
    assert april.folder.exists()
    assert kept.damaged(store) == ()
    assert b"Ana Lopez" not in b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_a_colleague_of_the_same_name_is_not_called_otherwise():
    service.submit(workbook(*PEOPLE, (1003, "Ana Lopez Gil", "Bogotá")), "march.xlsx", JobOptions())
    with pytest.raises(PlanningError, match="ana lopez gil there is somebody else"):
        person.delete_person("1001")
    assert len(person.find_person("Ana Lopez Gil").mentions) == 1


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (
            [("Agent ID", "Name", "Team"), (1001, "Ana Lopez", "x"), (1002, "Ben Ruiz", "1001")],
            "also in column",
        ),
        ([("Agent ID", "Name", "Team"), (7, "Ana Lopez", "x")], "too short"),
    ],
)
def test_what_reads_like_them_and_is_not_them_is_no_guess(rows, why):
    service.submit(workbook(*rows), "march.xlsx", JobOptions())
    with pytest.raises(PlanningError, match=why):
        person.delete_person("Ana Lopez")
    told = person.delete_person("Ana Lopez", with_current=True)
    assert why in told.erased[0][1]


def test_the_commands_tell_first_and_delete_when_told(plans, tmp_path, capsys):
    def call(*words):
        with pytest.raises(SystemExit) as stopped:
            cli.main(["person", *words])
        return stopped.value.code

    out = tmp_path / "ana.json"
    assert call("export", "1001", "--out", str(out)) == 0
    assert {row["plan"] for row in json.loads(out.read_text())["rows"]} == {"march", "april"}
    out.unlink()
    assert call("delete", "1001") == 0
    assert "To do it: --yes" in capsys.readouterr().out
    assert call("delete", "1001", "--yes") == 0
    assert "march, version 1 of" in capsys.readouterr().out
    assert call("export", "1001", "--out", str(out)) == 1


def test_what_is_old_is_erased_but_not_what_is_published_last(plans):
    store = kept.open_store()
    march = next(plan for plan in kept.plans(store) if plan.name == "march")
    (version,) = kept.versions(store, march.id)
    kept.publish(store, version, "ana")
    assert erasing.erase_old(30) == 0
    later = datetime.now(UTC) + timedelta(days=31)
    assert erasing.erase_old(30, later) == 3
    assert not erasing.is_erased(store, version)
    assert erasing.erase_old(30, later) == 0
