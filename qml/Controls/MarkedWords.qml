import QtQuick
import Doorstep.Theme

// A word with a mark before it, together in the middle.
Item {
    id: marked

    property string mark: ""
    property alias text: words.text
    property alias font: words.font
    property alias colour: words.color
    property color paper: Theme.card
    readonly property real markRoom: marked.mark !== "" ? words.font.pixelSize + Theme.tiny : 0

    implicitWidth: marked.markRoom + words.implicitWidth
    implicitHeight: words.implicitHeight

    Mark {
        x: words.x - marked.markRoom
        anchors.verticalCenter: words.verticalCenter
        kind: marked.mark
        colour: marked.colour
        paper: marked.paper
        width: words.font.pixelSize
        height: words.font.pixelSize
    }

    Words {
        id: words
        x: marked.markRoom + Math.round((marked.width - marked.markRoom - width) / 2)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(Math.ceil(implicitWidth), marked.width - marked.markRoom)
        horizontalAlignment: Text.AlignHCenter
    }
}
