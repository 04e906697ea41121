from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0004_outside_channels"),
    ]

    operations = [
        migrations.AddField(
            model_name="dailyfigure",
            name="protects",
            field=models.BooleanField(default=False),
        ),
    ]
