import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls

// What the machine is doing, in words; when it takes longer than people expect, what else they can do.
Item {
    id: view

    property string title
    property string activity
    property bool slow: false

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.wide

        Words {
            text: view.activity !== "" ? view.activity : view.title
            font.pixelSize: Theme.title
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }

        Row {
            id: dots

            property int step: 0

            spacing: Theme.gap
            Layout.alignment: Qt.AlignHCenter

            Repeater {
                model: 3

                delegate: Rectangle {
                    required property int index
                    width: Theme.mm(5)
                    height: width
                    radius: width / 2
                    color: index === dots.step ? Theme.action : Theme.line // qmllint disable unqualified
                }
            }

            Timer {
                interval: 450
                repeat: true
                running: view.visible && !Theme.reducedMotion
                onTriggered: dots.step = (dots.step + 1) % 3
            }
        }

        Notice {
            visible: view.slow
            kind: "info"
            text: qsTr("比平时慢一些，还在办，请不要重复操作。您可以再等一会儿，也可以点下面的“叫导办员”。")
            Layout.fillWidth: true
        }
    }
}
