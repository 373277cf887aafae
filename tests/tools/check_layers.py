#!/usr/bin/env python3
"""Who includes whom: compares the #include lines of src/ with the link lines of CMake.

For every folder with a logit_library(NAME … DEPENDS a b):
  - an include of another folder must be in the closure of its DEPENDS;
  - the DEPENDS must point downward in the order of LOGIT_FOLDERS (top CMakeLists.txt), and a column never into the other;
  - SDL, ImGui, OpenGL, Emscripten and platform macros appear in lab/, shell/ and kernels/webgpu/ only.
Run from anywhere; prints each offence as file:line and closes with "N passed, M failed" (one check per file).
"""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SRC = os.path.join(ROOT, 'src')

PLATFORM_FOLDERS = ('lab/', 'shell/', 'kernels/webgpu/')
PLATFORM = re.compile(r'\b(__EMSCRIPTEN__|_WIN32|__APPLE__|__linux__|__ANDROID__)\b|'
                      r'#\s*include\s*[<"](SDL|imgui|backends/imgui|GL/|GLES|emscripten|windows\.h|unistd\.h)')
INCLUDE = re.compile(r'#\s*include\s*"([^"]+)"')

# Objects say what values are, the machine how they act: two folders of one layer, which may include each other.
PAIR = ('script/objects', 'script/vm')

# The two columns that never meet below bindings/.
TENSOR_COLUMN = {'kernels', 'tensor', 'autograd', 'ops'}


def in_script_column(folder):
    return folder.startswith('script/')


def read(path):
    with open(path, encoding='utf-8') as f:
        return f.read()


def cmake_words(text, command):
    """The arguments of every call of `command`, as lists of words."""
    text = re.sub(r'#.*', '', text)
    return [m.group(1).split() for m in re.finditer(command + r'\s*\(([^)]*)\)', text)]


def folder_order():
    """LOGIT_FOLDERS in the order in which the top CMakeLists.txt names them."""
    order = []
    for words in cmake_words(read(os.path.join(ROOT, 'CMakeLists.txt')), r'(?:set|list)'):
        if words[:1] == ['LOGIT_FOLDERS']:
            order += words[1:]
        elif words[:2] == ['APPEND', 'LOGIT_FOLDERS']:
            order += words[2:]
    return order


def target_name(word):
    return re.sub(r'^logit(_|::)', '', word).replace('/', '_')


def read_targets(order):
    """{folder: (line of DEPENDS as folders)} for the folders that exist."""
    by_target, depends = {}, {}
    for folder in order:
        path = os.path.join(SRC, folder, 'CMakeLists.txt')
        if not os.path.exists(path):
            continue
        for words in cmake_words(read(path), 'logit_library'):
            by_target[target_name(words[0])] = folder
            section, names = None, []
            for word in words[1:]:
                if word in ('SOURCES', 'DEPENDS', 'LIBRARIES', 'PUBLIC_LIBRARIES'):
                    section = word
                elif section == 'DEPENDS':
                    names.append(target_name(word))
            depends.setdefault(folder, []).extend(names)
    return by_target, depends


def closure(folder, depends):
    seen, todo = set(), [folder]
    while todo:
        for dep in depends.get(todo.pop(), []):
            if dep not in seen:
                seen.add(dep)
                todo.append(dep)
    return seen


def folder_of(path, folders):
    """The deepest folder of `folders` that holds `path` (relative to src/)."""
    best = None
    for folder in folders:
        if path.startswith(folder + '/') and (best is None or len(folder) > len(best)):
            best = folder
    return best


def check_links(order, by_target, depends):
    """Offences of the link lines; turns target names into folders on the way."""
    rank = {folder: i for i, folder in enumerate(order)}
    for folder in depends:
        resolved = []
        for name in depends[folder]:
            other = by_target.get(name)
            if other is None:
                yield f'src/{folder}/CMakeLists.txt: depends on {name}, which is no folder'
                continue
            resolved.append(other)
            if rank[other] >= rank[folder]:
                yield f'src/{folder}/CMakeLists.txt: depends upward on {other}'
            if (in_script_column(folder) and other in TENSOR_COLUMN) or \
               (folder in TENSOR_COLUMN and in_script_column(other)):
                yield f'src/{folder}/CMakeLists.txt: depends sideways on {other}'
        depends[folder] = resolved


def check_file(path, folder, allowed, folders):
    own = path.startswith(PLATFORM_FOLDERS)
    for number, line in enumerate(read(os.path.join(SRC, path)).splitlines(), 1):
        if not own and PLATFORM.search(line):
            yield f'src/{path}:{number}: the platform belongs into {", ".join(PLATFORM_FOLDERS)}: {line.strip()}'
        include = INCLUDE.match(line.strip())
        if not include:
            continue
        target = include.group(1)
        other = folder_of(target, folders)
        if other is None:
            if os.path.exists(os.path.join(SRC, os.path.dirname(path), target)):
                yield f'src/{path}:{number}: write includes from src/: "{target}"'
        elif other != folder and other not in allowed:
            yield f'src/{path}:{number}: {folder} does not depend on {other}: "{target}"'


def main():
    order = folder_order()
    by_target, depends = read_targets(order)
    offences = list(check_links(order, by_target, depends))
    passed = 0 if offences else 1
    failed = 1 if offences else 0
    for top, subs, files in os.walk(SRC):
        subs.sort()
        if top == SRC:
            subs.remove('cmake')  # how third-party code is built, no part of the program
        for name in sorted(files):
            if not name.endswith(('.h', '.cpp', '.def', '.inc')):
                continue
            path = os.path.relpath(os.path.join(top, name), SRC).replace(os.sep, '/')
            folder = folder_of(path, order)
            if folder is None:
                found = [f'src/{path}: is in no folder of LOGIT_FOLDERS']
            else:
                allowed = closure(folder, depends)
                if folder in PAIR:
                    allowed |= set(PAIR).union(*(closure(other, depends) for other in PAIR))
                found = list(check_file(path, folder, allowed, order))
            offences += found
            passed += not found
            failed += bool(found)
    for offence in offences:
        print(offence)
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
