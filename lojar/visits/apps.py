from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "lojar.visits"
    default_auto_field = "django.db.models.BigAutoField"
