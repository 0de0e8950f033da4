import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// Something did not work: what to do first, and a person to call. The code in small type is for staff.
Item {
    id: view

    required property Step step
    required property Kiosk kiosk

    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space

        Mark {
            // Never the sign for "failed": what the platform did may still be unknown.
            kind: "attention"
            colour: Theme.attention
            paper: Theme.ground
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: Theme.mm(26)
            Layout.preferredHeight: Theme.mm(26)
        }

        Words {
            text: view.step.problemHint ? qsTr("差一点就好") : qsTr("这一步先停在这里")
            font.bold: true
            font.pixelSize: Theme.lead
            color: Theme.attention
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }

        Words {
            text: view.step.problemText
            font.pixelSize: Theme.title
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }

        QuietButton {
            visible: !view.kiosk.guideCalled
            text: qsTr("请导办员来帮忙")
            mark: "guide"
            font.pixelSize: Theme.lead
            implicitHeight: Theme.primary
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.space
            onActivated: view.kiosk.callGuide()
        }

        Words {
            visible: view.step.problemCode !== ""
            text: qsTr("工作人员看：%1").arg(view.step.problemCode)
            font.pixelSize: Theme.caption
            color: Theme.secondary
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }
}
