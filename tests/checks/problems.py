#!/usr/bin/env python3
"""Every problem code in the source is registered in config/problems.yaml, and every registered code is used.

usage: problems.py ROOT

A code is made with problem("area.code", ...): the literal there must be registered. A registered code counts as used
when it stands as a literal anywhere in the source (devices report "printer.cover-open" as part of their health).
"""
import re
import sys
from pathlib import Path

FOLDERS = ("devices", "services", "kiosk", "qml")
ENDINGS = (".cpp", ".h", ".qml", ".mm")
COMMENT = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.S)
MADE = re.compile(r'\bproblem\(\s*(?:"([^"]*)"|([^")\s][^,)]*))')
WRITTEN_OUT = re.compile(r'\bProblem\{\s*"([^"]*)"')
LITERAL = re.compile(r'"([a-z][a-z0-9-]*\.[a-z][a-z0-9-]*)"')
ENTRY = re.compile(r'([A-Za-z][\w.-]*):')


def without_comments(text):
    """The text with comments blanked, strings and line numbers kept."""
    keep = lambda match: match[0] if match[0][0] == '"' else re.sub(r'[^\n]', ' ', match[0])
    return COMMENT.sub(keep, text)


def line_of(text, position):
    return text.count('\n', 0, position) + 1


def registered(root):
    entries = {}
    for number, line in enumerate((root / 'config/problems.yaml').read_text('utf-8').splitlines(), 1):
        if match := ENTRY.match(line):
            entries[match[1]] = number
    return entries


def main(root):
    entries = registered(root)
    used, faults = set(), []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob('*')):
            if path.suffix not in ENDINGS:
                continue
            text = without_comments(path.read_text('utf-8'))
            used.update(match[1] for match in LITERAL.finditer(text))
            for match in [*MADE.finditer(text), *WRITTEN_OUT.finditer(text)]:
                place = f'{path.relative_to(root)}:{line_of(text, match.start())}'
                if match[1] is None:
                    if not match[2].startswith('std::string_view'):  # the declaration itself
                        faults.append(f'{place}: the code of problem() must be a literal, not {match[2].strip()}')
                elif match[1] not in entries:
                    faults.append(f'{place}: "{match[1]}" is not registered in config/problems.yaml')
    faults += [f'config/problems.yaml:{line}: "{code}" is used nowhere'
               for code, line in entries.items() if code not in used]
    print('\n'.join(faults) if faults else f'{len(entries)} problem codes, all registered and used')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else '.')))
