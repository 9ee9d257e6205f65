from django.urls import path

from portal.notifications import views

app_name = "notifications"
urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/seen/", views.notices_seen, name="notices_seen"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<uuid:pk>/again/", views.mail_again, name="mail_again"),
    path("outbox/work/<uuid:pk>/again/", views.work_again, name="work_again"),
    path("demo/mails/", views.demo_mails, name="demo_mails"),
]
