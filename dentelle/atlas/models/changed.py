"""What changed, for those who keep something of their own beside the made tables: the search index."""

from django.db import models


class ChangedUnit(models.Model):
    """A unit of projection whose rows at ``run`` were written anew, in the order of commits; "*": all of them.

    Lines of the last runs are kept; who has read less far than the oldest begins anew. ``unit`` holds an id, never a name.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.BigIntegerField(db_index=True)
    unit = models.CharField(max_length=24)
