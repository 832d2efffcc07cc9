from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from onestory.web.desk import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("login/", LoginView.as_view(template_name="desk/login.html"), name="login"),
    path("logout/", LogoutView.as_view(next_page="/"), name="logout"),
    path("comments/", views.comments, name="desk-comments"),
    path("comments/<int:pk>/", views.decide_comment, name="desk-decide"),
]
