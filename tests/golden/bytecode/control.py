for i in range(3):
    if i == 1:
        continue
    total += i
else:
    print("end")
while a < b and not c:
    break
try:
    risky()
except ValueError as e:
    print(e)
finally:
    done()
with open_it() as f, other():
    f.read()
