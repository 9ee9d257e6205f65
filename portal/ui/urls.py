from django.urls import path

from portal.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("accent.css", views.accent, name="accent"),
    path("logo", views.logo, name="logo"),
    path("choose/", views.choose, name="choose"),
]
