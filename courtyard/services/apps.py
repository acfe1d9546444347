from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "courtyard.services"

    def ready(self) -> None:
        from courtyard.notify.registers import kinds, tellers
        from courtyard.services import registering
        from courtyard.services.notices import companies

        registering.register()
        for notices in (companies,):
            for kind in notices.KINDS:
                kinds.add(kind)
            tellers.add(notices.TELLER)
