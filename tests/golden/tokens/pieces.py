x1 _y tiếng ñ ﬁ match case async await lambda None
0 00 0_0 12 1_2 0x1F 0XaB_c 0o17 0B1_0 1. .5 1.5 1e5 1E+5 1.e-5 1_0.0_1 1j 0j 1.5J 1e5j 07.5 09e1 1..x 1if 1or 0x1for
'a' "b" ''' c ''' """d""" 'it\'s' "\\" r'\'' Rb"x" bR'y' f"{z}" rF'{w}' u'v' '' "" '\
joined'
( ) [ ] { } : , ; . ... -> := + - * / // % @ ** << >> & | ^ ~ < > <= >= == != =
+= -= *= /= //= %= @= **= <<= >>= &= |= ^=
a.b a. b a .b a...b a<=b a<<=b a**=b a->b a:=b a//b a!=b
