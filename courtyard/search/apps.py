from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "courtyard.search"

    def ready(self) -> None:
        from courtyard.search import offered
        from courtyard.search.registers import lookups
        from courtyard.search.upkeep import offer
        from courtyard.web.registers import Frame, frames

        frames.add(Frame("search", offered.frame))
        for searchable in offered.SEARCHABLES:
            offer(searchable)
        for lookup in offered.LOOKUPS:
            lookups.add(lookup)
