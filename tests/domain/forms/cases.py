"""A form with a field of every kind."""

from breadtui.domain.forms.fields import Field, Group, Items, Kind, Limits, NewItem, Spec
from breadtui.domain.json_values import JsonObject


def thing_fields(thing: JsonObject) -> tuple[Field, ...]:
    """A thing has a weight, and a seed where it is of the kind that has one."""
    weight = Field(("weight",), "weight", Kind.NUMBER, limits=Limits(0, is_above=True))
    return (weight, Field(("seed",), "seed", Kind.INTEGER)) if thing.get("type") == "seeded" else (weight,)


THINGS = Field(
    ("things",),
    "things",
    Kind.ITEMS,
    items=Items(
        thing_fields,
        lambda thing: str(thing.get("type", "thing")),
        news=(NewItem("plain", {"type": "plain"}), NewItem("seeded", {"type": "seeded"})),
        noun="thing",
    ),
)
SPEC = Spec(
    (
        Group(
            "main",
            "Main",
            (
                Field(("name",), "name", Kind.TEXT, "What it is called", is_required=True),
                Field(("epochs",), "epochs", Kind.INTEGER, "How often all rows are seen", Limits(1)),
                Field(("rate",), "learning rate", Kind.NUMBER, limits=Limits(0, 1, is_above=True)),
                Field(("betas",), "betas", Kind.NUMBERS, count=2),
                Field(("verbose",), "verbose", Kind.SWITCH),
                Field(("colour",), "colour", Kind.CHOICE, choices=("red", "green")),
                THINGS,
            ),
            help="What everybody sets",
        ),
        Group(
            "rare",
            "Rare",
            (
                Field(("model", "dtype"), "dtype", Kind.TEXT),
                Field(("modules",), "modules", Kind.WORD),
                Field(("questions",), "questions", Kind.LINES),
                Field(("extra",), "extra", Kind.JSON),
            ),
            is_folded=True,
        ),
    )
)
