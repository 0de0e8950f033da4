import QtQml
import Doorstep.Kiosk

// What staff with a badge see.
Scenes {
    id: s

    readonly property var outside: ({
            inVisit: false,
            canGoBack: true
        })

    function device(id: string, zh: string, en: string, more: var): var {
        return Object.assign({
            id: id,
            title: s.t(zh, en),
            ready: true,
            problem: "",
            remedy: "",
            testText: "",
            testPassed: false
        }, more);
    }

    component Station: StationStep {
        title: s.t("设备状态（工作人员用）", "The devices of this station, for staff")
        primaryText: s.t("逐台自检", "Test every device")
        staffText: s.t("导办员021", "Guide 021")
        resultText: s.t("4台设备中4台就绪", "4 of 4 devices ready")
    }

    Scene {
        name: "station"
        around: s.outside
        step: Station {
            devices: [s.device("card-reader", "读卡器：就绪", "Card reader: online"), s.device("receipt-printer", "打印机：就绪", "Printer: online"), s.device("camera", "摄像头：就绪", "Camera: online"), s.device("scanner", "扫码器：使用中", "Barcode reader: busy")]
        }
    }

    Scene {
        name: "station-tested"
        around: s.outside
        step: Station {
            allReady: false
            printProblem: true
            printText: s.t("报告没有打印出来。给打印机装上80毫米热敏纸，合上盖子，会自动接着打。", "The report was not printed. Put 80 mm thermal paper into the printer and close the cover; it goes on by itself.")
            resultText: s.t("4台设备中2台就绪", "2 of 4 devices ready")
            canPrint: false
            primaryEnabled: false
            devices: [s.device("card-reader", "读卡器：就绪", "Card reader: online", {
                    testText: s.t("自检通过：应答正常：SDT 安全模块", "Self-test passed: it answers: SDT security module"),
                    testPassed: true
                }), s.device("receipt-printer", "打印机：就绪，耗材用完", "Printer: online, supplies out", {
                    ready: false,
                    problem: "printer.paper-out",
                    remedy: s.t("给打印机装上80毫米热敏纸，合上盖子，会自动接着打。", "Put 80 mm thermal paper into the printer and close the cover; it goes on by itself."),
                    testText: s.t("自检未通过：printer.paper-out。", "Self-test failed: printer.paper-out. ")
                }), s.device("camera", "摄像头：就绪", "Camera: online", {
                    ready: false,
                    testText: s.t("自检未通过：camera.silent。摄像头已打开但没有图像：请检查数据线和镜头盖，重新插拔；明细写有设备名。", "Self-test failed: camera.silent. The camera is open but sends no picture: check cable and lens cover, then replug it. The detail names it.")
                }), s.device("scanner", "扫码器：就绪", "Barcode reader: online", {
                    testText: s.t("正在自检……", "Being tested…")
                })]
        }
    }

    Scene {
        name: "station-printing"
        around: s.outside
        step: Station {
            printing: true
            printText: s.t("正在打印报告……", "Printing the report…")
            canPrint: false
            primaryEnabled: false
            devices: Array.from({
                length: 9
            }, (_, n) => s.device("lamps-and-door-" + n, "指示灯和门磁：就绪", "Lamp and door unit: online"))
        }
    }

    Scene {
        name: "attract-badge-refused"
        around: Object.assign({}, s.outside, {
            canGoBack: false,
            banner: s.t("这个工作证码已经用过，请刷新后再扫。", "This staff code has been used. Please refresh it and scan again.")
        })
        step: AttractStep {
            title: s.t("您好，今天办点什么？", "Hello, what would you like to do today?")
        }
    }
}
