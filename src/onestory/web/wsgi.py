"""The WSGI application, for any server: `ONESTORY_DATA=… gunicorn onestory.web.wsgi`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onestory.web.settings")
application = get_wsgi_application()
