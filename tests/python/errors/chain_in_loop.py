def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError(f"cannot read {text!r}") from error

def load(items):
    out = []
    for item in items:
        try:
            out.append(parse(item))
        except RuntimeError:
            out.append(items[10])
    return out

print(load(["1", "2"]))
load(["1", "x"])
