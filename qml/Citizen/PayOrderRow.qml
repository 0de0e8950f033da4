import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls

// One order: what for, how much, to whom, and how far it is.
RowLayout {
    id: row

    required property var modelData
    readonly property bool settled: row.modelData.settled

    spacing: Theme.gap
    Layout.fillWidth: true

    Mark {
        kind: row.settled ? "pass" : "info"
        colour: row.settled ? Theme.good : Theme.action
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: Math.round(1.35 * Theme.body)
        Layout.preferredHeight: Math.round(1.35 * Theme.body)
    }

    ColumnLayout {
        spacing: 0

        AmountRow {
            text: row.modelData.item
            amount: row.modelData.amountText
            Layout.fillWidth: true
        }

        Words {
            text: row.modelData.payee
            color: Theme.secondary
            Layout.fillWidth: true
        }

        Words {
            text: row.modelData.stateText
            color: row.settled ? Theme.good : Theme.action
            Layout.fillWidth: true
        }
    }
}
