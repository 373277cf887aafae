# open() for text: writing, appending, reading, iterating, seeking, and the errors.
import os

with open('notes.txt', 'w') as f:
    print(f.write('một\n'), f.name, f.mode, f.closed, f.readable(), f.writable())
    f.writelines(['two\n', 'three'])
print(f.closed, os.path.exists('notes.txt'), os.path.isfile('notes.txt'), os.path.getsize('notes.txt'))
with open('notes.txt', 'a', encoding='utf-8') as f:
    f.write('\nfour\n')
with open('./notes.txt') as f:
    for number, line in enumerate(f):
        print(number, repr(line))
with open('notes.txt') as f:
    print(repr(f.readline()), f.readlines())
    f.seek(0)
    print(repr(f.read(3)), repr(f.read()), repr(f.read()))
f = open('notes.txt', 'r+')
text = f.read()
f.write('five')
f.close()
print(open('notes.txt').read().splitlines(), sum(1 for line in open('notes.txt')))
with open('notes.txt', 'w') as f:
    print('printed', 1, 2.5, file=f)
print(repr(open('notes.txt').read()))


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: open('missing.txt'))
attempt(lambda: open('notes.txt', 'x'))
attempt(lambda: open('notes.txt', 'rw'))
attempt(lambda: open('notes.txt', 'q'))
attempt(lambda: open('notes.txt').write('x'))
attempt(lambda: open('notes.txt', 'w').read())
attempt(lambda: f.read())
attempt(lambda: os.remove('missing.txt'))
with open('a.csv', 'w', newline='') as out:
    out.write('1\r\n2\r\n')
print(repr(open('a.csv').read()), repr(open('a.csv', newline='').read()))
print('a.csv' in os.listdir('.'), sorted(name for name in os.listdir() if name.endswith('.csv')))
os.rename('a.csv', 'b.csv')
os.remove('b.csv')
os.remove('notes.txt')
print(os.path.exists('a.csv'), os.path.exists('b.csv'))
