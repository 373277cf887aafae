# json: dumps options, key kinds, separators, errors with positions, loads hooks, round trips.
import json
from collections import OrderedDict


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, "|", e)


data = {"name": "Tiếng Việt", "list": [1, 2.5, -0.0, 1e100, True, None], "nested": {"a": [], "b": {}}, "t": (1, 2)}
t(lambda: json.dumps(data))
t(lambda: json.dumps(data, ensure_ascii=False, sort_keys=True))
t(lambda: json.dumps(data, indent=2))
t(lambda: json.dumps([1, {"a": [2]}], indent="--"))
t(lambda: json.dumps([1, 2], indent=0))
t(lambda: json.dumps(data, separators=(",", ":")))
t(lambda: json.dumps({1: 1, 2.5: 2, True: 3, None: 4, "s": 5}))
t(lambda: json.dumps({(1, 2): 3}))
t(lambda: json.dumps({(1, 2): 3, "a": 1}, skipkeys=True))
t(lambda: json.dumps({1, 2}))
t(lambda: json.dumps(object))
t(lambda: json.dumps([float("nan"), float("inf"), -float("inf")]))
t(lambda: json.dumps(float("nan"), allow_nan=False))
t(lambda: json.dumps("q\"\\\n\t\x00\x1f\x7f/é😀\u2028"))
t(lambda: json.dumps({"b": 1, "a": 2}, sort_keys=True))
t(lambda: json.dumps({"b": 1, 2: 2}, sort_keys=True))
t(lambda: json.dumps({"z": 3 + 4}, default=str))
t(lambda: json.dumps([{1}, range(2)], default=lambda o: sorted(o)))
a = []
a.append(a)
t(lambda: json.dumps(a))
t(lambda: json.dumps(10 ** 30))
t(lambda: json.dumps(1e16) + json.dumps(1e-7) + json.dumps(0.1 + 0.2))


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex if False else set):
            return {"set": sorted(o)}
        return super().default(o)


t(lambda: json.dumps({"s": {3, 1}}, cls=Encoder))
t(lambda: Encoder().encode([{2}]))
t(lambda: json.dumps(object(), cls=Encoder)[:10])

for text in ['{"a": [1, 2.0, -3e2, "x\\u00e9\\n\\ud83d\\ude00"], "b": null, "c": true}', "[]", " 5 ", '"s"', "-0", "1.0", "1E5", "NaN", "-Infinity",
             "", "[1,]", '{"a": 1,}', "{'a': 1}", "[1 2]", '{"a" 1}', '{"a": }', "tru", "[1", '"abc', '"a\nb"', '"\\x"', '"\\u12"', "01", "1.", "+1",
             ".5", "[1] x", '{"a":1}{', "nul", '{1: 2}', "[1,\n2,\n x]", "\ufeff[]", '{"a": 1, "a": 2}', "[[[[]]]]", "123456789012345678901234567890"]:
    t(lambda: json.loads(text))
try:
    json.loads('{\n  "a": oops\n}')
except json.JSONDecodeError as e:
    print(e.msg, e.pos, e.lineno, e.colno, repr(e.doc), isinstance(e, ValueError))
t(lambda: json.loads(5))
t(lambda: json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())))
t(lambda: json.loads('{"b": 1, "a": 2}', object_pairs_hook=OrderedDict))
t(lambda: json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: int(s) * 10))
t(lambda: json.loads("[NaN]", parse_constant=lambda s: "const " + s))
t(lambda: json.loads(json.dumps(data)) == {**data, "t": [1, 2]})
t(lambda: json.JSONDecoder().raw_decode('{"a": 1} tail'))
