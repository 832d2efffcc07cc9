from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE news_search USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 2')
"""
POSTGRESQL = (
    """
CREATE TABLE news_search (
    article_id bigint PRIMARY KEY REFERENCES news_article (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    words tsvector NOT NULL
)
""",
    "CREATE INDEX news_search_words ON news_search USING gin (words)",
)


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)
    else:
        for statement in POSTGRESQL:
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE news_search")


class Migration(migrations.Migration):
    dependencies = [("news", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
