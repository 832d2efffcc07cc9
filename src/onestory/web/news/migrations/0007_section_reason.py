from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("news", "0006_desk_decision"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="section_reason",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
