from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.generic import RedirectView

from onestory.web.desk import comments, proposals, stories, views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("login/", views.Login.as_view(), name="login"),
    # Before the tables' own door, which counts no wrong passwords.
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    path("logout/", LogoutView.as_view(next_page="/"), name="logout"),
    path("stories/", stories.stories, name="desk-stories"),
    path("stories/<int:pk>/", stories.story, name="desk-story"),
    path("stories/<int:pk>/decide/", stories.decide_story, name="desk-decide-story"),
    path("stories/undo/<int:pk>/", stories.undo_decision, name="desk-undo"),
    path("proposals/", proposals.proposals, name="desk-proposals"),
    path("proposals/<int:pk>/", proposals.decide_proposal, name="desk-decide-proposal"),
    path("outlets/", views.outlets, name="desk-outlets"),
    path("comments/", comments.comments, name="desk-comments"),
    path("comments/many/", comments.decide_many, name="desk-decide-many"),
    path("comments/log/", comments.log, name="desk-comment-log"),
    path("comments/log/undo/", comments.undo_decision, name="desk-undo-comments"),
    path("comments/<int:pk>/", comments.decide_comment, name="desk-decide"),
]
