import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// The welcome: what this station offers now, to be read without showing a card, and how to begin.
StepPage {
    id: page

    required property AttractStep step

    shown: page.step
    showsFooter: false

    Notice {
        visible: text !== ""
        kind: "attention"
        text: page.step.readerText
    }

    Repeater {
        model: SteadyList {
            values: page.step.notices // qmllint disable type
        }

        delegate: Notice {
            required property string modelData
            text: modelData
        }
    }

    // What is touched stands low, within reach.
    Item {
        Layout.fillHeight: true
    }

    Words {
        text: qsTr("今天这里能办（点开先看看条件和材料）")
        color: Theme.secondary
        Layout.fillWidth: true
    }

    Repeater {
        model: SteadyList {
            values: page.step.offers
        }

        delegate: OfferRow {
            id: offer
            onActivated: page.step.openInfo(offer.modelData.id) // qmllint disable unqualified
        }
    }

    below: Card {
        padding: Theme.wide
        spacing: Theme.space

        LineArt {
            visible: page.primaryEnabled
            source: Qt.resolvedUrl("pictures/put-card.svg")
            ink: Theme.text
            accent: Theme.action
            paper: Theme.card
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.mm(Theme.large ? 80 : 110)
        }

        PrimaryButton {
            text: qsTr("放身份证开始办理")
            implicitHeight: Theme.mm(34)
            font.pixelSize: Theme.title
            enabled: page.primaryEnabled
            onActivated: page.step.begin()
            Layout.fillWidth: true
        }
    }
}
