"""The design system's addresses alone: its tests do not lean on other apps."""

from django.urls import include, path

urlpatterns = [path("ui/", include("portal.ui.urls"))]
