import QtQuick
import QtQuick.Layouts
import Doorstep.Theme

// A column that may be longer than the page: a finger may drag it, but two buttons do the same, so that nobody has
// to know the gesture. The buttons are there only when there is more than fits.
Item {
    id: scroll

    default property alias content: column.data
    property alias spacing: column.spacing
    readonly property bool overflows: column.implicitHeight > scroll.height + 1
    property alias contentY: flick.contentY

    function page(direction: int) {
        const step = flick.height - Theme.row;
        const target = flick.contentY + direction * step;
        slide.to = Math.max(0, Math.min(target, flick.contentHeight - flick.height));
        slide.restart();
    }

    function toTop() {
        slide.stop();
        flick.contentY = 0;
    }

    NumberAnimation {
        id: slide
        target: flick
        property: "contentY"
        duration: Theme.slideMs
        easing.type: Easing.OutCubic
    }

    Flickable {
        id: flick
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: scroll.height - (scroll.overflows ? pager.height + Theme.gap : 0)
        contentWidth: width
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        interactive: scroll.overflows

        ColumnLayout {
            id: column
            width: flick.width - (scroll.overflows ? Theme.gap : 0)
            height: Math.max(implicitHeight, flick.height)
            spacing: Theme.gap
        }
    }

    Rectangle {
        visible: scroll.overflows
        x: parent.width - width
        y: flick.visibleArea.yPosition * flick.height
        width: Theme.mm(1.2)
        height: flick.visibleArea.heightRatio * flick.height
        radius: width / 2
        color: Theme.controlLine
    }

    RowLayout {
        id: pager
        visible: scroll.overflows
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        spacing: Theme.targetGap

        QuietButton {
            text: qsTr("往上看")
            mark: "up"
            guardMs: 0
            enabled: !flick.atYBeginning
            onActivated: scroll.page(-1)
            Layout.fillWidth: true
        }

        QuietButton {
            text: flick.atYEnd ? qsTr("已经看到底了") : qsTr("下面还有，往下看")
            mark: flick.atYEnd ? "" : "down"
            guardMs: 0
            enabled: !flick.atYEnd
            onActivated: scroll.page(1)
            Layout.fillWidth: true
        }
    }
}
