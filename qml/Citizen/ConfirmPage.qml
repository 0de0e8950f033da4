import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// Everything once more before it counts: what will be applied for, what one declares, what it costs; then sign.
StepPage {
    id: page

    required property ConfirmStep step

    shown: page.step

    Card {
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

        QuietButton {
            visible: page.step.canReveal
            text: qsTr("看一看完整地址")
            onActivated: page.step.reveal()
            Layout.fillWidth: true
        }

        InfoRow {
            visible: page.step.feeText !== ""
            label: qsTr("费用")
            value: page.step.feeText
            strong: true
        }
    }

    Card {
        visible: page.step.declarations.length > 0

        Words {
            text: qsTr("签名就表示您确认")
            font.bold: true
            Layout.fillWidth: true
        }

        Repeater {
            model: SteadyList {
                values: page.step.declarations // qmllint disable type
            }

            delegate: RowLayout {
                id: declaration

                required property int index
                required property string modelData
                spacing: Theme.gap

                Words {
                    text: declaration.index + 1 + "."
                    color: Theme.secondary
                    Layout.alignment: Qt.AlignTop
                }

                Words {
                    text: declaration.modelData
                    Layout.fillWidth: true
                }
            }
        }
    }

    Item {
        Layout.fillHeight: true
    }

    below: SignaturePad {
        Layout.fillWidth: true
        onWritten: (strokes, aspect) => page.step.setSignature(strokes, aspect)
        onCleared: page.step.clearSignature()
    }
}
