from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("", views.document_list, name="list"),
    path("add/", views.document_add, name="add"),
    path("seers/", views.seers, name="seers"),
    path("<uuid:pk>/", views.document, name="document"),
    path("<uuid:pk>/add/", views.revision_add, name="revise"),
    path("<uuid:pk>/change/", views.document_change, name="change"),
    path("<uuid:pk>/share/", views.document_share, name="share"),
    path("<uuid:pk>/share/<uuid:person_id>/take-back/", views.document_take_back, name="take_back"),
    path("<uuid:pk>/sent/", views.document_sent, name="sent"),
    path("<uuid:pk>/discard/", views.document_discard, name="discard"),
    path("<uuid:pk>/revisions/<uuid:revision_id>/file/", views.revision_file, name="file"),
]
