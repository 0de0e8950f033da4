import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls

// The portrait on the chip of an ID card, in its own shape (102 by 126 pixels); where nothing can unpack it, it says so.
Rectangle {
    id: portrait

    property var picture // QImage
    readonly property bool known: view.hasFrame

    implicitWidth: 4 * Theme.caption + 2 * Theme.gap // room for the words
    implicitHeight: Math.round(portrait.implicitWidth * 126 / 102)
    color: Theme.ground
    border.width: Theme.hair
    border.color: Theme.line
    Layout.alignment: Qt.AlignTop
    Accessible.role: Accessible.Graphic
    Accessible.name: portrait.known ? qsTr("身份证上的照片") : qsTr("没有照片")

    FrameView {
        id: view
        anchors.fill: parent
        anchors.margins: Theme.hair
        mirrored: false
        frame: portrait.picture // qmllint disable type
    }

    Words {
        visible: !portrait.known
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gap
        text: qsTr("没有照片")
        font.pixelSize: Theme.caption
        color: Theme.secondary
        horizontalAlignment: Text.AlignHCenter
    }
}
