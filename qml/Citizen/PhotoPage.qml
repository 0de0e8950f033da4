import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// The licence photo: a mirror with one piece of advice at a time; then the picture itself, to use or to take again.
StepPage {
    id: page

    required property PhotoStep step
    readonly property var advice: page.step.advice

    shown: page.step
    showsOwnWork: !page.step.hasTaken

    Notice {
        kind: page.step.hasTaken || page.step.good ? "good" : page.step.live ? "attention" : "info"
        text: page.step.state === Step.Working ? page.step.activity : page.step.hasTaken ? qsTr("拍好了。满意就用这张，不满意可以重拍。")
            : page.step.good ? qsTr("很好，保持不动，马上拍") : page.advice.length > 0 ? page.advice[0] : qsTr("请看镜头")
    }

    Item {
        id: mirror

        // The licence photo's own shape: 260 by 378 pixels.
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
            border.color: page.step.good || page.step.hasTaken ? Theme.good : Theme.controlLine
            Accessible.role: Accessible.Graphic
            Accessible.name: page.step.hasTaken ? qsTr("拍好的照片") : qsTr("镜头里的您")

            LineArt {
                anchors.centerIn: parent
                width: parent.width * 0.6
                height: width
                visible: !page.step.live && !page.step.hasTaken
                source: Qt.resolvedUrl("pictures/look-here.svg")
                ink: Theme.text
                accent: Theme.action
                paper: Theme.card
            }

            FrameView {
                anchors.fill: parent
                anchors.margins: 2 * Theme.outline
                visible: page.step.live && !page.step.hasTaken
                frame: page.step.preview // qmllint disable type
            }

            FrameView {
                anchors.fill: parent
                anchors.margins: 2 * Theme.outline
                visible: page.step.hasTaken
                mirrored: false
                frame: page.step.taken // qmllint disable type
            }

            // Where the head belongs: hair a little below the upper edge, chin at two thirds. It goes once the picture is
            // good: what is taken is cut around the head, wherever that is within the limits.
            LineArt {
                visible: page.step.live && !page.step.hasTaken && !page.step.good
                anchors.horizontalCenter: parent.horizontalCenter
                y: Math.round(parent.height * 0.03)
                width: parent.width
                height: Math.round(parent.height * 0.64)
                source: Qt.resolvedUrl("pictures/head-here.svg")
                accent: page.step.good ? Theme.good : Theme.action
                paper: "#FFFFFF"
            }
        }
    }

    Words {
        visible: !page.step.hasTaken && page.advice.length > 1
        text: page.advice.slice(1).join(" · ")
        color: Theme.secondary
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }

    below: QuietButton {
        visible: page.step.live || page.step.hasTaken
        text: page.step.hasTaken ? qsTr("重拍一张") : qsTr("现在就拍")
        enabled: page.step.hasTaken || page.step.good // a picture that would be refused is not taken
        font.pixelSize: Theme.lead
        implicitHeight: Theme.primary
        Layout.fillWidth: true
        onActivated: page.step.hasTaken ? page.step.retake() : page.step.capture()
    }
}
