from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("news", "0008_feed_rhythm"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="comparator",
            field=models.CharField(default="=", max_length=5),
        ),
        migrations.AddField(
            model_name="report",
            name="high",
            field=models.FloatField(null=True),
        ),
    ]
