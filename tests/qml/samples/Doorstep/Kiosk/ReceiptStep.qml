import QtQml

Step {
    id: step

    property string applicationNumber
    property var lines: []
    property string promiseText
    property string qrContent
    property bool looking: false
    property bool printed: false
    property bool printing: false

    function printAgain() {
        step.note("printAgain");
    }
}
