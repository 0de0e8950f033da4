import QtQuick
import QtQuick.Layouts
import Doorstep.Controls
import Doorstep.Kiosk

// The few things nobody knows but the citizen.
StepPage {
    id: page

    required property FormStep step

    shown: page.step

    // What is touched stands low, within reach.
    Item {
        Layout.fillHeight: true
    }

    Repeater {
        model: SteadyList {
            values: page.step.fields
        }

        delegate: FormFieldCard {
            id: field
            onRevealWanted: () => page.step.reveal(field.modelData.id)
            onFiledWanted: () => page.step.useFiled(field.modelData.id)
            onChosen: value => page.step.setValue(field.modelData.id, value)
        }
    }
}
