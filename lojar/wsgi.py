"""What a web server is pointed at. Deliveries from Meta are answered before Django's own door."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lojar.settings")
django = get_wsgi_application()

from lojar.channels.whatsapp.intake_wsgi import PATH, in_front_of  # noqa: E402 - it needs the models
from lojar.reports.answering import timed  # noqa: E402

application = timed(in_front_of(django), path=PATH)
