"""The code pane: a notebook whose lines light up, and which can be edited and run again."""

import json
from typing import TYPE_CHECKING, Any

from tests.viz_app.player.sample import SOURCES
from tests.viz_app.player.test_walk import player, step

if TYPE_CHECKING:
    from playwright.sync_api import Page


def told(page: "Page") -> Any:
    return page.evaluate("told")


def test_markdown_is_text_and_never_html(page: "Page") -> None:
    heading = page.get_by_role("heading", name="A <b>title</b>")
    assert heading.count() == 1
    assert page.locator(".gs-markdown b").count() == 0


def test_the_running_expression_is_marked_by_its_columns(page: "Page") -> None:
    player(page, "goTo(2)")
    assert page.locator(".gs-span-now").all_text_contents() == ["w * 3"]
    assert page.locator(".gs-line-now").all_text_contents() == ["y = w * 3 # 乘法"]
    player(page, "goTo(0)")
    assert page.locator(".gs-line-now").count() == 0


def test_output_is_dim_until_it_is_reached(page: "Page") -> None:
    output = page.locator("[data-cell='1'] .gs-output")
    player(page, "goTo(4)")
    assert output.all_text_contents() == ["tensor(3.)"]
    assert output.get_attribute("class") == "gs-output gs-stdout gs-ahead"
    player(page, "goTo(5)")
    assert output.get_attribute("class") == "gs-output gs-stdout gs-reached"
    player(page, "goTo(12)")
    assert output.all_text_contents() == ["tensor(6.)"]


def test_a_cell_says_its_count_and_which_of_its_runs_is_shown(page: "Page") -> None:
    bar = page.locator("[data-cell='1'] .gs-cell-bar")
    player(page, "goTo(3)")
    assert bar.text_content() == "[2]run 1 of 2edited"
    player(page, "goTo(8)")
    assert bar.text_content() == "[3]run 2 of 2edited"


def test_run_cell_appends_the_text_as_it_is_now(page: "Page") -> None:
    page.get_by_role("textbox", name="Cell 2").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n# more")
    page.get_by_role("button", name="Run cell 2").click()
    executions = told(page)[-1]
    assert executions[:3] == [[0, SOURCES[0]], [1, SOURCES[1]], [1, SOURCES[1]]]
    assert executions[3] == [1, SOURCES[1] + "\n# more"]


def test_a_second_run_waits_for_the_first_and_adds_to_it(page: "Page") -> None:
    page.get_by_role("button", name="Run cell 1").click()
    page.get_by_role("button", name="Run cell 2").click()
    assert [len(executions) for executions in told(page)] == [4, 5]
    page.evaluate("void show({ ...shown, id: 'first', executions: told[0] })")
    assert page.locator("[aria-busy]").count() == 1
    page.evaluate("void show({ ...shown, id: 'second', executions: told[1] })")
    assert page.locator("[aria-busy]").count() == 0


def test_keys_run_the_cell_one_is_in(page: "Page") -> None:
    page.get_by_role("textbox", name="Cell 1").click()
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Control+Enter")
    assert [executions[-1] for executions in told(page)] == [[0, SOURCES[0]]] * 2


def test_run_all_starts_afresh_and_restart_clears(page: "Page") -> None:
    page.get_by_role("button", name="Run all").click()
    page.get_by_role("button", name="Restart").click()
    assert told(page) == [[[0, SOURCES[0]], [1, SOURCES[1]]], []]


def test_running_what_has_just_run_walks_it_anew(page: "Page") -> None:
    once = json.dumps(list(enumerate(SOURCES)))
    page.evaluate(f"""void show({{ ...shown, id: "all", executions: {once} }})""")
    player(page, "goTo(3)")
    page.get_by_role("button", name="Run all").click()
    assert (told(page), step(page)) == ([], 0)
    assert page.locator("[aria-busy]").count() == 0


def test_an_edit_marks_the_picture_as_old_until_it_is_undone_or_run(page: "Page") -> None:
    old = page.get_by_role("note")
    assert not old.is_visible()
    page.get_by_role("textbox", name="Cell 1").click()
    page.keyboard.type("x")
    assert old.is_visible()
    player(page, "goTo(1)")
    assert page.locator("[data-cell='0'] .gs-line-now").count() == 0
    page.get_by_role("textbox", name="Cell 1").click()
    page.keyboard.press("Control+z")
    assert not old.is_visible()
    assert page.locator("[data-cell='0'] .gs-line-now").count() == 1


def test_a_new_run_is_walked_from_its_beginning(page: "Page") -> None:
    page.evaluate(
        """() => {
          show({ ...shown, id: "longer", executions: [...shown.executions, [0, "x"]] });
        }"""
    )
    assert step(page) == 7


def test_a_cell_can_be_added(page: "Page") -> None:
    page.get_by_role("button", name="Add cell").click()
    page.keyboard.type("1 + 1")
    page.keyboard.press("Shift+Enter")
    assert told(page)[-1][-1] == [2, "1 + 1"]


def test_an_exported_notebook_can_be_read_and_not_changed(page: "Page") -> None:
    page.evaluate(
        """takeDown();
        window.takeDown = show({ ...shown, document: "exported", editable: false }); null"""
    )
    for name in ("Run all", "Restart", "Run cell 1", "Add cell"):
        assert page.get_by_role("button", name=name).count() == 0
    page.locator("[data-cell='0'] .cm-content").click()
    page.keyboard.type("x")
    assert page.locator("[data-cell='0'] .cm-content").text_content() == SOURCES[0]
