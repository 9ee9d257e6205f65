from django.urls import path

from coop_plan.plans.views import pages, pdf, rows

app_name = "plans"
urlpatterns = [
    path("plans/", pages.plan_list, name="list"),
    path("plans/new/", pages.plan_create, name="create"),
    path("plans/<uuid:plan_id>/", pages.plan_detail, name="detail"),
    path("plans/<uuid:plan_id>/vision/", rows.vision, name="vision"),
    path("plans/<uuid:plan_id>/settings/", rows.settings, name="settings"),
    path("plans/<uuid:plan_id>/history/", pages.plan_history, name="history"),
    path("plans/<uuid:plan_id>/pdf/", pdf.pdf, name="pdf"),
    path("plans/<uuid:plan_id>/pdf/<uuid:pk>/", pdf.pdf_file, name="pdf_file"),
    path("plans/<uuid:plan_id>/rows/<slug:kind>/add/", rows.row_add, name="row_add"),
    path("plans/<uuid:plan_id>/rows/<slug:kind>/<uuid:pk>/", rows.row, name="row"),
    path("plans/<uuid:plan_id>/rows/<slug:kind>/<uuid:pk>/edit/", rows.row_edit, name="row_edit"),
    path("plans/<uuid:plan_id>/rows/<slug:kind>/<uuid:pk>/remove/", rows.row_remove, name="row_remove"),
    path("plans/<uuid:plan_id>/rows/<slug:kind>/<uuid:pk>/restore/", rows.row_restore, name="row_restore"),
    path("plans/<uuid:plan_id>/rows/<slug:kind>/<uuid:pk>/history/", rows.row_history, name="row_history"),
]
