import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// Put the card on the reader. One picture and one instruction, the same from waiting to read.
StepPage {
    id: page

    required property CardStep step
    readonly property bool awaiting: page.step.phase === CardStep.AwaitingCard

    shown: page.step
    showsOwnWork: true

    Item {
        Layout.fillHeight: true
    }

    LineArt {
        source: Qt.resolvedUrl(page.awaiting ? "pictures/put-card.svg" : "pictures/leave-card.svg")
        ink: Theme.text
        accent: Theme.action
        paper: Theme.ground
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.mm(Theme.large ? 150 : 190)
    }

    Notice {
        visible: page.step.hint !== ""
        kind: "attention"
        text: page.step.hint
    }

    Notice {
        visible: !page.awaiting && page.step.hint === ""
        text: page.step.activity !== "" ? page.step.activity
            : page.step.phase === CardStep.Reading ? qsTr("正在读身份证，请不要拿走……") : qsTr("正在核对您的信息……")
    }

    Words {
        text: qsTr("身份证请一直放着，办完了我们会提醒您取走。")
        color: Theme.secondary
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }

    Item {
        Layout.fillHeight: true
    }
}
