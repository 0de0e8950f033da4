import QtQml
import Doorstep.Kiosk

// Paying, handing in, and the way out.
Scenes {
    id: s

    readonly property list<string> stages: [t("核对", "Check"), t("材料", "Papers"), t("照片", "Photo"), t("填写", "Form"), t("确认", "Confirm"), t("缴费", "Pay"), t("完成", "Done")]
    readonly property var outside: ({
            inVisit: false,
            canGoBack: false
        })

    function at(index: int): var {
        return {
            progress: s.stages,
            progressIndex: index,
            canGoBack: false
        };
    }

    Scene {
        name: "pay"
        around: s.at(5)
        step: PayStep {
            title: s.t("请用手机扫码付钱", "Please pay with your phone")
            totalText: s.t("10.00 元", "10.00 yuan")
            qrContent: "https://127.0.0.1:8443/pay/01J000000000000000000000AA"
            qrPayee: s.t("某某市公安局交通警察支队", "Traffic Police of the City of Moumou")
            timeLeft: "4:32"
            orders: [
                {
                    item: s.t("驾驶证工本费", "Licence card"),
                    payee: s.t("某某市公安局交通警察支队", "Traffic Police of the City of Moumou"),
                    amountText: s.t("10.00 元", "10.00 yuan"),
                    stateText: s.t("等您付", "Waiting for you"),
                    settled: false
                }
            ]
        }
    }

    Scene {
        name: "pay-split"
        around: s.at(5)
        step: PayStep {
            title: s.t("请用手机扫码付钱", "Please pay with your phone")
            totalText: s.t("25.00 元", "25.00 yuan")
            qrContent: "https://127.0.0.1:8443/pay/01J000000000000000000000BB"
            qrPayee: s.t("某某邮政速递物流有限公司", "Moumou Post Express Co., Ltd")
            timeLeft: "0:59"
            orders: [
                {
                    item: s.t("驾驶证工本费", "Licence card"),
                    payee: s.t("某某市公安局交通警察支队", "Traffic Police of the City of Moumou"),
                    amountText: s.t("10.00 元", "10.00 yuan"),
                    stateText: s.t("已付，正在入账", "Paid, being entered"),
                    settled: true
                },
                {
                    item: s.t("邮寄费", "Postage"),
                    payee: s.t("某某邮政速递物流有限公司", "Moumou Post Express Co., Ltd"),
                    amountText: s.t("15.00 元", "15.00 yuan"),
                    stateText: s.t("等您付", "Waiting for you"),
                    settled: false
                }
            ]
        }
    }

    Scene {
        name: "pay-settled"
        around: s.at(5)
        step: PayStep {
            title: s.t("付好了", "Paid")
            totalText: s.t("10.00 元", "10.00 yuan")
            settled: true
            orders: [
                {
                    item: s.t("驾驶证工本费", "Licence card"),
                    payee: s.t("某某市公安局交通警察支队", "Traffic Police of the City of Moumou"),
                    amountText: s.t("10.00 元", "10.00 yuan"),
                    stateText: s.t("已付", "Paid"),
                    settled: true
                }
            ]
        }
    }

    Scene {
        name: "submit-working"
        around: s.at(5)
        step: SubmitStep {
            title: s.t("正在递交", "Handing in")
            state: Step.Working
            activity: s.t("正在把申请交给车管所……", "Handing your application to the vehicle office…")
        }
    }

    Scene {
        name: "submit-slow"
        around: s.at(5)
        step: SubmitStep {
            title: s.t("正在递交", "Handing in")
            state: Step.Working
            slow: true
            activity: s.t("正在核实结果，请稍等……", "Checking the result, one moment please…")
        }
    }

    Scene {
        name: "submit-failed"
        around: s.at(5)
        step: SubmitStep {
            title: s.t("正在递交", "Handing in")
            state: Step.Failed
            problemText: s.t("结果还在核实，请不要重复办理。过一会儿放上身份证就能看到。", "The result is still being checked. Please do not apply again: put your card on later to see it.")
            problemCode: "platform.timed-out"
        }
    }

    Scene {
        name: "problem-hint"
        step: CardStep {
            title: s.t("请把身份证放在读卡区", "Please put your identity card on the reader")
            state: Step.Failed
            problemHint: true
            problemText: s.t("没读到身份证，请放在读卡区中间，停两秒。", "The card was not read. Please put it in the middle of the reader and wait for two seconds.")
            problemCode: "id-card.unreadable"
            canRetry: true
        }
    }

    Scene {
        name: "receipt"
        around: s.at(6)
        step: ReceiptStep {
            title: s.t("办好了", "All done")
            applicationNumber: "9901 0120 2611 2300 01"
            promiseText: s.t("5 个工作日内寄到，11月30日前。", "Posted within 5 working days, by 30 November.")
            qrContent: "https://doorstep.example/q/01J0000000000000000000000"
            printed: true
            canPrintSigned: true
            primaryText: s.t("办好了，取卡", "Done, take the card")
            lines: [
                {
                    label: s.t("办理", "Service"),
                    value: s.t("驾驶证期满换证", "Renewal of a driving licence")
                },
                {
                    label: s.t("姓名", "Name"),
                    value: "张*"
                },
                {
                    label: s.t("已付", "Paid"),
                    value: s.t("10.00 元", "10.00 yuan")
                },
                {
                    label: s.t("寄到", "Posted to"),
                    value: "某某省某某市城南区********"
                }
            ]
        }
    }

    Scene {
        name: "receipt-not-printed"
        around: Object.assign(s.at(6), {
            banner: s.t("打印机没纸了，请用手机扫码留底。", "The printer is out of paper. Please keep the code in your phone instead.")
        })
        step: ReceiptStep {
            title: s.t("办好了", "All done")
            applicationNumber: "9901 0120 2611 2300 01"
            promiseText: s.t("5 个工作日内寄到。", "Posted within 5 working days.")
            qrContent: "https://doorstep.example/q/01J0000000000000000000000"
            primaryText: s.t("办好了，取卡", "Done, take the card")
        }
    }

    Scene {
        name: "receipt-looking"
        step: ReceiptStep {
            title: s.t("驾驶证期满换证：审核中", "Renewal of a driving licence: In review")
            looking: true
            applicationNumber: "9901 0120 2611 2300 01"
            promiseText: s.t("11月30日前办好，不用再来催。", "It will be done by 30 November.")
            qrContent: "https://doorstep.example/q/01J0000000000000000000000"
            primaryText: s.t("返回", "Back")
        }
    }

    Scene {
        name: "take-card"
        around: ({
                canGoBack: false
            })
        step: TakeCardStep {
            title: s.t("请取走您的身份证", "Please take your identity card")
            state: Step.Working
        }
    }

    Scene {
        name: "take-card-insisting"
        around: ({
                canGoBack: false
            })
        step: TakeCardStep {
            title: s.t("请取走您的身份证", "Please take your identity card")
            state: Step.Working
            insistence: 3
        }
    }

    Scene {
        name: "goodbye"
        around: s.outside
        step: GoodbyeStep {
            title: s.t("再见，慢走", "Goodbye")
            text: s.t("申请已经递交，结果会发短信告诉您。", "Your application is handed in. You will get the result by text message.")
            secondsLeft: 8
        }
    }

    Scene {
        name: "out-of-service-many"
        around: s.outside
        step: OutOfServiceStep {
            title: s.t("这台机器现在不能用", "This machine is out of service")
            reasonText: s.t("请到 2 号窗口办理，或者过一会儿再来。", "Please go to counter 2, or come back a little later.")
            staffText: s.t("配置有误，已拒绝启动。", "The configuration is faulty; it refuses to start.")
            faults: Array.from({
                length: 30
            }, (_, n) => "config/problems.yaml:" + (12 + n) + ": citizen.en is missing")
        }
    }

    Scene {
        name: "out-of-service"
        around: s.outside
        step: OutOfServiceStep {
            title: s.t("这台机器现在不能用", "This machine is out of service")
            reasonText: s.t("请到 2 号窗口办理，或者过一会儿再来。", "Please go to counter 2, or come back a little later.")
            staffText: s.t("配置有误，已拒绝启动。", "The configuration is faulty; it refuses to start.")
            faults: ["config/stations/demo.yaml:12: devices[0].driver: unknown driver \"sdt-usbb\"", "config/problems.yaml:40: citizen.en is missing"]
        }
    }
}
