import QtQuick
import Doorstep.Theme
import Doorstep.Kiosk

// Shows the page that belongs to the kiosk's present step, chosen by the step's type. A new page slides in and
// takes no touch for the first half second: nobody has read it yet, so a touch then was meant for the page before.
Item {
    id: host

    required property Kiosk kiosk
    property var speaker: null
    readonly property bool settled: !settle.running
    property Step current: host.kiosk.step
    readonly property string explanation: (loader.item as StepPage)?.explanation ?? ""

    function pageFor(step: Step): string {
        if (step instanceof AttractStep)
            return "AttractPage.qml";
        if (step instanceof InfoStep)
            return "InfoPage.qml";
        if (step instanceof CardStep)
            return "CardPage.qml";
        if (step instanceof HomeStep)
            return "HomePage.qml";
        if (step instanceof FindingsStep)
            return "FindingsPage.qml";
        if (step instanceof FaceStep)
            return "FacePage.qml";
        if (step instanceof MaterialsStep)
            return "MaterialsPage.qml";
        if (step instanceof DocumentStep)
            return "DocumentPage.qml";
        if (step instanceof PhotoStep)
            return "PhotoPage.qml";
        if (step instanceof FormStep)
            return "FormPage.qml";
        if (step instanceof ConfirmStep)
            return "ConfirmPage.qml";
        if (step instanceof PayStep)
            return "PayPage.qml";
        if (step instanceof SubmitStep)
            return "SubmitPage.qml";
        if (step instanceof ReceiptStep)
            return "ReceiptPage.qml";
        if (step instanceof TakeCardStep)
            return "TakeCardPage.qml";
        if (step instanceof GoodbyeStep)
            return "GoodbyePage.qml";
        if (step instanceof StationStep)
            return "StationPage.qml";
        if (step instanceof OutOfServiceStep)
            return "OutOfServicePage.qml";
        return "";
    }

    onCurrentChanged: {
        host.speaker?.stop();
        // The loader silences the old page's bindings at once: its step is wiped before the page is gone.
        loader.setSource(Qt.resolvedUrl(host.pageFor(host.current)), {
            kiosk: host.kiosk,
            step: host.current,
            speaker: host.speaker
        });
        settle.restart();
        slide.restart();
    }

    Loader {
        id: loader
        width: host.width
        height: host.height
    }

    Timer {
        id: settle
        interval: Theme.doubleStrikeMs
    }

    NumberAnimation {
        id: slide
        target: loader
        property: "x"
        from: Theme.slideMs > 0 ? Theme.mm(30) : 0
        to: 0
        duration: Theme.slideMs
        easing.type: Easing.OutCubic
    }

    MouseArea {
        objectName: "shield"
        anchors.fill: parent
        visible: !host.settled
    }
}
