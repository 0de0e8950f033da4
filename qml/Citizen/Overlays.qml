import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// What stops everything else: the card was lifted, or nobody has touched the screen for a while. The rest of the
// face is covered, so that personal data are harder to read for whoever walks by.
Rectangle {
    id: overlays

    required property Kiosk kiosk
    property real columnWidth
    property real bottomMargin
    readonly property bool cardMissing: overlays.kiosk.cardMissing
    readonly property bool modal: true

    visible: overlays.cardMissing || overlays.kiosk.warning
    color: Theme.scrim

    MouseArea {
        anchors.fill: parent
    }

    Card {
        width: overlays.columnWidth
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: overlays.bottomMargin
        padding: Theme.wide
        spacing: Theme.space

        LineArt {
            visible: overlays.cardMissing
            source: Qt.resolvedUrl("pictures/put-card.svg")
            ink: Theme.text
            accent: Theme.action
            paper: Theme.card
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.mm(110)
        }

        Words {
            text: overlays.cardMissing ? qsTr("请把身份证放回读卡区") : qsTr("您还在吗？")
            font.pixelSize: Theme.display
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }

        Words {
            text: overlays.kiosk.secondsLeft
            font.pixelSize: 2 * Theme.display
            font.bold: true
            color: Theme.attention
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }

        Words {
            text: overlays.cardMissing ? qsTr("%n 秒内放回来就能接着办，填过的都还在。", "", overlays.kiosk.secondsLeft)
                : qsTr("%n 秒后自动结束，屏幕上的个人信息会清掉。", "", overlays.kiosk.secondsLeft)
            font.pixelSize: Theme.lead
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }

        Words {
            visible: !overlays.cardMissing && text !== ""
            text: overlays.kiosk.warningText
            font.pixelSize: Theme.lead
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }

        Notice {
            visible: overlays.kiosk.guideCalled
            text: overlays.kiosk.guideText
        }

        PrimaryButton {
            visible: !overlays.cardMissing && overlays.kiosk.extensionsLeft > 0
            text: qsTr("继续办理")
            implicitHeight: Theme.mm(34)
            font.pixelSize: Theme.title
            onActivated: overlays.kiosk.extend()
            Layout.fillWidth: true
            Layout.topMargin: Theme.space
        }

        LookSwitches {
            kiosk: overlays.kiosk
            Layout.fillWidth: true
        }

        RowLayout {
            spacing: Theme.targetGap

            QuietButton {
                text: qsTr("叫导办员")
                mark: "guide"
                enabled: !overlays.kiosk.guideCalled
                implicitHeight: Theme.primary
                font.pixelSize: Theme.lead
                onActivated: overlays.kiosk.callGuide()
                Layout.fillWidth: true
            }

            QuietButton {
                text: qsTr("不办了，结束")
                implicitHeight: Theme.primary
                font.pixelSize: Theme.lead
                onActivated: overlays.kiosk.endVisit()
                Layout.fillWidth: true
            }
        }
    }
}
