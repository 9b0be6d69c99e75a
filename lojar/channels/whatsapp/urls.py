"""One address: GET is Meta's handshake, POST its deliveries."""

from django.urls import path

from .webhook import webhook

urlpatterns = [path("webhook", webhook, name="whatsapp_webhook")]
