x = 3.14159; n = 42; s = 'héllo'; d = {'a': 1}; w = 10
print(f'{x:.2f} {n:05d} {s!r:>10} {d["a"]} {x=} {n = } {s=!s} {x=:.1f} {x:{w}.{3}} {{}} {n!r} {s:*^{w}} {"nested " + f"{n}"}')
print(f'{n:,} {n:x} {n:#b} {n:+} {x:e} {x:10.3g}| {1e10:g} {n:<10}| {True} {None} {[1, 2]} {lambda_ if (lambda_ := 3) else 0} {(lambda a: a*2)(4)} { {1: 2} } {n if n > 3 else 0} {d["a"]:>{w}}')
print(f'''multi
{n}
line {
    n + 1
}''')
print(rf'\n{n}\t', f'\x41{n}\n', fr'{n}\d', f'{n}' 'abc' f'{x:.1f}', f'{s.upper()} {len(s)} {s[1:3]} {s[::-1]}')
print(f'{x!r:.4}', f'{n:{"0"}>{w}}', f'{3:{4}.{2}f}' if 1 else '', f'{-0.0:z}', f'{n=:>10}', f'{ n=}', f"{'a' 'b'}", f'{x:%}', f'{n:c}')
for e in ("f'{n:q}'",): pass
try: f'{n:q}'
except ValueError as e: print(e)
try: f'{s:d}'
except ValueError as e: print(e)
try: f'{[1]:>3}'
except TypeError as e: print(e)
try: f'{undefined}'
except NameError as e: print(e)
print(f'{1,2} {*[1,2],} {n:>{w}} {yes if (yes := 1) else 0}')
print(f"{'\N{GREEK SMALL LETTER ALPHA}' if 0 else 1}" if 0 else 'α \N{GREEK SMALL LETTER ALPHA}')
