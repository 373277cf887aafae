# Sets: operators and methods, frozen and not, order of small integers, errors.
s = {3, 1, 2}; s.add(2); s |= {10, 20}; s -= {1}; s ^= {3, 99}; s &= {2, 10, 99, 5}
print(s, sorted(s), len(s), 2 in s, s >= {2}, s > s, s.isdisjoint({7}), s.union([1], (5,)), s.intersection([2, 3]), s.difference([2], [10]), s.symmetric_difference([2, 4]))
f = frozenset([1, 2]); print(f | {3}, {3} | f, type({3} | f), type(f | {3}), f == {1, 2}, hash(f) == hash(frozenset([2, 1])), {f: 1}[frozenset({1, 2})], f.copy() is f, frozenset(), set(), repr({1}), {1} <= f, f < {1, 2, 3})
for g in (lambda: s.remove(1000), lambda: s.pop() and 0, lambda: set().pop(), lambda: {[]}, lambda: s | [1], lambda: s.add([]), lambda: f.add(1), lambda: {1} < [1], lambda: {1, 2} - [1], lambda: set(5), lambda: s.update([1], 5), lambda: s.discard({1}), lambda: {1} in {frozenset({1})}, lambda: s[0], lambda: {1} + {2}, lambda: sorted({1, "a"}), lambda: {*"ab", *()} == {"b", "a"}, lambda: set("hello") == set("olleh"), lambda: {1, 2, 3} & {2, 3, 4} | {9}, lambda: {x % 3 for x in range(10)}, lambda: len({1, 1.0, True}), lambda: {1, 2}.issuperset([1]), lambda: {i for i in (8, 16, 24, 0, 1)}, lambda: set(range(20, 0, -3)), lambda: {-1, -2, 5, 2 ** 61}, lambda: {(1, 2), (3,)} == {(3,), (1, 2)}):
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
