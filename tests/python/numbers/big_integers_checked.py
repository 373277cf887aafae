import math, random
r = random.Random(7)
h = 0
def mix(x):
    global h
    h = (h * 1000003 + (x % (2**61-1))) % (2**89-1)
for bits in (10, 61, 64, 120, 121, 700, 3000, 7300, 9000, 15000, 30000, 70000, 150000):
    for k in range(12 if bits < 10000 else 3):
        a = r.getrandbits(bits) ; b = r.getrandbits(r.choice([bits, bits//2+1, bits//3+1, 60, 30, max(2,bits-130)])) + 1
        if k % 3 == 0: a = (1 << bits) - 1 - (r.getrandbits(20))
        if k % 4 == 1: b = (1 << b.bit_length()) - 1
        if k % 5 == 2: a = -a
        q, m = divmod(a, b); mix(q); mix(m)
        assert q*b+m == a and 0 <= m < b
        q, m = divmod(a, -b); mix(q); mix(m)
        assert q*-b+m == a
        g = math.gcd(a, b); mix(g)
        g2 = math.gcd(a*6*b, b*15); mix(g2); assert a*6*b % g2 == 0
        s = math.isqrt(abs(a)); mix(s); assert s*s <= abs(a) < (s+1)**2
        mix(int(hex(a), 16)); assert int(hex(a),16) == a
        mix(math.lcm(a, b)) 
        mix(a & b); mix(hash(a))
print(h)
from fractions import Fraction
x = Fraction(1, 3)
for i in range(1, 300): x += Fraction(1, i * i)
print(hash(x))
print(math.comb(1000, 500) % 10**20, math.comb(12345, 67) % 10**20, math.factorial(5000) % (10**9+7), math.comb(10**12, 3), math.comb(50, 25), math.perm(100, 5))
for k in range(45): print(math.comb(44, k), end=' ')
print(2**4000 // 3**1000 % 10**15, sum(map(int, str(2**10000))), pow(3, 10**50, 10**40+7))
n = 2**3000
s = 0
while n: s += n % 10; n //= 10
print(s)
print((10**4000 // 7) / 10**3999, (3**9000) / (3**8990), 7**5000 / 7**5001)
a = 'ab' * 300 + 'c'
t = ('ab' * 1000 + 'c') * 3
print(t.find(a), t.rfind(a), t.count(a), a in t, t.index('b' + a[2:]), t.find('ab' * 20 + 'd'), t.rfind('ab'*30), t.find('é'*20), ('é' + t).find(a), ('é' + t).rfind(a), ('x' * 50 + 'aab' * 20).find('aab' * 10), ('aab' * 20).rfind('aab' * 10), t.replace(a, 'X').count('X'), len(t.split('ab' * 20)))
rr = random.Random(3)
for i in range(3000):
    al = rr.choice(['ab', 'abc', 'aé'])
    n = ''.join(rr.choice(al) for _ in range(rr.randint(17, 30)))
    if i % 3: n = (n[:rr.randint(1, 6)] * 30)[:rr.randint(17, 40)]
    hay = ''.join(rr.choice([n, n[:5], n[3:], rr.choice(al), n[:-1]]) for _ in range(rr.randint(1, 8)))
    mix(hay.find(n) + 2); mix(hay.rfind(n) + 2); mix(hay.count(n)); mix(hay.find(n, 5) + 2); mix(hay.rfind(n, 0, 40) + 2)
print(h)
