from collections import defaultdict

from django.db import migrations, models


def tell_doubles_apart(apps, schema_editor):
    """An identifier that stands at several companies stays with the oldest; the others get " (2)", to be put right on
    the page of companies."""
    Company = apps.get_model("accounts", "Company")
    found = defaultdict(list)
    for pk, number in Company.objects.exclude(external_id="").order_by("pk").values_list("pk", "external_id"):
        found[number].append(pk)
    taken = set(found)
    for number, companies in found.items():
        at = 1
        for pk in companies[1:]:
            other = number
            while other in taken:
                at += 1
                other = f"{number[:70]} ({at})"
            taken.add(other)
            Company.objects.filter(pk=pk).update(external_id=other)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_a_warning_to_read")]

    operations = [
        migrations.AddField(
            model_name="company",
            name="external_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="company",
            name="archived_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="company",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=models.SET_NULL,
                related_name="+",
                to="accounts.company",
            ),
        ),
        migrations.RunPython(tell_doubles_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("external_id",),
                name="one_company_of_an_external_id",
                violation_error_message="Another company has this identifier already.",
            ),
        ),
    ]
