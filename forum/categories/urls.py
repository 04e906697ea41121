from django.urls import path

from . import product_views, views

urlpatterns = [
    path("community/categories/", views.categories, name="categories"),
    path("community/categories/new/", views.new, name="category-new"),
    path("community/categories/<int:category_id>/", views.change, name="category-change"),
    path("community/categories/products/", product_views.products, name="products"),
    path("community/categories/products/<int:product_id>/", product_views.product, name="product"),
    path("community/categories/products/<int:product_id>/delete/", product_views.delete, name="product-delete"),
    path("community/categories/versions/<int:version_id>/", product_views.version, name="product-version"),
]
