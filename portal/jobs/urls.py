from django.urls import path

from portal.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/<uuid:pk>/", views.job_state, name="state"),
    path("jobs/<uuid:pk>/again/", views.job_again, name="again"),
]
