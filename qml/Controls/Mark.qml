import QtQuick
import Doorstep.Controls
import Doorstep.Theme

// A small sign that goes with a word, never alone: pass, fail, unknown, attention, info, guide, language, letters,
// contrast, up, down, next, back, print, exit, speak.
LineArt {
    property string kind: "info"
    property color colour: Theme.action

    source: kind === "" ? "" : Qt.resolvedUrl("marks/" + kind + ".svg")
    ink: colour
    accent: colour
    paper: Theme.card
    implicitWidth: Theme.lead
    implicitHeight: Theme.lead
}
