# Dictionaries: views as sets, updates of every form, keys that are equal, __eq__ and __hash__ of the script, errors.
d = {"a": 1, "b": 2, "c": 3}
print(d.pop("a"), d.pop("z", None), d.popitem(), d.setdefault("n", []), d, list(d), d.get("q"), len(d), "b" in d)
d.update(z=1, **{"y": 2}); d.update([("k", 1), ("k", 2)]); d |= {"m": 1}; d |= [("n", 2)]; print(d, d | {"a": 0}, {**d, "b": 9})
k = d.keys(); v = d.values(); i = d.items(); d["new"] = 1; print(len(k), "new" in k, 1 in v, ("new", 1) in i, list(reversed(k)), k & {"b", "zz"}, k - set(k), i | set() == set(i), k.isdisjoint({1}), k == set(d), sorted(k ^ {"b", "Q"}))
print({1: "int", 1.0: "float", True: "bool"}, {0: 1, False: 2}, {(1, 2): 3}[1, 2], dict(a=1, b=2), dict([(1, 2)], c=3), dict(zip("ab", [1, 2])), {x: x for x in "ab"}, dict.fromkeys("ab", []), {}.fromkeys([1]))
for f in (lambda: d["nope"], lambda: {}.popitem(), lambda: d.pop("nope"), lambda: {[]: 1}, lambda: d[[]], lambda: dict([1]), lambda: dict([[1, 2, 3]]), lambda: {}.update(5), lambda: del_(d), lambda: {} < {}, lambda: d.keys() < 5, lambda: d + d, lambda: d.nope, lambda: {1: 2}.values() == {1: 2}.values(), lambda: next(iter({})), lambda: {**5}, lambda: {**{"a": 1}, **[("b", 2)]}, lambda: dict(**{1: 2})):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try:
    for key in d: d[key + "!"] = 1
except RuntimeError as e: print(e)
class K:
    def __init__(s, v): s.v = v
    def __hash__(s): return 1
    def __eq__(s, o): print("eq", s.v, o.v if isinstance(o, K) else o); return isinstance(o, K) and s.v == o.v
h = {K(1): "one", K(2): "two"}
print(h[K(2)], K(3) in h, h.get(K(1)), len(h), h.pop(K(1)))
print({"x": {"y": [1, {"z": ()}]}}, str({"a": "b'c"}), repr({'q"': None}), {1: {2: {}}}[1][2], list({"b": 0, "a": 0}.items()), max({"a": 3, "b": 5}.items(), key=lambda kv: kv[1]), sorted({"b": 1, "a": 2}), {v: k for k, v in {"a": 1}.items()}, any({}), dict() == {}, {1: 2} == {1: 2.0}, {"a": 1} != {"a": 2})
del d["b"]
try: del d["b"]
except KeyError as e: print(e, repr(e), e.args)
