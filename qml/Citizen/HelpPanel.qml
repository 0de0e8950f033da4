import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// What this page wants and what happens next, in plain words; from here a person can be called too.
Rectangle {
    id: panel

    required property Kiosk kiosk
    property var speaker: null    // CitizenScreen's
    property string explanation  // of the page below
    property real columnWidth
    property real bottomMargin
    readonly property bool modal: true

    signal closed

    // Never the page's own heading: it may greet somebody by name.
    function readAloud() {
        const step = panel.kiosk.step;
        const texts = [step?.title, panel.explanation, step?.helpText].filter((text, at, all) => text && all.indexOf(text) === at);
        panel.speaker?.say(texts.join("\n"), panel.kiosk.english);
    }

    color: Theme.scrim

    MouseArea {
        anchors.fill: parent
    }

    Card {
        width: panel.columnWidth
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: panel.bottomMargin
        padding: Theme.wide
        spacing: Theme.space

        Words {
            text: qsTr("这一页怎么办")
            font.pixelSize: Theme.title
            font.bold: true
            Layout.fillWidth: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Words {
            text: panel.kiosk.step?.helpText ?? ""
            font.pixelSize: Theme.lead
            Layout.fillWidth: true
        }

        QuietButton {
            visible: panel.speaker !== null
            text: qsTr("朗读")
            mark: "speak"
            onActivated: panel.readAloud()
            Layout.fillWidth: true
        }

        Notice {
            visible: panel.kiosk.guideCalled
            text: panel.kiosk.guideText
        }

        QuietButton {
            text: panel.kiosk.guideCalled ? qsTr("不用来了") : qsTr("叫导办员")
            mark: "guide"
            implicitHeight: Theme.primary
            font.pixelSize: Theme.lead
            onActivated: panel.kiosk.guideCalled ? panel.kiosk.cancelGuide() : panel.kiosk.callGuide()
            Layout.fillWidth: true
        }

        LookSwitches {
            kiosk: panel.kiosk
            Layout.fillWidth: true
        }

        PrimaryButton {
            text: qsTr("知道了，接着办")
            onActivated: panel.closed()
            Layout.fillWidth: true
        }
    }
}
