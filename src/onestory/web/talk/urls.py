from __future__ import annotations

from django.urls import path

from onestory.web.talk import doors, views

urlpatterns = [
    path("story/<int:pk>/comment/", views.post, name="comment"),
    path("story/<int:pk>/propose/", views.propose, name="propose"),
    path("comment/<int:pk>/", views.permalink, name="comment-place"),
    path("comment/<int:pk>/edit/", views.edit, name="comment-edit"),
    path("comment/<int:pk>/report/", views.report, name="comment-report"),
    path("moderate/<str:token>/", doors.moderate, name="moderate"),
    path("mute/<str:token>/", doors.mute, name="mute"),
    path("reader/", doors.ask, name="reader-ask"),
    path("reader/<str:token>/", doors.reader, name="reader"),
    path("privacy/comments/", views.privacy, name="privacy"),
]
