"""From a priced deal to what is shown: the report (no formatting), its pages, and a renderer for each format."""
