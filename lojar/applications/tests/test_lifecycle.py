"""The table, and that every verb obeys it."""

from itertools import product

import pytest

from lojar.applications.rules.lifecycle import (
    CLOSED,
    NEEDS_CLAIM,
    OPEN,
    TABLE,
    WITH_CITIZEN,
    NotAllowed,
    Status,
    Verb,
    status_after,
    verbs_allowed,
)


@pytest.mark.parametrize(("status", "verb"), list(product(Status, Verb)))
def test_the_table_answers_for_every_status_and_verb(status, verb):
    if verb in verbs_allowed(status):
        assert status_after(status, verb) == TABLE[status][verb]
        return
    with pytest.raises(NotAllowed) as no:
        status_after(status, verb)
    assert (no.value.reason, no.value.details) == (
        "wrong_status",
        {"status": status.value, "verb": verb.value},
    )


def test_every_status_is_reached_or_is_where_it_begins():
    reached = {after for verbs in TABLE.values() for after in verbs.values()}
    assert reached == set(Status)


def test_a_closed_case_never_opens_again():
    for status in CLOSED:
        assert set(TABLE[status].values()) <= {status}


def test_each_status_is_in_exactly_one_group():
    assert OPEN | CLOSED | {Status.DRAFT} == set(Status)
    assert not OPEN & CLOSED
    assert {Status.DRAFT, Status.RETURNED} == WITH_CITIZEN


def test_no_officers_verb_works_on_what_lies_with_the_citizen():
    for status in WITH_CITIZEN:
        assert not verbs_allowed(status) & NEEDS_CLAIM
