import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feeds', '0007_twins_hidden'),
    ]

    operations = [
        migrations.AddField(
            model_name='broadcastquestion',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='feeds.broadcastquestion'),
        ),
    ]
