import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls

// A mobile number: shown in groups of 3-4-4 as people say it, typed on the pad. A masked number on file stays until
// the first key; then a new one begins.
ColumnLayout {
    id: entry

    property string value
    property bool masked: false
    property int maxLength
    property bool hasFiled: false  // there is a number on file to go back to

    signal edited(string value)
    signal filedWanted

    function grouped(digits) {
        return (digits.slice(0, 3) + " " + digits.slice(3, 7) + " " + digits.slice(7)).trim();
    }

    spacing: Theme.gap

    Rectangle {
        implicitHeight: Math.max(Theme.row, shownNumber.implicitHeight + 2 * Theme.gap)
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.controlLine
        border.width: Theme.outline
        Layout.fillWidth: true
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("手机号 %1").arg(shownNumber.text)

        Words {
            id: shownNumber
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: Theme.space
            anchors.verticalCenter: parent.verticalCenter
            text: entry.value === "" ? qsTr("请按下面的数字键") : entry.grouped(entry.value)
            font.pixelSize: entry.value === "" ? Theme.body : Theme.title
            color: entry.value === "" ? Theme.secondary : Theme.text
        }
    }

    QuietButton {
        visible: entry.hasFiled
        text: qsTr("用原来的号码")
        onActivated: entry.filedWanted()
        Layout.fillWidth: true
    }

    DigitsPad {
        Layout.fillWidth: true
        onDigit: digit => {
            const before = entry.masked ? "" : entry.value;
            if (before.length < entry.maxLength)
                entry.edited(before + digit);
        }
        onErase: entry.edited(entry.masked ? "" : entry.value.slice(0, -1))
        onClear: entry.edited("")
    }
}
