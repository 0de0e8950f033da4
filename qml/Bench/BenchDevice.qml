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

            // Placed by hand: a layout keeps the old height of a Flow that the window's width changes.
            delegate: Item {
                id: row

                required property var modelData
                // A hall full of people must not hide the other devices.
                readonly property int few: 8
                readonly property bool folds: modelData.buttons.length > few + 1
                property bool unfolded: false
                readonly property string foldText: {
                    const english = card.bench.english; // qmllint disable unqualified
                    return row.unfolded ? (english ? "fewer" : "收起") : (english ? "%1 more…" : "还有 %1 个……").arg(row.modelData.buttons.length - row.few);
                }
                implicitHeight: Math.max(label.visible ? label.y + label.height : 0, flow.height)
                Layout.fillWidth: true

                Line {
                    id: label
                    y: 4
                    width: 170
                    text: row.modelData.text
                    visible: text !== ""
                }

                Flow {
                    id: flow
                    x: label.visible ? label.width + 8 : 0
                    width: row.width - x
                    spacing: 6

                    Repeater {
                        model: row.folds && !row.unfolded ? row.modelData.buttons.slice(0, row.few) : row.modelData.buttons

                        delegate: BenchButton {
                            required property var modelData
                            text: modelData.text
                            Accessible.description: row.modelData.text // qmllint disable unqualified
                            onClicked: card.bench.command(card.deviceId, modelData.line) // qmllint disable unqualified
                        }
                    }

                    BenchButton {
                        visible: row.folds
                        text: row.foldText
                        onClicked: row.unfolded = !row.unfolded
                    }
                }
            }
        }
    }
}
