"""How a Django form looks here: ``{{ form }}`` and ``{{ form.name.as_field_group }}`` are our own components."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template import loader


class PorticoRenderer(DjangoTemplates):
    """Widgets stay Django's own; what stands around them (label, hint, errors) is ours."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def get_template(self, template_name: str) -> Any:
        # The widgets of Django's admin include those of its forms, which only Django's own renderer finds.
        if template_name.startswith(("django/forms/", "admin/widgets/")):
            return super().get_template(template_name)
        return loader.get_template(template_name)
