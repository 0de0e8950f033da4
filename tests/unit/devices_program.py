#!/usr/bin/env python3
"""doorstep-devices as whoever fits out a station uses it.

  devices_program.py BUILD-DIR
"""
import base64
import json
import pathlib
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv[1])
DEVICES = BUILD / "bin/doorstep-devices"
# Bars and spaces of Code 39 (ISO/IEC 16388): n narrow, w wide.
CODE39 = {"0": "nnnwwnwnn", "1": "wnnwnnnnw", "2": "nnwwnnnnw", "3": "wnwwnnnnn", "4": "nnnwwnnnw", "5": "wnnwwnnnn",
          "6": "nnwwwnnnn", "7": "nnnwnnwnw", "8": "wnnwnnwnn", "9": "nnwwnnwnn", "*": "nwnnwnwnn"}


def run(*arguments):
    return subprocess.run([DEVICES, *map(str, arguments)], capture_output=True, text=True, cwd=TOP, timeout=120)


def expect(truth, what, done):
    if not truth:
        sys.exit(f"FAILED: {what}\nexit {done.returncode}\n{done.stdout}{done.stderr}")


def write_png(file, rows):
    """Grey rows of bytes as a PNG."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def draw_code39(file, text):
    row = b"\xf0" * 40
    for letter in f"*{text}*":
        for i, width in enumerate(CODE39[letter] + "n"):  # and the gap behind the letter
            row += (b"\x10" if i % 2 == 0 else b"\xf0") * (3 if width == "n" else 8)
    row += b"\xf0" * 40
    blank = b"\xf0" * len(row)
    write_png(file, [blank] * 40 + [row] * 120 + [blank] * 40)


def pictures(folder):
    code, text, missing = folder / "code.png", folder / "text.png", folder / "missing.png"
    draw_code39(code, "9900012345678")
    text.write_text("this is no picture")
    done = run("decode", code)
    answer = json.loads(done.stdout)
    expect(done.returncode == 0 and answer["file"] == str(code) and len(answer["codes"]) == 1, "a code is decoded", done)
    found = answer["codes"][0]
    expect(found["format"] == "code-39" and found["text"] == "9900012345678" and found["charset"] == "ASCII"
           and base64.b64decode(found["bytes"]) == b"9900012345678" and found["engine"] in ("zxing", "zbar")
           and found["milliseconds"] > 0 and len(found["corners"]) == 4, "everything about it is told", done)

    done = run("decode", text, missing, code)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    expect(done.returncode == 1 and len(lines) == 3, "every picture has its line, also one that is none", done)
    for line, name in zip(lines, (text, missing)):
        expect(line["error"]["code"] == "camera.picture-unreadable" and name.name in line["error"]["detail"]
               and "codes" not in line, "what cannot be opened is named", done)
    expect(len(lines[2]["codes"]) == 1, "and the others are decoded all the same", done)

    portraits = pathlib.Path(subprocess.check_output([TOP / "kiosk/portraits", BUILD], text=True).strip())
    done = run("portrait", portraits / "camera-good.jpg", portraits / "camera-empty-chair.jpg", text)
    good, empty, broken = (json.loads(line) for line in done.stdout.splitlines())
    expect(done.returncode == 1 and good["good"] and good["advice"] == [] and good["face"]["width"] > 0
           and good["sharpness"] > 0 and not empty["good"] and empty["advice"] == ["no-face"]
           and broken["error"]["code"] == "camera.picture-unreadable", "portraits are judged", done)

    desk = portraits / "documents"
    done = run("page", "--out", folder / "pages", *sorted(desk.glob("*.jpg")))
    judged = {pathlib.Path(line["file"]).stem: line["pages"] for line in map(json.loads, done.stdout.splitlines())}
    for name, advice in (("letter", []), ("letter-rotated", []), ("letter-blurred", ["blurred"]), ("letter-dark", ["too-dark"]),
                         ("letter-cut-edge", ["cut-edge"]), ("letter-glare", ["glare"]), ("letter-upside-down", ["upside-down"]),
                         ("id-card-portrait", []), ("id-card-emblem", [])):
        expect(len(judged[name]) == 1 and set(advice) <= set(judged[name][0]["advice"])
               and (advice or judged[name][0]["advice"] == []), f"the drawn paper {name} is what its name says", done)
    expect(judged["empty-desk"] == [], "the empty desk is empty", done)

    done = run("page", "--out", folder / "pages", portraits / "camera-empty-chair.jpg", text)
    chair, broken = (json.loads(line) for line in done.stdout.splitlines())
    expect(done.returncode == 1 and broken["error"]["code"] == "camera.picture-unreadable"
           and all(len(page["corners"]) == 4 and pathlib.Path(page["image"]).is_file() for page in chair["pages"]),
           "papers are looked for, and straightened into the folder", done)


def station(folder):
    at = ("--station", "demo", "--state", folder / "state")
    done = run("list", *at)
    expect(done.returncode == 0 and "receipt-printer" in done.stdout and "simulated" in done.stdout, "devices are listed", done)
    done = run("list")
    expect(done.returncode == 0 and "sdt-usb" in done.stdout and "wlt-library" in done.stdout, "drivers are listed", done)
    for driver in ("opencv", "pictures", "sane", "simulated"):
        expect(any(line.split()[:2] == ["document-scanner", driver] for line in done.stdout.splitlines()),
               f"the document scanner's driver {driver} is listed", done)
    done = run("status", *at)
    expect(done.returncode == 0 and done.stdout.count("online") == 5, "all devices are on line", done)

    done = run("self-test", *at, "--out", folder / "out")
    expect(done.returncode == 0 and done.stdout.count("passed") == 5, "all devices pass", done)
    for picture in ("camera.jpg", "document-scanner.jpg"):
        expect((folder / "out" / picture).read_bytes()[:3] == b"\xff\xd8\xff", f"{picture} is a JPEG", done)
    expect("papers on the desk: 0" in done.stdout, "the document scanner says what it saw", done)
    done = run("self-test", *at, "camera")
    expect(done.returncode == 0 and len(done.stdout.splitlines()) == 1, "one device alone is tested", done)
    done = run("self-test", *at, "toaster")
    expect(done.returncode == 2 and "toaster" in done.stderr and "camera" in done.stderr, "an unknown device is named", done)

    done = run("report", *at, "--text", folder / "report.txt", "--json", folder / "report.json")
    report, text = json.loads((folder / "report.json").read_text()), (folder / "report.txt").read_text()
    expect(done.returncode == 0 and report["ready"] and len(report["devices"]) == 5
           and all(d["selfTest"]["passed"] for d in report["devices"]), "the report is ready", done)
    expect("设备就绪报告 Readiness report" in text and "5 of 5 devices ready" in text, "and legible", done)
    done = run("report", *at, "--text", folder / "no-folder/report.txt")
    expect(done.returncode == 1 and "no-folder/report.txt" in done.stderr, "a file that cannot be written is named", done)


def unwell(folder):
    """A camera whose folder is not there; a station file that is wrong."""
    text = (TOP / "config/stations/demo.yaml").read_text()
    away = folder / "away.yaml"
    away.write_text(text.replace("kind: camera, driver: simulated", "kind: camera, driver: pictures, settings: {folder: nowhere}"))
    at = ("--station", away, "--state", folder / "state")
    done = run("status", *at)
    expect(done.returncode == 1 and "device.not-found" in done.stdout, "a camera that is not there is said", done)
    done = run("self-test", *at, "camera")
    expect(done.returncode == 1 and "failed" in done.stdout and "device.not-found" in done.stdout, "and fails its test", done)
    done = run("report", *at)
    expect(done.returncode == 1 and "4 of 5 devices ready" in done.stdout, "the report is printed, and not ready", done)

    wrong = folder / "wrong.yaml"
    wrong.write_text(text.replace("driver: simulated", "driver: telepathy", 1))
    line = next(i for i, l in enumerate(wrong.read_text().splitlines(), 1) if "telepathy" in l)
    done = run("status", "--station", wrong)
    expect(done.returncode == 1 and f"wrong.yaml:{line}:" in done.stderr and "telepathy" in done.stderr,
           "a fault of the station file is said with its line", done)
    done = run("status", "--station", "no-such-station")
    expect(done.returncode == 1 and "no-such-station" in done.stderr, "a station that is not there is named", done)


def watch(folder):
    process = subprocess.Popen([DEVICES, "status", "--station", "demo", "--state", folder / "state", "--watch"],
                               stdout=subprocess.PIPE, text=True, cwd=TOP)
    seen, until = set(), time.monotonic() + 60
    while len(seen) < 5 and time.monotonic() < until:
        line = process.stdout.readline()
        if " online " in line:
            seen.add(line.split()[1])
    process.send_signal(signal.SIGINT)
    process.returncode = process.wait(30)
    process.stderr = ""
    expect(process.returncode == 0 and len(seen) == 5, f"the status is watched until Ctrl-C: {seen}", process)


def mistakes():
    done = run("--help")
    expect(done.returncode == 0 and all(f"doorstep-devices {name}" in done.stdout for name in
                                        ("decode", "portrait", "page", "list", "status", "self-test", "report")), "help", done)
    for arguments, named in (((), "decode"), (("dance",), "dance"), (("decode",), "picture"), (("status",), "--station"),
                             (("decode", "--watch", "x.png"), "--watch"), (("decode", "--colour", "x.png"), "colour"),
                             (("status", "--station", "demo", "camera"), "camera")):
        done = run(*arguments)
        expect(done.returncode == 2 and named in done.stderr and not done.stdout, f"a mistake is named: {arguments}", done)


with tempfile.TemporaryDirectory() as name:
    mistakes()
    pictures(pathlib.Path(name))
    station(pathlib.Path(name))
    unwell(pathlib.Path(name))
    watch(pathlib.Path(name))
print("the devices' program does what it says")
