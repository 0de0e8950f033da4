import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// The materials: what is on file already, what is made here, and what one has to bring.
StepPage {
    id: page

    required property MaterialsStep step

    shown: page.step

    Repeater {
        model: SteadyList {
            values: page.step.materials
        }

        delegate: Card {
            id: material

            required property var modelData
            readonly property string state: modelData.state
            readonly property color colour: state === "held" ? Theme.good : state === "capture" ? Theme.action : Theme.attention

            RowLayout {
                spacing: Theme.gap

                Mark {
                    kind: material.state === "held" ? "pass" : material.state === "capture" ? "info" : "attention"
                    colour: material.colour
                    Layout.alignment: Qt.AlignTop
                    Layout.preferredWidth: Math.round(1.35 * Theme.lead)
                    Layout.preferredHeight: Math.round(1.35 * Theme.lead)
                }

                ColumnLayout {
                    spacing: Theme.tiny

                    Words {
                        text: material.modelData.title
                        font.pixelSize: Theme.lead
                        font.bold: true
                        Layout.fillWidth: true
                    }

                    Words {
                        text: material.state === "held" ? qsTr("已经有了，不用再交") : material.state === "capture" ? qsTr("下一步在这里办") : qsTr("需要您准备")
                        font.bold: true
                        color: material.colour
                        Layout.fillWidth: true
                    }

                    Words {
                        visible: text !== ""
                        text: material.modelData.text
                        Layout.fillWidth: true
                    }
                }
            }
        }
    }

    Item {
        Layout.fillHeight: true
    }
}
