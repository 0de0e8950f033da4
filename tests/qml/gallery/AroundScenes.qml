import QtQml
import Doorstep.Kiosk

// What lies around and over a page.
Scenes {
    id: s

    component Sample: CardStep {
        title: s.t("请把身份证放在读卡区", "Please put your identity card on the reader")
    }

    Scene {
        name: "over-warning"
        step: Sample {}
        around: ({
                warning: true,
                secondsLeft: 24,
                warningText: s.t("为了保护您的信息，没办完的会清除。", "To protect your data, what is not finished will be cleared.")
            })
    }

    Scene {
        name: "over-warning-last"
        step: Sample {}
        around: ({
                warning: true,
                secondsLeft: 1,
                extensionsLeft: 0
            })
    }

    Scene {
        name: "over-card-missing"
        step: Sample {}
        around: ({
                cardMissing: true,
                secondsLeft: 42
            })
    }

    Scene {
        name: "help"
        help: true
        step: Sample {
            helpText: s.t("请把身份证平放在读卡区，不要拿走。机器读出是谁，接着查您的驾驶证，然后告诉您今天能办什么。", "Lay your ID card flat on the reader and leave it there. The machine reads who you are, looks up your licence, and then tells you what you can get done today.")
        }
    }

    Scene {
        name: "help-guide-called"
        help: true
        step: Sample {
            helpText: s.t("请把身份证平放在读卡区，不要拿走。", "Lay your ID card flat on the reader and leave it there.")
        }
        around: ({
                guideCalled: true,
                guideText: s.t("导办员正忙，请到 2 号窗口，或者打电话 0990-12345678。", "All guides are busy. Please go to counter 2, or call 0990-12345678.")
            })
    }

    Scene {
        name: "guide-called"
        step: Sample {}
        around: ({
                guideCalled: true,
                guideText: s.t("已经告诉导办员了，马上就来。", "The guide has been told and is on the way."),
                banner: s.t("回执纸快用完了，已通知工作人员。", "The receipt paper is running low; staff have been told.")
            })
    }

    Scene {
        name: "guide-late"
        step: HomeStep {
            portrait: s.noPortrait
            greeting: s.t("张*，您好", "Hello, 张*")
            title: s.t("今天要办哪一件？", "What would you like to do today?")
        }
        around: ({
                guideCalled: true,
                guideText: s.t("导办员正忙，请到 2 号窗口，或者打电话 0990-12345678。", "All guides are busy. Please go to counter 2, or call 0990-12345678.")
            })
    }
}
