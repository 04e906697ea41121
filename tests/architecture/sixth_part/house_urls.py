from django.urls import include, path

from intranet.urls import handler400, handler403, handler404, handler429, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

urlpatterns = [*urlpatterns, path("", include("tests.architecture.sixth_part.urls"))]
