from django.urls import path

from sales_module.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.product_list, name="list"),
    path("new/", views.product_add, name="add"),
    path("<uuid:pk>/", views.product, name="product"),
    path("<uuid:pk>/edit/", views.product_edit, name="edit"),
]
