from django.urls import path

from sales_module.orders import views

app_name = "orders"
urlpatterns = [
    path("accounts/<uuid:space_id>/orders/", views.order_list, name="list"),
    path("accounts/<uuid:space_id>/orders/<uuid:pk>/", views.order_detail, name="detail"),
]
