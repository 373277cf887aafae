# Figures and axes: what the functions of pyplot and the methods of Axes add up. A figure is kept as plain dicts and lists;
# show() hands it over to whoever looks (events/figure.h names the keys).
import math

import _plot
import matplotlib
from matplotlib.colors import LogNorm, TABLEAU, get_cmap, is_color_like, rgba_number

_MARKERS = ('.', ',', 'o', 'v', '^', '<', '>', '1', '2', '3', '4', 's', 'p', '*', 'h', 'H', '+', 'x', 'X', 'D', 'd', '|', '_', 'P', '8')
_STYLES = {'-': '-', '--': '--', ':': ':', '-.': '-.', 'solid': '-', 'dashed': '--', 'dotted': ':', 'dashdot': '-.',
           'None': '', 'none': '', '': '', ' ': ''}


def plain(data):
    'Tensors, arrays, ranges and the like as (nested) lists of numbers.'
    if hasattr(data, 'detach'):
        data = data.detach()
    if hasattr(data, 'tolist'):
        return data.tolist()
    if isinstance(data, (int, float, bool, str)):
        return data
    if isinstance(data, dict):
        data = data.values()
    return [plain(item) for item in data]


def floats(data):
    'One-dimensional data as a list of floats; a single number becomes a list of one.'
    values = plain(data)
    if not isinstance(values, list):
        values = [values]
    out = []
    for value in values:
        while isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, list):
            raise ValueError('x and y must be one-dimensional')
        out.append(math.nan if value is None else float(value))
    return out


def columns(data):
    'Data for plot(): a list of columns, each a list of floats.'
    values = plain(data)
    if isinstance(values, list) and values and isinstance(values[0], list) and len(values[0]) > 1:
        return [floats([row[i] for row in values]) for i in range(len(values[0]))]
    return [floats(values)]


def grid(data):
    rows = plain(data)
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], list):
        raise TypeError('Input z must be 2D, not 1D')
    return rows


def parse_format(fmt):
    '"r--o" as (colour or None, style, marker).'
    if is_color_like(fmt) and not fmt.replace('.', '').isdigit():
        return fmt, None, None
    color = style = marker = None
    i = 0
    while i < len(fmt):
        if fmt[i:i + 2] in ('--', '-.'):
            style, i = fmt[i:i + 2], i + 2
        elif fmt[i] in '-:':
            style, i = fmt[i], i + 1
        elif fmt[i] == 'C' and i + 1 < len(fmt) and fmt[i + 1].isdigit():
            color, i = fmt[i:i + 2], i + 2
        elif fmt[i] in 'bgrcmykw':
            color, i = fmt[i], i + 1
        elif fmt[i] in _MARKERS:
            marker, i = fmt[i], i + 1
        else:
            raise ValueError(f'{fmt!r} is not a valid format string (unrecognized character {fmt[i]!r})')
    if style is None:
        style = '' if marker else None
    return color, style, marker


def _take(kwargs, *names, default=None):
    # matplotlib knows several names for one setting.
    found = default
    for name in names:
        if name in kwargs:
            found = kwargs.pop(name)
    return found


class Artist:
    'What a drawing function returns: it can be named and coloured afterwards.'

    def __init__(self, data):
        self.data = data

    def set_label(self, label):
        self.data['label'] = str(label)

    def get_label(self):
        return self.data.get('label', '')

    def set_color(self, color):
        self.data['colors'] = [rgba_number(color)]

    def set_data(self, x, y):
        self.data['x'], self.data['y'] = floats(x), floats(y)

    def set_ydata(self, y):
        self.data['y'] = floats(y)

    def set_xdata(self, x):
        self.data['x'] = floats(x)

    def set_alpha(self, alpha):
        self.data['colors'] = [(color & 0xffffff00) | round(255 * alpha) for color in self.data['colors']]

    def set_linewidth(self, width):
        self.data['width'] = float(width)

    def get_xdata(self):
        return self.data['x']

    def get_ydata(self):
        return self.data['y']


