from django.urls import include, path

from .editing import urls as editing
from .languages import urls as languages
from .readers import urls as readers
from .statistics.views import statistics
from .writing import urls as writing

app_name = "wiki"
urlpatterns = [
    path("", include("wiki.docs.urls")),
    path("", include("wiki.home.urls")),
    path("", include("wiki.tree.urls")),
    path("", include("wiki.beginning.urls")),
    path("", include("wiki.trash.urls")),
    path("", include("wiki.history.urls")),
    path("wiki/<int:page_id>/statistics/", statistics, name="statistics"),
    path("", include("wiki.exporting.urls")),
    path("", include("wiki.importing.urls")),
    path("", include("wiki.links.urls")),
    path("", include("wiki.truth.urls")),
    path("", include("wiki.proposals.urls")),
    path("", include("wiki.remarks.urls")),
    *editing.urlpatterns,
    *languages.urlpatterns,
    *writing.urlpatterns,
    *readers.urlpatterns,
    path("", include("wiki.reading.urls")),
]
