import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// Can it be done today? Everything that is missing is said at once, each with the way to put it right.
StepPage {
    id: page

    required property FindingsStep step
    readonly property bool good: page.step.verdict === FindingsStep.CanApply
    readonly property var all: page.step.findings
    readonly property var open: page.all.filter(finding => finding.result !== "pass")
    readonly property var met: page.all.filter(finding => finding.result === "pass")
    // What is met needs no reading: it is counted, and shown to whoever asks.
    property bool metShown: false

    shown: page.step

    Notice {
        kind: page.good ? "good" : page.step.verdict === FindingsStep.CannotApply ? "wrong" : "attention"
        text: page.step.verdictText
    }

    Repeater {
        model: SteadyList {
            values: page.open
        }

        delegate: FindingCard {
            required property var modelData
            title: modelData.title
            result: modelData.result
            reason: modelData.reason
            remedy: modelData.remedy
            where: modelData.where
            law: modelData.law
            phone: modelData.phone
        }
    }

    // What is touched stands low, within reach.
    Item {
        Layout.fillHeight: true
    }

    Card {
        visible: page.met.length > 0

        RowLayout {
            spacing: Theme.gap

            Mark {
                kind: "pass"
                colour: Theme.good
                Layout.preferredWidth: Theme.body
                Layout.preferredHeight: Theme.body
            }

            Words {
                text: page.open.length > 0 ? qsTr("另外 %n 项符合", "", page.step.passedCount) : qsTr("%n 项条件都符合", "", page.step.passedCount)
                font.bold: true
                Layout.fillWidth: true
            }

            QuietButton {
                text: page.metShown ? qsTr("收起来") : qsTr("看一看")
                onActivated: page.metShown = !page.metShown
            }
        }

        Repeater {
            model: SteadyList {
                values: page.metShown ? page.met : []
            }

            delegate: RowLayout {
                id: passed

                required property var modelData
                spacing: Theme.gap

                Mark {
                    kind: "pass"
                    colour: Theme.good
                    Layout.alignment: Qt.AlignTop
                    Layout.topMargin: Math.round(0.2 * Theme.body)
                    Layout.preferredWidth: Theme.body
                    Layout.preferredHeight: Theme.body
                }

                Words {
                    text: passed.modelData.title
                    Layout.fillWidth: true
                }
            }
        }
    }

    below: NoticeToTake {
        step: page.step
        visible: !page.good && (page.step.noticeQr !== "" || page.step.printing || page.step.noticePrinted)
    }
}
