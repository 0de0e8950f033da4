import QtQml

Step {
    id: step

    property var lines: []
    property list<string> declarations
    property string feeText
    property bool canReveal: false
    property bool isSigned: false

    function setSignature(strokes: var, aspect: real) {
        step.note("setSignature");
    }

    function reveal() {
        step.note("reveal");
    }

    function clearSignature() {
        step.note("clearSignature");
    }
}
