from django.urls import path

from sales_module.schedule import views

app_name = "schedule"
HERE = "projects/<uuid:space_id>/schedule/"
urlpatterns = [
    path(HERE, views.schedule, name="schedule"),
    path(HERE + "new/", views.propose, name="propose"),
    path(HERE + "<uuid:pk>/", views.item, name="item"),
    path(HERE + "<uuid:pk>/slots/<uuid:slot_pk>/accept/", views.accept, name="accept"),
    path(HERE + "<uuid:pk>/proposals/<uuid:proposal_pk>/decline/", views.decline, name="decline"),
    path(HERE + "<uuid:pk>/proposals/<uuid:proposal_pk>/counter/", views.counter, name="counter"),
    path(HERE + "<uuid:pk>/proposals/<uuid:proposal_pk>/withdraw/", views.withdraw, name="withdraw"),
    path(HERE + "<uuid:pk>/change/", views.change, name="change"),
    path(HERE + "<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path(HERE + "<uuid:pk>/agenda/", views.agenda, name="agenda"),
    path(HERE + "<uuid:pk>/calendar.ics", views.calendar, name="calendar"),
]
