from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("news", "0007_section_reason"),
    ]

    operations = [
        migrations.AddField(
            model_name="feed",
            name="gap_minutes",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="feed",
            name="newest",
            field=models.DateTimeField(null=True),
        ),
    ]
