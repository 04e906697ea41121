"""A house begins with its rules in force; admins see and change them under Moderation."""

from django.db import migrations

# As sorts.py had them when this was written: (sort, what it does, severity, parts).
AT_FIRST = (
    ("first_posts", "hold", 1, ["forum"]),
    ("links", "refuse", 2, []),
    ("files", "refuse", 2, ["forum"]),
    ("mentions", "refuse", 2, []),
    ("flood", "refuse", 2, []),
    ("same_text", "refuse", 2, ["forum"]),
    ("messages", "refuse", 2, []),
    ("mail", "refuse", 2, []),
    ("form", "refuse", 2, []),
)


def begin(apps, schema_editor):
    Rule = apps.get_model("moderation", "Rule")
    for sort, does, severity, parts in AT_FIRST:
        Rule.objects.get_or_create(
            key=sort, defaults={"sort": sort, "does": does, "severity": severity, "parts": parts, "is_on": True}
        )


class Migration(migrations.Migration):
    dependencies = [("moderation", "0004_rules_and_trust")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
