#!/usr/bin/env python3
"""Without a display the kiosk is served by VNC: on loopback it answers, on the machine's other addresses it does not."""
import os
import signal
import socket
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


def other_addresses():
    text = subprocess.run(["hostname", "-I"], capture_output=True, text=True).stdout
    return [a for a in text.split() if a not in ("127.0.0.1", "::1")]


with Scene(sys.argv[1]) as scene:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
    kiosk = subprocess.Popen(scene.kiosk_command("--vnc", str(PORT)), env=environment, stderr=subprocess.DEVNULL)
    try:
        if not until(lambda: greeting("127.0.0.1") == b"RFB "):
            sys.exit("FAILED: nobody answers on loopback")
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
