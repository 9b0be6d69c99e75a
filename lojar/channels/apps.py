from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "lojar.channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, clock_check  # noqa: F401 - they register themselves
