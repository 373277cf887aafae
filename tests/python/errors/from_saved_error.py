try:
    raise ValueError("a")
except ValueError as e:
    e2 = e
raise TypeError("b") from e2
