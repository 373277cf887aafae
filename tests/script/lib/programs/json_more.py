import json
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
texts = ['1', '-0', '1.5e3', '-1E-2', '0.5', '01', '1.', '.5', '-', '+1', '1e', '1e+', '[]', '[ ]', '{}', '{ }', '[1,2]', '[1,]', '[,1]', '[1 2]', '[', '[1', '[1,', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{"a" 1}', '{a:1}', '{1:2}', "{'a':1}", '"abc"', '"abc', '"a\\', '"a\\n\\t\\"\\\\\\/\\b\\f\\r"', '"\\u0041\\u00e9"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83dx"', '"\\ud83d\\u0041"', '"\\u12"', '"\\u12g4"', '"\\x41"', '"a\nb"', '"\x01"', 'true', 'false', 'null', 'tru', 'nul', 'True', 'NaN', 'Infinity', '-Infinity', '-Inf', '', ' ', '1 2', '[] x', '{"a": [1, {"b": null}], "c": "d"}', ' { "k" : [ ] } ', '"é😀"', '[1.0, 2, "x", [true, [false]]]', '{"a":1,"a":2}', '\n\n  {"a":\n tru}', '123456789012345678901234567890', '1e400', '[1e-400, 12345.678901234567890]', '\ufeff1', '[[[[[[[[]]]]]]]]', '{"a":{"b":{"c":{}}}}', '{"a":1 "b":2}', '["a" "b"]', '[1}', '{"a":1]', 'nan', '"tab\there"']
for text in texts:
    print(ascii(text), end=" -> ")
    t(lambda: json.loads(text))
t(lambda: json.loads(5)); t(lambda: json.loads(None)); t(lambda: json.loads('"a\tb"', strict=False))
try:
    json.loads('{"a":\n  [1,\n x]}')
except json.JSONDecodeError as e:
    print(e.msg, e.pos, e.lineno, e.colno, repr(e.doc), isinstance(e, ValueError), type(e).__module__, e.args)
t(lambda: json.loads('{"a": 1.5, "b": 2}', parse_float=str, parse_int=lambda s: s + "!")); t(lambda: json.loads('{"a": {"b": 2}}', object_hook=lambda d: sorted(d.items()))); t(lambda: json.loads('{"a": {"b": 2}}', object_pairs_hook=list)); t(lambda: json.loads('[NaN]', parse_constant=lambda c: c)); t(lambda: json.loads('{"a":1}', object_hook=lambda d: 1 / 0))
class C: pass
objs = [None, True, 1, -5, 1.5, 1e100, 1e16, 0.1, float("nan"), float("-inf"), "x", "é😀\u2028", 'q"\\\n\r\t\b\f\x00\x1f\x7f', [], {}, (), [1, [2, [3]]], {"a": {"b": [1, {}]}}, {1: 2, None: 3, True: 4, 1.5: 5, False: 6}, (1, 2), 10**30, [True, None]]
for o in objs:
    print(json.dumps(o), json.dumps(o, indent=2), json.dumps(o, ensure_ascii=False, separators=(",", ":")), json.dumps(o, indent="--"), sep=" | ")
for f in (lambda: json.dumps({1, 2}), lambda: json.dumps(C), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps({(1, 2): 3, "a": 1}, skipkeys=True), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps([1, 2], indent=0), lambda: json.dumps({"b": 1, "a": [3]}, sort_keys=True, indent=4), lambda: json.dumps({1: 1, "a": 2}, sort_keys=True), lambda: json.dumps(C(), default=lambda o: "C!"), lambda: json.dumps([C()], default=lambda o: {"v": 1}), lambda: json.dumps(1, nope=2), lambda: json.dumps([1, object]), lambda: json.dumps("a", ensure_ascii=False)): t(f)
l = []; l.append(l); t(lambda: json.dumps(l)); d = {}; d["d"] = d; t(lambda: json.dumps(d))
class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set): return sorted(o)
        return super().default(o)
t(lambda: json.dumps({"s": {3, 1}}, cls=Enc)); t(lambda: json.dumps(C, cls=Enc)); t(lambda: Enc(indent=1).encode([1, {2}])); t(lambda: list(json.JSONEncoder().iterencode([]))); t(lambda: json.JSONDecoder().raw_decode('[1] rest')); t(lambda: json.JSONDecoder().decode(' 1 '))
from collections import OrderedDict, namedtuple, Counter
print(json.dumps(OrderedDict(b=1, a=2)), json.dumps(namedtuple("P", "x y")(1, 2)), json.dumps(Counter("aab")), json.loads(json.dumps({"k": [1, 2.5, "s", None, True]})) == {"k": [1, 2.5, "s", None, True]})
class I(int): pass
class S(str): pass
class F(float): pass
print(json.dumps([I(5), S("x"), F(1.5)]), json.loads("[" * 50 + "]" * 50))
