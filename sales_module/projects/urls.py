from django.urls import path

from sales_module.projects import views

app_name = "projects"
HERE = "projects/<uuid:space_id>/"
urlpatterns = [
    path("projects/", views.project_list, name="list"),
    path("projects/new/", views.project_new, name="new"),
    path(HERE, views.room, name="room"),
    path(HERE + "record/", views.record, name="record"),
    path(HERE + "record/gates/", views.gates, name="gates"),
    path(HERE + "record/move/", views.move, name="move"),
    path(HERE + "record/close/", views.close, name="close"),
    path(HERE + "record/reopen/", views.reopen, name="reopen"),
    path(HERE + "record/agreement/", views.agreement, name="agreement"),
    path(HERE + "record/agreement/withdraw/", views.agreement_withdraw, name="agreement_withdraw"),
    path(HERE + "record/release/", views.release, name="release"),
]
