import QtQuick
import QtQuick.Layouts
import Doorstep.Controls
import Doorstep.Theme

// A QR code with the words that say what it is for. `side` is the code's width on the glass.
ColumnLayout {
    id: panel

    property alias content: code.content
    property string text
    property string name: panel.text  // what a screen reader calls the picture
    property real side: Theme.mm(110)

    spacing: Theme.gap
    visible: code.valid

    Rectangle {
        implicitWidth: panel.side
        implicitHeight: panel.side
        color: "#FFFFFF"
        border.color: Theme.line
        border.width: Theme.hair
        Layout.alignment: Qt.AlignHCenter
        Accessible.role: Accessible.Graphic
        Accessible.name: panel.name

        QrCode {
            id: code
            anchors.fill: parent
            anchors.margins: Theme.hair
        }
    }

    Words {
        text: panel.text
        visible: text !== ""
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
        Layout.maximumWidth: Math.max(panel.side, Theme.mm(90))
        Layout.alignment: Qt.AlignHCenter
    }
}
