import QtQuick
import QtQuick.Layouts
import Doorstep.Theme
import Doorstep.Controls
import Doorstep.Kiosk

// The frame of every page: a title that asks or instructs, one column, and at the bottom, always in the same place,
// back on the left and the one primary action on the right. While the machine works it says what it does; when
// something failed it says what to do first.
Item {
    id: page

    required property Kiosk kiosk
    property Step shown
    property var speaker: null  // CitizenScreen's
    property string heading: page.shown.title
    property string explanation: ""
    property bool showsOwnWork: false  // the page itself shows what the machine does
    property string primaryText: page.shown.primaryText
    property bool primaryEnabled: page.shown.primaryEnabled
    property alias showsFooter: footer.visible
    default property alias content: scroll.content
    property alias below: below.data  // stays in place under the column while it scrolls

    readonly property bool working: page.shown.state === Step.Working && !page.showsOwnWork
    readonly property bool failed: page.shown.state === Step.Failed
    readonly property bool plain: !page.working && !page.failed

    Component.onCompleted: page.shown.start()

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap

        Words {
            text: page.heading
            visible: text !== "" && page.plain
            font.pixelSize: Theme.title
            font.bold: true
            Layout.fillWidth: true
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Words {
            text: page.explanation
            visible: text !== "" && page.plain
            font.pixelSize: Theme.lead
            color: Theme.secondary
            Layout.fillWidth: true
        }

        Notice {
            visible: page.showsOwnWork && page.shown.state === Step.Working && page.shown.slow
            text: qsTr("还在处理，请再等一等；也可以叫导办员。")
        }

        Item {
            visible: page.plain
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.tiny
        }

        ScrollColumn {
            id: scroll
            visible: page.plain
            Layout.fillWidth: true
            Layout.fillHeight: true
        }

        ColumnLayout {
            id: below
            visible: page.plain && children.length > 0
            spacing: Theme.gap
            Layout.fillWidth: true
            Layout.fillHeight: false
        }

        WorkingView {
            visible: page.working
            title: page.heading
            activity: page.shown.activity
            slow: page.shown.slow
            Layout.fillWidth: true
            Layout.fillHeight: true
        }

        ProblemView {
            visible: page.failed
            step: page.shown
            kiosk: page.kiosk
            Layout.fillWidth: true
            Layout.fillHeight: true
        }

        PageFooter {
            id: footer
            backVisible: page.kiosk.canGoBack
            primaryText: page.failed ? (page.shown.canRetry ? qsTr("再试一次") : "") : page.working ? "" : page.primaryText
            primaryEnabled: page.failed || page.primaryEnabled
            onBack: page.kiosk.back()
            onPrimary: page.failed ? page.shown.retry() : page.shown.proceed()
            Layout.fillWidth: true
        }
    }
}
