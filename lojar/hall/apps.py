from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "lojar.hall"
