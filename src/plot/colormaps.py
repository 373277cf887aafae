# matplotlib.cm in small: maps from 0..1 to colours, each a few points of the real one with straight lines between them.

_POINTS = {
    'viridis': '440154 482878 3e4989 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725',
    'plasma': '0d0887 46039f 7201a8 9c179e bd3786 d8576b ed7953 fb9f3a fdca26 f0f921',
    'inferno': '000004 1b0c41 4a0c6b 781c6d a52c60 cf4446 ed6925 fb9b06 f7d13d fcffa4',
    'magma': '000004 180f3d 440f76 721f81 9e2f7f cd4071 f1605d fd9668 feca8d fcfdbf',
    'cividis': '00224e 123570 3b496c 575d6d 707173 8a8678 a59c74 c3b369 e1cc55 fee838',
    'gray': '000000 ffffff', 'Greys': 'ffffff d9d9d9 969696 525252 000000', 'binary': 'ffffff 000000',
    'jet': '000080 0000ff 0080ff 00ffff 80ff80 ffff00 ff8000 ff0000 800000',
    'hot': '0b0000 ff0000 ffff00 ffffff', 'cool': '00ffff ff00ff', 'hsv': 'ff0000 ffff00 00ff00 00ffff 0000ff ff00ff ff0000',
    'Blues': 'f7fbff c6dbef 6baed6 2171b5 08306b', 'Reds': 'fff5f0 fcbba1 fb6a4a cb181d 67000d',
    'Greens': 'f7fcf5 c7e9c0 74c476 238b45 00441b', 'Oranges': 'fff5eb fdd0a2 fd8d3c d94801 7f2704',
    'Purples': 'fcfbfd dadaeb 9e9ac8 6a51a3 3f007d',
    'RdBu': '67001f d6604d f7f7f7 4393c3 053061', 'RdYlBu': 'a50026 f46d43 ffffbf 74add1 313695',
    'RdYlGn': 'a50026 f46d43 ffffbf 66bd63 006837', 'coolwarm': '3b4cc0 8db0fe dddcdc f49a7b b40426',
    'bwr': '0000ff ffffff ff0000', 'seismic': '00004d 0000ff ffffff ff0000 800000', 'PiYG': '8e0152 de77ae f7f7f7 7fbc41 276419',
    'Spectral': '9e0142 f46d43 fee08b e6f598 66c2a5 5e4fa2', 'BrBG': '543005 bf812d f5f5f5 35978f 003c30',
    'YlGnBu': 'ffffd9 c7e9b4 41b6c4 225ea8 081d58', 'Paired': 'a6cee3 1f78b4 b2df8a 33a02c fb9a99 e31a1c fdbf6f ff7f00',
    'tab10': '1f77b4 ff7f0e 2ca02c d62728 9467bd 8c564b e377c2 7f7f7f bcbd22 17becf',
    'Set1': 'e41a1c 377eb8 4daf4a 984ea3 ff7f00 ffff33 a65628 f781bf 999999',
}
_LISTED = ('tab10', 'Set1', 'Paired')


class Colormap:
    'Called with a number, or with a list of them, it gives (red, green, blue, alpha), each in 0..1.'

    def __init__(self, name, points, listed=False):
        self.name = name
        self.N = len(points) if listed else 256
        self._points = points
        self._listed = listed

    def number(self, share):
        'The colour at share (0..1) as 0xRRGGBBAA.'
        points = self._points
        if share != share:
            return 0
        share = min(max(share, 0.0), 1.0)
        if self._listed:
            red, green, blue = points[min(int(share * len(points)), len(points) - 1)]
        else:
            place = share * (len(points) - 1)
            index = min(int(place), len(points) - 2)
            part = place - index
            red, green, blue = [round(a + (b - a) * part) for a, b in zip(points[index], points[index + 1])]
        return red << 24 | green << 16 | blue << 8 | 255

    def __call__(self, X, alpha=None, bytes=False):
        if hasattr(X, 'tolist'):
            X = X.tolist()
        if isinstance(X, (list, tuple)):
            return [self(x, alpha) for x in X]
        if isinstance(X, int) and not isinstance(X, bool):
            X = X / max(1, self.N - 1) if not self._is_listed() else (X + 0.5) / self.N
        number = self.number(X)
        last = (number & 255) / 255 if alpha is None else alpha
        return ((number >> 24 & 255) / 255, (number >> 16 & 255) / 255, (number >> 8 & 255) / 255, last)

    def _is_listed(self):
        return getattr(self, '_listed', True)

    def reversed(self):
        return Colormap(self.name + '_r', self._points[::-1], self._listed)


def _make(name):
    colors = []
    for digits in _POINTS[name].split():
        colors.append((int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)))
    return Colormap(name, colors, name in _LISTED)


_known = {}
for _name in _POINTS:
    _known[_name] = _make(_name)
    _known[_name + '_r'] = _known[_name].reversed()
globals().update(_known)


def get_cmap(name=None, lut=None):
    if name is None:
        name = 'viridis'
    if isinstance(name, Colormap):
        return name
    if name not in _known:
        raise ValueError(f'{name!r} is not a valid value for cmap; supported values are ' + ', '.join(map(repr, sorted(_known))))
    return _known[name]
