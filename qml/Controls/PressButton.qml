import QtQuick
import QtQuick.Templates as T
import Doorstep.Theme

// What every button does: it reacts once to a double strike, never repeats, shows its focus, and has a name.
// Use activated(), not clicked().
T.AbstractButton {
    id: button

    // A second press within this time is not another wish; 0 where each press is its own input (digits).
    property int guardMs: Theme.doubleStrikeMs
    property real lastActivation: 0

    signal activated

    function press() {
        const now = Date.now();
        if (now - button.lastActivation < button.guardMs)
            return;
        button.lastActivation = now;
        button.activated();
    }

    implicitWidth: Math.max(Theme.target, button.implicitContentWidth + button.leftPadding + button.rightPadding)
    implicitHeight: Math.max(Theme.target, button.implicitContentHeight + button.topPadding + button.bottomPadding)
    leftPadding: Theme.space
    rightPadding: Theme.space
    topPadding: Theme.tiny
    bottomPadding: Theme.tiny
    autoRepeat: false
    focusPolicy: Qt.TabFocus
    font.family: Theme.family
    font.pixelSize: Theme.body

    Accessible.role: Accessible.Button
    Accessible.name: button.text
    Accessible.onPressAction: button.press()

    onClicked: button.press()

    Keys.onReturnPressed: button.press()
    Keys.onEnterPressed: button.press()

    Rectangle {
        anchors.fill: parent
        anchors.margins: -2 * Theme.outline
        visible: button.visualFocus
        color: "transparent"
        radius: Theme.radius + 2 * Theme.outline
        border.color: Theme.attention
        border.width: 2 * Theme.outline
    }
}
