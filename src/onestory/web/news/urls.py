from __future__ import annotations

from django.urls import path

from onestory.web.news import feeds_out, machine, websub
from onestory.web.news.views import article, front, site, story

urlpatterns = [
    path("", front.front, name="front"),
    path("section/<slug:slug>/", front.section, name="section"),
    path("story/<int:pk>-<slug:slug>/", story.story, name="story"),
    path("story/<int:pk>/", story.story, name="story-short"),
    path("story/<int:pk>-/", story.story),  # an address cut short leads on too
    path("story/<int:pk>/ledger/", story.ledger, name="ledger"),
    path("storyline/<int:pk>-<slug:slug>/", story.storyline, name="storyline"),
    path("article/<int:pk>/", article.article, name="article"),
    path("article/<int:pk>/snapshot/<int:number>/", machine.snapshot, name="snapshot"),
    path("outlet/<slug:slug>/", article.outlet, name="outlet"),
    path("author/<slug:slug>/", article.author, name="author"),
    path("search/", front.search_page, name="search"),
    path("sources/", site.sources, name="sources"),
    path("method/", site.method, name="method"),
    path("corrections/", site.corrections, name="corrections"),
    path("about/", site.about, name="about"),
    *feeds_out.addresses(),
    path("websub/<slug:token>/", websub.callback, name="websub"),
    path("opml", machine.opml, name="opml"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("news-sitemap.xml", machine.news_sitemap, name="news-sitemap"),
    path("robots.txt", machine.robots, name="robots"),
    path("healthz", machine.healthz, name="healthz"),
    path("metrics", machine.metrics, name="metrics"),
    path("api/v1/openapi.json", machine.openapi, name="openapi"),
    path("api/v1/stories/", machine.api_stories, name="api-stories"),
    path("api/v1/stories/<int:pk>/", machine.api_story, name="api-story"),
    path("api/v1/articles/<int:pk>/", machine.api_article, name="api-article"),
    path("api/v1/outlets/", machine.api_outlets, name="api-outlets"),
]
