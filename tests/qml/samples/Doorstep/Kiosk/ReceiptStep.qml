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
    property bool canPrintSigned: false
    property bool printingSigned: false

    function printAgain() {
        step.note("printAgain");
    }
    function printSigned() {
        step.note("printSigned");
    }
}
