import QtQuick
import QtQuick.Templates as T
import Doorstep.Theme

// A small button for a mouse.
T.Button {
    id: button

    implicitWidth: implicitContentWidth + 20
    implicitHeight: implicitContentHeight + 10
    horizontalPadding: 10
    verticalPadding: 5
    font.family: Theme.family
    font.pixelSize: 13
    Accessible.name: button.text

    contentItem: Text {
        text: button.text
        font: button.font
        textFormat: Text.PlainText
        color: button.enabled ? "#0A4DA2" : "#7A8899"
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
    }

    background: Rectangle {
        radius: 4
        color: button.down ? "#E8F0FA" : "#FFFFFF"
        border.color: button.visualFocus ? "#8A4B08" : "#7A8899"
    }
}
