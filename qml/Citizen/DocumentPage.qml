import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// A picture of a document: live with the page's outline, taken by itself; then the page, to use, to take again, or to
// cut differently.
StepPage {
    id: page

    required property DocumentStep step
    readonly property bool looking: page.step.phase === DocumentStep.Looking
    readonly property bool showing: page.step.phase === DocumentStep.Showing
    readonly property bool drawing: page.step.phase === DocumentStep.Drawing

    shown: page.step
    explanation: page.step.about
    showsOwnWork: page.looking

    Notice {
        kind: page.step.good ? "good" : page.looking && page.step.live || page.step.troubled ? "attention" : "info"
        text: page.step.text
    }

    PaperView {
        picture: page.step.picture // qmllint disable type
        aspect: page.step.aspect
        shows: page.step.live || !page.looking
        good: page.step.good
        outline: page.step.outline
        drawing: page.drawing
        name: page.looking ? qsTr("镜头下的材料") : page.showing ? qsTr("拍好的这一页") : qsTr("拍下的整张图")
        onCornerMoved: (index, x, y) => page.step.moveCorner(index, x, y)
    }

    below: [
        QuietButton {
            visible: page.looking && page.step.live
            text: qsTr("现在就拍")
            enabled: page.step.canCapture
            font.pixelSize: Theme.lead
            implicitHeight: Theme.primary
            Layout.fillWidth: true
            onActivated: page.step.capture()
        },
        QuietButton {
            visible: page.step.canSkip
            text: qsTr("没带，先不交")
            font.pixelSize: Theme.lead
            implicitHeight: Theme.primary
            Layout.fillWidth: true
            onActivated: page.step.skip()
        },
        QuietButton {
            visible: page.step.canAdd
            text: qsTr("再拍一页")
            font.pixelSize: Theme.lead
            implicitHeight: Theme.primary
            Layout.fillWidth: true
            onActivated: page.step.addPage()
        },
        RowLayout {
            visible: page.showing
            spacing: Theme.targetGap
            Layout.fillWidth: true

            QuietButton {
                text: qsTr("重拍")
                font.pixelSize: Theme.lead
                implicitHeight: Theme.primary
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onActivated: page.step.retake()
            }
            QuietButton {
                visible: page.step.canDraw
                text: qsTr("自己裁边")
                font.pixelSize: Theme.lead
                implicitHeight: Theme.primary
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onActivated: page.step.draw()
            }
        },
        QuietButton {
            visible: page.drawing
            text: qsTr("不裁了")
            font.pixelSize: Theme.lead
            implicitHeight: Theme.primary
            Layout.fillWidth: true
            onActivated: page.step.stopDrawing()
        }
    ]
}
