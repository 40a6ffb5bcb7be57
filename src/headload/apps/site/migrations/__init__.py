"""Changes of the database, made by Django."""
