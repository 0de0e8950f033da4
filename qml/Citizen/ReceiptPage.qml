import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// Done: the number, what happens next and by when; on paper and into the phone. Or how far an earlier application is.
StepPage {
    id: page

    required property ReceiptStep step

    shown: page.step

    Notice {
        visible: page.step.promiseText !== ""
        kind: page.step.looking ? "info" : "good"
        text: page.step.promiseText
    }

    Card {
        InfoRow {
            label: qsTr("受理号")
            value: page.step.applicationNumber
            strong: true
        }

        Repeater {
            model: SteadyList {
                values: page.step.lines
            }

            delegate: InfoRow {
                required property var modelData
                label: modelData.label
                value: modelData.value
            }
        }
    }

    Item {
        Layout.fillHeight: true
    }

    below: Card {
        RowLayout {
            spacing: Theme.space

            QrPanel {
                side: Theme.mm(75)
                name: qsTr("受理凭证的二维码")
                content: page.step.qrContent
            }

            ColumnLayout {
                spacing: Theme.gap

                Words {
                    visible: page.step.qrContent !== ""
                    text: qsTr("用手机扫一扫，随时查进度")
                    Layout.fillWidth: true
                }

                LineArt {
                    visible: page.step.printed
                    source: Qt.resolvedUrl("pictures/take-slip.svg")
                    ink: Theme.text
                    accent: Theme.action
                    paper: Theme.card
                    Layout.alignment: Qt.AlignHCenter
                    Layout.preferredWidth: Theme.mm(45)
                    Layout.preferredHeight: Theme.mm(45)
                }

                Notice {
                    visible: page.step.printing || page.step.printingSigned || page.step.printed
                    kind: page.step.printing || page.step.printingSigned ? "info" : "good"
                    text: page.step.printing ? qsTr("正在打印回执……") : page.step.printingSigned ? qsTr("正在打印申请表……") : qsTr("回执打印好了，请在出纸口取走")
                }

                QuietButton {
                    text: page.step.printed ? qsTr("再打一张") : qsTr("打印回执")
                    mark: "print"
                    enabled: !page.step.printing && !page.step.printingSigned
                    onActivated: page.step.printAgain()
                    Layout.fillWidth: true
                }

                QuietButton {
                    visible: page.step.canPrintSigned
                    text: qsTr("打印申请表")
                    mark: "print"
                    enabled: !page.step.printing && !page.step.printingSigned
                    onActivated: page.step.printSigned()
                    Layout.fillWidth: true
                }
            }
        }
    }
}
