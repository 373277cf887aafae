# Lists: slice assignment and deletion, insertion at odd places, aliasing, comparison, recursive lists.
x = [1, 2, 3, 4, 5]
x[1:3] = [9]; print(x)
x[::2] = "abc"[:len(x[::2])]; print(x)
x[1:1] = (7, 8); print(x)
del x[::3]; print(x)
x[:] = range(3); print(x)
x += (5,); x *= 2; print(x)
for f in ("x[::2] = [1]", ):
    try: x[::2] = [1]
    except ValueError as e: print(e)
try: x[1:2] = 5
except TypeError as e: print(e)
try: x[::0]
except ValueError as e: print(e)
try: x[1:3:2] = 5
except TypeError as e: print(e)
x[10:] = [1]; x[-100:1] = []; print(x, x[-1:-4:-1], x[100:], x[:-100], x[slice(None)])
x.insert(-1, "i"); x.insert(100, "e"); x.insert(-100, "s"); print(x, x.pop(0), x.pop(-1), x.index(1, 1, -1))
y = x; y = y + [1]; print(x is y, x); z = x; z += [1]; print(x is z)
m = [[0] * 2] * 2; m[0][0] = 1; print(m); m = [[0] * 2 for _ in range(2)]; m[0][0] = 1; print(m)
a = [1]; a.append(a); print(a, a == a, len(a)); d = {}; d["d"] = d; print(d)
print([1, 2] < [1, 2, 0], [] < [0], [1, "a"] == [1, "a"], [1, 2] > [1], (1, 2) < (1, 3), [nan := float("nan")] == [nan])
t = (1, [2]); 
try: t[1] += [3]
except TypeError as e: print(e, t)
print(hash((1, 2)) == hash((1, 2)), (1,) + (2,), (1, 2) * 2, () == tuple(), tuple("ab"), (1, 2, 3).index(2), (1, 1).count(1))
del x[0], x[0]; print(x); del (x[0]); x.clear(); print(x, x.copy() is x)
