# textwrap: paragraphs broken into lines.
__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

_SPACES = '\t\n\x0b\x0c\r '


class TextWrapper:
    'Breaks text into lines of at most width characters.'

    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8, *,
                 max_lines=None, placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _split(self, text):
        # Words and runs of white space, alternating; words also end after a hyphen between letters.
        chunks = []
        i = 0
        while i < len(text):
            j = i + 1
            space = text[i] in _SPACES
            while j < len(text) and (text[j] in _SPACES) == space:
                j += 1
            if space or not self.break_on_hyphens:
                chunks.append(text[i:j])
            else:
                chunks.extend(_split_hyphens(text[i:j]))
            i = j
        return chunks

    def wrap(self, text):
        'A list of lines.'
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = ''.join([' ' if c in _SPACES else c for c in text])
        chunks = self._split(text)
        if self.fix_sentence_endings:
            for i in range(len(chunks) - 1):
                if chunks[i + 1] == ' ' and len(chunks[i]) > 1 and chunks[i].rstrip('"\'')[-1:] in ('.', '!', '?') \
                        and chunks[i].rstrip('"\'')[-2:-1].islower():
                    chunks[i + 1] = '  '
        if self.width <= 0:
            raise ValueError(f'invalid width {self.width!r} (must be > 0)')
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError('placeholder too large for max width')
        lines = []
        chunks.reverse()
        while chunks:
            line = []
            length = 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and chunks[-1].strip() == '' and lines:
                del chunks[-1]
            while chunks:
                n = len(chunks[-1])
                if length + n > width:
                    break
                line.append(chunks.pop())
                length += n
            if chunks and len(chunks[-1]) > width:
                self._break_word(chunks, line, length, width)
                length = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == '':
                length -= len(line[-1])
                del line[-1]
            if not line:
                continue
            if self.max_lines is None or len(lines) + 1 < self.max_lines or \
                    (not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()) and length <= width:
                lines.append(indent + ''.join(line))
                continue
            while line:
                if line[-1].strip() and length + len(self.placeholder) <= width:
                    line.append(self.placeholder)
                    lines.append(indent + ''.join(line))
                    break
                length -= len(line[-1])
                del line[-1]
            else:
                if lines:
                    previous = lines[-1].rstrip()
                    if len(previous) + len(self.placeholder) <= self.width:
                        lines[-1] = previous + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

    def _break_word(self, chunks, line, length, width):
        room = 1 if width < 1 else width - length
        if self.break_long_words:
            word = chunks[-1]
            end = room
            if self.break_on_hyphens and len(word) > room:
                hyphen = word.rfind('-', 0, room)
                if hyphen > 0 and any(c != '-' for c in word[:hyphen]):
                    end = hyphen + 1
            line.append(word[:end])
            chunks[-1] = word[end:]
        elif not line:
            line.append(chunks.pop())

    def fill(self, text):
        'The lines as one text.'
        return '\n'.join(self.wrap(text))


def _split_hyphens(word):
    parts = []
    start = 0
    i = 0
    n = len(word)
    while i < n:
        if word[i] == '-':
            j = i
            while j < n and word[j] == '-':
                j += 1
            if j - i >= 2 and i > start and j < n and (word[i - 1].isalnum() or word[i - 1] in '_!"\'&.,?') and (word[j].isalnum() or word[j] == '_'):
                parts.append(word[start:i])  # a dash between words stands alone
                parts.append(word[i:j])
                start = j
            elif j - i == 1 and i - start >= 2 and i >= 2 and _is_letter(word[i - 1]) and _is_letter(word[i - 2]) \
                    and i + 2 < n + 0 and _is_letter(word[i + 1]) and (_is_letter(word[i + 2]) or word[i + 2] == '-'):
                parts.append(word[start:j])
                start = j
            i = j
        else:
            i += 1
    if start < n:
        parts.append(word[start:])
    return parts


def _is_letter(c):
    return (c.isalnum() or c == '_') and not c.isdigit()


def wrap(text, width=70, **kwargs):
    'A list of lines of at most width characters.'
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    'The text broken into lines.'
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    'One line; what does not fit is replaced by [...].'
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


def dedent(text):
    'Without the white space that all lines begin with.'
    lines = text.split('\n')
    margin = None
    for number, line in enumerate(lines):
        if not line.strip(' \t'):
            lines[number] = ''
            continue
        indent = line[:len(line) - len(line.lstrip(' \t'))]
        if margin is None:
            margin = indent
        elif not indent.startswith(margin):
            i = 0
            while i < len(margin) and i < len(indent) and margin[i] == indent[i]:
                i += 1
            margin = margin[:i]
    if margin:
        lines = [line[len(margin):] if line else line for line in lines]
    return '\n'.join(lines)


def indent(text, prefix, predicate=None):
    'Prefix in front of every line that is not blank.'
    if predicate is None:
        predicate = str.strip
    return ''.join([prefix + line if predicate(line) else line for line in text.splitlines(True)])
