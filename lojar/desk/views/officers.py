"""The people of the office: who may log in, and as what. Administrators only."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lojar.offices import actions
from lojar.offices.models import Officer

from .. import words_for
from ..access import DeskRequest, Role, officer_required


class NewOfficer(forms.Form):
    name = forms.CharField(label=gettext_lazy("Nama"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("Alamat email kantor"))
    role = forms.ChoiceField(label=gettext_lazy("Peran"), choices=list(words_for.ROLES.items()))
    password = forms.CharField(
        label=gettext_lazy("Kata sandi awal"), min_length=12,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Paling sedikit 12 huruf. Berikan langsung kepada orangnya, jangan lewat pesan."),
    )  # fmt: skip

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if Officer.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Alamat ini sudah dipakai petugas lain."))
        return email


@require_GET
@officer_required(Role.ADMIN)
def show(request: DeskRequest) -> HttpResponse:
    return _page(request, NewOfficer())


@require_POST
@officer_required(Role.ADMIN)
def add(request: DeskRequest) -> HttpResponse:
    form = NewOfficer(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    try:
        officer = actions.add_officer(
            given["email"],
            role=given["role"],
            password=given["password"],
            name=given["name"],
            office=request.office,
        )
    except actions.CannotBe as wrong:
        form.add_error("password", str(wrong))
        return _page(request, form, status=422)
    messages.success(request, _("%(name)s sekarang dapat masuk.") % {"name": officer})
    return redirect("desk:officers")


@require_POST
@officer_required(Role.ADMIN)
def change_role(request: DeskRequest, officer: int) -> HttpResponse:
    found, role = _colleague(request, officer), request.POST.get("role", "")
    if role in Officer.Role.values:
        actions.change_role(found, role)
        messages.success(
            request, _("%(name)s sekarang %(role)s.") % {"name": found, "role": words_for.ROLES[role]}
        )
    return redirect("desk:officers")


@require_POST
@officer_required(Role.ADMIN)
def give_password(request: DeskRequest, officer: int) -> HttpResponse:
    found = _colleague(request, officer)
    try:
        actions.give_password(found, request.POST.get("password", ""))
    except actions.CannotBe as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("Kata sandi %(name)s diganti; sesi lamanya berakhir.") % {"name": found})
    return redirect("desk:officers")


@require_POST
@officer_required(Role.ADMIN)
def let_go(request: DeskRequest, officer: int) -> HttpResponse:
    found = _colleague(request, officer)
    actions.let_go(found)
    messages.success(
        request, _("%(name)s tidak dapat masuk lagi. Pekerjaannya tetap tercatat.") % {"name": found}
    )
    return redirect("desk:officers")


def _colleague(request: DeskRequest, officer: int) -> Officer:
    """Of the same office, and not oneself: nobody locks themselves out."""
    found = Officer.objects.filter(pk=officer, office=request.office.pk, is_active=True).exclude(
        pk=request.user.pk
    )
    if (one := found.first()) is None:
        raise Http404
    return one


def _page(request: DeskRequest, form: NewOfficer, *, status: int = 200) -> HttpResponse:
    people = Officer.objects.filter(office=request.office.pk).order_by("-is_active", "name", "email")
    return render(
        request,
        "desk/officers.html",
        {"people": people, "form": form, "roles": words_for.ROLES.items()},
        status=status,
    )
