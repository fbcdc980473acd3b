from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('atlas', '0021_facts_leading_to'),
    ]

    operations = [
        migrations.AlterField(
            model_name='factrow',
            name='status',
            field=models.CharField(max_length=12),
        ),
    ]
