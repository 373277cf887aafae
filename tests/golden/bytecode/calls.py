print(1, sep="")
text.split(",").sort(key=len)
f(*a, b, **c)
class A(Base, flag=1):
    x = 1
    def m(self):
        return super().m() + self.x
