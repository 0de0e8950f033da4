import QtQml
import Doorstep.Kiosk

// From the welcome to what one can do today.
Scenes {
    id: s

    readonly property var outside: ({
            inVisit: false,
            canGoBack: false
        })
    readonly property var licence: [[t("准驾车型", "Class"), t("C1（小型汽车）", "C1 (Car)")], [t("有效期至", "Valid until"), t("2027年1月8日", "8 Jan 2027")], [t("本周期记分", "Points in this cycle"), t("3 分", "3")], [t("状态", "Status"), t("正常", "Normal")]].map(row => ({
                label: row[0],
                value: row[1]
            }))
    readonly property var offers: [
        {
            id: "renewal",
            title: t("驾驶证期满换证", "Renew a driving licence at the end of its term"),
            summary: t("驾驶证快到期了，换一本新的", "Your licence expires soon: get a new one"),
            promise: t("当场受理，5 个工作日寄到", "Accepted at once, posted within 5 working days"),
            available: true,
            reason: ""
        },
        {
            id: "replacement",
            title: t("驾驶证遗失、损毁补换", "Replace a lost or damaged licence"),
            summary: t("丢了、坏了都能办", "For a lost or damaged card"),
            promise: t("当场受理", "Accepted at once"),
            available: true,
            reason: ""
        },
        {
            id: "photo",
            title: t("提前拍驾驶证照片", "Take the licence photo in advance"),
            summary: t("拍好存着，以后直接用", "Taken now, ready when you need it"),
            promise: "",
            available: false,
            reason: t("摄像头正在检修，请到 2 号窗口", "the camera is being repaired; please go to counter 2")
        }
    ]

    Scene {
        name: "attract"
        around: s.outside
        step: AttractStep {
            title: s.t("您好，今天办点什么？", "Hello, what would you like to do today?")
            offers: s.offers
            notices: [s.t("本机 24 小时可用，不收现金。", "Open day and night. No cash is taken here.")]
        }
    }

    Scene {
        name: "attract-bare"
        around: s.outside
        step: AttractStep {
            title: s.t("您好，今天办点什么？", "Hello, what would you like to do today?")
            offers: [s.offers[0]]
        }
    }

    Scene {
        name: "attract-no-reader"
        around: s.outside
        step: AttractStep {
            title: s.t("您好！现在读不了身份证", "Welcome. ID cards cannot be read right now")
            offers: s.offers
            primaryEnabled: false
            readerText: s.t("身份证读卡器暂时用不了，在这台机器上还不能开始办。条件和材料可以先看，急着办请叫导办员。", "The ID card reader is not available, so nothing can be begun here for now. You can read what each service takes; if it is urgent, please call a guide.")
        }
    }

    Scene {
        name: "info"
        around: ({
                inVisit: false
            })
        step: InfoStep {
            title: s.t("驾驶证期满换证要什么？", "What does renewing a licence take?")
            primaryText: s.t("我要办理", "Start this")
            sections: [
                {
                    heading: s.t("谁可以办", "Who may apply"),
                    lines: [s.t("驾驶证有效期还剩 90 天以内，或者过期不到一年。", "Holders of a licence with at most 90 days left, or expired for less than a year."), s.t("没有没处理完的违法和事故。", "No violations or accidents waiting to be settled.")]
                },
                {
                    heading: s.t("要带什么", "What to bring"),
                    lines: [s.t("身份证", "Your identity card"), s.t("体检证明：医院上传过就不用带。", "The physical examination: nothing to bring if the hospital has uploaded it.")]
                },
                {
                    heading: s.t("多少钱，多久", "Cost and time"),
                    lines: [s.t("工本费 10 元，扫码付。", "10 yuan for the card, paid by phone."), s.t("5 个工作日内寄到。", "Posted within 5 working days.")]
                },
                {
                    heading: s.t("依据", "Law"),
                    lines: [s.t("《机动车驾驶证申领和使用规定》（公安部令第 162 号）第六十三条、第六十四条", "Order 162 of the Ministry of Public Security, articles 63 and 64")]
                }
            ]
        }
    }

    Scene {
        name: "card-awaiting"
        step: CardStep {
            title: s.t("请把身份证放在读卡区", "Please put your identity card on the reader")
        }
    }

    Scene {
        name: "card-hint"
        step: CardStep {
            title: s.t("请把身份证放在读卡区", "Please put your identity card on the reader")
            hint: s.t("没读清楚，请把身份证往中间挪一挪。", "The card could not be read. Please move it to the middle.")
        }
    }

    Scene {
        name: "card-reading"
        step: CardStep {
            title: s.t("请把身份证放在读卡区", "Please put your identity card on the reader")
            state: Step.Working
            phase: CardStep.Reading
            activity: s.t("正在读身份证，请不要拿走……", "Reading your card, please leave it there…")
        }
    }

    Scene {
        name: "home"
        step: HomeStep {
            title: s.t("今天要办哪一件？", "What would you like to do today?")
            greeting: s.t("张*，您好", "Hello, 张*")
            portrait: s.portrait
            licence: s.licence
            due: [
                {
                    id: "renewal",
                    available: true,
                    reason: "",
                    text: s.t("您的驾驶证 2027年1月8日到期", "Your licence expires on 8 January 2027"),
                    verb: s.t("换证", "Renew")
                }
            ]
            cases: [
                {
                    number: "990101202611230001",
                    title: s.t("驾驶证遗失补证", "Replacement of a lost licence"),
                    stateText: s.t("制证中", "Being made"),
                    promiseText: s.t("11月30日前寄到", "posted by 30 November")
                }
            ]
            offers: s.offers
        }
    }

    Scene {
        name: "home-bare"
        step: HomeStep {
            title: s.t("今天要办哪一件？", "What would you like to do today?")
            greeting: s.t("欧阳**，您好", "Hello, 欧阳**")
            portrait: s.noPortrait
            offers: s.offers
            notice: s.t("驾驶证记录暂时查不到，有些事项没有显示。", "The licence records cannot be reached just now, so some services are not shown.")
        }
    }

    Scene {
        name: "home-many"
        step: HomeStep {
            title: s.t("今天要办哪一件？", "What would you like to do today?")
            greeting: s.t("张*，您好", "Hello, 张*")
            portrait: s.noPortrait
            due: [1, 2, 3, 4].map(n => ({
                        id: "due" + n,
                        text: s.t("第 %1 件：您的机动车 11 月底前要年检，逾期会影响上路", "No. %1: your vehicle must be inspected by the end of November to stay on the road").arg(n),
                        available: n !== 2,
                        reason: s.t("摄像头暂时用不了", "the camera is not available"),
                        verb: s.t("去预约", "Book it")
                    }))
            offers: s.offers.concat(s.offers)
        }
    }
}
