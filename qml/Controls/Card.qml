import QtQuick
import QtQuick.Layouts
import Doorstep.Theme

// A white sheet with a hair line around it.
Rectangle {
    id: card

    default property alias content: column.data
    property real padding: Theme.space
    property alias spacing: column.spacing

    implicitWidth: column.implicitWidth + 2 * card.padding
    implicitHeight: column.implicitHeight + 2 * card.padding
    radius: Theme.radius
    color: Theme.card
    border.color: Theme.line
    border.width: Theme.hair
    Layout.fillWidth: true

    ColumnLayout {
        id: column
        anchors.fill: parent
        anchors.margins: card.padding
        spacing: Theme.gap
    }
}
