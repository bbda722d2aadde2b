"""Who is one person, by hand: IDs and names link within a plan and its copies, and nowhere else."""

import io
import json

import pytest

from tests.wfm.service.test_person import workbook
from wfm import cli, service
from wfm.errors import PlanningError
from wfm.service import JobOptions, person
from wfm.service import store as kept

pytestmark = pytest.mark.usefixtures("data")

HEADER = ("Agent ID", "Name", "Site")


def submit(name, *rows):
    return service.submit(workbook(HEADER, *rows), f"{name}.xlsx", JobOptions())


def names_and_ids(found):
    return sorted((each.plan, each.cells.get("Agent ID", ""), each.cells["Name"]) for each in found.mentions)


@pytest.fixture
def two_clients(data):
    """Leave two clients who both count from 1001, and one more plan of the first."""
    submit("march", (1001, "Ana Lopez", "Bogotá"), (1002, "Ben Ruiz", "Bogotá"))
    submit("april", (1001, "Ana Lopez", "Bogotá"))
    submit("other", (1001, "Bob Smith", "Manila"))


@pytest.mark.usefixtures("two_clients")
def test_the_same_number_at_another_client_is_another_person():
    ana = [("april", "1001", "Ana Lopez"), ("march", "1001", "Ana Lopez")]
    assert names_and_ids(person.find_person("Ana Lopez")) == ana
    assert names_and_ids(person.find_person("Bob Smith")) == [("other", "1001", "Bob Smith")]
    with pytest.raises(PlanningError) as refused:
        person.find_person("1001")
    assert str(refused.value) == (
        "“1001” is several people: 1001, ana lopez in “april”; 1001, ana lopez in “march”; "
        "1001, bob smith in “other”. Say --plan with the name of the plan, or the agent ID with --name and "
        "the name"
    )
    assert names_and_ids(person.find_person("1001", name="ana lopez")) == ana
    assert names_and_ids(person.find_person("1001", plan="other")) == [("other", "1001", "Bob Smith")]
    with pytest.raises(PlanningError, match="no file that is kept names “1002, Bob Smith”"):
        person.find_person("1002", name="Bob Smith")


@pytest.mark.usefixtures("two_clients")
def test_who_is_deleted_at_one_client_takes_nobody_along_at_another():
    with pytest.raises(PlanningError, match="several people"):
        person.delete_person("1001", with_current=True)
    person.delete_person("Ana Lopez", with_current=True)
    assert names_and_ids(person.find_person("1001")) == [("other", "1001", "Bob Smith")]


@pytest.mark.usefixtures("two_clients")
def test_the_commands_let_the_caller_choose(tmp_path, capsys):
    def call(*words):
        with pytest.raises(SystemExit) as stopped:
            cli.main(["person", *words])
        return stopped.value.code

    out = tmp_path / "one.json"
    assert call("export", "1001", "--out", str(out)) == 1
    assert "several people" in capsys.readouterr().err
    assert call("export", "1001", "--name", "Bob Smith", "--out", str(out)) == 0
    assert {row["plan"] for row in json.loads(out.read_text())["rows"]} == {"other"}
    assert call("delete", "1001", "--plan", "other") == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("other, version 1 of ")


MARRIED = [(1001, "Ana Lopez", "x"), (1001, "Ana Ruiz", "x"), (2002, "Ana Ruiz", "x"), ("", "Ana Ruiz", "y")]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1), (1, 3, 0, 2)])
def test_names_and_numbers_are_followed_to_the_end_in_whatever_order_they_come(order):
    # 1001 Lopez -> 1001 Ruiz -> 2002 Ruiz, and the row of the name alone: all four, from either end.
    first = submit("week", MARRIED[order[0]])
    store = kept.open_store()
    (plan,) = kept.plans(store)
    for place in order[1:]:
        kept.save(store, kept.versions(store, plan.id)[-1], "ana", workbook(HEADER, MARRIED[place]), {})
    for asked in ("Ana Lopez", "2002"):
        found = person.find_person(asked)
        assert found.known_as == ("1001", "2002", "ana lopez", "ana ruiz")
        assert len(found.mentions) == 4
    assert first.folder.exists()


def test_a_copy_is_the_same_client():
    submit("week", (1001, "Ana Lopez", "x"))
    store = kept.open_store()
    (plan,) = kept.plans(store)
    copy = kept.copy_version(store, kept.versions(store, plan.id)[0], "week (copy)", "ana")
    kept.save(store, copy, "ana", workbook(HEADER, (1001, "Ana Ruiz", "x")), {})
    found = person.find_person("ana lopez")
    assert names_and_ids(found) == [
        ("week", "1001", "Ana Lopez"),
        ("week (copy)", "1001", "Ana Lopez"),
        ("week (copy)", "1001", "Ana Ruiz"),
    ]


def test_two_of_one_name_on_one_sheet_are_two_people():
    submit("week", (1001, "Ana Lopez", "x"), (1007, "Ana Lopez", "x"))
    with pytest.raises(PlanningError, match="1001, ana lopez in “week”; 1007, ana lopez in “week”"):
        person.find_person("Ana Lopez")
    assert names_and_ids(person.find_person("1007")) == [("week", "1007", "Ana Lopez")]


def test_a_list_of_names_alone_is_found():
    book = workbook(("Name", "Site"), ("Ana Lopez", "Bogotá"), ("Ben Ruiz", "Bogotá"))
    service.submit(book, "week.xlsx", JobOptions())
    service.submit(io.StringIO("Agent name,Site\nAna Lopez,x\n").read().encode(), "list.csv", JobOptions())
    found = person.find_person("ana lopez")
    assert sorted((each.plan, each.sheet, each.row) for each in found.mentions)[1] == ("week", "Staff", 2)
    assert {each.plan for each in found.mentions} == {"list", "week"}
