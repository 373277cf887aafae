# matplotlib.colors in small: names of colours, and maps from numbers to colours. A colour leaves as the number 0xRRGGBBAA.
from matplotlib.cm import Colormap, get_cmap

TABLEAU = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b', '#e377c2', '#7f7f7f', '#bcbd22', '#17becf']
_SHORT = {'b': '#0000ff', 'g': '#008000', 'r': '#ff0000', 'c': '#00bfbf', 'm': '#bf00bf', 'y': '#bfbf00', 'k': '#000000', 'w': '#ffffff'}
_TABLEAU_NAMES = ['blue', 'orange', 'green', 'red', 'purple', 'brown', 'pink', 'gray', 'olive', 'cyan']
_NAMED = {
    'black': '#000000', 'white': '#ffffff', 'red': '#ff0000', 'green': '#008000', 'blue': '#0000ff', 'yellow': '#ffff00',
    'cyan': '#00ffff', 'magenta': '#ff00ff', 'orange': '#ffa500', 'purple': '#800080', 'brown': '#a52a2a', 'pink': '#ffc0cb',
    'gray': '#808080', 'grey': '#808080', 'lightgray': '#d3d3d3', 'lightgrey': '#d3d3d3', 'darkgray': '#a9a9a9',
    'darkgrey': '#a9a9a9', 'dimgray': '#696969', 'silver': '#c0c0c0', 'navy': '#000080', 'teal': '#008080', 'olive': '#808000',
    'maroon': '#800000', 'lime': '#00ff00', 'aqua': '#00ffff', 'fuchsia': '#ff00ff', 'gold': '#ffd700', 'indigo': '#4b0082',
    'violet': '#ee82ee', 'crimson': '#dc143c', 'coral': '#ff7f50', 'salmon': '#fa8072', 'tomato': '#ff6347',
    'firebrick': '#b22222', 'darkred': '#8b0000', 'orangered': '#ff4500', 'darkorange': '#ff8c00', 'khaki': '#f0e68c',
    'darkgreen': '#006400', 'forestgreen': '#228b22', 'seagreen': '#2e8b57', 'limegreen': '#32cd32', 'lightgreen': '#90ee90',
    'turquoise': '#40e0d0', 'steelblue': '#4682b4', 'royalblue': '#4169e1', 'cornflowerblue': '#6495ed', 'skyblue': '#87ceeb',
    'lightblue': '#add8e6', 'dodgerblue': '#1e90ff', 'deepskyblue': '#00bfff', 'darkblue': '#00008b', 'mediumblue': '#0000cd',
    'slateblue': '#6a5acd', 'darkviolet': '#9400d3', 'orchid': '#da70d6', 'plum': '#dda0dd', 'hotpink': '#ff69b4',
    'deeppink': '#ff1493', 'chocolate': '#d2691e', 'sienna': '#a0522d', 'tan': '#d2b48c', 'beige': '#f5f5dc',
    'wheat': '#f5deb3', 'ivory': '#fffff0', 'lavender': '#e6e6fa', 'lightcoral': '#f08080', 'lightyellow': '#ffffe0',
}


def _hex(text):
    digits = text[1:]
    if len(digits) in (3, 4):
        digits = ''.join(d * 2 for d in digits)
    if len(digits) == 6:
        digits += 'ff'
    return int(digits, 16)


def is_color_like(c):
    try:
        rgba_number(c)
        return True
    except (ValueError, TypeError):
        return False


def rgba_number(color, alpha=None):
    'Any of matplotlib\'s ways to name a colour as 0xRRGGBBAA.'
    if isinstance(color, str):
        if color.lower() == 'none':
            return 0
        if color.startswith('#') and len(color) in (4, 5, 7, 9):
            out = _hex(color)
        elif color in _SHORT:
            out = _hex(_SHORT[color])
        elif len(color) >= 2 and color[0] == 'C' and color[1:].isdigit():
            out = _hex(TABLEAU[int(color[1:]) % 10])
        elif color.startswith('tab:') and color[4:].replace('grey', 'gray') in _TABLEAU_NAMES:
            out = _hex(TABLEAU[_TABLEAU_NAMES.index(color[4:].replace('grey', 'gray'))])
        elif color.lower() in _NAMED:
            out = _hex(_NAMED[color.lower()])
        else:
            try:
                level = float(color)
            except ValueError:
                level = -1
            if not 0 <= level <= 1:
                raise ValueError(f'{color!r} is not a valid color value.')
            out = round(level * 255) * 0x01010100 + 255
    else:
        parts = [float(part) for part in (color.tolist() if hasattr(color, 'tolist') else color)]
        if len(parts) not in (3, 4) or any(not 0 <= part <= 1 for part in parts):
            raise ValueError(f'{color!r} is not a valid color value.')
        if len(parts) == 3:
            parts.append(1.0)
        out = 0
        for part in parts:
            out = out * 256 + round(part * 255)
    if alpha is not None:
        out = (out & 0xffffff00) | round((out & 255) * float(alpha))
    return out


def to_rgba(c, alpha=None):
    number = rgba_number(c, alpha)
    return ((number >> 24 & 255) / 255, (number >> 16 & 255) / 255, (number >> 8 & 255) / 255, (number & 255) / 255)


def to_rgb(c):
    return to_rgba(c)[:3]


def to_hex(c, keep_alpha=False):
    text = f'#{rgba_number(c):08x}'
    return text if keep_alpha else text[:7]


class ListedColormap(Colormap):
    'A map with as many steps as colours.'

    def __init__(self, colors, name='from_list', N=None):
        self.name = name
        self.colors = list(colors)
        self._table = [rgba_number(color) for color in self.colors]
        self.N = len(self._table)

    def number(self, share):
        return self._table[min(max(int(share * self.N), 0), self.N - 1)]


class Normalize:
    def __init__(self, vmin=None, vmax=None, clip=False):
        self.vmin, self.vmax = vmin, vmax


class LogNorm(Normalize):
    pass
