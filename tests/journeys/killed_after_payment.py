#!/usr/bin/env python3
"""The power goes after the citizen has paid and before the application is sent. After the restart it is submitted
exactly once, and the citizen prints the receipt with nothing but the ID card."""
import sys

from scene import Scene, until

UNTIL_PAID = """
title: paid, then the power goes
steps:
  - page: AttractStep
  - card: due-photo-fresh
  - page: HomeStep
  - tap: 该换证了
  - page: FindingsStep
  - tap: 能办，下一步
  - page: FaceStep
  - camera: due-photo-fresh-camera.jpg
  - tap: 同意，看镜头
  - page: FormStep
  - tap: 都对，下一步
  - page: ConfirmStep
  - sign: 请用手指在这里签上您的名字
  - tap: 确认并签名
  - page: PayStep
  - pay: once
  - power: cut
ends: never
"""
AFTERWARDS = """
title: the receipt is there
steps:
  - page: AttractStep
  - card: due-photo-fresh
  - page: HomeStep
  - expect: 已受理
  - tap: 驾驶证期满换证
  - page: ReceiptStep
  - expect: 已受理
  - tap: 打印回执
  - slip: 受理号
  - tap: 返回
  - page: HomeStep
  - tap: 结束办理
  - page: TakeCardStep
  - card: away
  - page: GoodbyeStep
ends: left
"""

with Scene(sys.argv[1]) as scene:
    code, _ = scene.play(UNTIL_PAID)
    records = scene.records()
    if code == 0 or len(records["payments"]) != 1:
        sys.exit(f"FAILED: the kiosk was to die having paid; exit {code}, {records}\n{scene.log.read_text()}")
    if records["applications"]:
        sys.exit("FAILED: it was to die before submitting")
    code, summary = scene.play(AFTERWARDS)
    if code != 0:
        sys.exit(f"FAILED: {summary.get('fault')}\n{scene.log.read_text()}")
    records = scene.records()
    if len(records["applications"]) != 1 or len(records["payments"]) != 1:
        sys.exit(f"FAILED: submitted {len(records['applications'])} times, paid {len(records['payments'])} times")
print("submitted once, paid once, receipt printed")
