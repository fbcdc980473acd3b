"""The public pages over the atlas: base templates, views, translations."""