class Axes:
    def __init__(self, figure, left, bottom, width, height):
        self.figure = figure
        self.data = {'left': left, 'bottom': bottom, 'width': width, 'height': height, 'artists': [], 'x': {}, 'y': {},
                     'grid': bool(matplotlib.rcParams.get('axes.grid'))}
        self._cycle = 0
        self._patches = 0

    # ------------------------------------------------------------ drawing

    def _add(self, kind, **data):
        data['kind'] = kind
        label = data.get('label')
        data['label'] = '' if label is None else str(label)
        self.data['artists'].append(data)
        return Artist(data)

    def _next_color(self):
        self._cycle += 1
        return TABLEAU[(self._cycle - 1) % 10]

    def plot(self, *args, **kwargs):
        lines = []
        args = list(args)
        label = kwargs.get('label')
        while args:
            group = [args.pop(0)]
            if args and not isinstance(args[0], str):
                group.append(args.pop(0))
            fmt = args.pop(0) if args and isinstance(args[0], str) else ''
            ys = columns(group[-1])
            xs = columns(group[0]) if len(group) == 2 else [[float(i) for i in range(len(ys[0]))]]
            for i, y in enumerate(ys):
                x = xs[i] if len(xs) > 1 else xs[0]
                if len(x) != len(y):
                    raise ValueError(f'x and y must have same first dimension, but have shapes ({len(x)},) and ({len(y)},)')
                name = label[i] if isinstance(label, (list, tuple)) else label
                lines.append(self._line(x, y, fmt, dict(kwargs), name))
        return lines

    def _line(self, x, y, fmt, options, label):
        color, style, marker = parse_format(fmt)
        color = _take(options, 'color', 'c', default=color)
        style = _STYLES.get(_take(options, 'linestyle', 'ls', default='-' if style is None else style), '-')
        marker = _take(options, 'marker', default=marker)
        marker = '' if marker in (None, 'None', 'none', ' ') else marker
        size = _take(options, 'markersize', 'ms', default=matplotlib.rcParams['lines.markersize'])
        width = _take(options, 'linewidth', 'lw', default=matplotlib.rcParams['lines.linewidth'])
        number = rgba_number(self._next_color() if color is None else color, options.get('alpha'))
        return self._add('line', x=x, y=y, colors=[number], style=style, marker=marker, size=float(size), width=float(width),
                         label=label)

    def scatter(self, x, y, s=None, c=None, marker=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, linewidths=None,
                *, edgecolors=None, label=None, color=None, **kwargs):
        x, y = floats(x), floats(y)
        if len(x) != len(y):
            raise ValueError('x and y must be the same size')
        edge = kwargs.get('edgecolor', edgecolors)
        if c is None:
            c = color
        if c is None:
            colors = [rgba_number(self._next_color(), alpha)]
        elif isinstance(c, str):
            colors = [rgba_number(c, alpha)]
        else:
            values = plain(c)
            if isinstance(values, (tuple, list)) and values and isinstance(values[0], (str, list)) and len(values) == len(x) \
                    and not (isinstance(values[0], list) and len(values[0]) == 1):
                colors = [rgba_number(value, alpha) for value in values]
            elif len(values) in (3, 4) and len(values) != len(x):
                colors = [rgba_number(values, alpha)]
            else:
                values = floats(c)
                if len(values) != len(x):
                    raise ValueError(f"'c' argument has {len(values)} elements, which is inconsistent with 'x' and 'y' with "
                                     f"size {len(x)}.")
                colors = self._mapped(values, cmap, vmin, vmax, alpha)
        # s is an area in square points
        sizes = [math.sqrt(value) for value in floats(s)] if s is not None else [6.0]
        edge = 0 if edge in (None, 'none', 'face') else rgba_number(edge)
        return self._add('points', x=x, y=y, colors=colors, sizes=sizes, marker=marker or 'o', edge=edge, label=label,
                         width=1.0 if linewidths is None else float(linewidths))

    def _mapped(self, values, cmap, vmin, vmax, alpha=None):
        table = get_cmap(cmap or matplotlib.rcParams['image.cmap'])
        finite = [value for value in values if math.isfinite(value)]
        low = float(vmin) if vmin is not None else min(finite, default=0.0)
        high = float(vmax) if vmax is not None else max(finite, default=1.0)
        span = high - low if high > low else 1.0
        steps = [table.number(i / 255) for i in range(256)]
        if alpha is not None:
            steps = [(step & 0xffffff00) | round(255 * alpha) for step in steps]
        listed = table.N < 256
        out = []
        for value in values:
            share = (value - low) / span
            if share != share:
                out.append(0)
            else:
                out.append(table.number(share) if listed else steps[min(max(int(share * 256), 0), 255)])
        return out

    def bar(self, x, height, width=0.8, bottom=None, *, align='center', color=None, label=None, alpha=None, **kwargs):
        names = plain(x)
        heights = floats(height)
        if not isinstance(names, list):
            names = [names]
        x = self._places('x', names)
        widths = floats(width) * (len(x) if not isinstance(plain(width), list) else 1)
        bottoms = floats(bottom) if bottom is not None else [0.0]
        if len(heights) == 1:
            heights = heights * len(x)
        if len(bottoms) == 1:
            bottoms = bottoms * len(x)
        left = [place - w / 2 if align == 'center' else place for place, w in zip(x, widths)]
        return self._bars(left, bottoms, widths, heights, color, label, alpha, kwargs)

    def barh(self, y, width, height=0.8, left=None, *, color=None, label=None, alpha=None, **kwargs):
        names = plain(y)
        y = self._places('y', names if isinstance(names, list) else [names])
        widths = floats(width)
        lefts = floats(left) if left is not None else [0.0] * len(y)
        return self._bars(lefts, [place - height / 2 for place in y], widths, [float(height)] * len(y), color, label, alpha, kwargs)

    def _places(self, axis, names):
        # Words on an axis stand at 0, 1, 2, …
        if names and isinstance(names[0], str):
            self.data[axis]['ticks'] = [float(i) for i in range(len(names))]
            self.data[axis]['tick_labels'] = list(names)
            return [float(i) for i in range(len(names))]
        return floats(names)

    def _bars(self, x, y, w, h, color, label, alpha, options):
        if isinstance(color, (list, tuple)) and color and not isinstance(color[0], (int, float)):
            colors = [rgba_number(c, alpha) for c in color]
        else:
            if color is None:
                color = TABLEAU[self._patches % 10]
                self._patches += 1
            colors = [rgba_number(color, alpha)]
        edge = options.get('edgecolor', options.get('ec'))
        return self._add('bars', x=x, y=y, w=w, h=h, colors=colors, label=label, edge=0 if edge is None else rgba_number(edge),
                         width=float(options.get('linewidth', 1.0)))

    def hist(self, x, bins=None, range=None, density=False, weights=None, cumulative=False, bottom=None, histtype='bar',
             align='mid', orientation='vertical', rwidth=None, log=False, color=None, label=None, stacked=False, *, alpha=None,
             **kwargs):
        values = [value for value in _flat(plain(x)) if math.isfinite(value)]
        if isinstance(bins, (list, tuple)) or hasattr(bins, '__len__'):
            edges = floats(bins)
        else:
            count = 10 if bins is None or isinstance(bins, str) else int(bins)
            low, high = range if range is not None else (min(values, default=0.0), max(values, default=1.0))
            if low == high:
                low, high = low - 0.5, high + 0.5
            edges = [low + (high - low) * i / count for i in _range(count + 1)]
        counts = [0.0] * (len(edges) - 1)
        for value in values:
            if edges[0] <= value <= edges[-1]:
                low, high = 0, len(counts)
                while high - low > 1:
                    middle = (low + high) // 2
                    if value >= edges[middle]:
                        low = middle
                    else:
                        high = middle
                counts[low] += 1
        if density and values:
            total = sum(counts)
            counts = [n / total / (edges[i + 1] - edges[i]) for i, n in enumerate(counts)]
        if cumulative:
            for i in _range(1, len(counts)):
                counts[i] += counts[i - 1]
        widths = [edges[i + 1] - edges[i] for i in _range(len(counts))]
        if log:
            self.set_yscale('log')
        patches = self._bars(edges[:-1], [0.0] * len(counts), widths, list(counts), color, label, alpha, kwargs)
        return counts, edges, patches

    def fill_between(self, x, y1, y2=0, where=None, *, color=None, alpha=None, label=None, **kwargs):
        x, y1 = floats(x), floats(y1)
        y2 = floats(y2)
        if len(y2) == 1:
            y2 = y2 * len(x)
        if len(y1) == 1:
            y1 = y1 * len(x)
        color = _take(kwargs, 'facecolor', default=color)
        if color is None:
            color = TABLEAU[self._patches % 10]
            self._patches += 1
        return self._add('area', x=x, y=y1, z=y2, colors=[rgba_number(color, alpha)], label=label)

    def step(self, x, y, *args, where='pre', **kwargs):
        x, y = floats(x), floats(y)
        xs, ys = [], []
        for i in range(len(x)):
            if i > 0:
                xs.append(x[i - 1] if where == 'pre' else x[i])
                ys.append(y[i] if where == 'pre' else y[i - 1])
            xs.append(x[i])
            ys.append(y[i])
        return self.plot(xs, ys, *args, **kwargs)

    def errorbar(self, x, y, yerr=None, xerr=None, fmt='', **kwargs):
        kwargs.pop('capsize', None)
        lines = self.plot(x, y, fmt, **kwargs) if fmt else self.plot(x, y, **kwargs)
        if yerr is not None:
            color = lines[0].data['colors'][0]
            errors = floats(yerr)
            for i, (px, py) in enumerate(zip(floats(x), floats(y))):
                error = errors[i] if len(errors) > 1 else errors[0]
                self._add('line', x=[px, px], y=[py - error, py + error], colors=[color], style='-', width=1.5)
        return lines

    def axhline(self, y=0, xmin=0, xmax=1, **kwargs):
        return self._across('horizontal', 'y', y, kwargs)

    def axvline(self, x=0, ymin=0, ymax=1, **kwargs):
        return self._across('vertical', 'x', x, kwargs)

    def _across(self, kind, axis, place, options):
        color = rgba_number(_take(options, 'color', 'c', default='C0'), options.get('alpha'))
        style = _STYLES.get(_take(options, 'linestyle', 'ls', default='-'), '-')
        width = float(_take(options, 'linewidth', 'lw', default=1.5))
        return self._add(kind, colors=[color], style=style, width=width, label=options.get('label'), **{axis: floats(place)})

    def hlines(self, y, xmin, xmax, colors='C0', linestyles='solid', label='', **kwargs):
        for place in floats(y):
            self._add('line', x=[float(xmin), float(xmax)], y=[place, place], colors=[rgba_number(colors)],
                      style=_STYLES.get(linestyles, '-'), label=label)

    def vlines(self, x, ymin, ymax, colors='C0', linestyles='solid', label='', **kwargs):
        for place in floats(x):
            self._add('line', x=[place, place], y=[float(ymin), float(ymax)], colors=[rgba_number(colors)],
                      style=_STYLES.get(linestyles, '-'), label=label)

    def text(self, x, y, s, fontdict=None, **kwargs):
        color = rgba_number(kwargs.get('color', kwargs.get('c', 'black')))
        return self._add('text', x=[float(x)], y=[float(y)], text=str(s), colors=[color], align=kwargs.get('ha', kwargs.get('horizontalalignment', 'left')),
                         size=_font_size(kwargs.get('fontsize', kwargs.get('size', 10))))

    def annotate(self, text, xy, xytext=None, arrowprops=None, **kwargs):
        place = xytext if xytext is not None else xy
        if arrowprops is not None and xytext is not None:
            self._add('line', x=[float(xytext[0]), float(xy[0])], y=[float(xytext[1]), float(xy[1])], colors=[rgba_number('black')],
                      style='-', width=1.0)
        return self.text(place[0], place[1], text, **kwargs)

    def imshow(self, X, cmap=None, norm=None, *, aspect=None, interpolation=None, alpha=None, vmin=None, vmax=None, origin=None,
               extent=None, **kwargs):
        rows = plain(X)
        height, width = len(rows), len(rows[0])
        if isinstance(rows[0][0], list):
            whole = all(isinstance(v, int) for v in rows[0][0]) and max(max(max(p) for p in row) for row in rows) > 1
            scale = 255 if whole else 1
            colors = [rgba_number([min(max(v / scale, 0), 1) for v in pixel], alpha) for row in rows for pixel in row]
        else:
            colors = self._mapped([float(v) for row in rows for v in row], cmap, vmin, vmax, alpha)
        upper = origin != 'lower'
        x0, x1, y0, y1 = extent if extent is not None else (-0.5, width - 0.5, *((height - 0.5, -0.5) if upper else (-0.5, height - 0.5)))
        if not upper:
            colors = [color for i in range(height - 1, -1, -1) for color in colors[i * width:(i + 1) * width]]
        self.data['equal'] = aspect != 'auto'
        if upper and extent is None:
            self.data['y']['inverted'] = True
        return self._add('image', x=[float(x0), float(x1)], y=[float(y0), float(y1)], colors=colors, columns=width)

    matshow = imshow

    def _grid(self, args):
        args = [arg for arg in args]
        if len(args) >= 3:
            x, y, z = plain(args[0]), plain(args[1]), grid(args[2])
            x = x[0] if isinstance(x[0], list) else x
            y = [row[0] for row in y] if isinstance(y[0], list) else y
            rest = args[3:]
        else:
            z = grid(args[0])
            x, y, rest = list(range(len(z[0]))), list(range(len(z))), args[1:]
        if len(z) != len(y) or len(z[0]) != len(x):
            raise TypeError(f'Shapes of x {(len(x),)} and z {(len(z), len(z[0]))} do not match')
        return floats(x), floats(y), [float(v) for row in z for v in row], rest

    def _levels(self, z, rest, levels, filled):
        if levels is None and rest:
            levels = rest[0]
        if levels is not None and not isinstance(levels, int):
            return floats(levels)
        count = levels if levels is not None else 7
        finite = [v for v in z if math.isfinite(v)]
        low, high = min(finite, default=0.0), max(finite, default=1.0)
        if low == high:
            return [low - 0.5, low + 0.5]
        step = _nice_step((high - low) / (count + 1))
        first = math.floor(low / step)
        last = math.ceil(high / step)
        return [round(i * step, 12) for i in range(first, last + 1)]

    def contour(self, *args, levels=None, colors=None, cmap=None, linewidths=1.5, linestyles='-', alpha=None, **kwargs):
        x, y, z, rest = self._grid(args)
        levels = self._levels(z, rest, levels, False)
        if colors is not None:
            names = [colors] if isinstance(colors, str) else list(colors)
            inks = [rgba_number(names[i % len(names)], alpha) for i in range(len(levels))]
        else:
            inks = self._mapped(levels, cmap, kwargs.get('vmin'), kwargs.get('vmax'), alpha)
        style = linestyles if isinstance(linestyles, str) else (linestyles or ['-'])[0]
        width = plain(linewidths)
        width = width[0] if isinstance(width, list) else width
        return self._add('contour', x=x, y=y, z=z, columns=len(x), levels=levels, colors=inks, width=float(width),
                         style=_STYLES.get(style, '-'))

    def contourf(self, *args, levels=None, colors=None, cmap=None, alpha=None, vmin=None, vmax=None, **kwargs):
        x, y, z, rest = self._grid(args)
        levels = self._levels(z, rest, levels, True)
        middles = [(a + b) / 2 for a, b in zip(levels, levels[1:])]
        if colors is not None:
            names = [colors] if isinstance(colors, str) else list(colors)
            inks = [rgba_number(names[i % len(names)], alpha) for i in range(len(middles))]
        else:
            inks = self._mapped(middles, cmap, vmin if vmin is not None else levels[0], vmax if vmax is not None else levels[-1], alpha)
        return self._add('contour_fill', x=x, y=y, z=z, columns=len(x), levels=levels, colors=inks)

    def pcolormesh(self, *args, cmap=None, vmin=None, vmax=None, alpha=None, **kwargs):
        if len(args) == 3 and len(grid(args[2])) != len(plain(args[1])) and not isinstance(plain(args[1])[0], list):
            xs, ys, z = floats(args[0]), floats(args[1]), grid(args[2])
        else:
            xs, ys, values, _ = self._grid(args)
            z = [values[i * len(xs):(i + 1) * len(xs)] for i in range(len(ys))]
        colors = self._mapped([float(v) for row in z[::-1] for v in row], cmap, vmin, vmax, alpha)
        return self._add('image', x=[xs[0], xs[-1]], y=[ys[0], ys[-1]], colors=colors, columns=len(z[0]))

    # ------------------------------------------------------------ axes

    def set_title(self, label, **kwargs):
        self.data['title'] = str(label)

    def set_xlabel(self, xlabel, **kwargs):
        self.data['x']['label'] = str(xlabel)

    def set_ylabel(self, ylabel, **kwargs):
        self.data['y']['label'] = str(ylabel)

    def _set_limits(self, axis, low, high, names):
        if isinstance(low, (tuple, list)) or hasattr(low, '__len__'):
            low, high = plain(low)
        data = self.data[axis]
        low = names.get('left', names.get('bottom', low))
        high = names.get('right', names.get('top', high))
        if low is not None:
            data['low'] = float(low)
        if high is not None:
            data['high'] = float(high)
        return data.get('low'), data.get('high')

    def set_xlim(self, left=None, right=None, **names):
        return self._set_limits('x', left, right, names)

    def set_ylim(self, bottom=None, top=None, **names):
        return self._set_limits('y', bottom, top, names)

    def get_xlim(self):
        return self._limits('x')

    def get_ylim(self):
        return self._limits('y')

    def _limits(self, axis):
        data = self.data[axis]
        values = [v for artist in self.data['artists'] for v in artist.get(axis, []) if math.isfinite(v)]
        low, high = min(values, default=0.0), max(values, default=1.0)
        pad = 0.05 * (high - low)
        return data.get('low', low - pad), data.get('high', high + pad)

    def set_xscale(self, value, **kwargs):
        self.data['x']['log'] = value in ('log', 'symlog')

    def set_yscale(self, value, **kwargs):
        self.data['y']['log'] = value in ('log', 'symlog')

    def set_xticks(self, ticks, labels=None, **kwargs):
        self.data['x']['ticks'] = floats(ticks) if len(ticks) else []
        if labels is not None:
            self.data['x']['tick_labels'] = [str(label) for label in labels]

    def set_yticks(self, ticks, labels=None, **kwargs):
        self.data['y']['ticks'] = floats(ticks) if len(ticks) else []
        if labels is not None:
            self.data['y']['tick_labels'] = [str(label) for label in labels]

    def set_xticklabels(self, labels, **kwargs):
        self.data['x']['tick_labels'] = [str(label) for label in labels]

    def set_yticklabels(self, labels, **kwargs):
        self.data['y']['tick_labels'] = [str(label) for label in labels]

    def tick_params(self, *args, **kwargs):
        pass

    def invert_yaxis(self):
        self.data['y']['inverted'] = not self.data['y'].get('inverted', False)

    def invert_xaxis(self):
        self.data['x']['inverted'] = not self.data['x'].get('inverted', False)

    def set_aspect(self, aspect, *args, **kwargs):
        self.data['equal'] = aspect == 'equal' or aspect == 1

    def grid(self, visible=None, *args, **kwargs):
        self.data['grid'] = (not self.data['grid'] if not kwargs else True) if visible is None else bool(visible)

    def legend(self, *args, loc='best', **kwargs):
        labels = kwargs.get('labels')
        if len(args) == 1:
            labels = args[0]
        elif len(args) >= 2:
            for artist, label in zip(args[0], args[1]):
                (artist[0] if isinstance(artist, list) else artist).set_label(label)
        if labels is not None:
            for artist, label in zip([a for a in self.data['artists'] if a['kind'] not in ('text', 'image')], labels):
                artist['label'] = str(label)
        self.data['legend'] = True
        self.data['legend_place'] = loc if isinstance(loc, str) else 'best'

    def axis(self, arg=None, *args, **kwargs):
        if arg == 'off' or arg is False:
            self.data['frame'] = False
        elif arg == 'on' or arg is True:
            self.data['frame'] = True
        elif arg in ('equal', 'scaled', 'square', 'image'):
            self.data['equal'] = True
        elif arg is not None and not isinstance(arg, str):
            low_x, high_x, low_y, high_y = plain(arg)
            self.set_xlim(low_x, high_x)
            self.set_ylim(low_y, high_y)
        return (*self.get_xlim(), *self.get_ylim())

    def set_axis_off(self):
        self.data['frame'] = False

    def set(self, **kwargs):
        for name, value in kwargs.items():
            method = getattr(self, 'set_' + name)
            method(*value) if name in ('xlim', 'ylim') else method(value)

    def semilogy(self, *args, **kwargs):
        self.set_yscale('log')
        return self.plot(*args, **kwargs)

    def semilogx(self, *args, **kwargs):
        self.set_xscale('log')
        return self.plot(*args, **kwargs)

    def loglog(self, *args, **kwargs):
        self.set_xscale('log')
        return self.semilogy(*args, **kwargs)

    def clear(self):
        place = [self.data[key] for key in ('left', 'bottom', 'width', 'height')]
        self.__init__(self.figure, *place)

    cla = clear


