#!/usr/bin/env python3
"""doorstep-kiosk as whoever keeps the configuration uses it: --check-config and --findings."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
KIOSK = pathlib.Path(sys.argv[1]) / "bin/doorstep-kiosk"
RECORD = {
    "identity": {"personId": "p1", "birthDate": "1981-05-01"},
    "licence": {
        "fileNumber": "370400990001", "classes": "C1", "status": "H", "firstIssued": "2014-12-01",
        "validFrom": "2020-12-01", "validUntil": "2030-12-01", "termYears": 10, "points": 3,
        "cycleEnd": "2026-12-01", "everyCycleUnder12": True, "unsettledViolations": 2, "unsettledAccidents": 0,
        "issuingOffice": "鲁D"},
}


def kiosk(*arguments):
    return subprocess.run([KIOSK, "--config", TOP / "config", *arguments], capture_output=True, text=True)


def expect(truth, what, done):
    if not truth:
        sys.exit(f"FAILED: {what}\nexit {done.returncode}\n{done.stdout}{done.stderr}")


good = kiosk("--check-config", "demo")
expect(good.returncode == 0, "the shipped configuration has no fault", good)

with tempfile.TemporaryDirectory() as folder:
    broken = pathlib.Path(folder, "config")
    shutil.copytree(TOP / "config", broken)
    procedure = broken / "procedures/licence-renewal.yaml"
    lines = procedure.read_text(encoding="utf-8").splitlines()
    lines.insert(1, "colour: blue")
    procedure.write_text("\n".join(lines) + "\n", encoding="utf-8")
    bad = kiosk("--config", str(broken), "--check-config", "demo")
    expect(bad.returncode == 1 and "procedures/licence-renewal.yaml:2:" in bad.stdout,
           "an unknown key is refused with its file and line", bad)

    record = pathlib.Path(folder, "citizen.json")
    record.write_text(json.dumps(RECORD), encoding="utf-8")
    told = kiosk("--findings", "licence-renewal", "--record", record, "--date", "2026-11-23")
    expect(told.returncode == 0, "findings are printed", told)
    findings = json.loads(told.stdout)
    failing = [f for f in findings["findings"] if f["result"] == "fail"]
    expect(len(failing) >= 2 and all(f["reason"]["zh"] and f["law"]["zh"] and f["remedy"]["en"] for f in failing),
           "every failing finding has reason, law and remedy, and none hides the others", told)

    wrong = kiosk("--findings", "licence-renewal", "--record", record, "--date", "2026-02-30")
    expect(wrong.returncode == 2, "an impossible day is refused", wrong)
    unknown = kiosk("--findings", "no-such-thing", "--record", record, "--date", "2026-11-23")
    expect(unknown.returncode == 2 and "no-such-thing" in unknown.stderr + unknown.stdout,
           "an unknown procedure is named", unknown)
print("the command line does what it says")
