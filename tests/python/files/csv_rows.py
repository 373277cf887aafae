import csv
import io

rows = [['name', 'x', 'note'], ['a', 1, 'plain'], ['b, c', 2.5, 'say "hi"'], ['', None, 'two\nlines']]
with open('rows.csv', 'w', newline='') as f:
    w = csv.writer(f)
    print(w.writerow(rows[0]))
    w.writerows(rows[1:])
with open('rows.csv', newline='') as f:
    print(repr(f.read()))
with open('rows.csv', newline='') as f:
    r = csv.reader(f)
    print(next(r), r.line_num)
    for row in r:
        print(r.line_num, row)
with open('rows.csv', newline='') as f:
    for row in csv.DictReader(f):
        print(row, row['x'])
out = io.StringIO()
w = csv.DictWriter(out, fieldnames=['a', 'b'], lineterminator='\n')
w.writeheader()
w.writerow({'a': 1, 'b': 'x y'})
w.writerows([{'a': 2}, {'b': 'q"'}])
print(out.getvalue())
print(list(csv.reader(['a;b;"c;d"', '1; 2;3'], delimiter=';')))
print(list(csv.reader(['a, b, "c"'], skipinitialspace=True)), list(csv.reader(['1,"2"', ''], quoting=csv.QUOTE_NONNUMERIC)))
print(list(csv.reader(['a\tb'], dialect='excel-tab')), list(csv.reader(['"a""b",c'])), list(csv.reader(['"open', 'end",x'])))
print(list(csv.DictReader(['p,q', '1', '1,2,3'])), csv.DictReader(['p,q']).fieldnames)
out = io.StringIO()
csv.writer(out, quoting=csv.QUOTE_ALL).writerow([1, 'a'])
csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerow([1, 'a'])
csv.writer(out, delimiter='|').writerow(['a|b', 0.1])
print(repr(out.getvalue()))
try:
    csv.DictWriter(io.StringIO(), ['a']).writerow({'z': 1})
except ValueError as error:
    print(error)
