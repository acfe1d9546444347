from django.urls import include, path

urlpatterns = [
    path("", include("courtyard.web.urls")),
    path("", include("courtyard.people.urls")),
    path("", include("courtyard.places.urls")),
    path("", include("courtyard.trail.urls")),
    path("", include("courtyard.duties.urls")),
    path("", include("courtyard.notify.urls")),
    path("", include("courtyard.cases.urls")),
    path("", include("courtyard.meetings.urls")),
    path("", include("courtyard.desk.urls")),
    path("", include("courtyard.assembly.urls")),
    path("", include("courtyard.services.urls")),
    path("", include("courtyard.money.urls")),
    path("", include("courtyard.disclosure.urls")),
    path("", include("courtyard.committee.urls")),
    path("", include("courtyard.compliance.urls")),
    path("", include("courtyard.search.urls")),
    path("", include("courtyard.demo.urls")),
    path("", include("courtyard.front.urls")),
]
handler400 = "courtyard.web.views.bad_request"
handler403 = "courtyard.web.views.forbidden"
handler404 = "courtyard.web.views.not_found"
handler500 = "courtyard.web.views.server_error"
