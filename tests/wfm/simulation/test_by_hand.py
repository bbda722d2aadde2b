"""Single customers followed with a pencil (minutes)."""

import numpy as np

from tests.wfm.simulation.by_hand import HALF_HOUR, MINUTE, Piece, Stretch, minutes, played
from wfm.simulation.played import Kind, State


def test_the_second_of_two_callers_waits_for_the_first_to_end():
    # 0-5 the first; the second comes at 2, is answered at 5 and ends at 8.
    done = played([Piece(0, 5), Piece(2, 3)], [Stretch(0, 0, 60)])
    assert minutes(done.start) == [0, 5]
    assert minutes(done.finish) == [5, 8]
    # 8 of 60 minutes busy, all in the first half-hour.
    assert (done.busy / MINUTE).tolist() == [[8, 0]]
    assert done.present.tolist() == [[HALF_HOUR, HALF_HOUR]]


def test_who_loses_patience_is_gone_when_a_place_is_free():
    # The second waits from 2 with patience for 2: gone at 4, so that the third is answered at 5.
    done = played([Piece(0, 5), Piece(2, 3, patience=2), Piece(3, 1, patience=9)], [Stretch(0, 0, 60)])
    assert done.state.tolist() == [State.DONE, State.ABANDONED, State.DONE]
    assert minutes(done.start) == [0, None, 5]
    assert minutes(done.finish) == [5, 4, 6]


def test_who_still_waits_when_everyone_has_left_hangs_up_or_stays_open():
    done = played([Piece(30, 5, patience=4), Piece(31, 5)], [Stretch(0, 0, 20)])
    assert done.state.tolist() == [State.ABANDONED, State.OPEN]
    assert minutes(done.finish) == [34, None]


def test_a_higher_priority_overtakes_who_came_before():
    # The third (priority 0) is answered at 5 before the second, which came earlier.
    done = played([Piece(0, 5), Piece(1, 2, priority=1), Piece(2, 2)], [Stretch(0, 0, 60)])
    assert minutes(done.start) == [0, 7, 5]


def test_a_break_waits_for_the_conversation_and_keeps_its_length():
    # Break 10-15; the conversation of 8 lasts to 12, so the break is 12-17 and the caller of 13 waits to 17.
    done = played([Piece(8, 4), Piece(13, 1)], [Stretch(0, 0, 10), Stretch(0, 15, 30)])
    assert minutes(done.start) == [8, 17]
    # Present 0-12 and 17-30.
    assert done.present[0, 0] / MINUTE == 25


def test_a_shift_end_lets_the_conversation_finish_and_takes_no_other():
    # The shift ends at 10, the conversation at 14; the caller of 11 finds nobody.
    done = played([Piece(9, 5), Piece(11, 1)], [Stretch(0, 0, 10)])
    assert minutes(done.finish) == [14, None]
    assert done.present[0, 0] / MINUTE == 14


def test_a_conversation_longer_than_the_next_stretch_skips_it():
    # Held from 4 to 25: the stretch 10-20 is over, its break of 5 follows the conversation, 25 to 30.
    done = played([Piece(4, 21), Piece(12, 1)], [Stretch(0, 0, 5), Stretch(0, 10, 20), Stretch(0, 25, 60)])
    assert minutes(done.start) == [4, 35]


def test_a_person_who_holds_two_chats_answers_a_second_at_once():
    done = played([Piece(0, 10), Piece(1, 10), Piece(2, 10)], [Stretch(0, 0, 60, slots=2)])
    assert minutes(done.start) == [0, 1, 10]
    assert done.present[0, 0] == 2 * HALF_HOUR


def test_who_changes_task_serves_the_other_crew_from_then_on():
    # Station 0 until 10, station 1 after; what began at 9 runs to 12, the other crew's waits so long.
    done = played(
        [Piece(9, 3), Piece(10, 2, station=1)],
        [Stretch(0, 0, 10), Stretch(0, 10, 60, station=1)],
        (Kind.ANSWER, Kind.ANSWER),
    )
    assert minutes(done.start) == [9, 12]


def test_reviews_are_done_by_their_due_time_and_one_is_late():
    # Both come at 0 and take 10: the one due at 12 goes first, the other ends at 20, after its 15.
    done = played([Piece(0, 10, due=15), Piece(0, 10, due=12)], [Stretch(0, 1, 60)], (Kind.SET_ASIDE,))
    assert minutes(done.finish) == [21, 11]


def test_what_is_overdue_waits_behind_what_can_be_in_time():
    # At 10 the first is overdue (due 8): the second (due 30) is done 10-15, the first 15-20.
    done = played([Piece(0, 5, due=8), Piece(9, 5, due=30)], [Stretch(0, 10, 60)], (Kind.SET_ASIDE,))
    assert minutes(done.finish) == [20, 15]


def test_a_review_is_set_aside_for_the_break_and_taken_up_again():
    # 10 minutes of review from 5: 5 before the break 10-15, 5 after it.
    done = played([Piece(5, 10, due=60)], [Stretch(0, 0, 10), Stretch(0, 15, 60)], (Kind.SET_ASIDE,))
    assert (minutes(done.start), minutes(done.finish)) == ([5], [20])
    assert done.busy[0, 0] / MINUTE == 10


