# matplotlib.pyplot in small: one current figure with one current axes, and functions that draw into it (axes.py does the work).
import matplotlib
from matplotlib import cm
from matplotlib._axes import Axes, Figure
from matplotlib.cm import get_cmap

rcParams = matplotlib.rcParams
_figures = {}
_current = None   # number of the current figure
_axes = {}        # figure number: its current axes


def figure(num=None, figsize=None, dpi=None, **kwargs):
    global _current
    if isinstance(num, Figure):
        num = num.number
    if num is None:
        num = max(_figures, default=0) + 1
    if num not in _figures:
        _figures[num] = Figure(num, figsize)
    _current = num
    return _figures[num]


def gcf():
    return _figures[_current] if _current in _figures else figure()


def gca():
    fig = gcf()
    axes = _axes.get(fig.number)
    if axes is None or axes not in fig.axes:
        axes = fig.axes[-1] if fig.axes else fig.add_subplot(1, 1, 1)
        _axes[fig.number] = axes
    return axes


def sca(ax):
    global _current
    _current = ax.figure.number
    _axes[_current] = ax


def subplot(*args, **kwargs):
    fig = gcf()
    axes = fig.add_subplot(*(args or (1, 1, 1)))
    _axes[fig.number] = axes
    return axes


def subplots(nrows=1, ncols=1, *, figsize=None, squeeze=True, **kwargs):
    fig = figure(figsize=figsize)
    return fig, fig.subplots(nrows, ncols, squeeze=squeeze)


def axes(arg=None, **kwargs):
    return subplot() if arg is None else gcf().add_axes(arg)


def show(*args, block=None, **kwargs):
    'Shows every open figure and closes them, as a window would once it is shut.'
    for fig in list(_figures.values()):
        fig.emit()
    close('all')


def pause(interval):
    'Shows the current figure as it is now and goes on drawing into it.'
    import time
    if _current in _figures:
        _figures[_current].emit()
    time.sleep(interval)


def draw():
    gcf().emit()


def ion():
    pass


def ioff():
    pass


def savefig(fname, *args, **kwargs):
    gcf().savefig(fname, **kwargs)


def close(fig=None):
    global _current
    if fig == 'all':
        _figures.clear()
        _axes.clear()
    else:
        number = fig.number if isinstance(fig, Figure) else _current if fig is None else fig
        _figures.pop(number, None)
        _axes.pop(number, None)
    _current = max(_figures, default=None)


def clf():
    gcf().clf()


def cla():
    gca().clear()


def suptitle(t, **kwargs):
    gcf().suptitle(t)


def tight_layout(*args, **kwargs):
    pass


subplots_adjust = tight_layout


def colorbar(mappable=None, *args, **kwargs):
    pass


def xlim(*args, **kwargs):
    return gca().set_xlim(*args, **kwargs) if args or kwargs else gca().get_xlim()


def ylim(*args, **kwargs):
    return gca().set_ylim(*args, **kwargs) if args or kwargs else gca().get_ylim()


def xticks(ticks=None, labels=None, **kwargs):
    if ticks is not None:
        gca().set_xticks(ticks, labels)


def yticks(ticks=None, labels=None, **kwargs):
    if ticks is not None:
        gca().set_yticks(ticks, labels)


class _Style:
    available = ['default']

    def use(self, name):
        pass


style = _Style()


def _forward(name, method=None):
    method = method or name

    def function(*args, **kwargs):
        return getattr(gca(), method)(*args, **kwargs)
    function.__name__ = function.__qualname__ = name
    return function


for _name in ('plot', 'scatter', 'bar', 'barh', 'hist', 'fill_between', 'step', 'errorbar', 'axhline', 'axvline', 'hlines', 'vlines',
              'text', 'annotate', 'imshow', 'matshow', 'contour', 'contourf', 'pcolormesh', 'legend', 'grid', 'axis', 'semilogy',
              'semilogx', 'loglog'):
    globals()[_name] = _forward(_name)
for _name in ('title', 'xlabel', 'ylabel', 'xscale', 'yscale'):
    globals()[_name] = _forward(_name, 'set_' + _name)
del _name
