from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "onestory.web.desk"
    label = "desk"
