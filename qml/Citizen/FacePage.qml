import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// Is the person the holder of the card: consent first, then a look into the camera; and always the other way, where a
// guide with a badge answers.
StepPage {
    id: page

    required property FaceStep step
    readonly property bool looking: page.step.phase === FaceStep.Looking

    shown: page.step
    showsOwnWork: page.looking

    Notice {
        visible: page.looking
        kind: page.step.good ? "good" : page.step.live ? "attention" : "info"
        text: page.step.state === Step.Working ? page.step.activity : page.step.good ? qsTr("很好，保持不动") : page.step.advice.length > 0 ? page.step.advice[0] : qsTr("请看镜头")
    }

    Mirror {
        visible: page.looking
        live: page.step.live
        good: page.step.good
        preview: page.step.preview // qmllint disable type
    }

    Notice {
        visible: !page.looking
        kind: page.step.phase === FaceStep.NotRecognised ? "attention" : "info"
        text: page.step.text
    }

    LineArt {
        visible: page.step.phase === FaceStep.Asking || page.step.phase === FaceStep.NotRecognised
        source: Qt.resolvedUrl("pictures/look-here.svg")
        ink: Theme.text
        accent: Theme.action
        paper: Theme.card
        Layout.preferredWidth: Theme.mm(110)
        Layout.preferredHeight: Theme.mm(110)
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.wide
    }

    CardPortrait {
        visible: page.step.phase === FaceStep.Confirming
        picture: page.step.portrait // qmllint disable type
        Layout.preferredWidth: Theme.mm(110)
        Layout.preferredHeight: Math.round(Theme.mm(110) * 126 / 102)
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.wide
    }

    Item {
        visible: !page.looking
        Layout.fillHeight: true
    }

    below: QuietButton {
        visible: page.step.staffText !== ""
        text: page.step.staffText
        font.pixelSize: Theme.lead
        implicitHeight: Theme.primary
        Layout.fillWidth: true
        onActivated: page.step.askStaff()
    }
}
