import QtQuick
import QtQuick.Layouts
import Doorstep.Bench
import Doorstep.Theme

// The bench's window: the devices one under the other, the last slip as it came out of the printer.
Rectangle {
    id: screen

    required property BenchModel bench

    color: "#F3F6FA"

    component Heading: Text {
        font.family: Theme.family
        font.pixelSize: 18
        font.bold: true
        color: "#16202C"
    }

    Flickable {
        anchors.fill: parent
        contentHeight: column.implicitHeight + 32
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        ColumnLayout {
            id: column
            x: 16
            y: 16
            width: parent.width - 32
            spacing: 12

            RowLayout {
                Heading {
                    text: screen.bench.english ? "Device bench" : "设备台"
                    Layout.fillWidth: true
                }

                BenchButton {
                    visible: screen.bench.canPay
                    text: screen.bench.english ? "Pay what is due" : "替付款人付钱"
                    onClicked: screen.bench.pay()
                }

                BenchButton {
                    text: screen.bench.english ? "中文" : "English"
                    onClicked: screen.bench.english = !screen.bench.english
                }
            }

            RowLayout {
                visible: screen.bench.canShowBadge

                BenchButton {
                    text: screen.bench.english ? "Show a guide's badge" : "出示导办员的工作证"
                    onClicked: screen.bench.showBadge("guide")
                }

                BenchButton {
                    text: screen.bench.english ? "Show an administrator's badge" : "出示管理员的工作证"
                    onClicked: screen.bench.showBadge("administrator")
                }
            }

            Text {
                visible: text !== ""
                text: screen.bench.message
                font.family: Theme.family
                font.pixelSize: 13
                color: "#A61B12"
                textFormat: Text.PlainText
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }

            Repeater {
                model: screen.bench.devices

                delegate: BenchDevice {
                    bench: screen.bench // qmllint disable unqualified
                }
            }

            Heading {
                visible: paper.visible
                text: screen.bench.english ? "Last slip" : "最近一张小票"
            }

            Rectangle {
                id: paper
                visible: screen.bench.slip !== ""
                implicitWidth: slip.implicitWidth + 32
                implicitHeight: slip.implicitHeight + 32
                color: "#FFFEF8"
                border.color: "#D5DCE5"

                Text {
                    id: slip
                    x: 16
                    y: 16
                    text: screen.bench.slip
                    font.family: Theme.typewriter
                    font.pixelSize: 13
                    color: "#16202C"
                    textFormat: Text.PlainText
                }
            }
        }
    }
}
