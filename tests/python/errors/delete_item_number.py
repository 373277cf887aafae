class Box:
    pass


for thing, key in [(5, 0), ((1, 2), 0), ((1, 2), 'a'), (Box(), 0), (Box(), 'a'), ('text', 1), (None, 0), (range(3), 0), (1.5, 1), ({1}, 1), (len, 0)]:
    try:
        del thing[key]
    except TypeError as e:
        print(e)
a = 5
del a[0]
