import QtQuick
import QtQuick.Layouts
import Doorstep.Theme

// Keys for a number; the page keeps the number. No letters, no system keyboard.
GridLayout {
    id: pad

    signal digit(string digit)
    signal erase
    signal clear

    columns: 3
    rowSpacing: Theme.targetGap
    columnSpacing: Theme.targetGap

    component Key: QuietButton {
        guardMs: 0  // each press is a digit of its own, seen at once and easily taken back
        implicitWidth: Theme.mm(60)
        implicitHeight: Theme.mm(20)
        font.pixelSize: Theme.lead
        Layout.fillWidth: true
    }

    Repeater {
        model: 9

        delegate: Key {
            id: key

            required property int index
            text: key.index + 1
            onActivated: pad.digit(key.text) // qmllint disable unqualified
        }
    }

    Key {
        text: qsTr("全部删掉")
        font.pixelSize: Theme.body
        onActivated: pad.clear()
    }

    Key {
        text: "0"
        onActivated: pad.digit("0")
    }

    Key {
        text: qsTr("删一位")
        font.pixelSize: Theme.body
        onActivated: pad.erase()
    }
}
