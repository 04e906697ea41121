"""Who had a part in an idea that is delivered without a release is written down with the change of its status."""

import django.db.models.deletion
from django.db import migrations, models


def forget_what_no_release_told(apps, schema_editor):
    """The version before knows releases alone."""
    for name in ("Heard", "HeardByMail"):
        apps.get_model("ideas", name).objects.filter(release=None).delete()


class Migration(migrations.Migration):
    dependencies = [("ideas", "0003_told_by_mail")]

    operations = [
        migrations.AddField(
            model_name="heard",
            name="change",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="heard",
                to="ideas.statuschange",
            ),
        ),
        migrations.AddField(
            model_name="heardbymail",
            name="change",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="heard_by_mail",
                to="ideas.statuschange",
            ),
        ),
        migrations.AlterField(
            model_name="heard",
            name="release",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="heard", to="ideas.release"
            ),
        ),
        migrations.AlterField(
            model_name="heardbymail",
            name="release",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="heard_by_mail",
                to="ideas.release",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_what_no_release_told),
    ]
