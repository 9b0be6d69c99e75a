from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "lojar.handover"
    default_auto_field = "django.db.models.BigAutoField"
