import QtQuick
import QtQuick.Layouts
import Doorstep.Bench
import Doorstep.Theme

// One simulated device: what it is like, and a row for everything that can be done to it.
Rectangle {
    id: card

    required property BenchModel bench
    required property var modelData
    readonly property string deviceId: modelData.id
    readonly property var condition: bench.states[deviceId] ?? ({
            text: "",
            plugged: false
        })

    implicitHeight: column.implicitHeight + 24
    color: "#FFFFFF"
    border.color: "#D5DCE5"
    radius: 6
    Layout.fillWidth: true

    component Line: Text {
        font.family: Theme.family
        font.pixelSize: 13
        color: "#4A5868"
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
    }

    ColumnLayout {
        id: column
        anchors.fill: parent
        anchors.margins: 12
        spacing: 6

        Line {
            text: card.modelData.title + "  " + card.deviceId
            font.pixelSize: 15
            font.bold: true
            color: "#16202C"
            Layout.fillWidth: true
        }

        Line {
            text: card.condition.text
            font.bold: true
            color: card.condition.plugged ? "#13693B" : "#A61B12"
            Layout.fillWidth: true
        }

        Repeater {
            model: card.modelData.rows

            delegate: RowLayout {
                id: row

                required property var modelData
                spacing: 8

                Line {
                    text: row.modelData.text
                    visible: text !== ""
                    Layout.preferredWidth: 170
                    Layout.alignment: Qt.AlignTop
                    Layout.topMargin: 4
                }

                Flow {
                    spacing: 6
                    Layout.fillWidth: true

                    Repeater {
                        model: row.modelData.buttons

                        delegate: BenchButton {
                            required property var modelData
                            text: modelData.text
                            Accessible.description: row.modelData.text // qmllint disable unqualified
                            onClicked: card.bench.command(card.deviceId, modelData.line) // qmllint disable unqualified
                        }
                    }
                }
            }
        }
    }
}
