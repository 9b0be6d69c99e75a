"""Every address of the hall: the door, the counters, and what can be opened without signing in by its token alone."""

from django.urls import path

from .views import counter, door, overview, phone, screen

app_name = "hall"
urlpatterns = [
    path("", overview.show, name="home"),
    path("pintu/", door.show, name="door"),
    path("pintu/<int:visit>/", door.visit, name="visit"),
    path("pintu/<int:visit>/arrival", door.arrive, name="arrival"),
    path("pintu/tanpa-janji/", door.without_booking, name="unbooked"),
    path("pintu/tanpa-janji/arrival", door.arrive_unbooked, name="unbooked_arrival"),
    path("karcis/<int:ticket>/", door.ticket, name="ticket"),
    path("karcis/<int:ticket>/departure", overview.leave, name="departure"),
    path("karcis/<int:ticket>/return", overview.bring_back, name="return"),
    path("loket/", counter.show, name="counter"),
    path("loket/call", counter.call_next, name="call"),
    path("loket/<int:ticket>/finish", counter.finish, name="finish"),
    path("loket/<int:ticket>/recall", counter.recall, name="recall"),
    path("loket/<int:ticket>/skip", counter.skip, name="skip"),
    path("loket/<int:ticket>/transfer", counter.transfer, name="transfer"),
    path("layar/<str:token>/", screen.show, name="screen"),
    path("layar/<str:token>/now", screen.now, name="screen_now"),
    path("tiket/<str:token>/", phone.show, name="phone"),
    path("tiket/<str:token>/now", phone.now, name="phone_now"),
]
