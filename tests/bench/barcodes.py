#!/usr/bin/env python3
"""How well codes are read from pictures: Doorstep (ZXing, then zbar), ZXing alone, zbarimg alone, on one drawn corpus.

  tests/bench/barcodes.py BUILD-DIR [PICTURES-A-CELL]     prints the table

A picture is read when its text comes out; a misread is any other text. Milliseconds are medians for Doorstep and ZXing,
reading alone; for zbarimg, the mean over one run on all pictures, opening them included.
"""
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

READERS = ("doorstep", "zxing", "zbarimg")


def read_by_zbarimg(pictures):
    begun = time.monotonic()
    done = subprocess.run(["zbarimg", "--quiet", "--xml", *(p["file"] for p in pictures)], capture_output=True)
    took = (time.monotonic() - begun) * 1000 / len(pictures)
    texts = {}
    for source in xml.etree.ElementTree.fromstring(done.stdout).findall(".//{*}source"):
        texts[source.get("href")] = [data.text for data in source.findall(".//{*}data")]
    for picture in pictures:
        picture["zbarimg"] = {"texts": texts.get(picture["file"], []), "milliseconds": took}


def measured(build, count):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([build / "bin/bench_barcodes", folder, str(count)], check=True, capture_output=True, text=True)
        pictures = [json.loads(line) for line in done.stdout.splitlines()]
        read_by_zbarimg(pictures)
    return pictures


def summary(pictures, reader):
    read = sum(p["text"] in p[reader]["texts"] for p in pictures)
    misread = sum(any(text != p["text"] for text in p[reader]["texts"]) for p in pictures)
    return read, misread, statistics.median(p[reader]["milliseconds"] for p in pictures)


def table(pictures):
    """Lines of text: a row for each format, each scene, and all."""
    groups = [(f"{what} {name}", [p for p in pictures if p[what] == name])
              for what in ("format", "scene") for name in dict.fromkeys(p[what] for p in pictures)]
    lines = [f"{'read % / misread / ms':<22}" + "".join(f"{reader:>22}" for reader in READERS)]
    for name, members in [*groups, ("all", pictures)]:
        cells = (summary(members, reader) for reader in READERS)
        lines.append(f"{name:<22}" + "".join(
            f"{f'{100 * read / len(members):.0f} / {misread} / {took:.0f}':>22}" for read, misread, took in cells))
    return lines


if __name__ == "__main__":
    print("\n".join(table(measured(pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 12))))
