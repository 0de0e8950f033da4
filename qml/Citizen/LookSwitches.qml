import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// Language and letter size where the tools are covered: who cannot read a notice must not be stopped by it.
RowLayout {
    id: switches

    required property Kiosk kiosk

    spacing: Theme.targetGap

    QuietButton {
        // Always in the other language: who needs it cannot read this one.
        text: switches.kiosk.english ? "中文" : "English"
        mark: "language"
        onActivated: switches.kiosk.english = !switches.kiosk.english
        Layout.fillWidth: true
        Layout.preferredWidth: 1
    }

    QuietButton {
        text: switches.kiosk.largeText ? qsTr("标准字") : qsTr("大字")
        mark: "letters"
        onActivated: switches.kiosk.largeText = !switches.kiosk.largeText
        Layout.fillWidth: true
        Layout.preferredWidth: 1
    }
}
