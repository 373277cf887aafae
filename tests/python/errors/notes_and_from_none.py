class Stack:
    def __init__(self):
        self.items = []
    def pop(self):
        try:
            return self.items.pop()
        except IndexError:
            raise LookupError("empty stack") from None

try:
    Stack().pop()
except LookupError as e:
    print(e.__cause__, e.__context__, e.__suppress_context__)
    e.add_note("seen once")
    e.add_note("two\nlines")
    raise
