"""No kind of work can take the places of another."""

from procrastinate.contrib.django import app

from lojar.cli.lanes import lanes, with_room


def test_every_job_has_a_lane():
    # "builtin" is procrastinate's own sweeping, and asked for by nobody here.
    assert {task.queue for task in app.tasks.values()} - {"builtin"} <= set(lanes(8))


def test_a_slow_meta_takes_no_place_of_those_who_read_and_talk():
    places = lanes(8)
    running = ["send"] * places["send"]
    assert with_room(places, running) == [queue for queue in places if queue != "send"]


def test_every_lane_has_a_place_in_the_smallest_worker():
    assert min(lanes(1).values()) >= 1


def test_a_full_worker_takes_nothing_more():
    places = lanes(2)
    assert with_room(places, [queue for queue, most in places.items() for _ in range(most)]) == []
