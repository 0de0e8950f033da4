import QtQuick
import Doorstep.Theme

// Every other action: outlined, with an optional mark before the word.
PressButton {
    id: button

    property string mark: ""
    property color colour: Theme.action
    readonly property color surface: !button.enabled ? Theme.ground : button.down || button.checked ? Theme.actionTint : Theme.card

    contentItem: MarkedWords {
        mark: button.mark
        text: button.text
        font: button.font
        colour: button.enabled ? button.colour : Theme.offText
        paper: button.surface
    }

    background: Rectangle {
        radius: Theme.radius
        color: button.surface
        border.color: button.checked && button.enabled ? Theme.action : Theme.controlLine
        border.width: button.checked ? 2 * Theme.outline : Theme.outline
    }
}