class Figure:
    def __init__(self, number, figsize=None):
        self.number = number
        width, height = figsize or matplotlib.rcParams['figure.figsize']
        self.size = (float(width), float(height))
        self.axes = []
        self.title = ''

    def add_subplot(self, rows=1, cols=None, index=None, **kwargs):
        if cols is None:
            rows, cols, index = rows // 100 or 1, rows // 10 % 10 or 1, rows % 10
        index = index[0] if isinstance(index, tuple) else index
        row, column = divmod(index - 1, cols)
        return self._place(rows, cols, row, column)

    def _place(self, rows, cols, row, column):
        cell = (column / cols, 1 - (row + 1) / rows, 1 / cols, 1 / rows)
        for axes in self.axes:
            if tuple(axes.data[key] for key in ('left', 'bottom', 'width', 'height')) == cell:
                return axes
        axes = Axes(self, *cell)
        self.axes.append(axes)
        return axes

    def subplots(self, nrows=1, ncols=1, *, squeeze=True, sharex=False, sharey=False, **kwargs):
        table = [[self._place(nrows, ncols, row, column) for column in range(ncols)] for row in range(nrows)]
        if squeeze and nrows == 1 and ncols == 1:
            return table[0][0]
        if squeeze and nrows == 1:
            return AxesList(table[0])
        if squeeze and ncols == 1:
            return AxesList([row[0] for row in table])
        return AxesList([AxesList(row) for row in table])

    def add_axes(self, rect, **kwargs):
        axes = Axes(self, *[float(v) for v in rect])
        self.axes.append(axes)
        return axes

    def suptitle(self, t, **kwargs):
        self.title = str(t)

    def tight_layout(self, *args, **kwargs):
        pass

    subplots_adjust = tight_layout
    set_tight_layout = tight_layout

    def colorbar(self, mappable, *args, **kwargs):
        pass

    def set_size_inches(self, w, h=None):
        self.size = tuple(w) if h is None else (float(w), float(h))

    def clf(self):
        self.axes = []
        self.title = ''

    clear = clf

    def show(self):
        self.emit()

    def savefig(self, fname, **kwargs):
        if not self.emit(str(fname)):
            import warnings
            warnings.warn(f'savefig({str(fname)!r}): only the lab keeps figures; no file is written here', stacklevel=2)

    def emit(self, file=''):
        'Hands the figure over; False when nobody looks.'
        return _plot.show({'number': self.number, 'width': self.size[0], 'height': self.size[1], 'title': self.title,
                           'file': file, 'axes': [axes.data for axes in self.axes]})


