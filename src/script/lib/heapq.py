# heapq: a list kept as a binary heap, smallest item first. The five list operations are native (_heapq).
from _heapq import heappush, heappop, heapify, heapreplace, heappushpop, _heappop_max, _heapreplace_max, _heapify_max

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def merge(*iterables, key=None, reverse=False):
    'Merge sorted inputs into one sorted output, lazily.'
    if reverse:
        heap_up, heap_pop, heap_replace, direction = _heapify_max, _heappop_max, _heapreplace_max, -1
    else:
        heap_up, heap_pop, heap_replace, direction = heapify, heappop, heapreplace, 1
    # Entries are [key, order, value, next function]; order decides among equals, so values are never compared.
    h = []
    for order, it in enumerate(map(iter, iterables)):
        for value in it:
            h.append([value if key is None else key(value), order * direction, value, it.__next__])
            break
    heap_up(h)
    while h:
        entry = h[0]
        yield entry[2]
        try:
            entry[2] = value = entry[3]()
        except StopIteration:
            heap_pop(h)
            continue
        entry[0] = value if key is None else key(value)
        heap_replace(h, entry)


def nsmallest(n, iterable, key=None):
    'The n smallest items, in order: sorted(iterable, key=key)[:n].'
    if n == 1:
        missing = object()
        found = min(iterable, default=missing, key=key)
        return [] if found is missing else [found]
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    'The n largest items, largest first: sorted(iterable, key=key, reverse=True)[:n].'
    if n == 1:
        missing = object()
        found = max(iterable, default=missing, key=key)
        return [] if found is missing else [found]
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
