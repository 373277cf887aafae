# time: dates as tuples and as text. Local time is UTC: a link must print the same everywhere. The clocks are native.
from _collections import _tuplegetter

timezone = altzone = 0
daylight = 0
tzname = ('UTC', 'UTC')

_DAYS = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')
_MONTHS = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December')
_FIELDS = ('tm_year', 'tm_mon', 'tm_mday', 'tm_hour', 'tm_min', 'tm_sec', 'tm_wday', 'tm_yday', 'tm_isdst')


class struct_time(tuple):
    'The nine numbers of a date: year, month, day, hour, minute, second, weekday (0 is Monday), day of the year, summer time.'
    n_fields = 11
    n_sequence_fields = 9
    n_unnamed_fields = 0
    tm_zone = 'UTC'
    tm_gmtoff = 0

    def __new__(cls, sequence, dict=None):
        values = tuple(sequence)
        if len(values) < 9:
            raise TypeError(f'time.struct_time() takes an at least 9-sequence ({len(values)}-sequence given)')
        if len(values) > 11:
            raise TypeError(f'time.struct_time() takes an at most 11-sequence ({len(values)}-sequence given)')
        return tuple.__new__(cls, values[:9])

    def __repr__(self):
        return 'time.struct_time(' + ', '.join(f'{name}={value!r}' for name, value in zip(_FIELDS, self)) + ')'


for _index, _name in enumerate(_FIELDS):
    setattr(struct_time, _name, _tuplegetter(_index, None))
del _index, _name


def _civil(days):
    # Year, month and day from days since 1970 (proleptic Gregorian), counting eras of 400 years from 1 March.
    days += 719468
    era, day = divmod(days, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    return year + era * 400 + (month >= 10), month + 3 if month < 10 else month - 9, day - (153 * month + 2) // 5 + 1


def _days(year, month, day):
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


def gmtime(seconds=None, /):
    'The date of a time in seconds since 1970.'
    seconds = time() if seconds is None else seconds
    if not isinstance(seconds, (int, float)):
        raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
    whole = int(seconds // 1)
    days, rest = divmod(whole, 86400)
    year, month, day = _civil(days)
    return struct_time((year, month, day, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7, days - _days(year, 1, 1) + 1, 0))


localtime = gmtime


def mktime(t, /):
    'Seconds since 1970 of a date.'
    year, month, day, hour, minute, second = tuple(t)[:6]
    return float(_days(year + (month - 1) // 12, (month - 1) % 12 + 1, day) * 86400 + hour * 3600 + minute * 60 + second)


def asctime(t=None, /):
    "A date as 'Thu Jan  1 00:00:00 1970'."
    t = gmtime() if t is None else t
    return f'{_DAYS[t[6]][:3]} {_MONTHS[t[1] - 1][:3]} {t[2]:>2} {t[3]:02}:{t[4]:02}:{t[5]:02} {t[0]}'


def ctime(seconds=None, /):
    return asctime(gmtime(seconds))


def _directive(c, t):
    year, month, day, hour, minute, second, weekday, yearday = t[:8]
    if c == 'Y':
        return str(year)
    if c == 'm':
        return f'{month:02}'
    if c == 'd':
        return f'{day:02}'
    if c == 'H':
        return f'{hour:02}'
    if c == 'M':
        return f'{minute:02}'
    if c == 'S':
        return f'{second:02}'
    if c == 'y':
        return f'{year % 100:02}'
    if c == 'C':
        return f'{year // 100:02}'
    if c == 'e':
        return f'{day:>2}'
    if c == 'j':
        return f'{yearday:03}'
    if c == 'a':
        return _DAYS[weekday][:3]
    if c == 'A':
        return _DAYS[weekday]
    if c in 'bh':
        return _MONTHS[month - 1][:3]
    if c == 'B':
        return _MONTHS[month - 1]
    if c == 'I':
        return f'{(hour + 11) % 12 + 1:02}'
    if c == 'p':
        return 'AM' if hour < 12 else 'PM'
    if c == 'w':
        return str((weekday + 1) % 7)
    if c == 'u':
        return str(weekday + 1)
    if c == 'U':
        return f'{(yearday + 6 - (weekday + 1) % 7) // 7:02}'
    if c == 'W':
        return f'{(yearday + 6 - weekday) // 7:02}'
    if c in 'GgV':
        week = (yearday - weekday + 9) // 7
        iso_year = year
        if week < 1:
            iso_year -= 1
            week = _iso_weeks(iso_year)
        elif week > _iso_weeks(year):
            iso_year += 1
            week = 1
        return f'{week:02}' if c == 'V' else str(iso_year) if c == 'G' else f'{iso_year % 100:02}'
    if c == 'D':
        return strftime('%m/%d/%y', t)
    if c in 'xD':
        return strftime('%m/%d/%y', t)
    if c in 'XT':
        return strftime('%H:%M:%S', t)
    if c == 'R':
        return strftime('%H:%M', t)
    if c == 'r':
        return strftime('%I:%M:%S %p', t)
    if c == 'F':
        return strftime('%Y-%m-%d', t)
    if c == 'c':
        return strftime('%a %b %e %H:%M:%S %Y', t)
    if c == 's':
        return str(int(mktime(t)))
    if c == 'z':
        return '+0000'
    if c == 'Z':
        return 'UTC'
    if c == 'n':
        return '\n'
    if c == 't':
        return '\t'
    if c == '%':
        return '%'
    return '%' + c


def _iso_weeks(year):
    first = (_days(year, 1, 1) + 3) % 7
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 53 if first == 3 or leap and first == 2 else 52


def strftime(format, t=None, /):
    'A date as text, by a format with %Y, %m, %d ...'
    if not isinstance(format, str):
        raise TypeError(f'strftime() argument 1 must be str, not {type(format).__name__}')
    t = gmtime() if t is None else t
    if not isinstance(t, tuple):
        raise TypeError('Tuple or struct_time argument required')
    if len(t) != 9:
        raise TypeError('strftime(): illegal time tuple argument')
    out = []
    i = 0
    while i < len(format):
        c = format[i]
        i += 1
        if c != '%' or i >= len(format):
            out.append(c)
            continue
        c = format[i]
        i += 1
        if c == '-' and i < len(format):
            # glibc: without padding
            out.append(_directive(format[i], t).lstrip('0 ') or '0')
            i += 1
        else:
            out.append(_directive(c, t))
    return ''.join(out)


def strptime(*args):
    raise NotImplementedError('time.strptime() is not available in logit')
