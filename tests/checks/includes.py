#!/usr/bin/env python3
"""Fails on an include that goes against the house's one-way links.

  qml -> kiosk -> devices, kiosk -> services; devices and services know neither each other, nor cases, nor screens.
  kiosk/base is the vocabulary everyone shares. Qt Quick stays in qml/ and kiosk/app; cpprest in services/client;
  libusb in devices/transport, SANE in devices/vendor.
"""
import pathlib
import re
import sys

# folder -> the folders it may include from (itself is always allowed)
MAY_INCLUDE = {
    "kiosk/base": [],
    "devices": ["kiosk/base"],
    "services": ["kiosk/base"],
    "kiosk": ["kiosk/base", "devices", "services"],
    "qml": ["kiosk", "kiosk/base", "devices"],
    "kiosk/app": ["kiosk", "kiosk/base", "devices", "services", "qml"],
    # the emulators stand on the other end of the wire; the tests may look at everything
    "tests": ["kiosk", "kiosk/base", "devices", "services", "qml", "kiosk/app"],
}
# pattern of a system include -> where alone it may stand
ONLY_IN = [
    (r"cpprest/|pplx/", ["services/client"], "cpprestsdk"),
    (r"libusb", ["devices/transport"], "libusb"),
    (r"sane/", ["devices/vendor", "tests/emulators"], "SANE"),
    (r"Q(tQuick|Quick\w*|SG\w+)\b", ["qml", "kiosk/app", "tests/qml", "tests/bench"], "Qt Quick"),
    (r"boost/(beast|asio)", ["services/http", "services/sandbox", "tests"], "Boost.Beast"),
]
# the client never needs the servers, so the kiosk does not link them
FORBIDDEN = [
    ("services/client", "services/http"),
    ("services/client", "services/sandbox"),
    ("kiosk/visit", "services/sandbox"),
    ("kiosk/cases", "services/sandbox"),
]


def home(path):
    """The longest folder of the map that holds `path`."""
    best = ""
    for folder in MAY_INCLUDE:
        if (path == folder or path.startswith(folder + "/")) and len(folder) > len(best):
            best = folder
    return best


def faults_of(name, text):
    mine = home(name)
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not match:
            continue
        quoted, target = match.group(1) == '"', match.group(2)
        theirs = home(target)
        if quoted and theirs and mine and theirs != mine and theirs not in MAY_INCLUDE[mine]:
            yield f"{name}:{number}: {mine} must not include {theirs} ({target})"
        for source, banned in FORBIDDEN:
            if name.startswith(source + "/") and target.startswith(banned + "/"):
                yield f"{name}:{number}: {source} must not include {banned} ({target})"
        for pattern, folders, what in ONLY_IN:
            if re.match(pattern, target) and not any(name.startswith(f + "/") for f in folders):
                yield f"{name}:{number}: {what} belongs to {', '.join(folders)} ({target})"


def self_test():
    """The check must be able to fail."""
    bad = {
        "devices/a.cpp": '#include "services/client/platform.h"',
        "services/a.cpp": '#include "devices/device.h"',
        "kiosk/cases/a.h": "#include <QQuickItem>",
        "services/http/a.h": "#include <cpprest/http_client.h>",
        "devices/drivers/a.cpp": "#include <libusb-1.0/libusb.h>",
        "devices/drivers/b.cpp": "#include <sane/sane.h>",
        "kiosk/base/a.h": '#include "devices/device.h"',
    }
    return all(list(faults_of(name, text)) for name, text in bad.items())


def main(top):
    faults = []
    for folder in ("kiosk", "devices", "services", "qml", "tests"):
        for path in sorted(pathlib.Path(top, folder).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                faults += faults_of(path.relative_to(top).as_posix(), path.read_text(encoding="utf-8"))
    print("\n".join(faults) or "every include goes the right way")
    if not self_test():
        faults.append("the check no longer sees a forbidden include")
        print(faults[-1])
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
