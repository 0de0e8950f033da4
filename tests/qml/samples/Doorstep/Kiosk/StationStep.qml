import QtQml

Step {
    id: step

    property string staffText
    property string resultText
    property bool allReady: true
    property var devices: []
    property bool canPrint: true
    property bool printing: false
    property string printText
    property bool printProblem: false

    function printReport() {
        step.note("printReport");
    }
}
