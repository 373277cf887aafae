def f(n):
    return g(n)
def g(n):
    if n == 0: return 1 / n
    return f(n - 1)
f(3)
