import QtQuick
import QtQuick.Layouts
import Doorstep.Theme

// One condition and whether it is met: a sign, a word and a colour; then why, what to do, where, and the law.
Card {
    id: card

    property string title
    property string result: "unknown"  // pass, fail, unknown
    property string reason
    property string remedy
    property string where
    property string law
    property string phone

    readonly property color colour: card.result === "pass" ? Theme.good : card.result === "fail" ? Theme.wrong : Theme.attention
    readonly property string word: card.result === "pass" ? qsTr("符合") : card.result === "fail" ? qsTr("不符合") : qsTr("暂时查不到")

    Accessible.role: Accessible.Grouping
    Accessible.name: card.word + "：" + card.title

    component Line: Item {
        id: line

        property string label
        property alias text: value.text

        visible: value.text !== ""
        implicitHeight: Math.max(labelWords.height, value.height)
        Layout.fillWidth: true

        Words {
            id: labelWords
            width: Math.round(0.2 * line.width)
            text: line.label
            color: Theme.secondary
        }

        Words {
            id: value
            x: labelWords.width + Theme.gap
            width: line.width - x
        }
    }

    RowLayout {
        spacing: Theme.gap

        Mark {
            kind: card.result
            colour: card.colour
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: Math.round(1.35 * Theme.lead)
            Layout.preferredHeight: Math.round(1.35 * Theme.lead)
        }

        ColumnLayout {
            spacing: Theme.tiny

            Words {
                text: card.title
                font.pixelSize: Theme.lead
                font.bold: true
                Layout.fillWidth: true
            }

            Words {
                text: card.word
                color: card.colour
                font.bold: true
                Layout.fillWidth: true
            }
        }
    }

    Words {
        visible: text !== ""
        text: card.reason
        Layout.fillWidth: true
    }

    Line {
        label: qsTr("怎么办")
        text: card.remedy
    }

    Line {
        label: qsTr("去哪里")
        text: card.where
    }

    Line {
        label: qsTr("电话")
        text: card.phone
    }

    Words {
        visible: text !== ""
        text: card.law
        font.pixelSize: Theme.caption
        color: Theme.secondary
        Layout.fillWidth: true
    }
}
