import QtQuick
import Doorstep.Theme

// A quiet action inside a text: looks like a link, is as large as a button.
PressButton {
    id: button

    leftPadding: 0

    contentItem: Words {
        text: button.text
        font: button.font
        color: button.down ? Theme.actionPressed : Theme.action
        verticalAlignment: Text.AlignVCenter

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.contentWidth
            height: Theme.hair
            color: parent.color
        }
    }
}
