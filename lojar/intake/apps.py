from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "lojar.intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lojar.catalogue.sayings import understood_by

        from .sayings import OfTheConversation

        understood_by(OfTheConversation())
