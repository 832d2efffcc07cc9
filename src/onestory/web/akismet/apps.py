from django.apps import AppConfig


class AkismetConfig(AppConfig):
    name = "onestory.web.akismet"
    label = "akismet"
