#!/usr/bin/env python3
"""Fails when a text of the pages has no finished translation.

usage: translations.py LUPDATE QML_FOLDER TS_FILE

lupdate collects the texts of the pages into a copy of the translation file; what is new or unfinished there is missing.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree


def missing(translations):
    for context in ElementTree.parse(translations).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text for form in translation.findall("numerusform")] or [translation.text]
            if translation.get("type") or not all(form and form.strip() for form in forms):
                state = translation.get("type") or "empty"
                yield f"{context.findtext('name')}: {message.findtext('source')} ({state})"


def main():
    lupdate, pages, translations = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "copy.ts"
        shutil.copyfile(translations, copy)
        subprocess.run([lupdate, "-silent", "-locations", "none", "-source-language", "zh_CN", pages, "-ts", copy],
                       check=True)
        faults = list(missing(copy))
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} texts without a finished translation in {translations}.\n"
              "lupdate -no-obsolete -locations none -source-language zh_CN qml -ts config/i18n/doorstep_en.ts "
              "brings them in; then translate them there.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
