from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "courtyard.money"

    def ready(self) -> None:
        from courtyard.money import registering

        registering.register()
