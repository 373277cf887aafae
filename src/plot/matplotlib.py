# matplotlib in small: what course scripts ask of the package itself. Figures: pyplot.py.
__version__ = '3.10.0'


class _RcParams(dict):
    'Settings; those of pyplot.figure are used, the others kept.'

    def update(self, *args, **kwargs):
        dict.update(self, *args, **kwargs)


rcParams = _RcParams({'figure.figsize': [6.4, 4.8], 'lines.linewidth': 1.5, 'lines.markersize': 6.0, 'axes.grid': False,
                      'image.cmap': 'viridis', 'font.size': 10.0, 'figure.dpi': 100.0})


def use(backend, *, force=True):
    'Accepted: there is one way to show a figure.'


def get_backend():
    return 'logit'


def rc(group, **kwargs):
    for key, value in kwargs.items():
        rcParams[f'{group}.{key}'] = value
