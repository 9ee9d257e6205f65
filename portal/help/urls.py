from django.urls import path

from portal.help import views

app_name = "help"
urlpatterns = [
    path("help/", views.guides, name="help"),
    path("help/who-sees-what/", views.who_sees_what, name="who_sees_what"),
    path("help/<slug:slug>/", views.guide, name="guide"),
    path("feedback/", views.feedback, name="feedback"),
    path("feedback/all/", views.feedback_all, name="feedback_all"),
    path("feedback/<uuid:pk>/", views.feedback_detail, name="feedback_detail"),
    path("feedback/<uuid:pk>/answer/", views.feedback_answer, name="feedback_answer"),
]
