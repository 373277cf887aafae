import math
for n in (101,250,1000,4096,9973,20000):
    for k in (0,1,99,100,101,102,n//3,n//2,n-101,n-1,n):
        print(n,k,math.comb(n,k)%(10**40+7))
