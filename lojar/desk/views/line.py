"""The line at a glance: is it well, do the books close, how good is it and what does it cost."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lojar.channels import held, ledger, metering, queries
from lojar.channels.rules.prices import read_rupiah, rupiah
from lojar.lib import clock
from lojar.offices import actions as offices
from lojar.offices.models import Office

from .. import banner as alarms
from .. import line, live
from ..access import LEADS, RULERS, DeskRequest, officer_required
from ..per_application import per_application

REFUSED_DAYS = 7


class Rupiah(forms.CharField):
    """An amount as people write it; empty is "not known"."""

    def __init__(self, *, label: Any, help_text: Any, whole: bool = False) -> None:
        self.whole = whole
        where = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, required=False, max_length=24, widget=where)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            amount = read_rupiah(text)
        except ValueError:
            raise forms.ValidationError(_("Tulis sebagai rupiah, misalnya 356,65 atau 500.000.")) from None
        return int(amount) if amount is not None and self.whole else amount


class Prices(forms.Form):
    """What Meta's rate card says, and what the office wants to spend."""

    message_price = Rupiah(
        label=gettext_lazy("Harga satu pesan (Rp)"),
        help_text=gettext_lazy("Tarif utility untuk Indonesia, dari daftar harga WhatsApp di Meta."),
    )
    monthly_budget = Rupiah(
        label=gettext_lazy("Anggaran sebulan (Rp)"),
        help_text=gettext_lazy("Peringatan muncul pada empat perlima anggaran, dan bila terlewati."),
        whole=True,
    )
    billing_time_zone = forms.CharField(
        label=gettext_lazy("Zona waktu akun WhatsApp"),
        help_text=gettext_lazy("Kosong: zona waktu kantor. Meta menghitung bulan menurut akunnya."),
        required=False,
        max_length=40,
    )


@require_GET
@officer_required()
def show(request: DeskRequest) -> HttpResponse:
    part = request.htmx.target if request.htmx else ""
    if part == "line-state":
        context = _state(request)
        return _part(request, context["state_tag"], "state", context)
    if part == "line-meter":
        context = _meter(request)
        return _part(request, context["meter_tag"], "meter", context)
    return _page(request, Prices(initial=_prices(request.office)))


@require_GET
@officer_required()
def banner(request: DeskRequest) -> HttpResponse:
    """What stands above the other pages, asked for again by itself."""
    context = alarms.context_of(request.user)
    return live.unless_same(
        request, context["banner_tag"], lambda: render(request, "desk/parts/line_alarms.html", context)
    )


@require_POST
@officer_required(*RULERS)
def change_prices(request: DeskRequest) -> HttpResponse:
    form = Prices(request.POST)
    if form.is_valid():
        try:
            offices.set_prices(request.office, **form.cleaned_data)
        except offices.CannotBe:
            form.add_error("billing_time_zone", _("Tulis seperti Asia/Jakarta atau America/Los_Angeles."))
    if form.errors:
        return _page(request, form, status=422)
    messages.success(request, _("Harga dan anggaran disimpan."))
    return redirect("desk:line")


def _part(request: DeskRequest, tag: str, name: str, context: dict[str, Any]) -> HttpResponse:
    return live.unless_same(request, tag, lambda: render(request, f"desk/line.html#{name}", context))


def _page(request: DeskRequest, form: Prices, *, status: int = 200) -> HttpResponse:
    context = {
        **_state(request), **_meter(request), "form": form, "may_price": request.user.role in RULERS,
        "here": "/desk/saluran/",
    }  # fmt: skip
    return render(request, "desk/line.html", context, status=status)


def _state(request: DeskRequest) -> dict[str, Any]:
    now, office = clock.now(), request.office
    books, told = ledger.read(now), alarms.told_to(request.user)
    verdict = line.verdict_of(books, told)
    facts = {
        "verdict": verdict, "books": line.books_of(books), "closed": books.closed,
        "waits": line.waits_of(office, books, now), "told": line.listed(told, verdict),
        "last_heard": queries.last_delivery_at(),
    }  # fmt: skip
    tag = live.tag_of(*(str(fact) for fact in facts.values()))
    return {**facts, "state_tag": tag, "may_resolve": request.user.role in LEADS, "counted_at": now}


def _meter(request: DeskRequest) -> dict[str, Any]:
    now, office = clock.now(), request.office
    facts: dict[str, Any] = {
        "quality": metering.quality(office, now), "failures": _failures(office),
        "refused": queries.refused_since((now - REFUSED_DAYS * metering.A_DAY).date()),
        "repeats": queries.recognised_repeats(), "templates": line.templates_on_desk(),
        "number": line.number_on_desk(office),
    }  # fmt: skip
    if request.user.role in LEADS:
        facts |= {"meter": metering.meter(office, now), "usage": per_application(office, now)}
        facts["nudges"] = _nudges(office)
    return {**facts, "meter_tag": live.tag_of(*(str(fact) for fact in facts.values()))}


def _failures(office: Office) -> list[tuple[str, metering.Failure]]:
    """With the table's reason in the language of the page."""
    return [(each.why and _(each.why), each) for each in metering.failures(office, clock.now())]


def _nudges(office: Office) -> dict[str, Any]:
    """What it would cost to tell everybody who waits, now."""
    people = held.held_for(office, clock.now())
    would_go = sum(each.may_be_told for each in people)
    price = office.message_price
    return {
        "answers": sum(each.count for each in people), "people": len(people), "would_go": would_go,
        "cost": None if price is None else price * would_go,
    }  # fmt: skip


def _prices(office: Office) -> dict[str, str]:
    return {
        "message_price": _written(office.message_price), "monthly_budget": _written(office.monthly_budget),
        "billing_time_zone": office.billing_time_zone,
    }  # fmt: skip


def _written(amount: Any) -> str:
    return "" if amount is None else rupiah(amount).removeprefix("Rp\u00a0")
