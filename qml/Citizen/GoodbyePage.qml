import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// A short farewell; then everything personal is gone and the next person is welcome.
StepPage {
    id: page

    required property GoodbyeStep step

    shown: page.step
    heading: ""

    Item {
        Layout.fillHeight: true
    }

    Mark {
        kind: "pass"
        colour: Theme.good
        paper: Theme.ground
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredWidth: Theme.mm(40)
        Layout.preferredHeight: Theme.mm(40)
    }

    Words {
        text: page.step.title
        font.pixelSize: Theme.display
        font.bold: true
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
        Layout.topMargin: Theme.space
    }

    Words {
        visible: text !== ""
        text: page.step.text
        font.pixelSize: Theme.lead
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }

    Words {
        text: qsTr("%n 秒后回到首页，您的个人信息不会留下。", "", page.step.secondsLeft)
        color: Theme.secondary
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }

    Item {
        Layout.fillHeight: true
    }
}
