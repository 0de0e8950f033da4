import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// What a procedure asks for and gives, to read without logging in.
StepPage {
    id: page

    required property InfoStep step

    shown: page.step

    Repeater {
        model: SteadyList {
            values: page.step.sections
        }

        delegate: Card {
            id: section

            required property var modelData

            Words {
                text: section.modelData.heading
                font.bold: true
                font.pixelSize: Theme.lead
                Layout.fillWidth: true
            }

            Repeater {
                model: SteadyList {
                    values: section.modelData.lines
                }

                delegate: Words {
                    required property string modelData
                    text: modelData
                    Layout.fillWidth: true
                }
            }
        }
    }

    Item {
        Layout.fillHeight: true
    }
}
