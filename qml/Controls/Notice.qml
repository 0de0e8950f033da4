import QtQuick
import QtQuick.Layouts
import Doorstep.Theme

// A sentence that must be seen: a mark, a tint and words. kind: info, attention, good, wrong.
Rectangle {
    id: notice

    property string kind: "info"
    property alias text: words.text
    readonly property color colour: ({
            info: Theme.action,
            attention: Theme.attention,
            good: Theme.good,
            wrong: Theme.wrong
        })[notice.kind]

    implicitHeight: row.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: ({
            info: Theme.actionTint,
            attention: Theme.attentionTint,
            good: Theme.goodTint,
            wrong: Theme.wrongTint
        })[notice.kind]
    border.color: Theme.highContrast ? notice.colour : "transparent"
    border.width: Theme.hair
    Layout.fillWidth: true

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.margins: Theme.gap
        anchors.leftMargin: Theme.space
        anchors.rightMargin: Theme.space
        spacing: Theme.gap

        Mark {
            kind: ({
                    info: "info",
                    attention: "attention",
                    good: "pass",
                    wrong: "fail"
                })[notice.kind]
            colour: notice.colour
            paper: notice.color
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: Math.round(1.35 * Theme.body)
            Layout.preferredHeight: Math.round(1.35 * Theme.body)
        }

        Words {
            id: words
            color: Theme.highContrast ? Theme.text : notice.colour
            Layout.fillWidth: true
        }
    }
}
