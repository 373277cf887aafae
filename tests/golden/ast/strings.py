# String literals and f-strings.
'', "a", '''b''', """c"""
'\a\b\f\n\r\t\v\\\'\"\0\101\x41\u0041\U0001F600\N{GREEK SMALL LETTER ALPHA}\N{bullet}\
joined', '\q\8', '\ud800'
r'\n\'', R"\\", u'unicode', U"Unicode", 'a' u'b', u'a' 'b'
b'bytes\x00\xff\n\'', rb'\n', Rb"a" bR'b'
'tiếng Việt', '😀'
f'', f'a', f'{x}', f'a{x}b{y}c', 'a' f'{x}' 'b', f'{x}' f'{y}', f'a' 'b', 'a' f'b'
f'{x!r}{y!s:>10}{z!a}', f'{x:}', f'{x:{y}.{z}f}', f'{x:a{y!r:>3}b}', f'{x:%H:%M}'
f'{x=}', f'{ x = }', f'{x=!s}', f'{x=:5}', f'{x = !r:>5}', f'a{x+1=}b'
f'{{}}', f'{{{x}}}', f'}}{{', f'{{x}}', f'{x}}}'
f'{x["a"]}', f"{x['a']}", f'{(lambda a: a)(1)}', f'{ {1: 2}[1] }', f'{x if y else z}', f'{x, y}', f'{*a, b}'
f'{x!=y}', f'{x==y}', f'{x<=y}', f'{x>y}', f'{(x:=1)}', f'{yield_}', f'{x:=5}'
f'''{
x
}''', f'''a
{x} b
  {y
+ z}''', f"""{f'''{f"{x}"}'''}"""
rf'\n{x}\{y}', fr'\d{{1}}', Rf"{x:\d}"
f'\N{BULLET}{x}\x41\{y}'
f'tiếng {việt} 😀 {x}'
if x:
    f'{a}' f"{b:{c}}" 'd' f'{e}'
    (f'{a}'
     f'{b} {c:d}'
     'e')
