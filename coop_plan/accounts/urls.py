from django.urls import path

from coop_plan.accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/", views.account_list, name="list"),
    path("accounts/new/", views.account_open, name="open"),
    path("accounts/<uuid:pk>/", views.account_detail, name="detail"),
    path("accounts/<uuid:pk>/contacts/", views.contact_list, name="contacts"),
]
