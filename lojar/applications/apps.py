from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "lojar.applications"
    default_auto_field = "django.db.models.BigAutoField"
