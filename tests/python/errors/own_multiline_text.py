class E(Exception):
    pass
raise E("line1\nline2")
