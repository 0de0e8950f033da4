import QtQml

QtObject {
    id: kiosk

    property Step step
    property bool english: false
    property bool largeText: false
    property bool highContrast: false
    property string stationName
    property string stationPhone
    property string clockText
    property bool inVisit: true
    property bool canGoBack: true
    property list<string> progress
    property int progressIndex: -1
    property bool warning: false
    property string warningText
    property int secondsLeft: 30
    property int extensionsLeft: 10
    property bool cardMissing: false
    property bool guideCalled: false
    property string guideText
    property string banner
    property list<string> calls

    function note(call: string) {
        kiosk.calls.push(call);
    }
    function touched() {
        kiosk.note("touched");
    }
    function extend() {
        kiosk.note("extend");
    }
    function back() {
        kiosk.note("back");
    }
    function endVisit() {
        kiosk.note("endVisit");
    }
    function callGuide() {
        kiosk.note("callGuide");
    }
    function cancelGuide() {
        kiosk.note("cancelGuide");
    }
}
