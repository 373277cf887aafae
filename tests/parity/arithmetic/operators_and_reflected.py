import torch
x = torch.tensor([7., -7., 2.5])
n = torch.tensor([7, -7, 3])
print(x + 1, 1 + x, x - 1, 1 - x, x * 2, 2 * x, x / 2, 2 / x)
print(x // 2, 2 // x, x % 2, 5 % x, x ** 2, 2 ** x)
print(n // 2, 2 // n, n % 3, 10 % n, n ** 2, n / 2, -n, +n, abs(n))
print(n & 3, n | 8, n ^ 1, ~n, n << 1, n >> 1, 1 << torch.tensor([1, 2]))
print(x > 0, x >= 2.5, x < 0, x <= 0, x == 7, x != 7, 0 < x)
print(divmod(7, 2), torch.floor_divide(n, 2), torch.remainder(n, -3), torch.fmod(n, 3), torch.fmod(x, -2))
print(torch.div(x, 2, rounding_mode='floor'), torch.div(x, 2, rounding_mode='trunc'), torch.div(n, 2, rounding_mode='trunc'), torch.true_divide(n, 2))
t = torch.tensor([True, False])
print(t & True, t | False, t ^ True, ~t, t + 1, t * 2.5, t + t)
y = x.clone()
y += 1; y *= 2; y -= 3; y /= 4; y **= 2
print(y)
m = n.clone()
m //= 2; m %= 3; m <<= 2; m |= 1; m &= 7; m ^= 2
print(m)
print(x.add(1, alpha=3), torch.sub(x, 1, alpha=2), torch.rsub(x, 1), x.mul(n), x.div(n), x.pow(n.abs()), torch.neg(x))
