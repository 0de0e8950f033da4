import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// This station cannot serve now: where to go instead; below, in small type, what staff need to know.
StepPage {
    id: page

    required property OutOfServiceStep step

    shown: page.step
    heading: ""

    Item {
        Layout.fillHeight: true
    }

    Mark {
        kind: "attention"
        colour: Theme.attention
        paper: Theme.ground
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredWidth: Theme.mm(40)
        Layout.preferredHeight: Theme.mm(40)
    }

    Words {
        text: page.step.title
        font.pixelSize: Theme.display
        font.bold: true
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
        Layout.topMargin: Theme.space
    }

    Words {
        visible: text !== ""
        text: page.step.reasonText
        font.pixelSize: Theme.lead
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }

    Words {
        visible: page.kiosk.stationPhone !== ""
        text: qsTr("电话：%1").arg(page.kiosk.stationPhone)
        font.pixelSize: Theme.lead
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }

    Item {
        Layout.fillHeight: true
    }

    // Scrolls with the rest: a broken configuration may have many faults.
    Card {
        visible: page.step.staffText !== "" || page.step.faults.length > 0

        Words {
            text: qsTr("工作人员看")
            font.pixelSize: Theme.caption
            font.bold: true
            color: Theme.secondary
            Layout.fillWidth: true
        }

        Words {
            visible: text !== ""
            text: page.step.staffText
            font.pixelSize: Theme.caption
            Layout.fillWidth: true
        }

        Repeater {
            model: SteadyList {
                values: page.step.faults // qmllint disable type
            }

            delegate: Words {
                required property string modelData
                text: "• " + modelData
                font.pixelSize: Theme.caption
                Layout.fillWidth: true
            }
        }
    }
}
