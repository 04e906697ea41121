from django.apps import AppConfig


class RecipesConfig(AppConfig):
    name = "tests.architecture.sixth_part"
    label = "recipes"

    def ready(self) -> None:
        from intranet.content import kinds
        from intranet.content.kinds import Kind

        kinds.register(
            Kind(
                model="recipes.recipe",
                label="Recipe",
                plural="Recipes",
                icon="doc",
                url=lambda entry: f"/recipes/{entry.entry_id}/",
                card="recipes/card.html",
                in_feed=True,
            )
        )
