import QtQuick
import Doorstep.Theme

// The one action of a page.
PressButton {
    id: button

    implicitHeight: Math.max(Theme.primary, button.implicitContentHeight + button.topPadding + button.bottomPadding)
    font.pixelSize: Theme.lead
    font.bold: true

    contentItem: Words {
        text: button.text
        font: button.font
        color: button.enabled ? Theme.actionText : Theme.offText
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }

    background: Rectangle {
        radius: Theme.radius
        color: !button.enabled ? Theme.off : button.down ? Theme.actionPressed : Theme.action
    }
}
