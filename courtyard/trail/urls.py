from django.urls import path

from courtyard.trail import views
from courtyard.web.access import public

app_name = "trail"
urlpatterns = [
    path("verify/", public(views.verify), name="verify"),
    path("verify/checkpoints/<int:number>.json", public(views.checkpoint), name="checkpoint"),
]