def test_a_callback_is_finished_before_the_break():
    done = played([Piece(5, 10, due=60)], [Stretch(0, 0, 10), Stretch(0, 15, 60)], (Kind.CALL_BACK,))
    assert minutes(done.finish) == [15]


def test_who_answers_calls_back_while_nobody_waits_and_finishes_that_first():
    # The callback of 2 is taken at once; the caller of 4 waits until it ends at 12. That of 13 goes before
    # the callback of 14, which begins at 18 although it came while the person talked.
    done = played(
        [Piece(2, 10, station=1, due=60), Piece(4, 1), Piece(13, 5), Piece(14, 2, station=1, due=60)],
        [Stretch(0, 0, 60)],
        (Kind.ANSWER, Kind.CALL_BACK),
        helps=(1, -1),
    )
    assert minutes(done.start) == [2, 12, 13, 18]
    # 18 minutes busy, all of them as who answers.
    assert (done.busy / MINUTE).tolist() == [[18, 0], [0, 0]]


def test_a_waiting_caller_comes_before_a_waiting_callback():
    # At 5 both wait: the caller of 4 first, then at 6 the callback of 1.
    done = played(
        [Piece(0, 5), Piece(1, 2, station=1, due=60), Piece(4, 1)],
        [Stretch(0, 0, 60)],
        (Kind.ANSWER, Kind.CALL_BACK),
        helps=(1, -1),
    )
    assert minutes(done.start) == [0, 6, 5]


def test_who_is_set_apart_for_callbacks_takes_them_before_who_answers():
    done = played(
        [Piece(1, 4, station=1, due=60), Piece(2, 4, station=1, due=60), Piece(3, 1)],
        [Stretch(0, 0, 60), Stretch(1, 0, 60, station=1)],
        (Kind.ANSWER, Kind.CALL_BACK),
        helps=(1, -1),
    )
    # The first to the person set apart, the second to who answers; so the caller of 3 waits until 6.
    assert minutes(done.start) == [1, 2, 6]


def test_a_segment_that_is_served_is_followed_by_the_next_and_one_abandoned_by_none():
    # Two chains of two segments; the second caller hangs up at 3, so that its second segment never comes.
    pieces = [
        Piece(0, 5, follow=2, follow_delay=4),
        Piece(1, 5, patience=2, follow=3, follow_delay=4),
        Piece(np.inf, 5),
        Piece(np.inf, 5),
    ]
    done = played(pieces, [Stretch(0, 0, 60)])
    assert done.state.tolist() == [State.DONE, State.ABANDONED, State.DONE, State.NEVER]
    assert minutes(done.enter) == [0, 1, 9, None]


WATCH = (Kind.WATCH,)


def test_a_conversation_beyond_the_span_goes_on_unwatched_until_one_frees():
    # Span 2: the third starts at 2 and finds a place at 10; 8 of its minutes are unwatched.
    done = played([Piece(0, 10), Piece(1, 20), Piece(2, 20)], [Stretch(0, 0, 60, slots=2)], WATCH)
    assert (done.unwatched / MINUTE).tolist() == [0, 0, 8]
    assert minutes(done.finish) == [10, 21, 22]


def test_a_takeover_orphans_the_rest_of_the_span():
    # At 10 the monitor talks until 14; the other two (to 30) are unwatched for those 4 minutes.
    pieces = [Piece(0, 10, takeover=4), Piece(1, 29), Piece(2, 28)]
    done = played(pieces, [Stretch(0, 0, 60, slots=3)], WATCH)
    assert (done.unwatched / MINUTE).tolist() == [0, 4, 4]
    # Slot-minutes: 10 + 4 x 3 for the talk, 25 and 24 of the others.
    assert done.busy.sum() / MINUTE == 10 + 12 + 25 + 24


def test_orphans_go_to_a_colleague_with_a_free_place():
    pieces = [Piece(0, 10, takeover=4), Piece(1, 29), Piece(2, 28)]
    # The first monitor holds the first two, the second the third and has one place free.
    done = played(pieces, [Stretch(0, 0, 60, slots=2), Stretch(1, 1.5, 60, slots=2)], WATCH)
    assert done.unwatched.tolist() == [0, 0, 0]


def test_a_takeover_that_nobody_watches_is_missed():
    done = played([Piece(0, 10), Piece(1, 5, takeover=4)], [Stretch(0, 0, 60)], WATCH)
    assert done.state.tolist() == [State.DONE, State.MISSED]
    assert done.unwatched[1] / MINUTE == 5


def test_a_monitor_who_leaves_hands_over_and_stays_for_what_nobody_takes():
    # At 10 the first monitor leaves with two: one finds a place, the other is watched to its end at 20.
    pieces = [Piece(0, 20), Piece(0, 20), Piece(1, 30)]
    done = played(pieces, [Stretch(0, 0, 10, slots=2), Stretch(1, 1, 60, slots=2)], WATCH)
    assert done.unwatched.tolist() == [0, 0, 0]
    # Present: 20 minutes x 2 places, and 29 + 30 minutes x 2 of the second.
    assert done.present.sum() / MINUTE == 20 * 2 + 59 * 2
