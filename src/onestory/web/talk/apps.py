from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "onestory.web.talk"
    label = "talk"
