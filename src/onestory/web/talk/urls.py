from __future__ import annotations

from django.urls import path

from onestory.web.talk import views

urlpatterns = [
    path("story/<int:pk>/comment/", views.post, name="comment"),
    path("story/<int:pk>/propose/", views.propose, name="propose"),
    path("privacy/comments/", views.privacy, name="privacy"),
]
