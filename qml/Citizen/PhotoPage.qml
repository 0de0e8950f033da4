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

    Mirror {
        live: page.step.live
        good: page.step.good
        preview: page.step.preview // qmllint disable type
        hasTaken: page.step.hasTaken
        taken: page.step.taken // qmllint disable type
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
