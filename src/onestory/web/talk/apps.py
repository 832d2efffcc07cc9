from django.apps import AppConfig
from django.db.models.signals import post_delete


class TalkConfig(AppConfig):
    name = "onestory.web.talk"
    label = "talk"

    def ready(self) -> None:
        from onestory.web.talk.judge import forget_deleted

        post_delete.connect(forget_deleted, sender="talk.Comment")
