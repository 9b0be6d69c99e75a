"""Only the line's own address, so that these tests stand on no other room."""

from django.urls import include, path

urlpatterns = [path("whatsapp/", include("lojar.channels.whatsapp.urls"))]
