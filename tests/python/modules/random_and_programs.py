class Stack:
    def __init__(self): self._items = []
    def push(self, x): self._items.append(x)
    def pop(self):
        if not self._items: raise IndexError('pop from empty stack')
        return self._items.pop()
    def __len__(self): return len(self._items)
    def __iter__(self): return iter(reversed(self._items))
def rpn(expr):
    s = Stack()
    ops = {'+': lambda a, b: a + b, '-': lambda a, b: a - b, '*': lambda a, b: a * b, '/': lambda a, b: a / b}
    for tok in expr.split():
        if tok in ops:
            b, a = s.pop(), s.pop(); s.push(ops[tok](a, b))
        else: s.push(float(tok))
    return s.pop()
print(rpn('3 4 + 2 *'), rpn('1 2 /'))
def sieve(n):
    p = [True] * (n+1); p[0:2] = [False, False]
    for i in range(2, int(n**.5)+1):
        if p[i]: p[i*i::i] = [False] * len(p[i*i::i])
    return [i for i, v in enumerate(p) if v]
print(sieve(50))
def qs(a): return a if len(a) <= 1 else qs([x for x in a[1:] if x < a[0]]) + [a[0]] + qs([x for x in a[1:] if x >= a[0]])
print(qs([3, 1, 4, 1, 5, 9, 2, 6]))
mat = [[1, 2], [3, 4]]
print([list(r) for r in zip(*mat)], [[sum(a*b for a, b in zip(r, c)) for c in zip(*mat)] for r in mat])
text = 'the quick brown fox jumps over the lazy dog the end'
freq = {}
for w in text.split(): freq[w] = freq.get(w, 0) + 1
for w, c in sorted(freq.items(), key=lambda kv: (-kv[1], kv[0]))[:3]: print(f'{w:<8}{c:>3}')
def hanoi(n, a='A', b='B', c='C'):
    if n == 0: return 0
    return hanoi(n-1, a, c, b) + 1 + hanoi(n-1, c, b, a)
print(hanoi(8))
memo = {}
def fibm(n):
    if n in memo: return memo[n]
    memo[n] = n if n < 2 else fibm(n-1) + fibm(n-2)
    return memo[n]
print(fibm(100))
print(''.join(chr((ord(c) - 97 + 3) % 26 + 97) if c.isalpha() else c for c in 'hello, world'))
def gcd(a, b):
    while b: a, b = b, a % b
    return a
print(gcd(48, 18), [n for n in range(2, 30) if all(n % d for d in range(2, n))])
print('%-10s|%5.2f|%03d' % ('abc', 3.14159, 7)); print('{:>8}|{:<8}|{:^8}'.format('a', 'b', 'c'))
i = 0
while True:
    i += 1
    if i % 2: continue
    if i > 6: break
    print(i, end=' ')
else: print('never')
print()
import random
random.seed(42); print(random.random(), random.randint(1, 100), random.choice('abc'), random.sample(range(100), 5), random.uniform(1, 2), random.gauss(0, 1), random.shuffle(l := list(range(10))), l, random.choices('abc', weights=[1, 2, 3], k=5), random.randrange(0, 100, 5), random.getrandbits(70), random.betavariate(1, 2), random.expovariate(1), random.triangular(), random.normalvariate(), random.lognormvariate(0, 1), random.vonmisesvariate(0, 1), random.gammavariate(1, 2), random.paretovariate(1), random.weibullvariate(1, 2))
random.seed('hello'); print(random.random()); random.seed(1.5); print(random.random()); random.seed(2**100); print(random.random()); random.seed(-5); print(random.random()); r = random.Random(7); print(r.random(), r.randint(1, 6)); st = random.getstate(); a = random.random(); random.setstate(st); print(a == random.random())
for f in (lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.randint(5, 1), lambda: random.randrange(0), lambda: random.sample({1, 2}, 1), lambda: random.choices([], k=1), lambda: random.randint(1.5, 2), lambda: random.choices([1], weights=[1, 2]), lambda: random.choices([1], weights=[0]), lambda: random.seed([])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
