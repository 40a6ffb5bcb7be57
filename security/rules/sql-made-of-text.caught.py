def found(cursor, model, name):
    cursor.execute(f"SELECT * FROM t WHERE name = '{name}'")  # caught
    cursor.execute("SELECT * FROM t WHERE name = '%s'" % name)  # caught
    cursor.execute("SELECT * FROM t WHERE name = " + name)  # caught
    cursor.execute("SELECT * FROM t WHERE name = '{}'".format(name))  # caught
    return model.objects.raw(f"SELECT {name} FROM t")  # caught
