import QtQuick
import QtQuick.Layouts
import Doorstep.Theme

// One thing to choose from a list: a title, a line of explanation, and the verb of what a touch does.
// Not available: the reason stands in its place, and a touch does nothing.
PressButton {
    id: row

    property string summary: ""
    property string verb: ""
    property bool warns: false  // the summary is a warning
    property bool radio: false  // one of several: shows a ring, filled when checked

    implicitHeight: Math.max(Theme.row, row.implicitContentHeight + row.topPadding + row.bottomPadding)
    topPadding: Theme.gap
    bottomPadding: Theme.gap
    checkable: false
    Layout.fillWidth: true
    Accessible.role: row.radio ? Accessible.RadioButton : Accessible.Button
    Accessible.description: row.summary
    Accessible.checked: row.checked

    contentItem: RowLayout {
        spacing: Theme.space

        Rectangle {
            visible: row.radio
            implicitWidth: Math.round(1.1 * Theme.body)
            implicitHeight: implicitWidth
            radius: implicitWidth / 2
            color: Theme.card
            border.color: row.checked ? Theme.action : Theme.controlLine
            border.width: 2 * Theme.outline

            Rectangle {
                anchors.centerIn: parent
                visible: row.checked
                width: Math.round(parent.width * 0.5)
                height: width
                radius: width / 2
                color: Theme.action
            }
        }

        ColumnLayout {
            spacing: Theme.tiny

            Words {
                text: row.text
                font.pixelSize: row.radio ? Theme.body : Theme.lead
                font.bold: !row.radio || row.checked
                color: row.enabled ? Theme.text : Theme.secondary
                Layout.fillWidth: true
            }

            Words {
                visible: row.summary !== ""
                text: row.summary
                color: row.warns ? Theme.attention : Theme.secondary
                Layout.fillWidth: true
            }
        }

        Words {
            visible: row.verb !== "" && row.enabled
            text: row.verb
            font.bold: true
            color: row.down ? Theme.actionPressed : Theme.action
            Layout.maximumWidth: row.availableWidth * 0.4
        }

        Mark {
            visible: !row.radio && row.enabled
            kind: "next"
            colour: Theme.action
            Layout.preferredWidth: Theme.body
            Layout.preferredHeight: Theme.body
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: !row.enabled ? Theme.ground : row.down || row.checked ? Theme.actionTint : Theme.card
        border.color: row.checked ? Theme.action : row.enabled ? Theme.controlLine : Theme.line
        border.width: row.checked ? 2 * Theme.outline : Theme.outline
    }
}