class AxesList(list):
    'What subplots() returns for more than one: indexed like an array.'

    def __getitem__(self, index):
        if isinstance(index, tuple):
            return self[index[0]][index[1]]
        return list.__getitem__(self, index)

    def flatten(self):
        out = []
        for item in self:
            out.extend(item.flatten()) if isinstance(item, AxesList) else out.append(item)
        return AxesList(out)

    ravel = flatten

    @property
    def flat(self):
        return self.flatten()

    @property
    def shape(self):
        return (len(self), len(self[0])) if self and isinstance(self[0], AxesList) else (len(self),)


_range = range


def _flat(values):
    if not isinstance(values, list):
        return [float(values)]
    out = []
    for value in values:
        out.extend(_flat(value)) if isinstance(value, list) else out.append(float(value))
    return out


def _font_size(size):
    named = {'xx-small': 6, 'x-small': 7, 'small': 8.3, 'medium': 10, 'large': 12, 'x-large': 14.4, 'xx-large': 17.3}
    return float(named.get(size, size) if isinstance(size, str) else size)


def _nice_step(raw):
    power = 10.0 ** math.floor(math.log10(raw))
    for factor in (1, 2, 2.5, 5, 10):
        if raw <= factor * power * 1.0001:
            return factor * power
    return 10 * power
