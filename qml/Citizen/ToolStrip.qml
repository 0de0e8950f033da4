import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// On every page in the same place, within reach: help, language, text size, contrast, a person, the
// way out.
RowLayout {
    id: strip

    required property Kiosk kiosk

    signal helpWanted

    spacing: Theme.targetGap

    component Tool: PressButton {
        id: tool

        property string mark
        readonly property color surface: tool.down || tool.checked ? Theme.actionTint : Theme.card

        leftPadding: Theme.tiny
        rightPadding: Theme.tiny
        topPadding: Theme.mm(2.5)
        font.pixelSize: Theme.caption
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        Accessible.checkable: tool.checkable
        Accessible.checked: tool.checked

        contentItem: ColumnLayout {
            spacing: Theme.tiny

            Mark {
                kind: tool.mark
                colour: Theme.action
                paper: tool.surface
                Layout.alignment: Qt.AlignHCenter | Qt.AlignTop
                Layout.preferredWidth: Theme.mm(9)
                Layout.preferredHeight: Theme.mm(9)
            }

            Words {
                text: tool.text
                font: tool.font
                color: Theme.action
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }

        background: Rectangle {
            radius: Theme.radius
            color: tool.surface
            border.color: tool.checked ? Theme.action : Theme.controlLine
            border.width: tool.checked ? 2 * Theme.outline : Theme.hair
        }
    }

    Tool {
        text: qsTr("帮助")
        mark: "help"
        onActivated: strip.helpWanted()
    }

    Tool {
        // Always in the other language: who needs it cannot read this one.
        text: strip.kiosk.english ? "中文" : "English"
        mark: "language"
        onActivated: strip.kiosk.english = !strip.kiosk.english
    }

    Tool {
        text: strip.kiosk.largeText ? qsTr("标准字") : qsTr("大字")
        mark: "letters"
        checked: strip.kiosk.largeText
        onActivated: strip.kiosk.largeText = !strip.kiosk.largeText
    }

    Tool {
        text: strip.kiosk.highContrast ? qsTr("标准颜色") : qsTr("黑底亮字")
        mark: "contrast"
        checked: strip.kiosk.highContrast
        onActivated: strip.kiosk.highContrast = !strip.kiosk.highContrast
    }

    Tool {
        text: strip.kiosk.guideCalled ? qsTr("不用来了") : qsTr("叫导办员")
        mark: "guide"
        checked: strip.kiosk.guideCalled
        onActivated: strip.kiosk.guideCalled ? strip.kiosk.cancelGuide() : strip.kiosk.callGuide()
    }

    Tool {
        visible: strip.kiosk.inVisit
        text: qsTr("结束办理")
        mark: "exit"
        onActivated: strip.kiosk.endVisit()
    }
}
