import QtQml
import Doorstep.Kiosk

// A case under way: from the findings to the signature.
Scenes {
    id: s

    readonly property list<string> stages: [t("核对", "Check"), t("材料", "Papers"), t("照片", "Photo"), t("填写", "Form"), t("确认", "Confirm"), t("缴费", "Pay"), t("完成", "Done")]
    readonly property var passed: [t("年龄符合要求", "Old enough"), t("驾驶证状态正常", "The licence is in order"), t("没有没处理的事故", "No open accidents")].map(title => ({
                title: title,
                result: "pass",
                reason: "",
                remedy: "",
                where: "",
                law: "",
                phone: ""
            }))
    readonly property var violation: ({
            title: t("没有没处理的交通违法", "No unsettled traffic violations"),
            result: "fail",
            reason: t("您名下还有 2 起违法没有处理。", "There are 2 unsettled violations in your name."),
            remedy: t("先在“交管12123”或窗口处理，处理完马上可以再来。", "Settle them first in the 12123 app or at the counter; you can come back straight afterwards."),
            where: t("本所 2 号窗口，工作日 8:30—17:30", "Counter 2 of this station, working days 8:30 to 17:30"),
            law: t("《机动车驾驶证申领和使用规定》（公安部令第 162 号）第七十条", "Order 162 of the Ministry of Public Security, article 70"),
            phone: "0990-12345678"
        })
    readonly property var exam: ({
            title: t("有效的体检证明", "A valid physical examination"),
            result: "fail",
            reason: t("没有查到六个月以内的体检证明。", "No examination of the last six months was found."),
            remedy: t("到县级以上医院做一次驾驶人体检，结果医院直接上传。", "Have a driver's examination at a county hospital or larger; it uploads the result itself."),
            where: t("市第一医院体检中心", "The examination centre of First City Hospital"),
            law: t("公安部令第 162 号第六十五条", "Order 162, article 65"),
            phone: ""
        })
    readonly property var unreachable: ({
            title: t("没有没处理的事故", "No open accidents"),
            result: "unknown",
            reason: t("事故系统暂时没有回答。", "The accident records did not answer."),
            remedy: t("过一会儿再查一次。", "Please check again in a while."),
            where: "",
            law: "",
            phone: ""
        })

    function at(index: int): var {
        return {
            progress: s.stages,
            progressIndex: index
        };
    }

    Scene {
        name: "findings-good"
        around: s.at(0)
        step: FindingsStep {
            title: s.t("今天能办", "You can do this today")
            verdict: FindingsStep.CanApply
            verdictText: s.t("条件都符合，可以往下办。", "All conditions are met, you can go on.")
            findings: s.passed
            passedCount: 3
            primaryText: s.t("下一步", "Go on")
        }
    }

    Scene {
        name: "findings-one-missing"
        around: s.at(0)
        step: FindingsStep {
            title: s.t("今天还办不了", "Not possible today yet")
            verdict: FindingsStep.CannotApply
            verdictText: s.t("还差 1 件事，办好了再来，马上能办。", "One thing is missing. Once it is done you can come straight back.")
            findings: [s.violation].concat(s.passed)
            passedCount: 3
            noticeQr: "https://doorstep.example/n/01J0000000000000000000000"
            primaryText: s.t("打印告知书", "Print this notice")
        }
    }

    Scene {
        name: "findings-many-missing"
        around: s.at(0)
        step: FindingsStep {
            title: s.t("今天还办不了", "Not possible today yet")
            verdict: FindingsStep.CannotApply
            verdictText: s.t("还差 2 件事，还有 1 项暂时查不到。", "Two things are missing and one could not be checked.")
            findings: [s.violation, s.exam, s.unreachable].concat(s.passed)
            passedCount: 3
            noticeQr: "https://doorstep.example/n/01J0000000000000000000000"
            noticePrinted: true
            primaryText: s.t("打印告知书", "Print this notice")
        }
    }

    Scene {
        name: "findings-met-shown"
        around: s.at(0)
        page: ({
                metShown: true
            })
        step: FindingsStep {
            title: s.t("今天能办", "You can do this today")
            verdict: FindingsStep.CanApply
            verdictText: s.t("条件都符合，可以往下办。", "All conditions are met, you can go on.")
            findings: s.passed
            passedCount: 3
            primaryText: s.t("下一步", "Go on")
        }
    }

    // The whole notice as text in the code, as the kiosk makes it: many conditions make a dense code.
    Scene {
        name: "findings-long-code"
        around: s.at(0)
        step: FindingsStep {
            title: s.t("今天还办不了", "Not possible today yet")
            verdict: FindingsStep.CannotApply
            verdictText: s.t("还差 2 件事，办好了再来，马上能办。", "Two things are missing. Once they are done you can come straight back.")
            findings: [s.violation, s.exam].concat(s.passed)
            passedCount: 3
            noticeQr: [s.violation, s.exam, s.violation, s.exam].map(finding => [finding.title, finding.reason, finding.remedy, finding.where, finding.law].join("\n")).join("\n\n")
            primaryText: s.t("打印告知书", "Print this notice")
        }
    }

    Scene {
        name: "findings-counter"
        around: s.at(0)
        step: FindingsStep {
            title: s.t("这件事要到窗口办", "This has to be done at the counter")
            verdict: FindingsStep.ToCounter
            verdictText: s.t("您的情况要工作人员当面看一下。", "A member of staff has to look at your case in person.")
            findings: [s.unreachable].concat(s.passed)
            passedCount: 3
            printing: true
            primaryText: s.t("打印告知书", "Print this notice")
            primaryEnabled: false
        }
    }

    Scene {
        name: "materials"
        around: s.at(1)
        step: MaterialsStep {
            title: s.t("材料都在这里了", "These are the papers")
            primaryText: s.t("去拍照", "Take the photo")
            materials: [
                {
                    title: s.t("身份证", "Identity card"),
                    state: "held",
                    text: s.t("已经读过", "Read already"),
                    kind: "core"
                },
                {
                    title: s.t("体检证明", "Physical examination"),
                    state: "held",
                    text: s.t("医院已上传，2026年10月12日体检", "Uploaded by the hospital, examined on 12 October 2026"),
                    kind: "reduced"
                },
                {
                    title: s.t("驾驶证照片", "Licence photo"),
                    state: "capture",
                    text: s.t("在这里拍，不收钱", "Taken here, free of charge"),
                    kind: "core"
                },
                {
                    title: s.t("原驾驶证", "The old licence"),
                    state: "needed",
                    text: s.t("请当面交给导办员，或者以后寄回。", "Please hand it to the guide, or post it later."),
                    kind: "tolerable"
                }
            ]
        }
    }

    Scene {
        name: "face-asking"
        around: s.at(1)
        step: FaceStep {
            portrait: s.noPortrait
            title: s.t("核对一下是不是您本人", "Are you the holder of this card?")
            text: s.t("同意的话，镜头看您一眼，照片传到省公安平台，和身份证照片比对。比完就删，哪里都不留。", "If you agree, the camera looks at you once and the police platform compares you with the photo of your ID card. The picture is deleted at once and kept nowhere.")
            primaryText: s.t("同意，看镜头", "I agree, look at me")
            preview: s.portrait
            staffText: s.t("不看镜头，请工作人员核对", "No camera: let the staff check")
        }
    }

    Scene {
        name: "face-looking"
        around: s.at(1)
        step: FaceStep {
            portrait: s.noPortrait
            title: s.t("请看镜头", "Please look into the camera")
            phase: FaceStep.Looking
            live: true
            advice: [s.t("请靠近一点", "Come a little closer")]
            preview: s.portrait
            staffText: s.t("不看镜头，请工作人员核对", "No camera: let the staff check")
        }
    }

    Scene {
        name: "face-not-recognised"
        around: s.at(1)
        step: FaceStep {
            portrait: s.noPortrait
            title: s.t("没有认出来", "You were not recognised")
            phase: FaceStep.NotRecognised
            text: s.t("请摘下帽子、口罩和墨镜，脸对着亮处，再看一次镜头。也可以请工作人员核对。", "Take off hat, mask and dark glasses, face the light, and look once more. Or let our staff check.")
            primaryText: s.t("再看一次镜头", "Look once more")
            preview: s.portrait
            staffText: s.t("不看镜头，请工作人员核对", "No camera: let the staff check")
        }
    }

    Scene {
        name: "face-staff"
        around: s.at(1)
        step: FaceStep {
            portrait: s.noPortrait
            title: s.t("请工作人员核对", "Our staff will check")
            phase: FaceStep.WithStaff
            text: s.t("请带身份证到山湖派出所服务大厅1号窗口，工作人员当面核对，在那里给您办。有不明白的，点下面的“叫导办员”。", "Please take your ID card to counter 1 of this hall: the staff there check in person and do it for you. Touch \"Call a guide\" below if you have a question.")
            preview: s.portrait
            staffText: s.t("还是看镜头", "Use the camera after all")
        }
    }

    Scene {
        name: "face-staff-badges"
        around: s.at(1)
        step: FaceStep {
            portrait: s.noPortrait
            preview: s.noPortrait
            title: s.t("请工作人员核对", "Our staff will check")
            phase: FaceStep.WithStaff
            text: s.t("摄像头现在用不了。请带身份证到山湖派出所服务大厅1号窗口，工作人员当面核对，在那里给您办。也可以点下面的“叫导办员”：导办员过来出示工作证，当面核对好，您就在这里接着办。", "The camera does not work right now. Please take your ID card to counter 1 of this hall: the staff there check in person and do it for you. Or touch \"Call a guide\" below: a guide who comes and shows a badge checks you here, and you go on at this machine.")
            staffText: s.t("还是看镜头", "Use the camera after all")
        }
    }

    Scene {
        name: "face-badge-refused"
        around: Object.assign(s.at(1), {
            banner: s.t("这个工作证码已经过时，请刷新后再扫。", "This staff code is out of date. Please refresh it and scan again.")
        })
        step: FaceStep {
            portrait: s.noPortrait
            preview: s.noPortrait
            title: s.t("请工作人员核对", "Our staff will check")
            phase: FaceStep.WithStaff
            text: s.t("请带身份证到山湖派出所服务大厅1号窗口，工作人员当面核对，在那里给您办。也可以点下面的“叫导办员”：导办员过来出示工作证，当面核对好，您就在这里接着办。", "Please take your ID card to counter 1 of this hall: the staff there check in person and do it for you. Or touch \"Call a guide\" below: a guide who comes and shows a badge checks you here, and you go on at this machine.")
        }
    }

    component Confirming: FaceStep {
        preview: s.noPortrait
        title: s.t("导办员021：这位是持卡本人吗？", "Guide 021: is this the holder of the card?")
        phase: FaceStep.Confirming
        text: s.t("请当面看一看，和身份证上的照片对一对。确认会记下您的工号，这位就在这台机器上接着办。", "Compare the person in front of you with the photo of the ID card. Your number is recorded with your answer, and they go on at this machine.")
        primaryText: s.t("021确认：是本人", "021 confirms: it is")
        staffText: s.t("不是本人，或者看不准", "It is not, or I cannot tell")
    }

    Scene {
        name: "face-confirming"
        around: s.at(1)
        step: Confirming {
            portrait: s.portrait
        }
    }

    Scene {
        name: "face-confirming-no-portrait"
        around: s.at(1)
        step: Confirming {
            portrait: s.noPortrait
        }
    }

    Scene {
        name: "document-flatbed"
        around: s.at(2)
        step: DocumentStep {
            title: s.t("请把材料放到镜头下面", "Lay the paper under the camera")
            about: s.t("延期原因的证明（入伍通知书、出国证明这类）：第1页", "Proof of the reason (call-up, proof of stay abroad, ...): page 1")
            text: s.t("把纸面朝下放好，盖上盖子，再按下面的按钮", "Put it face down, close the lid, then scan")
            primaryText: s.t("开始扫描", "Scan")
            canCapture: true
            canSkip: true
            picture: s.desk
        }
    }

    Scene {
        name: "document-live"
        around: s.at(2)
        step: DocumentStep {
            title: s.t("请把材料放到镜头下面", "Lay the paper under the camera")
            about: s.t("延期原因的证明（入伍通知书、出国证明这类）：第1页", "Proof of the reason (call-up, proof of stay abroad, ...): page 1")
            text: s.t("有反光，请把纸挪一挪或者放平", "It reflects: move the paper a little or lay it flat")
            live: true
            canCapture: true
            canSkip: true
            picture: s.desk
            outline: [Qt.point(0.3, 0.05), Qt.point(0.764, 0.093), Qt.point(0.718, 0.968), Qt.point(0.254, 0.925)]
        }
    }

    Scene {
        name: "document-taken"
        around: s.at(2)
        step: DocumentStep {
            title: s.t("这一页可以吗？", "Is this page all right?")
            about: s.t("延期原因的证明（入伍通知书、出国证明这类）：第2页", "Proof of the reason (call-up, proof of stay abroad, ...): page 2")
            text: s.t("看看字清不清楚，四边全不全", "Is the print clear and every edge there?")
            phase: DocumentStep.Showing
            picture: s.sheet
            aspect: 620 / 877
            canDraw: true
            canAdd: true
            primaryText: s.t("就这2页", "Use these 2 pages")
        }
    }

    Scene {
        name: "document-drawing"
        around: s.at(2)
        step: DocumentStep {
            title: s.t("请指出纸的四个角", "Show where the corners are")
            about: s.t("延期原因的证明（入伍通知书、出国证明这类）：第1页", "Proof of the reason (call-up, proof of stay abroad, ...): page 1")
            text: s.t("没有找到纸的边。请把四个圆点拖到纸的四个角上", "The edges were not found. Drag the four dots onto the corners of the paper")
            phase: DocumentStep.Drawing
            troubled: true
            picture: s.desk
            outline: [Qt.point(0.3, 0.05), Qt.point(0.764, 0.093), Qt.point(0.718, 0.968), Qt.point(0.254, 0.925)]
            primaryText: s.t("就按这个框", "Cut it like this")
        }
    }

    Scene {
        name: "photo-opening"
        around: s.at(2)
        step: PhotoStep {
            title: s.t("请看镜头，拍一张照片", "Look into the camera for your photo")
            state: Step.Working
            activity: s.t("正在打开摄像头……", "Opening the camera…")
            preview: s.portrait
            taken: s.portrait
        }
    }

    Scene {
        name: "photo-advice"
        around: s.at(2)
        step: PhotoStep {
            title: s.t("请看镜头，拍一张照片", "Look into the camera for your photo")
            live: true
            advice: [s.t("请往左边挪一点", "Please move a little to your left"), s.t("光线有点暗", "It is a little dark")]
            preview: s.portrait
            taken: s.portrait
            primaryText: s.t("用这张", "Use this one")
            primaryEnabled: false
        }
    }

    Scene {
        name: "photo-taken"
        around: s.at(2)
        step: PhotoStep {
            title: s.t("用这张吗？", "Use this picture?")
            hasTaken: true
            taken: s.portrait
            preview: s.portrait
            primaryText: s.t("用这张", "Use this one")
        }
    }

    Scene {
        name: "form"
        around: s.at(3)
        step: FormStep {
            title: s.t("怎么联系您？", "How can we reach you?")
            primaryText: s.t("填好了，下一步", "Done, go on")
            primaryEnabled: false
            fields: [
                {
                    id: "delivery",
                    kind: "choice",
                    title: s.t("新驾驶证怎么给您？", "How would you like to get the new licence?"),
                    value: "post",
                    options: [
                        {
                            id: "post",
                            title: s.t("寄到家", "By post")
                        },
                        {
                            id: "counter",
                            title: s.t("到所里来取", "I collect it at the station")
                        }
                    ],
                    error: ""
                },
                {
                    id: "phone",
                    kind: "phone",
                    title: s.t("手机号", "Mobile number"),
                    value: "1990000",
                    maxLength: 11,
                    hasFiled: true,
                    options: [],
                    error: s.t("手机号要 11 位，还差 4 位。", "A mobile number has 11 digits, 4 are missing.")
                }
            ]
        }
    }

    Scene {
        name: "form-address"
        around: s.at(3)
        step: FormStep {
            title: s.t("寄到哪里？", "Where should it be posted to?")
            primaryText: s.t("填好了，下一步", "Done, go on")
            fields: [
                {
                    id: "phone",
                    kind: "phone",
                    title: s.t("手机号", "Mobile number"),
                    value: "199****0001",
                    maxLength: 11,
                    masked: true,
                    options: [],
                    error: ""
                },
                {
                    id: "mailingAddress",
                    kind: "address",
                    title: s.t("邮寄地址", "Postal address"),
                    value: "某某省某某市城南区********",
                    masked: true,
                    options: [],
                    error: ""
                }
            ]
        }
    }

    Scene {
        name: "confirm"
        around: s.at(4)
        step: ConfirmStep {
            canReveal: true
            title: s.t("请看一遍，对了就签名", "Please check, then sign")
            primaryText: s.t("确认并签名", "Confirm and sign")
            primaryEnabled: false
            feeText: s.t("10.00 元", "10.00 yuan")
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
                    label: s.t("身份证号", "ID number"),
                    value: "990101********0012"
                },
                {
                    label: s.t("准驾车型", "Class"),
                    value: "C1"
                },
                {
                    label: s.t("手机号", "Mobile"),
                    value: "199****0001"
                },
                {
                    label: s.t("寄到", "Posted to"),
                    value: "某某省某某市城南区********"
                }
            ]
            declarations: [s.t("我填的都是真的，没有瞒报身体情况。", "What I have stated is true, and I have concealed nothing about my health."), s.t("我没有法律规定不能申请驾驶证的情形。", "Nothing in the law bars me from holding a driving licence.")]
        }
    }
}
