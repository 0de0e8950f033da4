import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// For staff with a badge: every device, what to do about one that is not well, self-tests, and the report on paper.
StepPage {
    id: page

    required property StationStep step

    shown: page.step
    showsOwnWork: true
    explanation: page.step.staffText

    Notice {
        kind: page.step.allReady ? "good" : "attention"
        text: page.step.resultText
    }

    Notice {
        visible: text !== ""
        kind: page.step.printProblem ? "wrong" : page.step.printing ? "info" : "good"
        text: page.step.printText
    }

    Repeater {
        model: SteadyList {
            values: page.step.devices
        }

        delegate: Card {
            id: device

            required property var modelData

            RowLayout {
                spacing: Theme.gap

                Mark {
                    kind: device.modelData.ready ? "pass" : "fail"
                    colour: device.modelData.ready ? Theme.good : Theme.wrong
                    Layout.alignment: Qt.AlignTop
                    Layout.preferredWidth: Math.round(1.35 * Theme.body)
                    Layout.preferredHeight: Math.round(1.35 * Theme.body)
                }

                Words {
                    text: device.modelData.title
                    font.bold: true
                    Layout.fillWidth: true
                }
            }

            Words {
                visible: text !== ""
                text: device.modelData.remedy
                Layout.fillWidth: true
            }

            Words {
                visible: text !== ""
                text: device.modelData.testText
                color: device.modelData.testPassed ? Theme.good : Theme.text
                Layout.fillWidth: true
            }

            Words {
                text: [device.modelData.id, device.modelData.problem].filter(part => part).join(" · ")
                font.pixelSize: Theme.caption
                color: Theme.secondary
                Layout.fillWidth: true
            }
        }
    }

    Item {
        Layout.fillHeight: true
    }

    below: QuietButton {
        text: qsTr("打印报告")
        mark: "print"
        enabled: page.step.canPrint
        font.pixelSize: Theme.lead
        implicitHeight: Theme.primary
        Layout.fillWidth: true
        onActivated: page.step.printReport()
    }
}
