"""Whatever Meta signs is answered 200 by both doors, and a good message beside a bad one is never lost."""

import io

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lojar.channels import inbox
from lojar.channels.models import InboundMessage, OutboundMessage, WebhookDelivery
from lojar.channels.tests.line import NOW, SECRET
from lojar.channels.whatsapp import group_commit
from lojar.channels.whatsapp.intake_wsgi import PATH, intake_wsgi
from lojar.channels.whatsapp.parse import Trouble, parse
from lojar.channels.whatsapp.parse.envelope import UNREAD

from .mutations import Mutator

OUR_MISTAKE = (UNREAD, "tidak dapat dibaca (")
seeds = st.integers(0, 2**40)


@settings(max_examples=300, deadline=None)
@given(seeds)
def test_no_spoiled_body_makes_the_reading_of_it_fail(seed):
    for post in Mutator(seed, SECRET).posts(3):
        told = parse(post.body)
        assert not [each for each in told if isinstance(each, Trouble) and UNREAD in each.reason]
        assert set(post.good) <= {getattr(each, "wamid", "") for each in told}


@pytest.fixture
def own_keeper(monkeypatch):
    made = group_commit.Keeper()
    monkeypatch.setattr("lojar.channels.whatsapp.intake_wsgi.keeper", lambda: made)
    yield made
    made._disconnect()
    with connection.cursor() as cursor:  # Django empties only the tables that it made itself
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.mark.django_db(transaction=True)
def test_both_doors_answer_alike_and_no_good_message_is_lost(client, contact, own_keeper):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(seeds)
    def of(seed):
        posts = list(Mutator(seed, SECRET).posts(8))
        for post in posts:
            _expect(contact, post.told)
            assert _short_way(post) == post.wanted
            assert _through_django(client, post) == post.wanted
        while inbox.read_waiting():
            pass
        _all_is_there(posts)

    of()


def _expect(contact, wamids):
    for wamid in wamids:
        OutboundMessage.objects.get_or_create(
            key=wamid, defaults={"contact": contact, "body": {"type": "text", "body": "x"}, "state": "sent",
                                 "wamid": wamid, "tries": 1, "created_at": NOW, "in_flight_at": NOW, "sent_at": NOW},
        )  # fmt: skip


def _short_way(post):
    told = []
    environ = {"CONTENT_LENGTH": str(len(post.body)), "wsgi.input": io.BytesIO(post.body)}
    if post.headers:
        environ["HTTP_X_HUB_SIGNATURE_256"] = ",".join(post.headers)
    intake_wsgi(environ, lambda status, headers: told.append(int(status[:3])))
    return told[0]


def _through_django(client, post):
    headers = {"HTTP_X_HUB_SIGNATURE_256": ",".join(post.headers)} if post.headers else {}
    return client.post(PATH, post.body, content_type="application/json", **headers).status_code


def _all_is_there(posts):
    assert not WebhookDelivery.objects.filter(state="waiting").exists()
    reasons = set(WebhookDelivery.objects.exclude(reason="").values_list("reason", flat=True))
    assert not [reason for reason in reasons if any(mistake in reason for mistake in OUR_MISTAKE)]
    good = {wamid: text for post in posts for wamid, text in post.good.items()}
    found = InboundMessage.objects.filter(wamid__in=good)
    assert sorted((message.wamid, message.text) for message in found) == sorted(good.items())
    told = [wamid for post in posts for wamid in post.told]
    late = OutboundMessage.objects.filter(wamid__in=told).exclude(state="delivered")
    assert list(late.values_list("wamid", "state")) == []
