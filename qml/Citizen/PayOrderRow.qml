import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls

// One order: what for, to whom, how much, and how far it is.
RowLayout {
    id: row

    required property var modelData

    spacing: Theme.gap
    Layout.fillWidth: true

    Mark {
        kind: row.modelData.settled ? "pass" : "info"
        colour: row.modelData.settled ? Theme.good : Theme.action
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: Math.round(1.35 * Theme.body)
        Layout.preferredHeight: Math.round(1.35 * Theme.body)
    }

    ColumnLayout {
        spacing: 0

        InfoRow {
            label: row.modelData.item
            value: row.modelData.amountText
        }

        InfoRow {
            label: row.modelData.payee
            value: row.modelData.stateText
        }
    }
}
