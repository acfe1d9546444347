from django.apps import AppConfig


class CommitteeConfig(AppConfig):
    name = "courtyard.committee"

    def ready(self) -> None:
        from courtyard.committee import registering
        from courtyard.committee.notices import business, formation, life, papers

        registering.register((life, formation, papers, business))
