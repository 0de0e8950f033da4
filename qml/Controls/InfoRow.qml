import QtQuick
import QtQuick.Layouts
import Doorstep.Theme

// A label and its value, in two columns; under one another where either would not fit on a line.
Item {
    id: row

    property string label
    property string value
    property bool strong: false
    readonly property real labelWidth: Math.round(0.34 * row.width)
    readonly property bool stacked: labelWords.implicitWidth > row.labelWidth || valueMetrics.advanceWidth > row.width - row.labelWidth - Theme.gap

    implicitHeight: grid.implicitHeight
    Layout.fillWidth: true
    Accessible.role: Accessible.StaticText
    Accessible.name: row.label + " " + row.value

    TextMetrics {
        id: valueMetrics
        font: valueWords.font
        text: row.value
    }

    GridLayout {
        id: grid
        width: row.width
        columns: row.stacked ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: 0

        Words {
            id: labelWords
            text: row.label
            color: Theme.secondary
            Layout.fillWidth: row.stacked
            Layout.preferredWidth: row.labelWidth
            Layout.alignment: Qt.AlignTop
        }

        Words {
            id: valueWords
            text: row.value
            font.bold: row.strong
            Layout.fillWidth: true
        }
    }
}
