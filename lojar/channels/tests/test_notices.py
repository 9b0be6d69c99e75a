"""What Meta says about templates, the account and the number: kept, shown, and obeyed."""

from datetime import UTC, datetime

import pytest

from lojar.channels import alarms
from lojar.channels.models import Contact, LineAlarm, MessageTemplate
from lojar.channels.tests.line import NOW, NUMBER, PHONE

pytestmark = pytest.mark.django_db


def notice(field, **value):
    change = {"field": field, "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


def open_kinds():
    return set(LineAlarm.objects.filter(resolved_at=None).values_list("kind", flat=True))


def test_a_template_is_paused_and_approved_again(meta):
    meta("field_template_paused")
    assert MessageTemplate.objects.get().status == "PAUSED"
    assert open_kinds() == {"template:berkas_siap:id"}
    meta("field_template_approved")
    template = MessageTemplate.objects.get()
    assert (template.status, template.category) == ("APPROVED", "UTILITY")
    assert open_kinds() == set()


def test_a_refused_template_says_why(meta):
    meta("field_template_rejected")
    template = MessageTemplate.objects.get()
    assert template.status == "REJECTED"
    assert "INVALID_FORMAT" in template.reason
    assert "INVALID_FORMAT" in LineAlarm.objects.get().text


def test_falling_quality_warns_until_it_is_green(meta):
    meta("field_template_quality")
    assert open_kinds() == {"quality:berkas_siap:id"}
    meta(
        notice(
            "message_template_quality_update",
            message_template_name="berkas_siap",
            message_template_language="id",
            new_quality_score="GREEN",
        )
    )
    assert open_kinds() == set()


def test_a_template_that_became_marketing_warns_of_its_price(meta):
    meta("field_template_category")
    assert MessageTemplate.objects.get().category == "MARKETING"
    assert open_kinds() == {"category:berkas_siap:id"}


def test_a_restriction_of_what_we_begin_stops_templates_but_no_replies(meta, office):
    meta("field_account_restriction")
    assert alarms.templates_are_stopped(office, NOW)
    assert alarms.stopped_since(office) is None
    assert "23-11-2026" in LineAlarm.objects.get().text


def test_a_restriction_ends_at_the_time_that_was_told(meta, office):
    meta("field_account_restriction")
    after = datetime(2026, 11, 23, 0, 0, 1, tzinfo=UTC)
    assert not alarms.templates_are_stopped(office, after)
    alarms.end_what_is_over(after)
    assert open_kinds() == set()


def test_a_restriction_that_is_told_after_its_end_stops_nothing(meta, office, clock_at):
    clock_at.move_to(datetime(2026, 11, 24, tzinfo=UTC), tick=False)
    meta("field_account_restriction")
    assert open_kinds() == set()


def test_a_disabled_account_stops_the_line_and_a_reinstated_one_does_not(meta, office):
    meta(notice("account_update", event="DISABLED_UPDATE", ban_info={"waba_ban_state": "DISABLE"}))
    assert alarms.stopped_since(office) == NOW
    meta(notice("account_update", event="DISABLED_UPDATE", ban_info={"waba_ban_state": "REINSTATE"}))
    assert alarms.stopped_since(office) is None


def test_good_news_of_the_account_is_no_alarm(meta):
    meta(notice("account_update", event="VERIFIED_ACCOUNT"))
    assert open_kinds() == set()


def test_an_error_of_the_account_is_shown_and_does_not_stop_the_line(meta, office):
    meta("errors_only_auth")
    assert open_kinds() == {"account_0"}
    assert alarms.stopped_since(office) is None


@pytest.mark.parametrize(
    "field", ["account_alerts", "phone_number_quality_update", "business_capability_update", "security"]
)
def test_news_of_the_number_is_shown_once(meta, field):
    meta(notice(field, event="FLAGGED", current_limit="TIER_250"))
    meta(notice(field, event="FLAGGED", current_limit="TIER_250"))
    assert LineAlarm.objects.get().kind == field


@pytest.mark.parametrize("field", ["flows", "something_of_tomorrow"])
def test_a_notice_that_changes_nothing_is_read_and_done(meta, field):
    assert meta(notice(field, event="x")).state == "processed"
    assert open_kinds() == set()


def test_a_wish_for_silence_in_whatsapps_own_settings_is_kept(meta):
    wish = {"wa_id": PHONE, "category": "marketing_messages", "value": "stop"}
    meta(notice("user_preferences", metadata={"phone_number_id": NUMBER}, user_preferences=[wish]))
    assert Contact.objects.get().stopped_at == NOW
    meta(
        notice(
            "user_preferences",
            metadata={"phone_number_id": NUMBER},
            user_preferences=[{**wish, "value": "resume"}],
        )
    )
    assert Contact.objects.get().stopped_at is None


def test_a_template_notice_without_a_name_is_set_aside(meta):
    assert meta(notice("message_template_status_update", event="APPROVED")).state == "set_aside"
