from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "courtyard.disclosure"

    def ready(self) -> None:
        from courtyard.disclosure import notices, registering
        from courtyard.notify.registers import kinds, tellers

        registering.register()
        for kind in notices.KINDS:
            kinds.add(kind)
        tellers.add(notices.TELLER)
