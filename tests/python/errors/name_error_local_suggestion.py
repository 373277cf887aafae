def f():
    lenght = 1
    print(length)
f()
