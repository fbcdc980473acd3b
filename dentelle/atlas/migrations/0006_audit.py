"""The audit becomes append-only on the database itself. A later change of this table has to make the triggers again on SQLite."""

from django.db import migrations, models

from dentelle.atlas.people.append_only import REMOVAL, TRIGGERS


def _run(statements):
    def act(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return act


class Migration(migrations.Migration):
    dependencies = [("atlas", "0005_reports")]

    operations = [
        migrations.CreateModel(
            name="AuditOpening",
            fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))],
        ),
        migrations.AddIndex("auditline", models.Index(fields=["made_at"], name="audit_by_time")),
        migrations.AddIndex("auditline", models.Index(fields=["verb"], name="audit_by_verb")),
        migrations.AddIndex("auditline", models.Index(fields=["object"], name="audit_by_object")),
        migrations.RunPython(_run(TRIGGERS), _run(REMOVAL)),
    ]
