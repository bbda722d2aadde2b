"""Events are lines of JSON that a machine reads back."""

import json

from wfm.service import log


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_an_event_is_one_line_however_many_its_words_have(capsys):
    log.event("run ended", state="done", words="Line one\nline “two”")
    (told,) = lines(capsys)
    assert (told["event"], told["level"], told["words"]) == ("run ended", "info", "Line one\nline “two”")
    assert told["at_utc"].endswith("+00:00")


def test_an_error_brings_its_traceback(capsys):
    try:
        raise ZeroDivisionError("by nought")
    except ZeroDivisionError as error:
        log.failure("own error", error, job="j")
    (told,) = lines(capsys)
    assert (told["level"], told["job"], told["error"]) == ("error", "j", "ZeroDivisionError: by nought")
    assert "test_log.py" in told["traceback"]


def test_what_lies_below_the_level_set_is_left_out(capsys, monkeypatch):
    monkeypatch.setenv("WFM_LOG_LEVEL", "error")
    log.event("run asked")
    log.event("queue not tended", log.ERROR)
    assert [told["event"] for told in lines(capsys)] == ["queue not tended"]
