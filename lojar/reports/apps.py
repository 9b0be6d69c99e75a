from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lojar.reports"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers them
