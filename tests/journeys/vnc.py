#!/usr/bin/env python3
"""Without a display the kiosk is served by VNC: on loopback it answers, on the machine's other addresses it does not.
The bench lies beside the kiosk, inside the screen."""
import os
import signal
import socket
import struct
import subprocess
import sys

from scene import Scene, until

PORT = 5937


def greeting(address):
    """The RFB server's first bytes, or nothing within a second."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as connection:
        connection.settimeout(1)
        try:
            connection.connect((address, PORT))
            return connection.recv(4)
        except OSError:
            return b""


def taken(connection, size):
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise OSError("closed")
        data += part
    return data


def picture():
    """The whole screen by RFB 3.3, raw: its width and height, and its rows of 4-byte pixels."""
    with socket.create_connection(("127.0.0.1", PORT), 15) as connection:
        taken(connection, 12)
        connection.sendall(b"RFB 003.003\n")
        taken(connection, 4)  # no password on loopback
        connection.sendall(b"\x01")
        width, height = struct.unpack(">HH", taken(connection, 4))
        taken(connection, 16)
        taken(connection, struct.unpack(">I", taken(connection, 4))[0])
        connection.sendall(struct.pack(">BxHi", 2, 1, 0))
        connection.sendall(struct.pack(">BBHHHH", 3, 0, 0, 0, width, height))
        rows = [bytearray(4 * width) for _ in range(height)]
        _, count = struct.unpack(">BxH", taken(connection, 4))
        for _ in range(count):
            x, y, w, h, _ = struct.unpack(">HHHHi", taken(connection, 12))
            for row in range(y, y + h):
                rows[row][4 * x:4 * (x + w)] = taken(connection, 4 * w)
        return width, height, rows


def bench_shown():
    """Beside the kiosk's 1080 columns the bench has both its edges: its ground is not the screen's black."""
    try:
        width, _, rows = picture()
    except OSError:  # the server is busy drawing: look again
        return False
    if width < 1640:
        return False
    return all(any(rows[500][4 * x:4 * x + 3]) for x in (1095, 1640))


def other_addresses():
    text = subprocess.run(["hostname", "-I"], capture_output=True, text=True).stdout
    return [a for a in text.split() if a not in ("127.0.0.1", "::1")]


with Scene(sys.argv[1]) as scene:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
    kiosk = subprocess.Popen(scene.kiosk_command("--bench", "--vnc", str(PORT)), env=environment, stderr=subprocess.DEVNULL)
    try:
        if not until(lambda: greeting("127.0.0.1") == b"RFB "):
            sys.exit("FAILED: nobody answers on loopback")
        if not until(bench_shown):
            sys.exit("FAILED: the bench lies outside the screen")
        outside = other_addresses()
        for address in outside:
            if greeting(address):
                sys.exit(f"FAILED: the screen can be seen from {address}")
        kiosk.send_signal(signal.SIGINT)
        if kiosk.wait(10) != 0:
            sys.exit(f"FAILED: the kiosk ended with {kiosk.returncode} on Ctrl-C")
    finally:
        if kiosk.poll() is None:
            kiosk.kill()
print(f"served on loopback, not on {len(outside)} other addresses")
