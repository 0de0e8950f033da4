import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls

// What the camera sees, as in a mirror, in the licence photo's own shape (260 by 378 pixels), with the place for the
// head drawn over it; or the picture that was taken.
Item {
    id: mirror

    property bool live: false
    property bool good: false
    property var preview // QImage
    property bool hasTaken: false
    property var taken // QImage
    readonly property real side: Math.min(width, height * 260 / 378)

    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.minimumHeight: Theme.mm(150)

    Rectangle {
        anchors.centerIn: parent
        width: Math.round(mirror.side)
        height: Math.round(mirror.side * 378 / 260)
        color: Theme.off
        radius: Theme.radius
        border.width: 2 * Theme.outline
        border.color: mirror.good || mirror.hasTaken ? Theme.good : Theme.controlLine
        Accessible.role: Accessible.Graphic
        Accessible.name: mirror.hasTaken ? qsTr("拍好的照片") : qsTr("镜头里的您")

        LineArt {
            anchors.centerIn: parent
            width: parent.width * 0.6
            height: width
            visible: !mirror.live && !mirror.hasTaken
            source: Qt.resolvedUrl("pictures/look-here.svg")
            ink: Theme.text
            accent: Theme.action
            paper: Theme.card
        }

        FrameView {
            anchors.fill: parent
            anchors.margins: 2 * Theme.outline
            visible: mirror.live && !mirror.hasTaken
            frame: mirror.preview // qmllint disable type
        }

        FrameView {
            anchors.fill: parent
            anchors.margins: 2 * Theme.outline
            visible: mirror.hasTaken
            mirrored: false
            frame: mirror.taken // qmllint disable type
        }

        // Where the head belongs: hair a little below the upper edge, chin at two thirds. It goes once the picture is
        // good: what is taken is cut around the head, wherever that is within the limits.
        LineArt {
            visible: mirror.live && !mirror.hasTaken && !mirror.good
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.round(parent.height * 0.03)
            width: parent.width
            height: Math.round(parent.height * 0.64)
            source: Qt.resolvedUrl("pictures/head-here.svg")
            accent: mirror.good ? Theme.good : Theme.action
            paper: "#FFFFFF"
        }
    }
}
