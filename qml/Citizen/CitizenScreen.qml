import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// The whole face: header, progress, the present step's page, the tools, and what lies over them. Drawn at the
// station's physical size, as large as the window allows, centred.
Rectangle {
    id: screen

    required property Kiosk kiosk
    // What says things aloud: say(text, english), stop(); nothing where nobody listens.
    property var speaker: null
    property real widthMm: 336
    property real heightMm: 597
    // A page has come to rest and takes touches.
    readonly property bool settled: host.settled
    // The help of the page is open.
    property bool helping: false
    // What lies over the page stands above the dimmed tools and does not cut across them.
    readonly property real aboveTools: (screen.height - glass.height) / 2 + tools.height + 2 * Theme.gap

    color: Theme.ground

    // Help belongs to one page: it does not stay for the next, nor for the next person.
    Connections {
        target: screen.kiosk
        function onStepChanged() {
            screen.helping = false;
        }
    }

    Binding {
        target: Theme
        property: "pxPerMm"
        value: Math.min(screen.width / screen.widthMm, screen.height / screen.heightMm)
        when: screen.width > 0 && screen.height > 0
    }

    Binding {
        target: Theme
        property: "large"
        value: screen.kiosk.largeText
    }

    Binding {
        target: Theme
        property: "highContrast"
        value: screen.kiosk.highContrast
    }

    Item {
        id: glass

        width: Theme.pxPerMm * screen.widthMm
        height: Theme.pxPerMm * screen.heightMm
        anchors.centerIn: parent

        Rectangle {
            width: parent.width
            height: header.height + 2 * Theme.gap
            color: Theme.card

            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.hair
                color: Theme.line
            }
        }

        StationHeader {
            id: header
            x: Theme.margin
            y: Theme.gap
            width: glass.width - 2 * Theme.margin
            station: screen.kiosk.stationName
            clock: screen.kiosk.clockText
        }

        ColumnLayout {
            enabled: !overlays.visible && !help.visible
            anchors.fill: parent
            anchors.leftMargin: Theme.margin
            anchors.rightMargin: Theme.margin
            anchors.topMargin: header.height + 2 * Theme.gap + Theme.space
            anchors.bottomMargin: Theme.gap
            spacing: Theme.space

            ProgressSteps {
                visible: screen.kiosk.progress.length > 0
                names: screen.kiosk.progress
                index: screen.kiosk.progressIndex
                Layout.fillWidth: true
            }

            Notice {
                visible: screen.kiosk.banner !== ""
                kind: "attention"
                text: screen.kiosk.banner
            }

            StepHost {
                id: host
                kiosk: screen.kiosk
                speaker: screen.speaker
                Layout.fillWidth: true
                Layout.fillHeight: true
            }

            GuidePanel {
                kiosk: screen.kiosk
                visible: screen.kiosk.guideCalled
                Layout.fillWidth: true
            }

            ToolStrip {
                id: tools
                kiosk: screen.kiosk
                onHelpWanted: screen.helping = true
                Layout.fillWidth: true
                Layout.fillHeight: false
            }
        }
    }

    HelpPanel {
        id: help
        kiosk: screen.kiosk
        speaker: screen.speaker
        explanation: host.explanation
        visible: screen.helping && !overlays.visible
        anchors.fill: parent
        columnWidth: glass.width - 2 * Theme.margin
        bottomMargin: screen.aboveTools
        onClosed: screen.helping = false
        onVisibleChanged: screen.speaker?.stop()
    }

    Overlays {
        id: overlays
        kiosk: screen.kiosk
        anchors.fill: parent
        columnWidth: glass.width - 2 * Theme.margin
        bottomMargin: screen.aboveTools
    }
}
