# random: every distribution from one seed, seeds of every kind, errors.
import random
r = random.Random(42)
print(r.random(), r.randint(1, 100), r.choice("abc"), r.sample(range(50), 5), r.uniform(1, 2), r.gauss(0, 1), r.choices([1, 2, 3], weights=[1, 2, 3], k=4), r.choices("ab", cum_weights=[1, 3], k=2), r.getrandbits(70), r.randrange(0, 100, 7), r.triangular(0, 1, .3), r.betavariate(1, 2), r.expovariate(2), r.sample([1, 2], counts=[3, 2], k=4))
x = list(range(10)); r.shuffle(x); print(x); st = r.getstate(); a = r.random(); r.setstate(st); print(a == r.random(), r.normalvariate(), r.lognormvariate(0, 1), r.vonmisesvariate(0, 1), r.paretovariate(3), r.weibullvariate(1, 2), r.gammavariate(2, 3))
for seed in (0, -5, 2 ** 70, "text", 1.5, True, None.__class__.__name__):
    random.seed(seed); print(seed, random.random(), random.randrange(10 ** 20))
for f in (lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.sample({1}, 1), lambda: random.randint(2, 1), lambda: random.randrange(5, 5), lambda: random.randrange(1, 2, 0), lambda: random.choices([], k=1), lambda: random.choices([1], weights=[0]), lambda: random.choices([1, 2], weights=[1]), lambda: random.randint(1.5, 2), lambda: random.shuffle((1, 2)), lambda: random.seed([]), lambda: random.gauss("a", 1), lambda: random.getrandbits(-1), lambda: random.uniform("a", 1), lambda: random.sample(5, 1), lambda: random.choice({1: 2}), lambda: random.expovariate(0), lambda: random.choices([1, 2], weights=[1, 2], cum_weights=[1, 2])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
