"""Django behind WSGI: what the HTTP threads of intranet.asgi run, and any WSGI server in the scaled set-up."""

import os

from django.core.wsgi import get_wsgi_application

from intranet.core.checks import refuse_to_start_insecurely

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings")
application = get_wsgi_application()
# manage.py runs the system checks; a server that loads this module runs none.
refuse_to_start_insecurely()
