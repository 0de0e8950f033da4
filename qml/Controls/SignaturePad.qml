import QtQuick
import QtQuick.Layouts
import Doorstep.Controls
import Doorstep.Theme

// Paper with a line to sign on, and a way to start again.
ColumnLayout {
    id: pad

    readonly property bool empty: ink.empty
    readonly property real aspect: paper.width / Math.max(1, paper.height)
    property string prompt: qsTr("请用手指在这里签上您的名字")

    // After each stroke: everything written so far, as lists of {x, y, t} in 0..1 and milliseconds.
    signal written(var strokes, real aspect)
    signal cleared

    spacing: Theme.gap

    Rectangle {
        id: paper
        implicitHeight: Theme.mm(70)
        color: Theme.card
        radius: Theme.radius
        border.color: Theme.controlLine
        border.width: Theme.outline
        Layout.fillWidth: true
        Accessible.role: Accessible.Canvas
        Accessible.name: pad.prompt

        Words {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.space
            visible: ink.empty
            text: pad.prompt
            color: Theme.secondary
            horizontalAlignment: Text.AlignHCenter
        }

        Rectangle {
            x: Theme.space
            y: Math.round(parent.height * 0.8)
            width: parent.width - 2 * Theme.space
            height: Theme.hair
            color: Theme.controlLine
        }

        Ink {
            id: ink
            objectName: "ink"
            anchors.fill: parent
            anchors.margins: Theme.outline
            colour: Theme.text
            thickness: Theme.mm(1.1)
            onStrokeFinished: pad.written(ink.strokes, pad.aspect)
        }
    }

    QuietButton {
        text: qsTr("清除重签")
        enabled: !ink.empty
        Layout.alignment: Qt.AlignRight
        onActivated: {
            ink.clear();
            pad.cleared();
        }
    }
}
