#!/usr/bin/env python3
"""What a citizen brought into a visit or typed is found nowhere: not in the log, not in the journal, not in a
temporary file. Looked for in the middle of the visit, when the journal holds the signed application, and afterwards,
when everything is wiped."""
import re
import sys

from scene import Scene

NAME, PHONE, TYPED, ADDRESS = "安晓禾", "19900000001", "19900004321", "清溪镇柳下村1号"
NUMBER = re.compile(rb"990101(19|20)\d{9}[\dX]")
# The signature and the photo, as they are and as JSON carries them.
PICTURES = [b"\x89PNG\r\n\x1a\n", b"iVBORw0KGgo", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xdb", b"/9j/4"]

UNTIL_SIGNED = f"""
title: typed, photographed, signed, and about to pay when the power goes
steps:
  - page: AttractStep
  - card: due
  - page: HomeStep
  - tap: 该换证了
  - page: FindingsStep
  - tap: 能办，下一步
  - page: FaceStep
  - camera: due-camera.jpg
  - tap: 同意，看镜头
  - page: MaterialsStep
  - tap: 知道了，下一步
  - page: PhotoStep
  - expect: 拍好了。满意就用这张，不满意可以重拍。
  - tap: 用这张
  - page: FormStep
  - tap: 全部删掉
  - keys: "{TYPED}"
  - expect: 199 0000 4321
  - tap: 邮寄到家
  - tap: 都对，下一步
  - page: ConfirmStep
  - sign: 请用手指在这里签上您的名字
  - tap: 确认并签名
  - page: PayStep
  - power: cut
ends: never
"""
AFTERWARDS = """
title: the visit goes on to its end
steps:
  - page: AttractStep
  - card: due
  - page: HomeStep
  - tap: 驾驶证期满换证
  - page: PayStep
  - pay: all
  - page: ReceiptStep
  - slip: 受理
  - tap: 办好了，取卡
  - page: TakeCardStep
  - card: away
  - page: GoodbyeStep
ends: completed
"""


def look(scene, when):
    found, looked = [], 0
    words = [word for text in (NAME, PHONE, TYPED, ADDRESS)
             for word in (text.encode(), text.encode("utf-16-le"), text.encode("gb18030"))]
    for path in [scene.log, *scene.state.rglob("*"), *scene.temporary.rglob("*")]:
        if not path.is_file() or "pki" in path.parts or "portraits" in path.parts:
            continue
        looked += 1
        content = path.read_bytes()
        if any(word in content for word in words + PICTURES) or NUMBER.search(content) or \
                NUMBER.search(content.decode("utf-16-le", "ignore").encode("utf-8", "ignore")):
            found.append(str(path.relative_to(scene.folder)))
    if found or looked < 2:
        sys.exit(f"FAILED: {when}: looked at {looked} files, personal data in {found}")
    return looked


with Scene(sys.argv[1]) as scene:
    code, summary = scene.play(UNTIL_SIGNED)
    if code == 0 or len(scene.records()["payments"]) != 1:
        sys.exit(f"FAILED: the kiosk was to die at the payment: {summary.get('fault')}\n{scene.log.read_text()}")
    if not any((scene.state / "journal.db-wal").stat().st_size or path.stat().st_size > 8192
               for path in scene.state.glob("journal.db")):
        sys.exit("FAILED: the journal is empty; there is nothing to look at")
    looked = look(scene, "while it waits for the payment")
    code, summary = scene.play(AFTERWARDS)
    if code != 0:
        sys.exit(f"FAILED: the visit itself: {summary.get('fault')}\n{scene.log.read_text()}")
    looked += look(scene, "afterwards")
print(f"nothing personal in {looked} files")
