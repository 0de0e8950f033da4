import QtQuick
import Doorstep.Controls
import Doorstep.Kiosk

// A guide was called: who is coming, and what to do when nobody comes. The words are the kiosk's.
Notice {
    id: panel

    required property Kiosk kiosk

    kind: "info"
    text: panel.kiosk.guideText
    Accessible.role: Accessible.AlertMessage
    Accessible.name: panel.text
}
