import QtQuick
import Doorstep.Theme
import Doorstep.Controls

// What for, and how much at the right edge, so that amounts stand under one another.
Item {
    id: row

    property alias text: words.text
    property alias amount: amountWords.text

    implicitHeight: Math.max(words.height, amountWords.height)

    Words {
        id: words
        width: row.width - amountWords.width - Theme.gap
        font.bold: true
    }

    Words {
        id: amountWords
        anchors.right: parent.right
        font.bold: true
        wrapMode: Text.NoWrap
    }
}
