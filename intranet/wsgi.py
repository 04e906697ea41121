"""Django behind WSGI: what the HTTP threads of intranet.asgi run, and any WSGI server in the scaled set-up."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings")
application = get_wsgi_application()
