"""Every address of the house, and the room that answers it."""

from django.urls import include, path

urlpatterns = [
    path("whatsapp/", include("lojar.channels.whatsapp.urls")),
    path("desk/", include("lojar.desk.urls")),
    path("hall/", include("lojar.hall.urls")),
    path("", include("lojar.intake.portal.urls")),
]
