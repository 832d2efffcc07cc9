from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("talk", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="taught",
            field=models.BooleanField(null=True),
        ),
    ]
