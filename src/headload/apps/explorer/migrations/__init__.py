"""Steps of the database, made by Django from `models.py`."""
