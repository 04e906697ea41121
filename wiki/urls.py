from django.urls import include, path

from . import views
from .editing import urls as editing
from .languages import urls as languages
from .readers import urls as readers

app_name = "wiki"
urlpatterns = [
    path("", include("wiki.history.urls")),
    path("", include("wiki.links.urls")),
    path("", include("wiki.truth.urls")),
    path("wiki/", views.home, name="home"),
    path("wiki/in/<slug:slug>/", views.of_space, name="of-space"),
    path("wiki/in/<slug:slug>/new/", views.new, name="new"),
    *editing.urlpatterns,
    path("wiki/<int:page_id>/", views.by_number, name="page-by-number"),
    *languages.urlpatterns,
    *readers.urlpatterns,
    # With a hyphen: any word may be the title of a page, also one that stands for something that is done with it.
    path("wiki/<int:page_id>-<slug:slug>/", views.page, name="page"),
]
