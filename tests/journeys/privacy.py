#!/usr/bin/env python3
"""What a citizen brought into a visit is found nowhere afterwards: not in the log, not in the journal, not in a
temporary file."""
import pathlib
import re
import sys

from scene import TOP, Scene

NAME, PHONE, TYPED, ADDRESS = "安晓禾", "19900000001", "19900004321", "清溪镇柳下村1号"
NUMBER = re.compile(rb"990101(19|20)\d{9}[\dX]")

with Scene(sys.argv[1]) as scene:
    journey = (TOP / "tests/journeys/renewal.yaml").read_text(encoding="utf-8")
    code, summary = scene.play(journey)
    if code != 0:
        sys.exit(f"FAILED: the visit itself: {summary.get('fault')}\n{scene.log.read_text()}")
    found, looked = [], 0
    places = [scene.log, *scene.state.rglob("*"), *scene.temporary.rglob("*")]
    for path in places:
        if not path.is_file() or "pki" in path.parts or "portraits" in path.parts:
            continue
        looked += 1
        content = path.read_bytes()
        words = [word for text in (NAME, PHONE, TYPED, ADDRESS)
                 for word in (text.encode(), text.encode("utf-16-le"), text.encode("gb18030"))]
        if any(word in content for word in words) or NUMBER.search(content) or \
                NUMBER.search(content.decode("utf-16-le", "ignore").encode("utf-8", "ignore")):
            found.append(str(path.relative_to(scene.folder)))
    if found or looked < 2:
        sys.exit(f"FAILED: looked at {looked} files, personal data in {found}")
print(f"nothing personal in {looked} files")
