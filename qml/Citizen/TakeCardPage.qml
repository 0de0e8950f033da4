import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// Waits for the card to be taken, and insists, aloud too: people walk off without it.
StepPage {
    id: page

    required property TakeCardStep step
    readonly property int insistence: page.step.insistence
    readonly property bool insists: page.insistence > 0

    function callOut() {
        page.speaker?.say(page.heading, page.kiosk.english);
    }

    shown: page.step
    showsOwnWork: true
    onInsistenceChanged: page.callOut()
    onHeadingChanged: page.callOut()

    Item {
        Layout.fillHeight: true
    }

    Rectangle {
        radius: Theme.radius
        // The ground changes with every reminder, slowly enough for nobody to be harmed by it.
        color: page.insistence % 2 === 1 ? Theme.attentionTint : Theme.card
        border.color: page.insists ? Theme.attention : Theme.line
        border.width: page.insists ? 3 * Theme.outline : Theme.hair
        implicitHeight: Theme.mm(250)
        Layout.fillWidth: true

        LineArt {
            anchors.fill: parent
            anchors.margins: Theme.wide
            source: Qt.resolvedUrl("pictures/take-card.svg")
            ink: Theme.text
            accent: page.insists ? Theme.attention : Theme.action
            paper: parent.color
        }
    }

    Notice {
        visible: page.insists
        kind: "attention"
        text: qsTr("身份证还在读卡区，请取走再离开。")
    }

    Item {
        Layout.fillHeight: true
    }
}
