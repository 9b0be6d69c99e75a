from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "lojar.catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the system checks
