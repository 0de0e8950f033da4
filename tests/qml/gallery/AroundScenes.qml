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
                secondsLeft: 24
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
            greeting: s.t("张*，您好", "Hello, 张*")
            title: s.t("今天要办哪一件？", "What would you like to do today?")
        }
        around: ({
                guideCalled: true,
                guideText: s.t("导办员正忙，请到 2 号窗口，或者打电话 0990-12345678。", "All guides are busy. Please go to counter 2, or call 0990-12345678.")
            })
    }
}
