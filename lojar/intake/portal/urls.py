"""The addresses that are printed on posters and sent in messages: short, and never changed."""

from django.urls import path

from . import views
from .coming import coming, visit_pass
from .status import look_up

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("layanan/", views.services, name="services"),
    path("layanan/<slug:code>/", views.service, name="service"),
    path("status/", look_up, name="status"),
    path("ambil/<str:token>/", views.pick_up, name="pass"),
    path("datang/", coming, name="coming"),
    path("kunjungan/<str:token>/", visit_pass, name="visit"),
    path("privasi/", views.privacy, name="privacy"),
]
