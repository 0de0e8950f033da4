import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// What is due, what can be done today, and what is already under way.
StepPage {
    id: page

    required property HomeStep step

    shown: page.step
    heading: page.step.greeting
    explanation: page.step.title

    component Heading: Words {
        font.bold: true
        color: Theme.secondary
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
    }

    Card {
        RowLayout {
            spacing: Theme.space

            ColumnLayout {
                spacing: Theme.gap
                Layout.alignment: Qt.AlignTop

                Words {
                    text: page.step.licence.length > 0 ? qsTr("您的驾驶证") : qsTr("身份证读好了")
                    font.pixelSize: Theme.lead
                    font.bold: true
                    Layout.fillWidth: true
                }

                Repeater {
                    model: SteadyList {
                        values: page.step.licence
                    }

                    delegate: InfoRow {
                        required property var modelData
                        label: modelData.label
                        value: modelData.value
                    }
                }
            }

            CardPortrait {
                picture: page.step.portrait // qmllint disable type
            }
        }
    }

    // What is touched stands low, within reach.
    Item {
        Layout.fillHeight: true
    }

    Notice {
        visible: page.step.notice !== ""
        kind: "attention"
        text: page.step.notice
    }

    Heading {
        visible: page.step.due.length > 0
        text: qsTr("该办的事")
    }

    Repeater {
        model: SteadyList {
            values: page.step.due
        }

        delegate: OptionRow {
            id: duty

            required property var modelData
            enabled: duty.modelData.available
            warns: !duty.modelData.available
            text: duty.modelData.text
            summary: duty.modelData.available ? "" : qsTr("现在办不了：%1").arg(duty.modelData.reason)
            verb: duty.modelData.verb
            onActivated: page.step.choose(duty.modelData.id) // qmllint disable unqualified
        }
    }

    Heading {
        visible: page.step.cases.length > 0
        text: qsTr("您正在办的")
    }

    Repeater {
        model: SteadyList {
            values: page.step.cases
        }

        delegate: OptionRow {
            id: underWay

            required property var modelData
            text: underWay.modelData.title
            summary: [underWay.modelData.stateText, underWay.modelData.promiseText].filter(part => part).join(" · ")
            verb: qsTr("去看看")
            onActivated: page.step.openCase(underWay.modelData.number) // qmllint disable unqualified
        }
    }

    Heading {
        visible: page.step.offers.length > 0
        text: qsTr("还能办这些")
    }

    Repeater {
        model: SteadyList {
            values: page.step.offers
        }

        delegate: OfferRow {
            id: offer
            enabled: offer.available
            onActivated: page.step.choose(offer.modelData.id) // qmllint disable unqualified
        }
    }
}
