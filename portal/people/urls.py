from django.urls import path

from portal.people.views import door, me, organisations

app_name = "people"
urlpatterns = [
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("reset/", door.reset, name="reset"),
    path("invitation/<str:secret>/", door.invitation, name="invitation"),
    path("language/", door.language, name="language"),
    path("support/", door.support, name="support"),
    path("privacy/", door.privacy, name="privacy"),
    path("me/", me.profile, name="profile"),
    path("me/password/", me.password, name="password"),
    path("me/sign-ins/<uuid:pk>/end/", me.sign_in_end, name="sign_in_end"),
    path("me/tokens/", me.token_create, name="token_create"),
    path("me/tokens/<uuid:pk>/revoke/", me.token_revoke, name="token_revoke"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<uuid:pk>/", organisations.organisation, name="organisation"),
    path("organisation/people/", organisations.colleagues, name="colleagues"),
    path("organisation/people/<uuid:pk>/role/", organisations.colleague_role, name="colleague_role"),
    path("organisation/people/<uuid:pk>/invite/", organisations.colleague_invite_again, name="colleague_invite_again"),
    path("organisation/people/<uuid:pk>/remove/", organisations.colleague_remove, name="colleague_remove"),
]
