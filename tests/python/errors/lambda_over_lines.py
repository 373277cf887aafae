f = lambda: (
    1 +
    undefined
)
f()
