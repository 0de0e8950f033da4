import QtQml

Step {
    id: step

    property bool live: false
    property list<string> advice
    property bool good: false
    property var preview
    property var taken
    property bool hasTaken: false

    function capture() {
        step.note("capture");
    }

    function retake() {
        step.note("retake");
    }
}
