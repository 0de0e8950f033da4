import QtQuick
import Doorstep.Theme
import Doorstep.Controls

// Back on the left, the one primary action on the right; the places stay when one of them is missing.
Item {
    id: footer

    property bool backVisible: true
    property string primaryText: ""
    property bool primaryEnabled: true

    signal back
    signal primary

    implicitHeight: Math.max(Theme.primary, backButton.implicitHeight, primaryButton.implicitHeight)

    QuietButton {
        id: backButton
        visible: footer.backVisible
        width: Math.round((footer.width - Theme.gap) * 0.32)
        height: footer.height
        text: qsTr("返回")
        mark: "back"
        font.pixelSize: Theme.lead
        onActivated: footer.back()
    }

    PrimaryButton {
        id: primaryButton
        objectName: "primary"
        visible: footer.primaryText !== ""
        x: footer.width - width
        width: Math.round((footer.width - Theme.gap) * 0.68)
        height: footer.height
        text: footer.primaryText
        enabled: footer.primaryEnabled
        onActivated: footer.primary()
    }
}
