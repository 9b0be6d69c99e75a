"""The same seed makes the same weather, and a switch turns only what it names."""

from bench.storm.weather import CHANCES, FINE, SENDS, Sky, blows

TRACKERS = [f"outbox:{n}:1" for n in range(2000)]


def test_the_same_seed_gives_the_same_fates_in_whatever_order_they_are_asked():
    first, second = Sky(7), Sky(7)
    forwards = {tracker: first.of_send(tracker) for tracker in TRACKERS}
    backwards = {tracker: second.of_send(tracker) for tracker in reversed(TRACKERS)}
    assert forwards == backwards
    assert forwards != {tracker: Sky(8).of_send(tracker) for tracker in TRACKERS}


def test_every_trouble_of_sending_happens_about_as_often_as_it_says():
    fates = [Sky(1).of_send(tracker).kind for tracker in TRACKERS]
    for trouble in SENDS:
        assert CHANCES[trouble] * 0.4 < fates.count(trouble) / len(fates) < CHANCES[trouble] * 2


def test_a_trouble_that_is_switched_off_leaves_the_others_as_they_were():
    all_of_it, without = Sky(3), Sky(3, frozenset({"slow"}))
    for tracker in TRACKERS:
        before = all_of_it.of_send(tracker)
        assert without.of_send(tracker) == (FINE if before.kind == "slow" else before)


def test_when_it_is_calm_nothing_happens():
    sky = Sky(5, calm=True)
    assert {sky.of_send(tracker) for tracker in TRACKERS} == {FINE}
    assert {sky.delay(tracker) for tracker in TRACKERS} == {0.0}
    assert {sky.post_size(sky.dice(tracker)) for tracker in TRACKERS} == {1}


def test_a_photo_comes_at_the_third_time_at_the_latest():
    sky = Sky(2)
    for photo in range(500):
        assert sky.of_download(str(photo), 3) == FINE
        assert sky.of_lookup(str(photo), 3) == FINE


def test_slow_answers_last_twenty_seconds_at_most():
    slow = [fate for fate in map(Sky(1).of_send, TRACKERS) if fate.kind == "slow"]
    assert all(0 < fate.first + fate.then <= 20 for fate in slow)
    assert any(fate.first for fate in slow)
    assert any(fate.then for fate in slow)


def test_blows_are_planned_beforehand_and_leave_an_end_in_peace():
    plan = blows(4, 600, ("web", "worker", "database"))
    assert plan == blows(4, 600, ("web", "worker", "database"))
    assert {blow.target for blow in plan} == {"web-1", "web-2", "work-1", "work-2", "database"}
    assert 25 < len(plan) < 120
    assert [blow.at for blow in plan] == sorted(blow.at for blow in plan)
    assert 6 <= plan[0].at < plan[-1].at <= 596


def test_only_what_may_be_struck_is_struck():
    assert {blow.target for blow in blows(4, 300, ("worker",))} == {"work-1", "work-2"}
    assert blows(4, 300, ()) == []
