
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('atlas', '0016_facet_moves'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangedUnit',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('run', models.BigIntegerField(db_index=True)),
                ('unit', models.CharField(max_length=24)),
            ],
        ),
    ]
