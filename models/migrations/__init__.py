"""How the tables came to be, one file a step; the tables are written in SQL."""
