def found(cursor, model, name):
    cursor.execute("SELECT * FROM t WHERE name = %s", [name])
    return model.objects.raw("SELECT * FROM t WHERE name = %s", [name])
