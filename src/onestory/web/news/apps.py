from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "onestory.web.news"
    label = "news"
