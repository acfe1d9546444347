from django.urls import path

from courtyard.people.permissions.codes import may_print_letters, may_print_reset
from courtyard.people.permissions.offices import may_appoint, may_end_office, may_see_offices
from courtyard.people.permissions.privacy import may_see_residents
from courtyard.people.permissions.registering import may_export_register, may_tell_names, may_upload
from courtyard.people.views import accounts, codes, exporting, importing, me, namesakes, offices, register
from courtyard.web.access import only, public, signed_in

keepers = only(may_see_residents)
importers = only(may_upload)

app_name = "people"
urlpatterns = [
    path("sign-in/", public(accounts.sign_in), name="sign_in"),
    path("sign-in/code/", public(codes.enter_code), name="enter_code"),
    path("sign-in/welcome/", public(codes.welcome), name="welcome"),
    path("sign-out/", signed_in(accounts.sign_out), name="sign_out"),
    path("password/", signed_in(accounts.change_password), name="change_password"),
    path("password/forgot/", public(accounts.forgot_password), name="forgot_password"),
    path("password/reset/<uuid:person_id>/<str:token>/", public(accounts.reset_password), name="reset_password"),
    path("me/", signed_in(me.me), name="me"),
    path("me/hats/", signed_in(me.hats), name="hats"),
    path("me/sign-in-name/", signed_in(accounts.change_sign_in_name), name="change_sign_in_name"),
    path("me/contact/", signed_in(accounts.change_contact), name="change_contact"),
    path("me/name/", signed_in(me.ask_name_correction), name="ask_name_correction"),
    path("me/data/", signed_in(me.data), name="data"),
    path("me/data/export/", signed_in(me.export), name="export"),
    path("me/erase/", signed_in(me.erase), name="erase"),
    path("erased/", public(me.erased), name="erased"),
    path("privacy/", public(me.privacy), name="privacy"),
    path("tree/<slug:code>/offices/", only(may_see_offices)(offices.offices), name="offices"),
    path("tree/<slug:code>/offices/appoint/", only(may_appoint)(offices.appoint), name="appoint"),
    path("tree/<slug:code>/offices/<uuid:office_id>/end/", only(may_end_office)(offices.end_office), name="end_office"),
    path(
        "tree/<slug:code>/offices/<uuid:office_id>/code/", only(may_print_reset)(offices.print_code), name="print_code"
    ),
    path("e/<slug:code>/letters/", only(may_print_letters)(codes.print_letters), name="print_letters"),
    path("e/<slug:code>/people/", keepers(register.residents), name="residents"),
    path("e/<slug:code>/people/<uuid:person_id>/", keepers(register.resident), name="resident"),
    path("e/<slug:code>/people/<uuid:person_id>/unmask/", keepers(register.unmask), name="unmask"),
    path(
        "e/<slug:code>/people/<uuid:person_id>/representatives/",
        keepers(register.name_representative),
        name="name_representative",
    ),
    path(
        "e/<slug:code>/representatives/<uuid:pk>/end/", keepers(register.end_representation), name="end_representation"
    ),
    path("e/<slug:code>/people/<uuid:person_id>/code/", keepers(codes.print_reset), name="print_reset"),
    path(
        "e/<slug:code>/names/<uuid:correction_id>/",
        keepers(register.settle_name_correction),
        name="settle_name_correction",
    ),
    path("e/<slug:code>/homes/<uuid:home_id>/move-in/", keepers(register.move_in), name="move_in"),
    path(
        "e/<slug:code>/tenures/<uuid:tenure_id>/confirm/",
        keepers(register.confirm_tenure),
        name="confirm_tenure",
    ),
    path("e/<slug:code>/tenures/<uuid:tenure_id>/end/", keepers(register.end_tenure), name="end_tenure"),
    path("e/<slug:code>/tenures/<uuid:tenure_id>/votes/", keepers(register.settle_voting), name="settle_voting"),
    path("e/<slug:code>/register/imports/", importers(importing.upload), name="upload"),
    path("e/<slug:code>/register/imports/<uuid:pk>/", importers(importing.revise), name="revise"),
    path("e/<slug:code>/register/imports/<uuid:pk>/apply/", importers(importing.apply_import), name="apply_import"),
    path("e/<slug:code>/register/imports/<uuid:pk>/undo/", importers(importing.undo_import), name="undo_import"),
    path(
        "e/<slug:code>/register/imports/<uuid:pk>/discard/", importers(importing.discard_import), name="discard_import"
    ),
    path("e/<slug:code>/register/imports/<uuid:pk>/bad-rows.csv", importers(importing.bad_rows), name="bad_rows"),
    path("e/<slug:code>/register/same-names/", only(may_tell_names)(namesakes.tell_names), name="tell_names"),
    path(
        "e/<slug:code>/register/export/", only(may_export_register)(exporting.export_register), name="export_register"
    ),
]
