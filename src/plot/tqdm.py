# tqdm: progress bars. In the lab a bar moves in the output panel; on the command line it is text on stderr, as usual.
import sys
import time

import _plot

__all__ = ['tqdm', 'trange', 'tqdm_notebook']
_bars = 0


def _clock(seconds):
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f'{hours}:{minutes:02d}:{seconds:02d}' if hours else f'{minutes:02d}:{seconds:02d}'


class tqdm:
    'Wraps an iterable, or counts update() calls towards total.'

    def __init__(self, iterable=None, desc=None, total=None, leave=True, file=None, ncols=None, mininterval=0.1, maxinterval=10.0,
                 miniters=None, ascii=None, disable=False, unit='it', unit_scale=False, dynamic_ncols=False, smoothing=0.3,
                 bar_format=None, initial=0, position=None, postfix=None, **kwargs):
        global _bars
        _bars += 1
        self.iterable = iterable
        if total is None and iterable is not None:
            try:
                total = len(iterable)
            except (TypeError, AttributeError):
                total = None
        self.total = total
        self.desc = desc or ''
        self.n = initial
        self.leave = leave
        self.unit = unit
        self.disable = disable
        self.postfix = ''
        if isinstance(postfix, dict):
            self.set_postfix(postfix, refresh=False)
        self.file = file
        self.mininterval = mininterval
        self._number = _bars
        self.start_t = self._shown = time.perf_counter()
        self._closed = False
        self._wrote = False
        self.refresh()

    def __iter__(self):
        for item in self.iterable:
            yield item
            self.update()
        self.close()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __len__(self):
        return self.total

    def update(self, n=1):
        self.n += n
        now = time.perf_counter()
        if now - self._shown >= self.mininterval:
            self._shown = now
            self.refresh()

    def refresh(self, nolock=False, lock_args=None):
        if self.disable:
            return
        seconds = time.perf_counter() - self.start_t
        seen = _plot.progress({'bar': self._number, 'description': self.desc, 'done': self.n, 'total': self.total,
                               'seconds': seconds, 'postfix': self.postfix, 'closed': self._closed})
        if not seen:
            (self.file or sys.stderr).write('\r' + self._text(seconds))
            self._wrote = True

    def _text(self, seconds):
        rate = self.n / seconds if seconds > 0 else 0
        speed = f'{rate:5.2f}{self.unit}/s' if rate >= 1 or rate == 0 else f'{1 / rate:5.2f}s/{self.unit}'
        tail = f', {self.postfix}' if self.postfix else ''
        head = f'{self.desc}: ' if self.desc else ''
        if not self.total:
            return f'{head}{self.n}{self.unit} [{_clock(seconds)}, {speed}{tail}]'
        share = min(self.n / self.total, 1.0)
        cells = int(share * 10)
        left = _clock((self.total - self.n) / rate) if rate else '?'
        return (f'{head}{int(share * 100):3d}%|' + '█' * cells + ' ' * (10 - cells)
                + f'| {self.n}/{self.total} [{_clock(seconds)}<{left}, {speed}{tail}]')

    def close(self):
        if self._closed:
            return
        self._closed = True
        self.refresh()
        if self._wrote:
            (self.file or sys.stderr).write('\n' if self.leave else '\r')

    def set_description(self, desc=None, refresh=True):
        self.desc = desc or ''
        if refresh:
            self.refresh()

    set_description_str = set_description

    def set_postfix(self, ordered_dict=None, refresh=True, **kwargs):
        values = dict(ordered_dict or {})
        values.update(kwargs)
        parts = []
        for key, value in values.items():
            parts.append(f'{key}=' + (f'{value:.3g}' if isinstance(value, float) else str(value).strip()))
        self.postfix = ', '.join(parts)
        if refresh:
            self.refresh()

    def set_postfix_str(self, s='', refresh=True):
        self.postfix = str(s)
        if refresh:
            self.refresh()

    def reset(self, total=None):
        self.n = 0
        if total is not None:
            self.total = total
        self.start_t = time.perf_counter()
        self.refresh()

    @classmethod
    def write(cls, s, file=None, end='\n', nolock=False):
        'Prints a line beside the bars.'
        (file or sys.stdout).write(s + end)


tqdm_notebook = tqdm


def trange(*args, **kwargs):
    'tqdm(range(*args), **kwargs)'
    return tqdm(range(*args), **kwargs)
