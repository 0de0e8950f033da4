import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls

// A picture of a paper, whole: live with the outline of the page that is seen in it, the page itself, or the picture
// with four rings to drag onto the corners.
Item {
    id: view

    property var picture // QImage
    property real aspect: 4 / 3
    property bool shows: false // there is a picture
    property bool good: false
    property string name
    property var outline: [] // points, shares of the picture
    property bool drawing: false
    readonly property real wide: Math.min(width, height * aspect)

    signal cornerMoved(int index, real x, real y)

    Layout.fillWidth: true
    Layout.fillHeight: true
    Layout.minimumHeight: Theme.mm(150)

    Rectangle {
        id: paper
        anchors.centerIn: parent
        width: Math.round(view.wide)
        height: Math.round(view.wide / view.aspect)
        color: Theme.off
        border.width: Theme.outline
        border.color: view.good ? Theme.good : Theme.controlLine
        Accessible.role: Accessible.Graphic
        Accessible.name: view.name

        FrameView {
            anchors.fill: parent
            visible: view.shows
            mirrored: false
            frame: view.picture // qmllint disable type
        }

        LineArt {
            anchors.centerIn: parent
            width: Math.min(parent.width, parent.height) * 0.7
            height: width
            visible: !view.shows
            source: Qt.resolvedUrl("pictures/lay-paper.svg")
            ink: Theme.text
            accent: Theme.action
            paper: Theme.card
        }

        // qmllint disable unqualified
        // The sides, white under colour: seen on a dark desk and on white paper.
        Repeater {
            model: view.outline.length === 4 ? 8 : 0

            Rectangle {
                id: side
                required property int index
                readonly property point from: view.outline[side.index % 4]
                readonly property point to: view.outline[(side.index + 1) % 4]
                readonly property real across: (side.to.x - side.from.x) * paper.width
                readonly property real down: (side.to.y - side.from.y) * paper.height

                x: side.from.x * paper.width
                y: side.from.y * paper.height - side.height / 2
                width: Math.hypot(side.across, side.down)
                height: Theme.mm(side.index < 4 ? 2.4 : 1.4)
                color: side.index < 4 ? "#FFFFFF" : view.good ? "#13693B" : "#0A4DA2"
                transformOrigin: Item.Left
                rotation: Math.atan2(side.down, side.across) * 180 / Math.PI
                antialiasing: true
            }
        }

        Repeater {
            model: view.drawing && view.outline.length === 4 ? 4 : 0

            Item {
                id: ring
                required property int index
                readonly property point corner: view.outline[ring.index]
                readonly property list<string> names: [qsTr("左上角"), qsTr("右上角"), qsTr("右下角"), qsTr("左下角")]

                objectName: "corner" + ring.index
                x: ring.corner.x * paper.width - ring.width / 2
                y: ring.corner.y * paper.height - ring.height / 2
                width: Theme.mm(22)
                height: ring.width
                Accessible.role: Accessible.Grip
                Accessible.name: ring.names[ring.index]

                Rectangle {
                    anchors.fill: parent
                    anchors.margins: Theme.mm(2)
                    radius: width / 2
                    color: finger.pressed ? "#800A4DA2" : "#300A4DA2"
                    border.color: "#FFFFFF"
                    border.width: Theme.mm(2.4)
                }
                Rectangle {
                    anchors.fill: parent
                    anchors.margins: Theme.mm(2.6)
                    radius: width / 2
                    color: "transparent"
                    border.color: "#0A4DA2"
                    border.width: Theme.mm(1.2)
                }

                // By how far the finger moves, not to where it is: it may hold the ring where it does not hide the corner.
                MouseArea {
                    id: finger
                    property point start
                    property point held
                    anchors.fill: parent
                    preventStealing: true // the column under it does not scroll meanwhile
                    onPressed: mouse => {
                        start = ring.corner;
                        held = mapToItem(paper, mouse.x, mouse.y);
                    }
                    onPositionChanged: mouse => {
                        const now = mapToItem(paper, mouse.x, mouse.y);
                        view.cornerMoved(ring.index, start.x + (now.x - held.x) / paper.width, start.y + (now.y - held.y) / paper.height);
                    }
                }
            }
        }
        // qmllint enable unqualified
    }
}
