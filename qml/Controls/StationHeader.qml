import QtQuick
import QtQuick.Layouts
import Doorstep.Theme

// Where one is and what time it is. Everything to touch is at the bottom, within reach.
RowLayout {
    id: header

    property string station
    property string clock

    spacing: Theme.space

    Words {
        text: header.station
        font.bold: true
        Layout.fillWidth: true
    }

    Words {
        text: header.clock
        color: Theme.secondary
        horizontalAlignment: Text.AlignRight
        wrapMode: Text.NoWrap
    }
}
