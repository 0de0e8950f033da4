"""A sandbox platform and a state folder of their own, on which a test lets one kiosk after another run."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import urllib.request

TOP = pathlib.Path(__file__).resolve().parents[2]


class Scene:
    def __init__(self, build):
        self.build = pathlib.Path(build)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="doorstep-scene."))
        self.state = self.folder / "state"
        self.temporary = self.folder / "tmp"  # where the kiosk's temporary files would land
        self.log = self.folder / "kiosk.log"
        self.state.mkdir()
        self.temporary.mkdir()

    def __enter__(self):
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([TOP / "services/sandbox/make-pki", self.state / "pki"], **quiet)
        portraits = subprocess.check_output([TOP / "kiosk/portraits", self.build], text=True).strip()
        (self.state / "portraits").symlink_to(portraits)
        self.sandbox = subprocess.Popen(
            [self.build / "bin/doorstep-sandbox", "--pki", self.state / "pki", "--portraits", portraits,
             "--database", self.folder / "sandbox.db"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        ready = json.loads(self.sandbox.stdout.readline())
        self.platform = f"https://127.0.0.1:{ready['port']}/v1"
        self.admin = f"http://127.0.0.1:{ready['adminPort']}"
        return self

    def __exit__(self, *_):
        self.sandbox.terminate()
        self.sandbox.wait(10)
        shutil.rmtree(self.folder)

    def records(self):
        with urllib.request.urlopen(self.admin + "/records") as answer:
            return json.load(answer)

    def kiosk_command(self, *arguments):
        return [self.build / "bin/doorstep-kiosk", "--config", TOP / "config",
                "--station", TOP / "config/stations/demo.yaml", "--state", self.state,
                "--platform-url", self.platform, "--sandbox-url", self.admin,
                "--citizens", TOP / "services/sandbox/citizens.yaml", *arguments]

    def play(self, text):
        """Plays a journey given as YAML text. Returns the exit code and the summary ({} when there is none)."""
        script = self.folder / "journey.yaml"
        script.write_text(text, encoding="utf-8")
        summary = self.folder / "summary.json"
        summary.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            code = subprocess.run(self.kiosk_command("--journey", script, "--summary", summary), stderr=log,
                                  stdout=log, env={**os.environ, "TMPDIR": str(self.temporary)}, timeout=200).returncode
        return code, json.loads(summary.read_text()) if summary.exists() else {}


def until(ready, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return True
        time.sleep(0.1)
    return False
